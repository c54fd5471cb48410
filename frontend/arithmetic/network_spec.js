/** What a network stepper is given: layers, a loss and a batch. What cannot be is refused with a sentence. */

import { checkMatrix, entry, shapeOf, shapeText } from "./matrix.js";
import { checkTargets } from "./targets.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {"Linear" | "ReLU" | "LeakyReLU" | "Sigmoid" | "Tanh"} ActivationKind */
/** @typedef {"SquaredError" | "SoftmaxCrossEntropy" | "SigmoidCrossEntropy"} LossKind */
/** @typedef {"weights" | "biases"} ParameterName */

/**
 * @typedef {{ kind: "Dense", weights: Matrix, biases: Matrix }} DenseLayer
 * @typedef {{ kind: ActivationKind }} ActivationLayer
 * @typedef {DenseLayer | ActivationLayer} Layer
 *
 * @typedef {object} Given
 * @property {Layer[]} layers
 * @property {LossKind} loss_kind
 * @property {Matrix} inputs
 * @property {number[] | Matrix} targets
 *
 * @typedef {object} Parameter  one number that learning may change
 * @property {number} layer  its place in the network
 * @property {ParameterName} name
 * @property {number} row
 * @property {number} column
 */

const LOSSES = ["SquaredError", "SoftmaxCrossEntropy", "SigmoidCrossEntropy"];
const ACTIVATIONS = ["Linear", "ReLU", "LeakyReLU", "Sigmoid", "Tanh"];
export const MOST_DENSE = 3;
export const WIDEST = 4;
export const MOST_SAMPLES = 4;
const LARGEST_NUMBER = 1e6; // so that no pass, forward or backward, meets what no computer’s number can hold

/** @type {readonly ParameterName[]} */
const PARAMETERS = ["weights", "biases"];

/**
 * @param {Record<"layers" | "loss_kind" | "inputs" | "targets", unknown>} given
 * @throws {Error} a sentence, unless it is a network that can be shown, and a batch for it
 */
export function checkGiven({ layers, loss_kind: loss, inputs, targets }) {
  const [taken, outputs] = checkLayers(layers);
  const batch = checkNumbers(inputs, "inputs");
  const [samples, columns] = shapeOf(batch);
  if (columns !== taken) {
    throw new Error(`The first layer takes ${taken} ${taken === 1 ? "input" : "inputs"}, and the inputs have shape ${shapeText(batch)}.`);
  }
  if (samples > MOST_SAMPLES) {
    throw new Error(`At most ${MOST_SAMPLES} samples are shown; the inputs have shape ${shapeText(batch)}.`);
  }
  if (!LOSSES.includes(String(loss))) throw new Error(`The loss is one of ${LOSSES.join(", ")}; got ${JSON.stringify(loss)}.`);
  if (loss === "SoftmaxCrossEntropy") {
    checkTargets(targets, samples, outputs);
    return;
  }
  if (loss === "SigmoidCrossEntropy" && outputs !== 1) {
    throw new Error(`SigmoidCrossEntropy takes one output, the logit of class 1; this network has ${outputs}.`);
  }
  if (loss === "SigmoidCrossEntropy" && /** @type {Layer[]} */ (layers).at(-1)?.kind === "Sigmoid") {
    throw new Error("SigmoidCrossEntropy takes logits, and the sigmoid itself: leave the Sigmoid behind the last layer out.");
  }
  if (shapeText(checkNumbers(targets, "targets")) !== `(${samples}, ${outputs})`) {
    throw new Error(`The targets have one number for each output, shape (${samples}, ${outputs}); got ${shapeText(/** @type {Matrix} */ (targets))}.`);
  }
  const odd = loss === "SigmoidCrossEntropy" ? /** @type {Matrix} */ (targets).flat().find((share) => share < 0 || share > 1) : undefined;
  if (odd !== undefined) throw new Error(`A target of SigmoidCrossEntropy is 0 or 1, or a probability between them; got ${odd}.`);
}

/** @param {unknown} layers @returns {[number, number]} how many numbers go in, and how many come out */
function checkLayers(layers) {
  if (!Array.isArray(layers)) throw new Error(`The layers are a list; got ${JSON.stringify(layers)}.`);
  const dense = layers.filter((layer) => layer?.kind === "Dense");
  if (dense.length < 1 || dense.length > MOST_DENSE) {
    throw new Error(`A network here has 1 to ${MOST_DENSE} Dense layers; this one has ${dense.length}.`);
  }
  let width = 0;
  layers.forEach((layer, place) => {
    if (layer?.kind === "Dense" && hasOnly(layer, ["kind", "weights", "biases"])) {
      width = checkDense(layer, `layers[${place}]`, width);
    } else if (!ACTIVATIONS.includes(layer?.kind) || !hasOnly(layer, ["kind"])) {
      throw new Error(`A layer is Dense, with weights and biases, ${ACTIVATIONS.join(", ")}; got ${JSON.stringify(layer)} as layers[${place}].`);
    } else if (layers[place - 1]?.kind !== "Dense") {
      throw new Error(`An activation stands right behind a Dense layer; layers[${place}], ${layer.kind}, does not.`);
    }
  });
  return [shapeOf(dense[0].weights)[0], width];
}

