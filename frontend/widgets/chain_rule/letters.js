/** How large the numbers of a node may be written, so that all of them fit into it. */

import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("./chain_rule_stepper.jsx").ChainView["pass"]} Pass */
/** @typedef {import("./room.js").Form} Form */

export const DIGITS = 3; // all of them on hover, on focus and in the table
export const LETTER = 9; // pixels, of a name or a sign; as much is around the numbers
const WIDE = 0.7; // a digit, as a share of its height
const LONGEST = 6; // digits that may stand in one line

/** What a node says of its operation.  @type {Record<string, string>} */
export const SIGNS = {
  add: "+", sub: "−", mul: "×", div: "÷", neg: "−( )", pow: "aᵇ", exp: "exp", log: "log",
  relu: "ReLU", sigmoid: "σ", tanh: "tanh", square: "( )²", sum: "+",
};

/** How wide a number is.  @param {string} text @param {number} size */
export const wide = (text, size) => 0.6 * size * text.length;

/** @param {number} x */
const digitsOf = (x) => formatNumber(x, DIGITS).replace(".", "").length;

/** Of a node's value, and of its gradient.  @param {Pass} pass @param {string} name @returns {[number, number]} */
const digits = ({ values, gradients }, name) => [digitsOf(values[name] ?? NaN), digitsOf(gradients[name] ?? 1)];

/** Whether in every node value and gradient fit into one line.  @param {Pass} pass */
export const inOneLine = (pass) => pass.spec.nodes.every(({ name }) => digits(pass, name)[0] + digits(pass, name)[1] <= LONGEST);

/**
 * The letters of a node's value and gradient, in pixels: the same at each step.
 * @param {Pass} pass @param {string} name @param {string} sign @param {Form} form @param {number} width
 */
export function lettersOf(pass, name, sign, form, width) {
  const [value, gradient] = digits(pass, name);
  const room = width - LETTER;
  return form === "row"
    ? Math.min(18, (room - LETTER * (name.length + sign.length + 3)) / (value + gradient) / WIDE)
    : Math.min(15, (room - LETTER * name.length) / value / WIDE, room / gradient / WIDE);
}
