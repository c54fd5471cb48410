/** A layer's results in words: which sum a cell is, and how far it has come. */

import { RESULTS, axesOf } from "../../arithmetic/dense.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { shownCell } from "./cell.js";

/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../arithmetic/dense.js").Axis} Axis */
/** @typedef {import("./cell.js").CellSum} CellSum */
/** @typedef {import("./layer_stepper.jsx").LayerView} LayerView */

/** The colour of a matrix; a row of ones has none.  @param {string} name @returns {"value" | "gradient" | "plain"} */
export const kindOf = (name) => (name.startsWith("ones") ? "plain" : name.startsWith("d") ? "gradient" : "value");

/** @param {Axis} axis */
export const plural = (axis) => `${axis}s`;

/** @param {string} name @param {number} row @param {number} column */
export const cellName = (name, row, column) => `${name}[${row}, ${column}]`;

/** A result and its product, as numpy writes it or as one says it.  @param {ResultName} result @param {string} [times] */
export function productText(result, times = "@") {
  const { left, right, added } = RESULTS[result];
  return `${result} = ${left} ${times} ${right}${added ? ` + ${added}` : ""}`;
}

/** What is summed, and what therefore is not.  @param {ResultName} result */
export function summedOver(result) {
  const { over } = RESULTS[result];
  const batch =
    over === "sample"
      ? `Every sample uses the same ${result.slice(1)}, so the shares of all samples are added.`
      : "Each sample keeps a row of its own: nothing is summed over the batch.";
  return `Summed over ${plural(over)}. ${batch}`;
}

/** How far the sum has come: "2 of 3 samples".  @param {ResultName} result @param {number} step @param {number} count */
export function progress(result, step, count) {
  const { over, added } = RESULTS[result];
  const products = added ? count - 1 : count;
  const summed = `${Math.min(step, products)} of ${products} ${products === 1 ? over : plural(over)}`;
  return step > products ? `${summed}, bias` : summed;
}

/** Which term it is: "sample 1", or "bias".  @param {Pick<CellSum, "result" | "terms">} cell @param {number} term */
export function termName({ result, terms }, term) {
  const { over, added } = RESULTS[result];
  return added && term === terms.length - 1 ? "bias" : `${over} ${term}`;
}

/**
 * What the newest term does: "Sample 1 adds 5 · 2 = 10: 2 becomes 12."
 * @param {CellSum} cell
 * @param {string} [times]
 */
export function newestTerm(cell, times = "·") {
  const { result, terms, step, before, sum, hidden } = cell;
  const term = terms[step - 1];
  if (!term) return "Nothing is added yet.";
  const name = termName(cell, step - 1);
  const factors = writtenFactors(result, term.factors).map((x) => inParenthesesText(x)).join(` ${times} `);
  const product = term.factors.length === 1 || RESULTS[result].left === "ones" ? "" : ` = ${formatNumber(term.product)}`;
  const effect = hidden ? "" : `${product}: ${formatNumber(before)} becomes ${formatNumber(sum)}`;
  return `${name === "bias" ? "The bias" : name.charAt(0).toUpperCase() + name.slice(1)} adds ${factors}${effect}.`;
}

/** @param {number} x @param {number} [digits] */
export const inParenthesesText = (x, digits) => (x < 0 ? `(${formatNumber(x, digits)})` : formatNumber(x, digits));

/** Without what belongs to the row of ones, which the index sum does not have.  @template T @param {ResultName} result @param {T[]} factors */
export const writtenFactors = (result, factors) => (RESULTS[result].left === "ones" ? factors.slice(-1) : factors);

/** The line of help.  @param {LayerView} view */
export function say(view) {
  const cell = shownCell(view);
  if (cell.step > 0) return newestTerm(cell);
  const { over } = RESULTS[cell.result];
  return `Next adds ${over} 0, in every cell at once. Click a cell to follow its sum.`;
}

/** The same for the ear.  @param {LayerView} view */
export function speak({ lit: _, ...view }) {
  const cell = shownCell({ ...view, lit: null });
  return cell.step > 0 ? spokenStep(cell) : `${productText(cell.result, "times")}. ${spokenCell(cell)}`;
}

/**
 * What an edit does that leaves the newest term as it was: whether the chosen cell uses the number, and in which term.
 * @param {LayerView} view @param {LayerView} before
 */
export function untouched(view, before) {
  const [cell, last] = [view, before].map((each) => shownCell({ ...each, lit: null }));
  const changed = cell?.terms.findIndex(({ factors }, k) => factors.some((x, place) => x !== last?.terms[k]?.factors[place])) ?? -1;
  if (!cell) return "";
  const name = cellName(cell.result, cell.row, cell.column);
  return changed < 0 ? `${name} does not use this number.` : `${name} uses this number: ${termName(cell, changed)}.`;
}

/** The cell at the start, as it is announced.  @param {CellSum} cell */
export function spokenCell(cell) {
  const { result, row, column } = cell;
  const { left, right, over } = RESULTS[result];
  return `${cellName(result, row, column)} is row ${row} of ${left} times column ${column} of ${right}, summed over ${plural(over)}. ${newestTerm(cell)}`;
}

/** One step as it is announced.  @param {CellSum} cell */
export function spokenStep(cell) {
  const { result, row, column, terms, step, hidden } = cell;
  const question = hidden ? ` What is ${cellName(result, row, column)}?` : "";
  return `${progress(result, step, terms.length)}: ${newestTerm(cell, "times")}${question}`;
}

/** Why there is a transpose, or none, in words about the chosen cell.  @param {CellSum} cell */
export function whyTransposed({ result, row, column, terms }) {
  const all = (/** @type {string} */ name, /** @type {(k: number) => [number, number]} */ at) =>
    terms.map((_, k) => cellName(name, ...at(k))).join(", ");
  switch (result) {
    case "outputs":
      return "No transpose is needed: a matrix product sums over the second index of its left factor and the first of its right one, and the summed index stands there already.";
    case "dweights":
      return `On the way forward ${cellName("weights", row, column)} was multiplied by one input of each sample: ${all("inputs", (k) => [k, row])}. On the way back it gets each of them again, times what comes back from neuron ${column}. The summed index is the first of both; the product wants it second on the left, and the transpose puts it there.`;
    case "dbiases":
      return `On the way forward ${cellName("biases", 0, column)} was added once in each sample, so each sample counts with the factor 1. A row of ones puts the summed index second on the left; numpy’s dvalues.sum(axis=0) is the same sum.`;
    case "dinputs":
      return `On the way forward ${cellName("inputs", row, column)} was multiplied by one weight of each neuron: ${all("weights", (k) => [column, k])}. On the way back the same weights bring it what comes back from each neuron. Forward the sum ran over their first index, back it runs over their second; the product wants it first on the right, and the transpose puts it there.`;
  }
}

const LETTERS = { sample: "k", input: "i", neuron: "j", row: "0" };

/** The letters that count a matrix's rows and its columns.  @param {string} name @returns {[string, string]} */
export function lettersOf(name) {
  const [rows, columns] = axesOf(name);
  return [LETTERS[rows], LETTERS[columns]];
}

/** The letter that is summed over.  @param {ResultName} result */
export const summedLetter = (result) => LETTERS[RESULTS[result].over];
