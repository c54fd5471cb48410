/**
 * The numbers of a softmax as they are to be read. A subtraction leaves noise in the sixteenth digit of what
 * it subtracts from, and that may be all there is of a small difference; a measured slope has fewer digits yet.
 */

import { toDecimals } from "./numbers.js";
import { decimalsWithin } from "./softmax_verdict.js";

/** @typedef {import("./softmax.js").SamplePass} SamplePass */

const DECIMALS = 15;

/** What is left of a difference.  @param {number} x @param {number} size  of what was subtracted from */
function settled(x, size) {
  return size === 0 ? 0 : toDecimals(x, DECIMALS - Math.floor(Math.log10(size)) - 1);
}

/**
 * A number that no subtraction has made keeps all its digits, however small.
 * @param {SamplePass} passed
 * @returns {SamplePass}
 */
export function withoutNoise(passed) {
  const { target, probabilities, dprobabilities, tolerance } = passed;
  const right = probabilities[target] ?? NaN;
  const incoming = Math.abs(dprobabilities[target] ?? NaN) * right;
  const atTarget = (/** @type {number[]} */ row, /** @type {number} */ size) =>
    row.map((x, j) => (j === target ? settled(x, size) : x));
  return {
    ...passed,
    loss: settled(passed.loss, Math.max(1, passed.loss)),
    twoStepLoss: settled(passed.twoStepLoss, 1),
    jacobian: passed.jacobian.map((row, i) => row.map((x, j) => (i === j ? settled(x, probabilities[i] ?? NaN) : x))),
    dlogits: atTarget(passed.dlogits, incoming),
    fused: atTarget(passed.fused, 1),
    differences: passed.differences.map((x) => toDecimals(x, decimalsWithin(tolerance))),
  };
}
