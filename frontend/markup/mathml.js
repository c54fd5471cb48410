/** Native MathML as elements of a view: `math(partial("y", "w0"), mo("="), number(-3))`. */

import { h } from "preact";

import { numberParts } from "../arithmetic/numbers.js";
import { splitName } from "../arithmetic/names.js";

/** @typedef {import("preact").ComponentChild} Child */
/** @typedef {import("preact").VNode<any>} Element */

/**
 * @param {string} tag
 * @returns {(...children: Child[]) => Element}
 */
const element = (tag) => (...children) => h(tag, null, ...children);

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
 * The same formula with a class, for what is marked in it.
 * @param {string} name  "value", "gradient", …: see styles/formulas.css
 * @param {...Child} children
 */
export const marked = (name, ...children) => h("mrow", { class: name }, ...children);

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
  const parts = sign === "" ? [mn(mantissa)] : [mo(sign), mn(mantissa)];
  if (exponent !== null) {
    const power = mn(String(Math.abs(exponent)));
    parts.push(mo("×"), msup(mn("10"), exponent < 0 ? mrow(mo("−"), power) : power));
  }
  return parts.length === 1 ? mn(mantissa) : mrow(...parts);
}

/**
 * ∂of/∂by as a fraction, in the colour of gradients. A string is a name, as for `symbol`.
 * @param {string | Element} of
 * @param {string | Element} by
 */
export function partial(of, by) {
  return h("mfrac", { class: "gradient" }, mrow(mo("∂"), node(of)), mrow(mo("∂"), node(by)));
}

/** @param {string | Element} part */
const node = (part) => (typeof part === "string" ? symbol(part) : part);

/**
 * What a formula says, as one text: to compare two of them.
 * @param {Child} formula
 * @returns {string}
 */
export function textOf(formula) {
  if (formula === null || formula === undefined || typeof formula === "boolean") return "";
  if (typeof formula !== "object") return String(formula);
  if (Array.isArray(formula)) return formula.map(textOf).join("");
  return textOf(/** @type {Child} */ (/** @type {any} */ (formula).props?.children));
}
