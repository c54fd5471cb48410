/**
 * Activations on a batch, forward and backward, as `backprop.activations` computes them, one layer and
 * ten in a row. A parity test holds the two against each other. (The sigmoid's slope is σ(z) · σ(−z),
 * which is small where 1 − σ(z) rounds to 0.)
 */

import { checkMatrix, entry, shapeOf, shapeText } from "./matrix.js";
import { OPERATIONS } from "./operations.js";

/** @typedef {number[][]} Matrix */
/** @typedef {"linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh"} ActivationName */

/**
 * @typedef {object} Activation
 * @property {string} title  where it is chosen
 * @property {string} sign  in formulas: ReLU(z), ReLU′(z)
 * @property {boolean} straight  whether it is made of straight pieces, so that its slope is seen at a glance
 * @property {(z: number) => number} value
 * @property {(z: number) => number} derivative  finite for each finite z, and between 0 and 1
 *
 * @typedef {object} Pass  matrices of the shape of the inputs
 * @property {Matrix} outputs
 * @property {Matrix} derivatives  for the ReLU the mask
 * @property {Matrix} dinputs  dvalues · derivatives, cell by cell
 * @property {Matrix[]} values  the inputs, and what each of ten layers in a row makes of them
 * @property {Matrix[]} slopes  the derivative in each of the ten
 * @property {Matrix[]} left  of a gradient of 1 after 0, 1, … 10 layers, the last layer being the first
 */

/** A batch is shown whole, so it is small. */
export const LARGEST_SIDE = 6;
export const LAYERS = 10;
const SLOPE_BELOW = 0.01; // of the leaky ReLU

/** @type {Readonly<Record<ActivationName, Activation>>} */
export const ACTIVATIONS = {
  linear: { title: "Linear", sign: "linear", straight: true, value: (z) => z, derivative: () => 1 },
  relu: { title: "ReLU", sign: "ReLU", straight: true, ...fromOperation("relu") },
  leaky_relu: {
    title: "Leaky ReLU", sign: "Leaky", straight: true,
    value: (z) => (z > 0 ? z : SLOPE_BELOW * z), derivative: (z) => (z > 0 ? 1 : SLOPE_BELOW),
  },
  sigmoid: { title: "Sigmoid", sign: "σ", straight: false, ...fromOperation("sigmoid") },
  tanh: { title: "tanh", sign: "tanh", straight: false, ...fromOperation("tanh") },
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
  if (rows > LARGEST_SIDE || columns > LARGEST_SIDE) {
    throw new Error(`At most ${LARGEST_SIDE} rows and ${LARGEST_SIDE} columns are shown; the inputs have shape ${shapeText(z)}.`);
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
  const activation = ACTIVATIONS[checkActivation(name)];
  const derivatives = each(inputs, activation.derivative);
  return { outputs: each(inputs, activation.value), derivatives, dinputs: times(dvalues, derivatives), ...throughLayers(activation, inputs) };
}

/** A batch through ten layers in a row, and a gradient of ones back through them.  @param {Activation} activation @param {Matrix} inputs */
function throughLayers({ value, derivative }, inputs) {
  const values = [inputs];
  for (let k = 0; k < LAYERS; k += 1) values.push(each(values[k] ?? [], value));
  const slopes = values.slice(0, LAYERS).map((matrix) => each(matrix, derivative));
  const left = [each(inputs, () => 1)];
  for (const slope of slopes.toReversed()) left.push(times(left.at(-1) ?? [], slope));
  return { values, slopes, left };
}

/** @param {Matrix} matrix @param {(x: number) => number} f */
const each = (matrix, f) => matrix.map((row) => row.map((x) => f(x)));

/** Cell by cell.  @param {Matrix} a @param {Matrix} b */
const times = (a, b) => a.map((row, i) => row.map((x, j) => x * entry(b, i, j)));
