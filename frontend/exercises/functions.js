/** What a formula may call, by numpy's names: `FUNCTIONS` of `backprop.exercises.expression`. */

import { softmax } from "../arithmetic/softmax.js";
import { along, broadcast, depthOf, flat, matmul, transpose } from "./arrays.js";
import { power } from "./power.js";

/** @typedef {import("./arrays.js").Value} Value */
/**
 * @typedef {object} Callable
 * @property {number} least  how many values it takes
 * @property {number} most
 * @property {(...values: any[]) => Value} compute
 */

/** @param {(...values: any[]) => Value} compute @returns {Callable} */
const whole = (compute) => ({ least: compute.length, most: compute.length, compute });

/** @param {(...numbers: number[]) => number} f @returns {Callable} */
const each = (f) => ({ least: f.length, most: f.length, compute: (...values) => broadcast(f, ...values) });

/** @param {(numbers: number[]) => number} f @returns {Callable} with an axis as the second value */
const over = (f) => ({
  least: 1, most: 2,
  compute: (value, axis) => along(f, value, axis === undefined ? undefined : single(axis)),
});

/** @param {Value} value @returns {number} */
function single(value) {
  if (typeof value !== "number") throw new Error("A number is expected, not an array.");
  return value;
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, x) => total + x, 0);

/** The first place of the largest; of a NaN, if there is one.  @param {number[]} numbers */
function argmax(numbers) {
  if (numbers.length === 0) throw new Error("There is no largest number of none.");
  const nan = numbers.findIndex(Number.isNaN);
  return nan < 0 ? numbers.indexOf(Math.max(...numbers)) : nan;
}

/** @param {Value} value @returns {Value} */
function diag(value) {
  if (!Array.isArray(value)) throw new Error("diag takes a vector or a matrix.");
  const list = /** @type {any[]} */ (value);
  if (depthOf(value) === 1) return list.map((x, i) => list.map((_, j) => (i === j ? x : 0)));
  return list.slice(0, list[0].length).map((row, i) => row[i]);
}

/** @param {Value} classes @param {Value} count @returns {Value} */
function oneHot(classes, count) {
  const n = Math.trunc(single(count));
  if (Array.isArray(classes)) return classes.map((target) => oneHotRow(single(target), n));
  return oneHotRow(classes, n);
}

/** @param {number} target  counted from the end where it is negative @param {number} count */
function oneHotRow(target, count) {
  const place = Math.trunc(target) + (target <= -1 ? count : 0);
  if (!(place >= 0 && place < count)) throw new Error(`A class from 0 to ${count - 1} is expected, got ${target}.`);
  return Array.from({ length: count }, (_, j) => (j === place ? 1 : 0));
}

/** By rows.  @param {Value} z @returns {Value} */
function softmaxOf(z) {
  const ofRow = (/** @type {number[]} */ row) => softmax(row).probabilities;
  if (depthOf(z) === 2) return /** @type {number[][]} */ (z).map(ofRow);
  return depthOf(z) ? ofRow(flat(z)) : ofRow(flat(z))[0] ?? NaN;
}

/** @param {Value} value */
function rows(value) {
  if (!Array.isArray(value)) throw new Error("A number has no rows.");
  return value.length;
}

/** @type {Record<string, Callable>} */
export const FUNCTIONS = {
  add: each((a, b) => a + b),
  sub: each((a, b) => a - b),
  mul: each((a, b) => a * b),
  div: each((a, b) => a / b),
  pow: each(power),
  matmul: whole(matmul),
  neg: each((a) => -a),
  lt: each((a, b) => Number(a < b)),
  le: each((a, b) => Number(a <= b)),
  gt: each((a, b) => Number(a > b)),
  ge: each((a, b) => Number(a >= b)),
  eq: each((a, b) => Number(a === b)),
  ne: each((a, b) => Number(a !== b)),
  T: whole(transpose),
  exp: each((a) => Math.exp(a)),
  log: each((a) => Math.log(a)),
  sqrt: each((a) => Math.sqrt(a)),
  abs: each((a) => Math.abs(a)),
  tanh: each((a) => Math.tanh(a)),
  sigmoid: each((z) => 1 / (1 + Math.exp(-z))),
  relu: each((z) => Math.max(z, 0)),
  maximum: each((a, b) => Math.max(a, b)),
  minimum: each((a, b) => Math.min(a, b)),
  where: each((condition, a, b) => (condition !== 0 ? a : b)),
  sum: over(sum),
  mean: over((numbers) => sum(numbers) / numbers.length),
  max: over((numbers) => numbers[argmax(numbers)] ?? NaN),
  argmax: over(argmax),
  rows: whole(rows),
  size: whole((/** @type {Value} */ value) => flat(value).length),
  outer: whole((/** @type {Value} */ a, /** @type {Value} */ b) => flat(a).map((x) => flat(b).map((y) => x * y))),
  diag: whole(diag),
  softmax: whole(softmaxOf),
  one_hot: whole(oneHot),
  float32: each((a) => Math.fround(a)),
};
