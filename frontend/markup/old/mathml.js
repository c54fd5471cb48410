/** Native MathML, built as DOM: `math(partial("y", "w0"), mo("="), number(-3))`. */

import { assign } from "../dom.js";
import { splitName } from "../../arithmetic/names.js";

export { plainText, splitName } from "../../arithmetic/names.js";
import { numberParts } from "../../arithmetic/numbers.js";

/** @typedef {import("../dom.js").Child} Child */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @param {string} tag
 * @returns {(...children: Child[]) => MathMLElement}
 */
const element = (tag) => (...children) =>
  assign(document.createElementNS(MATHML, tag), null, children);

/** A formula within a line of text. */
export const math = element("math");
export const mi = element("mi");
export const mn = element("mn");
export const mo = element("mo");
export const mtext = element("mtext");
export const mrow = element("mrow");
export const mfrac = element("mfrac");
export const msup = element("msup");
export const msub = element("msub");
export const mtable = element("mtable");
export const mtr = element("mtr");
export const mtd = element("mtd");

/**
 * A name as mathematics: w0 is w with subscript 0, w_01 has 01, sigma is σ; a name of several letters
 * (loss, dz) is upright, as MathML writes it.
 * @param {string} name
 */
export function symbol(name) {
  const { base, sub } = splitName(name);
  if (sub === "") return mi(base);
  return msub(mi(base), /^[\d,]+$/.test(sub) ? mn(sub) : mi(sub));
}

/**
 * @param {number} x
 * @param {number} [digits]
 */
export function number(x, digits) {
  const { sign, mantissa, exponent } = numberParts(x, digits);
  const parts = [sign && mo(sign), mn(mantissa)];
  if (exponent !== null) {
    const power = mn(String(Math.abs(exponent)));
    parts.push(mo("×"), msup(mn("10"), exponent < 0 ? mrow(mo("−"), power) : power));
  }
  const shown = parts.filter((part) => part !== "");
  return shown.length === 1 ? mn(mantissa) : mrow(...shown);
}

/**
 * ∂of/∂by as a fraction. A string is a name, as for `symbol`.
 * @param {string | Node} of
 * @param {string | Node} by
 */
export function partial(of, by) {
  return mfrac(mrow(mo("∂"), node(of)), mrow(mo("∂"), node(by)));
}

/** @param {string | Node} part */
const node = (part) => (typeof part === "string" ? symbol(part) : part);
