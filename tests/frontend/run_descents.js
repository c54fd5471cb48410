// The front end's descents for tests/test_descent.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { descend } from "../../frontend/arithmetic/descent.js";

/** @param {string} line */
function answer(line) {
  const { spec, parameters, inputs, learningRate, steps } = JSON.parse(line);
  try {
    return descend(spec, parameters, { inputs, learningRate, steps });
  } catch (error) {
    return { refusal: /** @type {Error} */ (error).message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
