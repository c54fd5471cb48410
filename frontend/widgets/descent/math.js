/** One update of gradient descent as mathematics: with its names and with its numbers. */

import { inParentheses } from "../../markup/old/chain_math.js";
import { h } from "../../markup/dom.js";
import { math, mi, mo, mrow, mtext, number, partial, symbol } from "../../markup/old/mathml.js";

/**
 * The update of one parameter in three formulas that a line or a narrow column can hold:
 * `w₀ ← w₀ − η · ∂loss/∂w₀`, `= −3 − 0.001 · 12`, `= −3.012`.
 *
 * @param {string} output the loss
 * @param {string} parameter
 * @param {number} value before the update
 * @param {number} rate
 * @param {number} gradient
 */
export function updateLine(output, parameter, value, rate, gradient) {
  const result = value - rate * gradient;
  const derivative = partial(output, parameter);
  const rule = [symbol(parameter), mo("←"), symbol(parameter), mo("−"), mi("η"), mo("·"), derivative];
  const before = mark(number(value), "nodeValue", parameter, value);
  const slope = mark(inParentheses(gradient), "gradient", parameter, gradient);
  const numbers = [before, mo("−"), number(rate), mo("·"), slope];
  return h(
    "div",
    { class: "update-line formula" },
    math(...rule),
    math(mo(equals(value, rate, gradient)), ...numbers),
    math(...(Number.isFinite(result) ? [mo(equals(value, rate, gradient, result)), number(result)] : [mtext("is too large")])),
  );
}

/**
 * "=" where the numbers stand exactly as written, else "≈". (Rounding in the last bits does not count.)
 * @param {...number} numbers
 */
export function equals(...numbers) {
  const exact = numbers.every((x) => Math.abs(Number(x.toPrecision(6)) - x) <= 1e-12 * Math.abs(x));
  return exact ? "=" : "≈";
}

/**
 * Let whoever reads the page by program find the full number.
 * @template {HTMLElement | MathMLElement} E
 * @param {E} element
 * @param {"nodeValue" | "gradient"} kind
 * @param {string} name
 * @param {number} value
 */
export function mark(element, kind, name, value) {
  const marked = element instanceof MathMLElement ? mrow(element) : element;
  marked.dataset[kind] = name;
  marked.dataset["value"] = String(value);
  return marked;
}
