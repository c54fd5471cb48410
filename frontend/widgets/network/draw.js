/** Other numbers for a network and its batch: small ones, for which some gates are open and some shut. */

import { shapeOf, transposed } from "../../arithmetic/matrix.js";
import { pass } from "../../arithmetic/network.js";

/** @typedef {import("./stepping.jsx").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const WEIGHTS = [-1.5, -1, -0.5, 0.5, 1, 1.5];
const SMALL_WEIGHTS = WEIGHTS.map((w) => w / 2); // for four inputs, whose sum would be large
const BIASES = [-1, -0.5, 0.5, 1];
const NUMBERS = [-3, -2, -1, 1, 2, 3];
const LARGEST_LOSS = 8; // for each output

/** @param {RandomNumbers} random @param {Given} given @returns {Given | null} */
export function draw(random, given) {
  const like = (/** @type {number[][]} */ matrix, /** @type {number[]} */ values) => matrix.map((row) => row.map(() => random.oneOf(values)));
  const layers = given.layers.map((layer) =>
    layer.kind === "Dense" ? { ...layer, weights: like(layer.weights, layer.weights.length > 3 ? SMALL_WEIGHTS : WEIGHTS), biases: like(layer.biases, BIASES) } : layer);
  const drawn = { ...given, layers, inputs: like(given.inputs, NUMBERS), targets: targetsLike(random, given) };
  const { loss, slopes } = pass(drawn);
  const largest = LARGEST_LOSS * (given.loss_kind === "SquaredError" ? outputsOf(layers) : 1);
  return loss.loss <= largest && layers.every(({ kind }, place) => isMixed(slopes[place] ?? null, kind)) ? drawn : null;
}

/** Classes in the form they came in, or numbers.  @param {RandomNumbers} random @param {Given} given @returns {Given["targets"]} */
function targetsLike(random, { targets, loss_kind: loss, layers }) {
  return /** @type {Given["targets"]} */ (targets.map((target) => {
    if (loss === "SigmoidCrossEntropy") return [random.below(2)];
    if (loss === "SquaredError" && Array.isArray(target)) return target.map(() => random.oneOf(NUMBERS));
    const classes = Array.isArray(target) ? target.length : outputsOf(layers);
    const drawn = random.below(classes);
    return Array.isArray(target) ? target.map((_, i) => Number(i === drawn)) : drawn;
  }));
}

/** @param {Given["layers"]} layers */
function outputsOf(layers) {
  const last = layers.findLast(({ kind }) => kind === "Dense");
  return last?.kind === "Dense" ? (last.weights[0]?.length ?? 0) : 0;
}

/**
 * Whether some gate is shut, and yet each sample and each neuron has one that is open, as far as there are enough of them.
 * @param {number[][] | null} slopes  of an activation
 * @param {import("../../arithmetic/network_spec.js").Layer["kind"]} kind
 */
function isMixed(slopes, kind) {
  if (slopes === null || kind === "Linear") return true;
  const [samples, neurons] = shapeOf(slopes);
  const isOpen = (/** @type {number[]} */ gates) => gates.some((slope) => slope !== 0);
  const isAlive = (neurons === 1 ? isOpen(slopes.flat()) : slopes.every(isOpen)) && (samples === 1 || transposed(slopes).every(isOpen));
  return isAlive && (neurons === 1 || slopes.flat().some((slope) => slope < 1));
}
