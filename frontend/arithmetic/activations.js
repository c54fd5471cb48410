/**
 * Activations on a batch, forward and backward, as `backprop.activations` computes them. A parity test
 * holds the two against each other. (The sigmoid's slope is σ(z) · σ(−z), which is small where 1 − σ(z)
 * rounds to 0.)
 */

import { checkMatrix, shapeOf, shapeText } from "./matrix.js";
import { OPERATIONS } from "./operations.js";

/** @typedef {number[][]} Matrix */
/** @typedef {"linear" | "relu" | "sigmoid"} ActivationName */

/**
 * @typedef {object} Activation
 * @property {string} title  on its button
 * @property {string} sign  in formulas: ReLU(z), ReLU′(z)
 * @property {(z: number) => number} value
 * @property {(z: number) => number} derivative  finite for each finite z, and between 0 and 1
 *
 * @typedef {object} Pass  all of the shape of the inputs
 * @property {Matrix} outputs
 * @property {Matrix} derivatives  for the ReLU the mask
 * @property {Matrix} dinputs  dvalues · derivatives, cell by cell
 */

/** A batch is shown whole, so it is small. */
export const LARGEST = 6;

/** @type {Readonly<Record<ActivationName, Activation>>} */
export const ACTIVATIONS = {
  linear: { title: "Linear", sign: "linear", value: (z) => z, derivative: () => 1 },
  relu: { title: "ReLU", sign: "ReLU", ...fromOperation("relu") },
  sigmoid: { title: "Sigmoid", sign: "σ", ...fromOperation("sigmoid") },
};

/** @param {string} name  of an operation of one argument */
function fromOperation(name) {
  const { forward, local } = /** @type {import("./operations.js").Operation} */ (OPERATIONS[name]);
  return {
    /** @param {number} z */
    value: (z) => forward(z),
    /** @param {number} z */
    derivative: (z) => local(forward(z), z)[0] ?? NaN,
  };
}

/**
 * @param {unknown} name
 * @returns {ActivationName}
 * @throws {Error} a sentence, where there is no such activation
 */
export function checkActivation(name) {
  const names = Object.keys(ACTIVATIONS);
  if (names.includes(String(name))) return /** @type {ActivationName} */ (name);
  throw new Error(`The activation is one of ${names.join(", ")}; got ${JSON.stringify(name)}.`);
}

/**
 * @param {unknown} inputs
 * @param {unknown} dvalues
 * @throws {Error} a sentence, unless both are matrices of one shape that can be shown
 */
export function checkBatch(inputs, dvalues) {
  const [z, d] = [checkMatrix(inputs, "inputs"), checkMatrix(dvalues, "dvalues")];
  const [rows, columns] = shapeOf(z);
  if (rows > LARGEST || columns > LARGEST) {
    throw new Error(`At most ${LARGEST} rows and ${LARGEST} columns are shown; the inputs have shape ${shapeText(z)}.`);
  }
  if (shapeText(z) !== shapeText(d)) {
    throw new Error(`The incoming gradient has one number for each input: inputs have shape ${shapeText(z)}, dvalues ${shapeText(d)}.`);
  }
}

/**
 * outputs = activation(inputs), dinputs = dvalues · activation′(inputs).
 * @param {ActivationName} name
 * @param {Matrix} inputs
 * @param {Matrix} dvalues
 * @returns {Pass}
 */
export function pass(name, inputs, dvalues) {
  checkBatch(inputs, dvalues);
  const { value, derivative } = ACTIVATIONS[checkActivation(name)];
  const derivatives = inputs.map((row) => row.map(derivative));
  return {
    outputs: inputs.map((row) => row.map(value)),
    derivatives,
    dinputs: derivatives.map((row, i) => row.map((slope, j) => (dvalues[i]?.[j] ?? NaN) * slope)),
  };
}
