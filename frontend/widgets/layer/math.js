/** A cell of a layer's result as mathematics: as a sum over an index, as row times column, and its formula. */

import { indexed } from "../activation/math.js";
import { inParentheses, joined } from "../../markup/old/chain_math.js";
import { equals } from "../descent/math.js";
import { RESULTS, baseOf, isTransposed } from "../../arithmetic/dense.js";
import { lettersOf, summedLetter, writtenFactors } from "./words.js";
import { math, mi, mn, mo, mrow, msub, mtable, mtd, mtr, number } from "../../markup/old/mathml.js";

/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../arithmetic/dense.js").Term} Term */
/** @typedef {import("./words.js").CellSum} CellSum */
/** @typedef {number | string} Index  a number, or a letter */

/**
 * A cell of a matrix; of a transpose, the cell it is taken from. One letter may be marked.
 * @param {string} name
 * @param {Index} row
 * @param {Index} column
 * @param {string} [marked]
 */
function cellOf(name, row, column, marked) {
  return isTransposed(name) ? written(baseOf(name), column, row, marked) : written(name, row, column, marked);
}

/** @param {string} name @param {Index} row @param {Index} column @param {string} [marked] */
function written(name, row, column, marked) {
  const index = (/** @type {Index} */ at) => (at === marked ? summed(at) : at === "0" ? mn(at) : at);
  return indexed(name, { row: index(row), column: index(column) });
}

/** @param {string} letter */
function summed(letter) {
  const marked = mi(letter);
  marked.classList.add("summed");
  return marked;
}

/**
 * `dweights[1, 2] = ∑ₖ inputs[k, 1] · dvalues[k, 2]`, for one cell or with letters for any, in pieces
 * between which a narrow line breaks.
 * @param {ResultName} result
 * @param {{ row: Index, column: Index }} [cell]
 * @param {boolean} [marked]  mark the summed index
 */
export function indexSum(result, cell, marked = false) {
  const { left, right, added } = RESULTS[result];
  const [rows, columns] = lettersOf(result);
  const { row, column } = cell ?? { row: rows, column: columns };
  const k = summedLetter(result);
  const mark = marked ? k : undefined;
  const factors = [cellOf(right, k, column, mark)];
  if (left !== "ones") factors.unshift(cellOf(left, row, k, mark));
  return [
    math(written(result, row, column), mo("=")),
    math(msub(mo("∑"), marked ? summed(k) : mi(k)), ...joined(factors, "·")),
    ...(added ? [math(leading("+"), cellOf(added, "0", column))] : []),
  ];
}

/** A sign that begins a piece, spaced as one between two terms.  @param {string} sign */
export function leading(sign) {
  const operator = mo(sign);
  operator.setAttribute("lspace", "0");
  operator.setAttribute("rspace", "0.25em");
  return operator;
}

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

/** One term of the index sum in numbers.  @param {ResultName} result @param {Term} term */
export const termInNumbers = (result, { factors }) =>
  mrow(...joined(writtenFactors(result, factors).map(inParentheses), "·"));

/** "= 20.1", or "= ?".  @param {CellSum} cell */
export function equalsSum({ terms, step, sum, hidden }) {
  if (hidden) return math(leading("="), mo("?"));
  const used = terms.slice(0, step).flatMap(({ factors }) => factors);
  return math(leading(equals(...used, sum)), number(sum));
}

/**
 * The row and the column whose product the cell is, each number marked by what the step has done with it.
 * @param {CellSum} cell
 * @param {(term: number) => string} marked
 */
export function rowTimesColumn({ result, terms }, marked) {
  const products = terms.filter(({ factors }) => factors.length === 2);
  const entries = (/** @type {number} */ side) => products.map(({ factors }, k) => {
    const entry = mtd(number(factors[side] ?? NaN));
    entry.classList.add(marked(k));
    return entry;
  });
  const [bias] = terms.slice(products.length);
  const added = bias && mrow(inParentheses(bias.product));
  added?.classList.add(marked(products.length));
  return [
    math(bracketed(mtable(mtr(...entries(0))))),
    math(leading("@"), bracketed(mtable(...entries(1).map((entry) => mtr(entry))))),
    ...(added ? [math(leading("+"), added)] : []),
  ];
}

/** @param {Node} table */
const bracketed = (table) => mrow(mo("["), table, mo("]"));
