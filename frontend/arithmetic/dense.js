/**
 * A layer on a batch, forward and backward, as `backprop.layers.Dense` computes it: each result is a
 * product of two matrices, and each of its cells a sum over what the two have in common.
 */

import { checkMatrix, entry, shapeOf, shapeText, transposed } from "./matrix.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {"outputs" | "dweights" | "dbiases" | "dinputs"} ResultName */
/** @typedef {"inputs" | "weights" | "biases" | "dvalues"} GivenName */
/** @typedef {"sample" | "input" | "neuron" | "row"} Axis */
/** @typedef {Record<GivenName, Matrix>} Given */

/**
 * @typedef {object} Formula  result = left @ right + added
 * @property {string} left  a given matrix, its transpose ("inputs.T"), or "ones"
 * @property {string} right
 * @property {GivenName} [added]
 * @property {Axis} over  what each cell is a sum over
 *
 * @typedef {object} Term  of a cell's sum
 * @property {number[]} factors  one from the left and one from the right matrix; of the bias, itself alone
 * @property {number} product
 *
 * @typedef {{ terms: Term[], sums: number[] }} Cell  of a result; `sums[k]` has the first k terms
 * @typedef {Record<ResultName, Cell[][]>} LayerSums
 */

/** A layer is shown whole, so it is small. */
export const LARGEST_SIDE = 6;

/** What the rounding of decimals, of their products and of their sum can leave of terms that cancel. */
const NOISE = 8 * Number.EPSILON;

/** @type {readonly GivenName[]} */
export const GIVEN = ["inputs", "weights", "biases", "dvalues"];

/** @type {Readonly<Record<ResultName, Formula>>} */
export const RESULTS = {
  outputs: { left: "inputs", right: "weights", added: "biases", over: "input" },
  dweights: { left: "inputs.T", right: "dvalues", over: "sample" },
  dbiases: { left: "ones", right: "dvalues", over: "sample" },
  dinputs: { left: "dvalues", right: "weights.T", over: "neuron" },
};

/** @type {Readonly<Record<string, [Axis, Axis]>>} what the rows and the columns stand for */
const AXES = {
  inputs: ["sample", "input"],
  weights: ["input", "neuron"],
  biases: ["row", "neuron"],
  dvalues: ["sample", "neuron"],
  ones: ["row", "sample"],
  outputs: ["sample", "neuron"],
  dweights: ["input", "neuron"],
  dbiases: ["row", "neuron"],
  dinputs: ["sample", "input"],
};

/** @param {string} name */
export const isTransposed = (name) => name.endsWith(".T");

/** The matrix that a name is a transpose of, or itself.  @param {string} name */
export const baseOf = (name) => name.replace(/\.T$/, "");

/** @param {string} name @returns {[Axis, Axis]} */
export function axesOf(name) {
  const [rows, columns] = AXES[baseOf(name)] ?? ["row", "row"];
  return isTransposed(name) ? [columns, rows] : [rows, columns];
}

/** The factor of that name; "ones" is a row with a 1 for each sample.  @param {Given} given @param {string} name @returns {Matrix} */
export function factor(given, name) {
  if (isTransposed(name)) return transposed(factor(given, baseOf(name)));
  return name === "ones" ? [given.inputs.map(() => 1)] : given[/** @type {GivenName} */ (name)];
}

/** @param {unknown} name @returns {ResultName} */
export function checkResult(name) {
  const names = Object.keys(RESULTS);
  if (names.includes(String(name))) return /** @type {ResultName} */ (name);
  throw new Error(`What is computed is one of ${names.join(", ")}; got ${JSON.stringify(name)}.`);
}

/**
 * @param {Record<GivenName, unknown>} given
 * @throws {Error} a sentence, unless the matrices fit each other and can be shown
 */
