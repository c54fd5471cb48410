// The front end's activations for tests/test_activation_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { pass } from "../../frontend/arithmetic/activations.js";

/** @param {string} line */
function answer(line) {
  const { activation, inputs, dvalues } = JSON.parse(line);
  try {
    return pass(activation, inputs, dvalues);
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
