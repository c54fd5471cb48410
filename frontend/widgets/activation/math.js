/** The product of a cell, and the product of ten slopes, as mathematics. */

import { h } from "preact";

import { fenced, flat, inParentheses } from "../../markup/formulas.js";
import { marked, math, mi, mn, mo, mrow, number } from "../../markup/mathml.js";

/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("./look.js").Cell} Cell */
/** @typedef {import("./look.js").Look} Look */

const DIGITS = 4;
const BRIEF = 3;

/** "=" where the numbers stand exactly as written, with so many digits, else "≈".  @param {number} digits @param {number[]} numbers */
const equals = (digits, ...numbers) =>
  mo(numbers.every((x) => Math.abs(Number(x.toPrecision(digits)) - x) <= 1e-12 * Math.abs(x)) ? "=" : "≈");

/** An apostrophe is raised in every font; a prime is in some, and as a superscript it would be raised twice.  @param {string} sign */
export const primed = (sign) => mi(`${sign}'`);

/** σ'(−3)  @param {string} sign @param {number} z */
const slopeAt = (sign, z) => mrow(primed(sign), fenced(number(z, DIGITS)));

/**
 * = 3 · 0 = 0; what is hidden is a question mark.
 * @param {Look} look
 * @param {Cell} cell
 */
export function productInNumbers({ isKnown, isSeen }, { row, column, slope, dvalue, product }) {
  const coming = marked("gradient", inParentheses(dvalue, DIGITS));
  const seen = isSeen(row, column);
  const factor = seen ? marked("strong", number(slope, DIGITS)) : mo("?");
  const result = isKnown(row, column)
    ? [equals(DIGITS, dvalue, slope, product), marked("gradient strong", number(product, DIGITS))]
    : [mo("="), mo("?")];
  return math(seen ? equals(DIGITS, dvalue, slope) : mo("="), coming, mo("·"), factor, ...result);
}

/**
 * Where the slope comes from: [−3 > 0], or σ · (1 − σ). Of tanh the number alone, since an exercise asks
 * where it comes from.
 * @param {Look} look
 * @param {Cell} cell
 */
export function slopeReason({ activation: { sign }, isSeen }, { row, column, z, output, slope }) {
  if (!isSeen(row, column)) return null;
  const is = [equals(DIGITS, z, slope), number(slope, DIGITS)];
  if (sign === "ReLU") return math(slopeAt(sign, z), mo("="), flat("["), number(z, DIGITS), mo(">"), mn("0"), flat("]"), ...is);
  if (sign !== "σ") return math(slopeAt(sign, z), ...is);
  const other = output === 0 ? 1 : slope / output; // 1 − σ, which a subtraction from 1 would round away
  return math(
    slopeAt(sign, z), mo("="), mi("σ"), mo("·"), fenced(mn("1"), mo("−"), mi("σ")),
    equals(DIGITS, output, other), number(output, DIGITS), mo("·"), number(other, DIGITS),
  );
}

/**
 * The slopes of the layers that the gradient has come through, multiplied out: each piece is whole on its line.
 * @param {Cell} cell @param {number} step @param {boolean} hidden
 */
export function slopesMultiplied({ slopes, left }, step, hidden) {
  const factors = slopes.slice(slopes.length - step).reverse();
  const result = left[step] ?? NaN;
  return [
    ...factors.map((slope, k) => math(...(k > 0 ? [h("mo", { form: "infix" }, "·")] : []), number(slope, BRIEF))),
    math(hidden ? mo("=") : equals(BRIEF, ...factors, result), hidden ? mo("?") : marked("gradient strong", number(result, BRIEF))),
  ];
}