function checkShapes(given) {
  const [inputs, weights, biases, dvalues] = GIVEN.map((name) => checkMatrix(given[name], name));
  const layer = /** @type {Given} */ ({ inputs, weights, biases, dvalues });
  const [[samples, inputsEach], [inputsTaken, neurons]] = [shapeOf(layer.inputs), shapeOf(layer.weights)];
  if (Math.max(samples, inputsEach, inputsTaken, neurons) > LARGEST_SIDE) {
    throw new Error(`At most ${LARGEST_SIDE} samples, inputs and neurons are shown; inputs have shape ${shapeText(layer.inputs)}, weights ${shapeText(layer.weights)}.`);
  }
  if (inputsEach !== inputsTaken) {
    throw new Error(`The weights have a row for each input: inputs have shape ${shapeText(layer.inputs)}, weights ${shapeText(layer.weights)}.`);
  }
  if (shapeText(layer.biases) !== `(1, ${neurons})`) {
    throw new Error(`The biases are one row with a number for each neuron: weights have shape ${shapeText(layer.weights)}, biases ${shapeText(layer.biases)}.`);
  }
  if (shapeText(layer.dvalues) !== `(${samples}, ${neurons})`) {
    throw new Error(`The incoming gradient has one number for each output: outputs have shape (${samples}, ${neurons}), dvalues ${shapeText(layer.dvalues)}.`);
  }
  return layer;
}

/** The shape of a result.  @param {Given} given @param {ResultName} result @returns {[number, number]} */
export function resultShape(given, result) {
  const { left, right } = RESULTS[result];
  return [shapeOf(factor(given, left))[0], shapeOf(factor(given, right))[1]];
}

/**
 * What is added up in one cell of a result, in the order of the steps.
 * @param {Given} given
 * @param {ResultName} result
 * @param {number} row
 * @param {number} column
 * @returns {Term[]}
 */
export function termsOf(given, result, row, column) {
  const { left, right, added } = RESULTS[result];
  const theirs = factor(given, right);
  const terms = (factor(given, left)[row] ?? []).map((ours, k) => termOf(ours, entry(theirs, k, column)));
  return added ? [...terms, termOf(entry(given[added], 0, column))] : terms;
}

/** @param {...number} factors @returns {Term} */
export const termOf = (...factors) => ({ factors, product: factors.reduce((product, x) => product * x) });

/** What the terms add up to without their signs.  @param {Term[]} terms */
export const sizeOf = (terms) => terms.reduce((size, { product }) => size + Math.abs(product), 0);

/** Their sum; 0 where it is only noise. What is too large for a number stays so.  @param {Term[]} terms */
export function sumOf(terms) {
  const sum = terms.reduce((total, { product }) => total + product, 0);
  return Number.isFinite(sum) && Math.abs(sum) <= NOISE * sizeOf(terms) ? 0 : sum;
}

/**
 * A result when its cells have the first so many of their terms.
 * @param {Given} given
 * @param {ResultName} result
 * @param {number} [step]
 */
export const sums = (given, result, step) =>
  eachCell(given, result, (row, column) => sumOf(termsOf(given, result, row, column).slice(0, step)));

/**
 * Every cell of the four results: its terms, and its sum after none of them, one, two, …
 * @param {Record<GivenName, unknown>} given
 * @returns {LayerSums}
 * @throws {Error} a sentence, unless the matrices fit each other, can be shown, and have finite sums
 */
export function layerSums(given) {
  const layer = checkShapes(given);
  const cells = (/** @type {ResultName} */ result) => eachCell(layer, result, (row, column) => {
    const terms = termsOf(layer, result, row, column);
    if (!Number.isFinite(sizeOf(terms))) {
      throw new Error(`With this number the terms of ${result}[${row}, ${column}] add up to more than a computer’s number can hold.`);
    }
    return { terms, sums: [...terms, null].map((_, count) => sumOf(terms.slice(0, count))) };
  });
  return { outputs: cells("outputs"), dweights: cells("dweights"), dbiases: cells("dbiases"), dinputs: cells("dinputs") };
}

/** A result after so many terms, or after all.  @param {Cell[][]} cells @param {number} [step] @returns {Matrix} */
export const sumsAfter = (cells, step = -1) => cells.map((row) => row.map((cell) => cell.sums.at(step) ?? NaN));

/** All four results.  @param {Record<GivenName, unknown>} given @returns {Record<ResultName, Matrix>} */
export function pass(given) {
  const { outputs, dweights, dbiases, dinputs } = layerSums(given);
  return { outputs: sumsAfter(outputs), dweights: sumsAfter(dweights), dbiases: sumsAfter(dbiases), dinputs: sumsAfter(dinputs) };
}

/**
 * @template T
 * @param {Given} given
 * @param {ResultName} result
 * @param {(row: number, column: number) => T} make
 */
function eachCell(given, result, make) {
  const [rows, columns] = resultShape(given, result);
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => make(i, j)));
}
