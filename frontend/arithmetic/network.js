/** Both passes of a network with every matrix between, as `backprop.widgets.network.network_pass` computes them. */

import { ACTIVATIONS } from "./activations.js";
import { sums } from "./dense.js";
import { changedCopy, entry } from "./matrix.js";
import { checkGiven } from "./network_spec.js";
import { passLoss } from "./losses.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./network_spec.js").Given} Given */
/** @typedef {import("./network_spec.js").Layer} Layer */
/** @typedef {import("./network_spec.js").Parameter} Parameter */

/**
 * @typedef {object} Gradients  of one Dense layer
 * @property {Matrix} weights
 * @property {Matrix} biases
 *
 * @typedef {object} NetworkPass
 * @property {Matrix[]} values  `values[i]` goes into layer i, `values[i + 1]` comes out of it
 * @property {Matrix[]} dvalues  their gradients
 * @property {(Matrix | null)[]} slopes  of each activation
 * @property {(Gradients | null)[]} gradients  of each Dense layer
 * @property {import("./losses.js").LossPass} loss
 */

/** @type {Record<import("./network_spec.js").ActivationKind, import("./activations.js").Activation>} */
export const ACTIVATION_OF = { Linear: ACTIVATIONS.linear, ReLU: ACTIVATIONS.relu, LeakyReLU: ACTIVATIONS.leaky_relu, Sigmoid: ACTIVATIONS.sigmoid, Tanh: ACTIVATIONS.tanh };

/** @param {Given} given @returns {NetworkPass} */
export function pass(given) {
  checkGiven(given);
  return run(given);
}

/** @param {Given} given @returns {NetworkPass} */
function run(given) {
  const { layers, inputs } = given;
  const values = [inputs];
  for (const layer of layers) values.push(forward(layer, values.at(-1) ?? []));
  const loss = passLoss(given, values.at(-1) ?? []);
  const slopes = layers.map((layer, place) =>
    layer.kind === "Dense" ? null : (values[place] ?? []).map((row) => row.map(ACTIVATION_OF[layer.kind].derivative)));

  /** @type {Matrix[]} */
  const dvalues = [loss.dpredictions];
  /** @type {(Gradients | null)[]} */
  const gradients = layers.map(() => null);
  for (const [place, layer] of [...layers.entries()].reverse()) {
    const coming = dvalues[0] ?? [];
    if (layer.kind === "Dense") {
      const dense = { ...layer, inputs: values[place] ?? [], dvalues: coming };
      gradients[place] = { weights: sums(dense, "dweights"), biases: sums(dense, "dbiases") };
      dvalues.unshift(sums(dense, "dinputs"));
    } else {
      const slope = slopes[place] ?? [];
      dvalues.unshift(coming.map((row, k) => row.map((d, j) => d * entry(slope, k, j))));
    }
  }
  return { values, dvalues, slopes, gradients, loss };
}

/** @param {Layer} layer @param {Matrix} inputs */
function forward(layer, inputs) {
  if (layer.kind === "Dense") return sums({ ...layer, inputs, dvalues: [] }, "outputs");
  return inputs.map((row) => row.map(ACTIVATION_OF[layer.kind].value));
}

/** @param {NetworkPass} passed @param {Parameter} parameter */
export const gradientOf = ({ gradients }, { layer, name, row, column }) => entry(gradients[layer]?.[name] ?? [], row, column);

/** The layers after one step of descent.  @param {readonly Layer[]} layers @param {NetworkPass} passed @param {number} rate @returns {Layer[]} */
export function updated(layers, { gradients }, rate) {
  return layers.map((layer, place) => {
    const slopes = gradients[place];
    if (layer.kind !== "Dense" || !slopes) return layer;
    const moved = (/** @type {Matrix} */ matrix, /** @type {Matrix} */ slope) =>
      changedCopy(matrix, matrix.flatMap((row, i) => row.map((x, j) =>
        /** @type {[number, number, number]} */ ([i, j, x - rate * entry(slope, i, j)]))));
    return { ...layer, weights: moved(layer.weights, slopes.weights), biases: moved(layer.biases, slopes.biases) };
  });
}

/** The loss with other layers; null where no number can hold it.  @param {Given} given @param {Layer[]} layers */
export function lossWith(given, layers) {
  const { loss } = run({ ...given, layers }).loss;
  return Number.isFinite(loss) ? loss : null; // one step leaves the outputs finite, their squares perhaps not
}

/**
 * So many steps of descent, as far as there are numbers that can be shown.
 * @param {Given} given @param {number} rate @param {number} times
 * @returns {{ layers: Layer[], losses: number[], stopped: string | null }}  the loss after each step, and what stopped it
 */
export function descend(given, rate, times) {
  /** @type {number[]} */
  const losses = [];
  let { layers } = given;
  let passed = pass(given);
  while (losses.length < times) {
    const moved = updated(layers, passed, rate);
    try {
      passed = pass({ ...given, layers: moved });
    } catch (problem) {
      return { layers, losses, stopped: problem instanceof Error ? problem.message : String(problem) };
    }
    layers = moved;
    losses.push(passed.loss.loss);
  }
  return { layers, losses, stopped: null };
}
