// The front end's layer for tests/test_layer_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { pass } from "../../frontend/arithmetic/dense.js";

/** @param {string} line */
function answer(line) {
  try {
    return pass(JSON.parse(line));
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
