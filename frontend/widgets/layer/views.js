/** The chosen cell in three views: as a sum over an index, as row times column, and why a factor is transposed. */

import { h } from "../../markup/dom.js";
import { equalsSum, indexSum, insideIndex, leading, rowTimesColumn, termInNumbers, transposeRule } from "./math.js";
import { RESULTS, factor, resultShape } from "../../arithmetic/dense.js";
import { newestTerm, plural, progress, summedLetter, whyTransposed } from "./words.js";
import { shapeOf, shapeText } from "../../arithmetic/matrix.js";
import { math, mi } from "../../markup/old/mathml.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("./words.js").CellSum} CellSum */
/** @typedef {keyof typeof VIEWS} View */

/** @type {Readonly<Record<"sum" | "product" | "transpose", { title: string, draw: (cell: CellSum, given: Given) => Node[] }>>} */
export const VIEWS = {
  sum: { title: "Index sum", draw: drawSum },
  product: { title: "Matrix product", draw: drawProduct },
  transpose: { title: "Why the transpose", draw: drawTranspose },
};

/** @param {unknown} name @returns {View} */
export function checkView(name) {
  const names = Object.keys(VIEWS);
  if (names.includes(String(name))) return /** @type {View} */ (name);
  throw new Error(`The view is one of ${names.join(", ")}; got ${JSON.stringify(name)}.`);
}

/** What the step has done with a term.  @param {number} term @param {number} step */
export const stageOf = (term, step) => (term >= step ? "later" : term === step - 1 ? "newest" : "added");

/** @param {CellSum} cell */
function drawSum(cell) {
  const { result, terms } = cell;
  const { over } = RESULTS[result];
  const products = terms.filter(({ factors }) => factors.length === 2).length;
  return [
    h("div", { class: "formula sum-terms" }, ...indexSum(result, cell)),
    h("p", { class: "field-hint" }, math(mi(summedLetter(result))),
      ` counts the ${plural(over)}: ${products === 1 ? "0 alone" : `0 to ${products - 1}`}.`),
    numbers(cell),
    h("p", { class: "remark" }, newestTerm(cell)),
  ];
}

/** The terms that are added, and their sum, in pieces that wrap.  @param {CellSum} cell */
function numbers(cell) {
  const { result, terms, step } = cell;
  const complete = step === terms.length;
  const pieces = terms.slice(0, step).map((term, k) => {
    const sign = k > 0 ? "+" : complete ? "=" : null;
    return h("span", { class: stageOf(k, step) }, math(...(sign ? [leading(sign)] : []), termInNumbers(result, term)));
  });
  return h("div", { class: "formula sum-terms" }, ...pieces,
    step > 0 && h("span", { class: "sum-total" }, equalsSum(cell)),
    !complete && h("span", { class: "field-hint" }, `so far, ${progress(result, step, terms.length)}`));
}

/** @param {CellSum} cell @param {Given} given */
function drawProduct(cell, given) {
  const { result, row, column, terms, step } = cell;
  const { left, right, added, over } = RESULTS[result];
  const [ours, theirs] = [factor(given, left), factor(given, right)];
  const complete = step === terms.length;
  const bias = added ? `, plus ${added}[0, ${column}]` : "";
  return [
    h("p", { class: "view-lead" }, `Row ${row} of ${left} times column ${column} of ${right}${bias}:`),
    h("div", { class: "formula sum-terms" }, ...rowTimesColumn(cell, (k) => stageOf(k, step)),
      h("span", { class: "sum-total" }, equalsSum(cell)),
      !complete && h("span", { class: "field-hint" }, `so far, ${progress(result, step, terms.length)}`)),
    h("p", { class: "remark" },
      `${shapeText(ours)} @ ${shapeText(theirs)}: the inner sizes agree, ${shapeOf(ours)[1]} and ${shapeOf(theirs)[0]}, one for each ${over}. ` +
      `The outer ones are the shape of ${result}, (${resultShape(given, result).join(", ")}).`),
  ];
}

/** @param {CellSum} cell */
function drawTranspose(cell) {
  const { result } = cell;
  const rule = transposeRule(result);
  /** @param {string} title @param {Node[]} pieces */
  const line = (title, pieces) => [h("dt", null, title), h("dd", { class: "formula sum-terms" }, ...pieces)];
  return [
    h("dl", { class: "view-lines" },
      ...line("Forward", indexSum("outputs", undefined, true)),
      ...(result === "outputs" ? [] : line("Backward", indexSum(result, undefined, true))),
      ...line("As a product", [insideIndex(result), ...(rule ? [h("span", { class: "field-hint" }, "where"), rule] : [])])),
    h("p", { class: "remark" }, whyTransposed(cell)),
    h("p", { class: "field-hint" }, "The summed index is underlined."),
  ];
}
