/** How an exercise's texts, tables and answers are shown. */

import { evaluate } from "../../exercises/expression.js";
import { fill, written } from "../../exercises/text.js";

/** @typedef {import("../../exercises/arrays.js").Value} Value */
/** @typedef {import("../../exercises/exercise.js").Answer} Answer */
/** @typedef {import("../../exercises/expression.js").Names} Names */
/** @typedef {import("../../exercises/text.js").Text} Text */

/** A text in which code stands between backticks.  @param {{ children: string }} props */
export const Rich = ({ children }) => (
  <>{children.split("`").map((piece, at) => (at % 2 ? <code key={at}>{piece}</code> : piece))}</>
);

/** @param {{ text: Text, names: Names }} props */
export const Filled = ({ text, names }) => <Rich>{fill(text, names)}</Rich>;

/** A number is a matrix of one row and one column here.  @param {Value} value @returns {number[][]} */
export const rowsOf = (value) => {
  if (!Array.isArray(value)) return [[value]];
  return /** @type {number[][]} */ (Array.isArray(value[0]) ? value : [value]);
};

/** A vector or a matrix between brackets.  @param {{ label: string, value: Value }} props */
export const Shown = ({ label, value }) => (
  <table class="question-matrix">
    <caption><Rich>{label}</Rich></caption>
    <tbody>
      {rowsOf(value).map((row, i) => <tr key={i}>{row.map((x, j) => <td key={j}>{written(x)}</td>)}</tr>)}
    </tbody>
  </table>
);

/**
 * The right answer in words.
 * @param {Answer} answer @param {Names} names
 * @returns {string}
 */
export function answerText({ kind, value, items }, names) {
  const right = evaluate(value, names);
  if (kind === "number" || kind === "array" || kind === "cell") return written(right);
  const chosen = [right].flat(2).map((place) => fill(items[Number(place)] ?? [], names));
  return kind === "line" ? `Line ${Number(right) + 1}: \`${chosen[0]}\`` : chosen.join("; ");
}
