/** Text with numbers in it that are drawn or computed. */

import { formatNumber } from "../arithmetic/numbers.js";
import { evaluate } from "./expression.js";

/** @typedef {import("./expression.js").Names} Names */
/**
 * @typedef {object} Formula
 * @property {import("./expression.js").Tree} value
 * @property {boolean} [parentheses]  whether a negative number is to stand in parentheses
 */
/** @typedef {(string | Formula)[]} Text  between backticks stands code */

/**
 * Put a text together, with the values of its formulas.
 * @param {Text} text
 * @param {Names} names
 */
export function fill(text, names) {
  return text.map((piece) => (typeof piece === "string" ? piece : filled(piece, names))).join("");
}

/** @param {Formula} piece @param {Names} names */
function filled({ value: tree, parentheses }, names) {
  const value = evaluate(tree, names);
  const number = written(value);
  const bracketed = parentheses && typeof value === "number" && (value < 0 || number.includes("×"));
  return bracketed ? `(${number})` : number;
}

/**
 * A number, a vector or a matrix: −2.5, [1, 2], [[1, 2], [3, 4]].
 * @param {import("./arrays.js").Value} value
 * @returns {string}
 */
export function written(value) {
  return Array.isArray(value) ? `[${value.map(written).join(", ")}]` : formatNumber(value);
}
