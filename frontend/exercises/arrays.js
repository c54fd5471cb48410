/** Numbers, vectors and matrices as nested arrays: numpy's broadcasting, sums along an axis, products. */

import { transposed } from "../arithmetic/matrix.js";

/** @typedef {number | number[] | number[][]} Value */
/** @typedef {any[]} List  a vector or a matrix, as what is indexed */

/** @param {Value} value @returns {0 | 1 | 2} */
export const depthOf = (value) => (Array.isArray(value) ? (Array.isArray(value[0]) ? 2 : 1) : 0);

/** numpy's shape: [] for a number, [rows, columns] for a matrix.  @param {Value} value @returns {number[]} */
export const shapeOf = (value) => (Array.isArray(value) ? [value.length, ...shapeOf(value[0] ?? 0)] : []);

/** @param {Value} value */
export const shapeText = (value) => `(${shapeOf(value).join(", ")}${depthOf(value) === 1 ? "," : ""})`;

/** The numbers row by row.  @param {Value} value @returns {number[]} */
export const flat = (value) => (Array.isArray(value) ? /** @type {number[]} */ (value.flat()) : [value]);

/**
 * Numbers in an array of this shape.
 * @param {number[]} numbers
 * @param {number[]} shape
 * @returns {Value}
 */
export function reshaped(numbers, shape) {
  if (shape.length > 2 || numbers.length !== shape.reduce((product, n) => product * n, 1)) {
    throw new Error(`${numbers.length} numbers are no array of the shape (${shape.join(", ")}).`);
  }
  const [rows = 1, columns = 1] = shape;
  if (shape.length < 2) return shape.length ? numbers : numbers[0] ?? NaN;
  return Array.from({ length: rows }, (_, i) => numbers.slice(i * columns, (i + 1) * columns));
}

/**
 * A function of numbers on each entry, where what is smaller is repeated as numpy repeats it.
 * @param {(...numbers: number[]) => number} f
 * @param {...Value} values
 * @returns {Value}
 */
export function broadcast(f, ...values) {
  const depth = Math.max(...values.map(depthOf));
  if (depth === 0) return f(.../** @type {number[]} */ (values));
  /** @param {Value} value @returns {List | null} what is stepped through at this depth */
  const stepped = (value) => (depthOf(value) === depth ? /** @type {List} */ (value) : null);
  const lengths = values.flatMap((value) => stepped(value)?.length ?? []);
  const length = lengths.find((n) => n !== 1) ?? 1;
  if (lengths.some((n) => n !== 1 && n !== length)) {
    throw new Error(`The shapes ${values.map(shapeText).join(" and ")} do not fit each other.`);
  }
  const at = (/** @type {number} */ i) => values.map((value) => {
    const list = stepped(value);
    return list ? list[list.length === 1 ? 0 : i] : value;
  });
  return /** @type {Value} */ (Array.from({ length }, (_, i) => broadcast(f, ...at(i))));
}

/**
 * What a function makes of all numbers, or of those along an axis: 0 down the columns, 1 along the rows.
 * @param {(numbers: number[]) => number} f
 * @param {Value} value
 * @param {number} [axis]  counted from the end where it is negative
 * @returns {Value}
 */
export function along(f, value, axis) {
  if (axis === undefined) return f(flat(value));
  const depth = depthOf(value);
  const from = axis < 0 ? axis + depth : axis;
  if (![0, 1].slice(0, depth).includes(from)) throw new Error(`The shape ${shapeText(value)} has no axis ${axis}.`);
  if (depth === 1) return f(flat(value));
  const matrix = /** @type {number[][]} */ (value);
  return (from === 0 ? transposed(matrix) : matrix).map(f);
}

/** @param {Value} value @returns {Value} */
export const transpose = (value) => (depthOf(value) === 2 ? transposed(/** @type {number[][]} */ (value)) : value);

/**
 * numpy's product: a vector is a row on the left and a column on the right, and is taken out again.
 * @param {Value} a
 * @param {Value} b
 * @returns {Value}
 */
export function matmul(a, b) {
  const [left, right] = [depthOf(a), depthOf(b)];
  const rows = /** @type {number[][]} */ (left === 2 ? a : [a]);
  const columns = /** @type {number[][]} */ (right === 2 ? transpose(b) : [b]);
  if (left === 0 || right === 0 || rows[0]?.length !== columns[0]?.length) {
    throw new Error(`The shapes ${shapeText(a)} and ${shapeText(b)} do not fit in a matrix product.`);
  }
  const dot = (/** @type {number[]} */ row, /** @type {number[]} */ column) =>
    row.reduce((sum, x, k) => sum + x * (column[k] ?? NaN), 0);
  const product = rows.map((row) => columns.map((column) => dot(row, column)));
  const kept = right === 2 ? product : product.map(([x]) => x ?? NaN);
  return /** @type {Value} */ (left === 2 ? kept : kept[0]);
}

/**
 * An entry, a row or a column.
 * @param {Value} value
 * @param {(number | ":")[]} places  one an axis; negative ones count from the end
 * @returns {Value}
 */
export function at(value, places) {
  const [place, ...rest] = places;
  if (place === undefined) return value;
  if (!Array.isArray(value)) throw new Error("There are more indices than axes.");
  const list = /** @type {List} */ (value);
  if (place === ":") return list.map((part) => /** @type {any} */ (at(part, rest)));
  const found = list.at(place);
  if (found === undefined) throw new Error(`An index from 0 to ${list.length - 1} is expected, got ${place}.`);
  return at(found, rest);
}
