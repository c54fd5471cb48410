/** The cell in other writings: the index that is summed, row times column, and why a factor is transposed. */

import { RESULTS } from "../../arithmetic/dense.js";
import { math, mi } from "../../markup/mathml.js";
import { shapeOfResult } from "./cell.js";
import { equalsSum, indexSum, insideIndex, rowTimesColumn, transposeRule } from "./formulas.js";
import { plural, progress, summedLetter, summedOver, whyTransposed } from "./words.js";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {import("../../arithmetic/dense.js").LayerSums} LayerSums */
/** @typedef {import("./cell.js").CellSum} CellSum */
/** @typedef {{ cell: CellSum, pass: LayerSums }} Props */

/** @typedef {"sum" | "product" | "transpose"} ViewName */

/** @type {Readonly<Record<ViewName, { title: string, View: (props: Props) => Children }>>} */
export const VIEWS = {
  sum: { title: "Index sum", View: IndexSum },
  product: { title: "Matrix product", View: Product },
  transpose: { title: "Why the transpose", View: Transpose },
};

/** @param {unknown} name @returns {ViewName} */
export function checkView(name) {
  const names = Object.keys(VIEWS);
  if (names.includes(String(name))) return /** @type {ViewName} */ (name);
  throw new Error(`The view is one of ${names.join(", ")}; got ${JSON.stringify(name)}.`);
}

/** Formulas in pieces, each whole: a narrow line breaks between them.  @param {{ children: Children }} props */
const Pieces = ({ children }) => <div class="formula pieces">{children}</div>;

/** @param {Props} props */
function IndexSum({ cell: { result, terms } }) {
  const { over } = RESULTS[result];
  const products = terms.filter(({ factors }) => factors.length === 2).length;
  return (
    <>
      <Pieces>{indexSum(result, undefined, true)}</Pieces>
      <p>{math(mi(summedLetter(result)))} counts the {plural(over)}: {products === 1 ? "0 alone" : `0 to ${products - 1}`}. {summedOver(result)}</p>
    </>
  );
}

/** @param {Props} props */
function Product({ cell, pass }) {
  const { result, row, column, terms, step } = cell;
  const { left, right, added, over } = RESULTS[result];
  const [rows, columns] = shapeOfResult(pass, result);
  const inner = terms.filter(({ factors }) => factors.length === 2).length;
  return (
    <>
      <p>Row {row} of {left} times column {column} of {right}{added ? `, plus ${added}[0, ${column}]` : ""}:</p>
      <Pieces>
        {rowTimesColumn(cell)}
        {equalsSum(cell)}
        {step < terms.length && <span class="formula-title">so far, {progress(result, step, terms.length)}</span>}
      </Pieces>
      <p>
        ({rows}, {inner}) @ ({inner}, {columns}): the inner sizes agree, {inner} and {inner}, one for each {over}.
        The outer ones are the shape of {result}, ({rows}, {columns}).
      </p>
    </>
  );
}

/** @param {Props} props */
function Transpose({ cell }) {
  const { result } = cell;
  const rule = transposeRule(result);
  return (
    <>
      <dl class="view-lines">
        <dt>Forward</dt><dd><Pieces>{indexSum("outputs", undefined, true)}</Pieces></dd>
        {result !== "outputs" && <><dt>Backward</dt><dd><Pieces>{indexSum(result, undefined, true)}</Pieces></dd></>}
        <dt>As a product</dt>
        <dd><Pieces>{insideIndex(result)}{rule && <><span class="formula-title">where</span>{rule}</>}</Pieces></dd>
      </dl>
      <p>{whyTransposed(cell)} The summed index is underlined.</p>
    </>
  );
}
