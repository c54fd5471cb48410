// The front end's difference quotients for tests/parity/test_difference_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { measure } from "../../frontend/arithmetic/differences.js";

/** @param {string} line */
function answer(line) {
  try {
    return measure(JSON.parse(line));
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