/** @param {object} layer @param {string[]} keys */
const hasOnly = (layer, keys) => Object.keys(layer).length === keys.length && keys.every((key) => Object.hasOwn(layer, key));

/** @param {DenseLayer} layer @param {string} name @param {number} before  how many numbers come in; 0 if any @returns {number} */
function checkDense(layer, name, before) {
  const weights = checkNumbers(layer.weights, `weights of ${name}`);
  const [inputs, neurons] = shapeOf(weights);
  if (Math.max(inputs, neurons) > WIDEST) {
    throw new Error(`A layer has at most ${WIDEST} inputs and neurons here; ${name}.weights have shape ${shapeText(weights)}.`);
  }
  if (before !== 0 && inputs !== before) {
    throw new Error(`The layer before ${name} gives ${before} numbers, and ${name}.weights have shape ${shapeText(weights)}.`);
  }
  const biases = checkNumbers(layer.biases, `biases of ${name}`);
  if (shapeText(biases) !== `(1, ${neurons})`) {
    throw new Error(`The biases are one row with a number for each neuron: ${name}.weights have shape ${shapeText(weights)}, the biases ${shapeText(biases)}.`);
  }
  return neurons;
}

/** @param {unknown} value @param {string} name @returns {Matrix} */
function checkNumbers(value, name) {
  const matrix = checkMatrix(value, name);
  for (const x of matrix.flat()) {
    if (Math.abs(x) > LARGEST_NUMBER) throw new Error(`Numbers go from −1000000 to 1000000 here; got ${x}.`);
  }
  return matrix;
}

/** @param {unknown} rate */
export function checkRate(rate) {
  if (typeof rate === "number" && rate > 0 && rate <= LARGEST_NUMBER) return;
  throw new Error("The learning rate is a number above 0, at most 1000000.");
}

/** The places of the Dense layers.  @param {readonly Layer[]} layers */
export const densePlaces = (layers) => layers.flatMap(({ kind }, place) => (kind === "Dense" ? [place] : []));

/** The Dense layer at a place.  @param {readonly Layer[]} layers @param {number} place @returns {DenseLayer} */
export function denseAt(layers, place) {
  const layer = layers[place];
  if (layer?.kind !== "Dense") throw new RangeError(`layers[${place}] is no Dense layer`);
  return layer;
}

/** @param {Parameter} parameter */
export const keyOf = ({ layer, name, row, column }) => `layers[${layer}].${name}[${row}, ${column}]`;

/** Every weight and bias, in the order of the forward pass.  @param {readonly Layer[]} layers @returns {Parameter[]} */
export const parametersOf = (layers) =>
  densePlaces(layers).flatMap((layer) => PARAMETERS.flatMap((name) =>
    denseAt(layers, layer)[name].flatMap((cells, row) => cells.map((_, column) => ({ layer, name, row, column })))));

/**
 * @param {readonly Layer[]} layers
 * @param {unknown} key  "layers[0].weights[0, 0]"
 * @returns {Parameter}
 */
export function parameterAt(layers, key) {
  const all = parametersOf(layers);
  const found = all.find((parameter) => keyOf(parameter) === key);
  if (found) return found;
  const [first, last] = [all[0], all.at(-1)].map((parameter) => parameter && keyOf(parameter));
  throw new Error(`“weight” is one of ${first} to ${last}; got ${JSON.stringify(key)}.`);
}

/** @param {readonly Layer[]} layers @param {Parameter} parameter */
export const parameterValue = (layers, { layer, name, row, column }) => entry(denseAt(layers, layer)[name], row, column);

/** As Python writes it: Dense(2, 3), ReLU.  @param {Layer} layer */
export const layerText = (layer) => (layer.kind === "Dense" ? `Dense(${shapeOf(layer.weights).join(", ")})` : layer.kind);

/** A copy with another matrix of one layer.  @param {readonly Layer[]} layers @param {number} place @param {Partial<DenseLayer>} changed @returns {Layer[]} */
export const withLayer = (layers, place, changed) =>
  layers.map((layer, at) => (at === place ? { ...denseAt(layers, place), ...changed } : layer));
