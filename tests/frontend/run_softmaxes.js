// The front end's softmax for tests/parity/test_softmax_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { pass } from "../../frontend/arithmetic/softmax.js";
import { verdict } from "../../frontend/arithmetic/softmax_verdict.js";

/** @param {string} line */
function answer(line) {
  const { logits, targets } = JSON.parse(line);
  try {
    const { samples, loss } = pass(logits, targets);
    return { samples: samples.map((sample) => ({ ...sample, verdict: verdict(sample) })), loss };
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
