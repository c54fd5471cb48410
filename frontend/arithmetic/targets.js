/** What a softmax is given: logits, and targets in either of two forms. What cannot be is refused. */

import { checkMatrix, shapeOf, shapeText } from "./matrix.js";

/** @typedef {number[][]} Matrix */
/** @typedef {number[] | Matrix} Targets  class numbers, or one-hot rows */

const MOST_SAMPLES = 4;
const MOST_CLASSES = 6;
export const LARGEST_LOGIT = 1e6; // beyond it, the measured slope has too few digits to be a witness

/**
 * @param {unknown} logits
 * @param {unknown} targets
 * @throws {Error} a sentence, unless they are a batch that can be shown
 */
export function checkBatch(logits, targets) {
  const z = checkMatrix(logits, "logits");
  const [samples, classes] = shapeOf(z);
  if (samples > MOST_SAMPLES || classes < 2 || classes > MOST_CLASSES) {
    throw new Error(`At most ${MOST_SAMPLES} samples are shown, with 2 to ${MOST_CLASSES} classes; the logits have shape ${shapeText(z)}.`);
  }
  for (const x of z.flat()) {
    if (Math.abs(x) > LARGEST_LOGIT) throw new Error(`Logits go from −1000000 to 1000000 here; got ${x}.`);
  }
  checkTargets(targets, samples, classes);
}

/**
 * @param {unknown} targets
 * @param {number} samples
 * @param {number} classes
 */
export function checkTargets(targets, samples, classes) {
  if (!Array.isArray(targets) || targets.length !== samples) {
    throw new Error(`Targets are ${samples} class numbers, or as many one-hot rows: one for each sample.`);
  }
  if (isOneHot(/** @type {Targets} */ (targets))) targets.forEach((row) => checkOneHot(row, classes));
  else targets.forEach((target) => checkClass(target, classes));
}

/** @param {unknown} target @param {number} classes */
function checkClass(target, classes) {
  if (Number.isInteger(target) && Number(target) >= 0 && Number(target) < classes) return;
  throw new Error(`A class number is whole and from 0 to ${classes - 1}; got ${JSON.stringify(target)}.`);
}

/** @param {unknown} row @param {number} classes */
function checkOneHot(row, classes) {
  const entries = Array.isArray(row) ? row : [];
  const ones = entries.filter((y) => y === 1).length;
  const zeros = entries.filter((y) => y === 0).length;
  if (entries.length === classes && ones === 1 && zeros === classes - 1) return;
  throw new Error(`A one-hot row is a single 1 among zeros, ${classes} in all; this one would be ${JSON.stringify(row)}.`);
}

/** @param {Targets} targets @returns {targets is Matrix} */
export const isOneHot = (targets) => Array.isArray(targets[0]);

/** @param {Targets} targets @returns {number[]} */
export const classesOf = (targets) => (isOneHot(targets) ? targets.map((row) => row.indexOf(1)) : targets);

/** @param {number[]} classes @param {number} count  how many there are @returns {Matrix} */
export const oneHotRows = (classes, count) =>
  classes.map((target) => Array.from({ length: count }, (_, j) => (j === target ? 1 : 0)));

/** The targets, in the form they have, with another class for one sample.  @param {Targets} targets @param {number} sample @param {number} target */
export function withTarget(targets, sample, target) {
  if (!isOneHot(targets)) return targets.map((each, i) => (i === sample ? target : each));
  return targets.map((row, i) => (i === sample ? row.map((_, j) => (j === target ? 1 : 0)) : row));
}

/**
 * One-hot rows in which a second 1 was written: it is the new place of the 1.
 * @param {Matrix} rows
 * @param {number[]} classes  before
 * @returns {Matrix}
 */
export function withOneMoved(rows, classes) {
  return rows.map((row, i) => {
    const before = classes[i] ?? -1;
    const ones = row.filter((y) => y === 1).length;
    return ones === 2 && row[before] === 1 ? row.map((y, j) => (j === before ? 0 : y)) : row;
  });
}
