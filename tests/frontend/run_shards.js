// The front end's split batches for tests/parity/test_shard_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { shardSums } from "../../frontend/arithmetic/shards.js";

/** @param {string} line */
function answer(line) {
  try {
    const { workers, levels, ...rest } = shardSums(JSON.parse(line));
    return { ...rest, workers, levels: levels.map((level) => level.map(({ value }) => value)) };
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
