/** A cell of a layer's result as mathematics: as a sum over an index, as row times column, and its formula. */

import { h } from "preact";

import { RESULTS, baseOf, isTransposed } from "../../arithmetic/dense.js";
import { equals, inParentheses, indexed, joined } from "../../markup/formulas.js";
import { marked, math, mi, mn, mo, mrow, msub, mtable, mtd, mtr, number } from "../../markup/mathml.js";
import { stageOf } from "./cell.js";
import { kindOf, lettersOf, summedLetter, writtenFactors } from "./words.js";

/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../arithmetic/dense.js").Term} Term */
/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("./cell.js").CellSum} CellSum */
/** @typedef {number | string} Index  a number, or a letter */

/**
 * A cell of a matrix; of a transpose, the cell it is taken from. One letter may be marked.
 * @param {string} name
 * @param {Index} row
 * @param {Index} column
 * @param {string} [summed]
 */
function cellOf(name, row, column, summed) {
  return isTransposed(name) ? written(baseOf(name), column, row, summed) : written(name, row, column, summed);
}

/** @param {string} name @param {Index} row @param {Index} column @param {string} [summed] */
function written(name, row, column, summed) {
  const index = (/** @type {Index} */ at) => (at === summed ? summedIndex(at) : at === "0" ? mn(at) : at);
  return indexed(marked(kindOf(name), mi(name)), index(row), index(column));
}

/** @param {string} letter */
const summedIndex = (letter) => marked("summed", mi(letter));

/**
 * `dweights[1, 2] = ∑ₖ inputs[k, 1] · dvalues[k, 2]`, for one cell or with letters for any, in pieces
 * between which a narrow line breaks.
 * @param {ResultName} result
 * @param {{ row: Index, column: Index }} [cell]
 * @param {boolean} [marksIndex]  mark the summed index
 */
export function indexSum(result, cell, marksIndex = false) {
  const { left, right, added } = RESULTS[result];
  const [rows, columns] = lettersOf(result);
  const { row, column } = cell ?? { row: rows, column: columns };
  const k = summedLetter(result);
  const mark = marksIndex ? k : undefined;
  const factors = [cellOf(right, k, column, mark)];
  if (left !== "ones") factors.unshift(cellOf(left, row, k, mark));
  return [
    math(written(result, row, column), mo("=")),
    math(msub(mo("∑"), marksIndex ? summedIndex(k) : mi(k)), ...joined(factors, "·")),
    ...(added ? [math(leading("+"), cellOf(added, "0", column))] : []),
  ];
}

/** A sign that begins a piece, spaced as one between two terms.  @param {string} sign */
const leading = (sign) => h("mo", { lspace: "0", rspace: "0.25em" }, sign);

/** The product in the sum with the factors as they stand, the summed index inside.  @param {ResultName} result */
export function insideIndex(result) {
  const { left, right } = RESULTS[result];
  const [row, column] = lettersOf(result);
  const k = summedLetter(result);
  return math(written(left, row, k, k), mo("·"), written(right, k, column, k));
}

/** `A.T[j, i] = A[i, j]`, of the factor that is transposed; null where none is.  @param {ResultName} result */
export function transposeRule(result) {
  const name = [RESULTS[result].left, RESULTS[result].right].find(isTransposed);
  if (!name) return null;
  const [row, column] = lettersOf(name);
  return math(written(name, row, column), mo("="), cellOf(name, row, column));
}

/** The factors of a term in numbers, in their colours.  @param {ResultName} result @param {Term} term @param {number} [digits] */
export function termInNumbers(result, { factors }, digits) {
  const { left, right, added } = RESULTS[result];
  const names = factors.length === 1 ? [added ?? right] : [left, right];
  const kinds = writtenFactors(result, names.map(kindOf));
  return mrow(...joined(writtenFactors(result, factors).map((x, at) => marked(kinds[at] ?? "", inParentheses(x, digits))), "·"));
}

/** "= 8.1", or "= ?".  @param {ResultName} result @param {Term} term @param {boolean} hidden @param {number} [digits] */
export const equalsProduct = (result, { factors, product }, hidden, digits) => equalsNumber(result, product, factors, hidden, digits);

/** "= 20.1", or "= ?".  @param {CellSum} cell */
export const equalsSum = ({ result, terms, step, sum, hidden }) =>
  equalsNumber(result, sum, terms.slice(0, step).flatMap(({ factors }) => factors), hidden);

/** @param {ResultName} result @param {number} x @param {number[]} used  what it is computed from @param {boolean} hidden @param {number} [digits] */
function equalsNumber(result, x, used, hidden, digits) {
  if (hidden) return math(leading("="), mo("?"));
  return math(leading(equals(...used, x)), marked(kindOf(result), number(x, digits)));
}

/**
 * The row and the column whose product the cell is, each number marked by what the step has done with it.
 * @param {CellSum} cell
 */
export function rowTimesColumn({ result, terms, step }) {
  const products = terms.filter(({ factors }) => factors.length === 2);
  const entries = (/** @type {number} */ side) => products.map(({ factors }, k) =>
    mtd(marked(stageOf(k, step), number(factors[side] ?? NaN))));
  const [bias] = terms.slice(products.length);
  const added = bias && marked(stageOf(products.length, step), inParentheses(bias.product));
  return [
    math(bracketed(mtable(mtr(...entries(0))))),
    math(leading("@"), bracketed(mtable(...entries(1).map((each) => mtr(each))))),
    ...(added ? [math(leading("+"), added)] : []),
  ];
}

/** @param {Element} table */
const bracketed = (table) => mrow(mo("["), table, mo("]"));
