// The front end's trainings for tests/parity/test_live_training_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { createLiveTraining, pythonProgram } from "../../frontend/arithmetic/live_training.js";
import { createRandomState } from "../../frontend/arithmetic/random_state.js";
import { createTraining } from "../../frontend/arithmetic/training.js";

/** @param {{ inputs: number[][], classes: number[] }} samples */
const flat = ({ inputs, classes }) => ({ inputs: Float64Array.from(inputs.flat()), classes: Uint8Array.from(classes) });

/** @param {string} line */
function answer(line) {
  const { seed, normals, length, settings, epochs, orders, samples, heldOut, ...given } = JSON.parse(line);
  if (normals) {
    const random = createRandomState(seed);
    const order = new Int32Array(length);
    const first = Array.from({ length: normals }, random.normal);
    random.permute(order);
    return { normals: first, order: [...order], next: random.normal() };
  }
  const training = settings
    ? createLiveTraining(settings)
    : createTraining({
        ...given,
        parameters: Float64Array.from(given.parameters),
        samples: flat(samples),
        heldOut: heldOut && flat(heldOut),
        random: { permute: (/** @type {Int32Array} */ order) => order.set(orders.shift()) },
      });
  const steps = Array.from({ length: epochs }, training.epoch).flat();
  const parameters = training.layersAt(epochs).flatMap(({ weights, biases }) => [...weights, ...biases]);
  const program = settings && pythonProgram(settings, epochs);
  return { steps, record: training.record, parameters, program };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
