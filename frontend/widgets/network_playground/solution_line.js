/** A line of the worked solution: a number, its name, and the terms that it comes from. */

import { slopeBy, valueName } from "../network/math.js";
import { equals, inParentheses, indexed, infix } from "../../markup/formulas.js";
import { marked, math, mo, mrow, number } from "../../markup/mathml.js";

/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */

/**
 * @typedef {object} Line
 * @property {string} name  of its number: "layers[0].outputs[0, 1]"
 * @property {number} value
 * @property {Element[]} pieces  between which it may be broken
 *
 * @typedef {{ title: string, formula: string, lines: Line[] }} Section
 */

export const DIGITS = 6;

/** ∂loss/∂ what comes out of the layer before a place.  @param {readonly Layer[]} layers @param {number} place @param {number} k @param {number} j */
export const gradient = (layers, place, k, j) => slope(indexed(valueName(layers, place), k, j));

/** ∂loss/∂ by this, in one line.  @param {Element} by */
export const slope = (by) => marked("gradient", slopeBy(by));

/** @param {number} a @param {number} b */
export const product = (a, b) => mrow(term(a), mo("·"), term(b));

/** @param {number} a @param {number} b */
export const difference = (a, b) => mrow(number(a, DIGITS), mo("−"), term(b));

/** @param {number} x */
export const term = (x) => inParentheses(x, DIGITS);

/** @param {number[][]} matrix @param {(row: number, column: number, value: number) => Line} make */
export const each = (matrix, make) => matrix.flatMap((row, i) => row.map((x, j) => make(i, j, x)));

/**
 * @param {string} key @param {Element} name @param {Element[]} terms @param {number} value
 * @param {"value" | "gradient"} kind
 * @param {{ sign?: string, becomes?: string }} [signs]  between the terms, none where they have their own; and behind the name
 * @returns {Line}
 */
export function line(key, name, terms, value, kind, { sign = "+", becomes = "=" } = {}) {
  const isOwn = (/** @type {number} */ at) => at === 0 || sign === "";
  return {
    name: key,
    value,
    pieces: [
      math(name, mo(becomes)),
      ...terms.map((each, at) => (isOwn(at) ? math(each) : math(infix(sign), each))),
      math(mo(equals(value)), marked(`${kind} strong`, number(value, DIGITS))),
    ],
  };
}
