/**
 * Softmax and cross-entropy forward, and three ways back, as `backprop.activations`, `backprop.losses` and
 * `backprop.widgets.softmax_witnesses` compute them. A parity test holds the two against each other.
 */

import { checkBatch, classesOf, oneHotRows } from "./targets.js";

/** @typedef {number[][]} Matrix */
/** @typedef {import("./targets.js").Targets} Targets */

/**
 * @typedef {object} Forward  the softmax of one row
 * @property {number} largest
 * @property {number[]} exponentials  of z − largest
 * @property {number} total
 * @property {number[]} probabilities
 *
 * @typedef {object} Measured  the slope of the loss by one logit
 * @property {number} above  the sample's loss with the logit nudged up
 * @property {number} below
 * @property {number} width  from one to the other
 * @property {number} slope
 *
 * @typedef {Forward & Backward} SamplePass
 *
 * @typedef {object} Backward
 * @property {number} target
 * @property {number[]} oneHot  the target as a row
 * @property {number} loss  from the logits
 * @property {number} twoStepLoss  from the probabilities, clipped
 * @property {boolean} clipped  whether that changed the probability of the target
 * @property {number[]} dprobabilities
 * @property {Matrix} jacobian
 * @property {number[]} dlogits  dprobabilities · jacobian
 * @property {number[]} fused
 * @property {number} nudge
 * @property {Measured[]} measured
 * @property {number[]} differences  the slopes of `measured`
 * @property {number} tolerance  how far each of them may be off
 */

export const SMALLEST = 1e-7;
const NUDGE = 2e-5;

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, x) => total + x, 0);

/** @param {number[]} z @returns {Forward} */
export function softmax(z) {
  const largest = Math.max(...z);
  const exponentials = z.map((x) => Math.exp(x - largest));
  const total = sum(exponentials);
  return { largest, exponentials, total, probabilities: exponentials.map((x) => x / total) };
}

/** @param {number[]} z @returns {number[]} */
function logProbabilities(z) {
  const { largest, total } = softmax(z);
  return z.map((x) => x - largest - Math.log(total));
}

/** The loss from logits: log S − z of the target, the largest logit subtracted from all.  @param {number[]} z @param {number} target */
const lossOf = (z, target) => -(logProbabilities(z)[target] ?? NaN);

/**
 * @param {number[]} z
 * @param {number} j  which one is nudged
 * @param {number} by
 * @param {number} target
 */
function nudgedLoss(z, j, by, target) {
  const nudged = z.map((x, i) => (i === j ? x + by : x));
  return { at: nudged[j] ?? NaN, loss: lossOf(nudged, target) };
}

/**
 * @param {number[]} z
 * @param {number} target
 * @param {number} samples
 * @returns {SamplePass}
 */
function passSample(z, target, samples) {
  const own = softmax(z);
  const p = own.probabilities;
  const oneHot = oneHotRows([target], z.length)[0] ?? [];
  const right = Math.max(p[target] ?? NaN, SMALLEST);
  const dprobabilities = oneHot.map((y) => (y === 1 ? -1 / right / samples : 0));
  const average = sum(p.map((x, i) => x * (dprobabilities[i] ?? NaN)));
  const loss = lossOf(z, target);
  const size = Math.max(1, loss);
  // No part of the logit: a number added to all of them changes no loss, and bends no curve.
  const nudge = NUDGE * Math.cbrt(size);
  const measured = z.map((_, j) => {
    const [above, below] = [nudgedLoss(z, j, nudge, target), nudgedLoss(z, j, -nudge, target)];
    const width = above.at - below.at;
    return { above: above.loss, below: below.loss, width, slope: (above.loss - below.loss) / width / samples };
  });
  return {
    ...own,
    target,
    oneHot,
    loss,
    twoStepLoss: -Math.log(right),
    clipped: right !== p[target],
    dprobabilities,
    jacobian: p.map((x, i) => p.map((y, j) => (i === j ? x : 0) - x * y)),
    dlogits: p.map((x, j) => x * ((dprobabilities[j] ?? NaN) - average)),
    fused: logProbabilities(z).map((x, j) => (Math.exp(x) - (oneHot[j] ?? NaN)) / samples),
    nudge,
    measured,
    differences: measured.map(({ slope }) => slope),
    tolerance: (nudge ** 2 / 60 + (8 * Number.EPSILON * size) / nudge) / samples,
  };
}

/**
 * @param {Matrix} logits
 * @param {Targets} targets
 * @returns {{ samples: SamplePass[], loss: number }} `loss` is the mean
 */
export function pass(logits, targets) {
  checkBatch(logits, targets);
  const classes = classesOf(targets);
  const samples = logits.map((z, i) => passSample(z, classes[i] ?? NaN, logits.length));
  return { samples, loss: sum(samples.map(({ loss }) => loss)) / samples.length };
}
