// The front end's playground for tests/parity/test_network_playground_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import playground from "../../frontend/widgets/network_playground/network_playground.jsx";
import { solutionOf } from "../../frontend/widgets/network_playground/solution.js";

/** @param {string} line */
function answer(line) {
  const choice = { weight: "layers[0].weights[0, 0]", sample: 0, step: 0, view: "picture", predict: false, seed: 0 };
  try {
    const given = /** @type {any} */ (playground.validateState({ examples: [], ...choice, ...JSON.parse(line) }));
    const pass = playground.definition.pass(given);
    const lines = solutionOf(given, pass).flatMap((section) => section.lines);
    return { solved: Object.fromEntries(lines.map(({ name, value }) => [name, value])), count: lines.length, after: pass.after.loss };
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
