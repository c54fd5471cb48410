/** A network's loss and where its gradient starts, as `backprop.losses` computes them, without noise. */

import { sumOf, termOf } from "./dense.js";
import { ACTIVATIONS } from "./activations.js";
import { entry } from "./matrix.js";
import { classesOf, isOneHot, oneHotRows } from "./targets.js";
import { softmax } from "./softmax.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./network_spec.js").Given} Given */

/**
 * @typedef {object} LossPass
 * @property {number} loss  the mean
 * @property {number[]} losses  of each sample
 * @property {Matrix} wanted  the targets as rows, one-hot where they are classes
 * @property {Matrix} compared  what is compared with them: the predictions, or the probabilities of logits
 * @property {Matrix} dpredictions
 */

/**
 * @param {Pick<Given, "loss_kind" | "targets">} given
 * @param {Matrix} predictions
 * @returns {LossPass}
 */
export function passLoss({ loss_kind: kind, targets }, predictions) {
  const passed = kind === "SoftmaxCrossEntropy"
    ? softmaxCrossEntropy(predictions, classesOf(targets))
    : { SquaredError: squaredError, SigmoidCrossEntropy: sigmoidCrossEntropy }[kind](predictions, /** @type {Matrix} */ (targets));
  const { losses } = passed;
  return { ...passed, loss: losses.reduce((sum, x) => sum + x, 0) / losses.length };
}

/** @param {Matrix} predictions @param {Matrix} wanted */
function squaredError(predictions, wanted) {
  // A prediction counts as its target where rounding noise alone parts them.
  const misses = predictions.map((row, k) => row.map((x, j) => sumOf([termOf(x), termOf(-entry(wanted, k, j))])));
  return {
    losses: misses.map((row) => row.reduce((sum, x) => sum + x * x, 0) / 2),
    wanted,
    compared: predictions,
    dpredictions: misses.map((row) => row.map((x) => x / misses.length)),
  };
}

/** @param {Matrix} logits @param {Matrix} wanted  shares of class 1 */
function sigmoidCrossEntropy(logits, wanted) {
  const compared = logits.map((row) => row.map(ACTIVATIONS.sigmoid.value));
  const surprise = (/** @type {number} */ z, /** @type {number} */ share) =>
    Math.log1p(Math.exp(-Math.abs(z))) + Math.abs(z) * (z > 0 ? 1 - share : share);
  return {
    losses: logits.map((_, k) => surprise(entry(logits, k, 0), entry(wanted, k, 0))),
    wanted,
    compared,
    dpredictions: compared.map((row, k) => row.map((p) => (p - entry(wanted, k, 0)) / logits.length)),
  };
}

/** @param {Matrix} logits @param {number[]} classes */
function softmaxCrossEntropy(logits, classes) {
  const samples = logits.map((z, k) => surprise(z, classes[k] ?? NaN));
  return {
    losses: samples.map(({ loss }) => loss),
    wanted: oneHotRows(classes, logits[0]?.length ?? 0),
    compared: samples.map(({ probabilities }) => probabilities),
    dpredictions: samples.map(({ misses }) => misses.map((x) => x / logits.length)),
  };
}

/** One sample: −log p of its class, and p − y.  @param {number[]} z @param {number} target */
function surprise(z, target) {
  const { largest, exponentials, total, probabilities } = softmax(z);
  const others = (/** @type {number[]} */ row) => row.reduce((sum, x, j) => (j === target ? sum : sum + x), 0);
  const behind = largest - (z[target] ?? NaN);
  return {
    probabilities,
    loss: behind === 0 ? Math.log1p(others(exponentials)) : Math.log(total) + behind,
    // The row adds up to 0, and p − 1 may be noise.
    misses: probabilities.map((x, j) => (j === target ? 0 - others(probabilities) : x)),
  };
}

/** The targets as a matrix to show or to edit: class numbers in one column.  @param {Given["targets"]} targets @returns {Matrix} */
export const targetRows = (targets) => (isOneHot(targets) ? targets : targets.map((target) => [target]));
