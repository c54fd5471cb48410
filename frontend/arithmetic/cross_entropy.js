/** Softmax and cross-entropy on flat logits, as `backprop.losses.SoftmaxCrossEntropy` computes them. */

import { at } from "./flat_array.js";

/**
 * The sum of the samples' losses; the gradient of their mean over `total` samples goes into `dlogits`.
 * @param {Float64Array} logits
 * @param {Uint8Array} targets  classes
 * @param {number} samples
 * @param {number} classes  how many there are
 * @param {Float64Array} dlogits
 * @param {number} total  samples of which these are a part
 */
export function crossEntropy(logits, targets, samples, classes, dlogits, total) {
  let losses = 0;
  for (let i = 0; i < samples; i++) {
    const row = i * classes;
    const largest = at(logits, row + bestClass(logits, row, classes));
    let sum = 0;
    for (let j = row; j < row + classes; j++) {
      const grown = Math.exp(at(logits, j) - largest);
      dlogits[j] = grown;
      sum += grown;
    }
    const right = row + at(targets, i);
    losses += Math.log(sum) - (at(logits, right) - largest);
    for (let j = row; j < row + classes; j++) dlogits[j] = (at(dlogits, j) / sum - (j === right ? 1 : 0)) / total;
  }
  return losses;
}

/**
 * How many samples have their largest logit at their class.
 * @param {Float64Array} logits
 * @param {Uint8Array} targets
 * @param {number} samples
 * @param {number} classes
 */
export function rightAnswers(logits, targets, samples, classes) {
  let right = 0;
  for (let i = 0; i < samples; i++) if (bestClass(logits, i * classes, classes) === targets[i]) right += 1;
  return right;
}

/** The first of the largest logits.  @param {Float64Array} logits @param {number} row  where the sample begins @param {number} classes */
function bestClass(logits, row, classes) {
  let best = 0;
  for (let j = 1; j < classes; j++) if (at(logits, row + j) > at(logits, row + best)) best = j;
  return best;
}
