// The front end's network for tests/test_network_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { checkRate, keyOf, parameterAt, parametersOf } from "../../frontend/arithmetic/network_spec.js";
import { gradientOf, lossWith, pass, updated } from "../../frontend/arithmetic/network.js";
import { pathsOf } from "../../frontend/arithmetic/network_paths.js";

/** @param {string} line */
function answer(line) {
  const { weight, learning_rate: rate, ...given } = JSON.parse(line);
  try {
    const passed = pass(given);
    const parameter = parameterAt(given.layers, weight);
    checkRate(rate);
    const paths = given.inputs.flatMap((/** @type {number[]} */ _, /** @type {number} */ k) =>
      pathsOf(given, passed, parameter, k).map(({ neurons, factors, product }) =>
        ({ sample: k, neurons, factors: factors.map(({ value }) => value), product })));
    return {
      loss: passed.loss.loss,
      values: passed.values,
      dvalues: passed.dvalues,
      gradients: Object.fromEntries(passed.gradients.flatMap((own, place) =>
        (own ? [[`layers[${place}].weights`, own.weights], [`layers[${place}].biases`, own.biases]] : []))),
      gradient: gradientOf(passed, parameter),
      parameters: parametersOf(given.layers).map(keyOf),
      paths,
      loss_after: lossWith(given, updated(given.layers, passed, rate)),
    };
  } catch (error) {
    return { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
