// The front end's programs for tests/parity/test_network_program.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { numpyProgram, pytorchProgram } from "../../frontend/programs/network_program.js";

/** @param {string} line */
function answer(line) {
  const { learning_rate: rate, ...given } = JSON.parse(line);
  try {
    return { numpy: numpyProgram(given, rate), pytorch: pytorchProgram(given, rate) };
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
