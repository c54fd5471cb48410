/** One cell of a batch on its way back through an activation: its mathematics, and what to say of it. */

import { ACTIVATIONS } from "../../arithmetic/activations.js";
import { FORMULAS, flat, inParentheses, joined } from "../../markup/old/chain_math.js";
import { equals } from "../descent/math.js";
import { math, mi, mn, mo, mrow, number } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */

/**
 * @typedef {object} Cell
 * @property {number} row
 * @property {number} column
 * @property {number} z
 * @property {number} output
 * @property {number} derivative
 * @property {number} dvalue
 * @property {number} product
 */

/** @param {string} name @param {number} row @param {number} column */
export const keyOf = (name, row, column) => `${name}[${row}, ${column}]`;

/**
 * A cell of a matrix. Its name is a word, an index a number or a letter, or both are made already.
 * @param {string | Node} name
 * @param {{ row: number | string | Node, column: number | string | Node }} place
 */
export const indexed = (name, { row, column }) =>
  mrow(index(name), flat("["), index(row), mo(","), index(column), flat("]"));

/** @param {number | string | Node} at */
const index = (at) => (typeof at === "number" ? mn(at) : typeof at === "string" ? mi(at) : at);

/** ReLU(z), or with a prime for the derivative.  @param {ActivationName} activation @param {boolean} prime @param {Node} z */
export function applied(activation, prime, z) {
  // The prime is raised by the font: as a superscript it would be raised twice.
  return mrow(mi(ACTIVATIONS[activation].sign + (prime ? "′" : "")), flat("("), z, flat(")"));
}

/**
 * The product for one cell in three lines: with names, with the derivative as a formula, with numbers.
 *
 * @param {ActivationName} activation
 * @param {Cell} cell
 * @param {boolean} hidden  write a question mark for the product
 * @returns {Element[]} formulas
 */
export function productLines(activation, cell, hidden) {
  const { z, output, derivative, dvalue, product } = cell;
  const names = [indexed("dvalues", cell), applied(activation, true, indexed("z", cell))];
  const formula = derivativeFormula(activation, z);
  const factors = activation === "sigmoid" ? [output, derivativeOver(output, derivative)] : [derivative];
  const rounded = activation === "sigmoid" && z !== 0; // e to that power never ends
  const numbers = [inParentheses(dvalue), ...factors.map(inParentheses)];
  const result = hidden ? [mo("?")] : [mo(equals(dvalue, ...factors, product)), number(product)];
  return [
    math(indexed("dinputs", cell), mo("="), ...joined(names, "·")),
    formula && math(mo("="), inParentheses(dvalue), mo("·"), formula),
    math(mo(rounded ? "≈" : equals(dvalue, ...factors)), ...joined(numbers, "·"), ...(hidden ? [mo("="), ...result] : result)),
  ].filter((line) => line !== null);
}

/**
 * The derivative at this z as a formula: [−3 > 0], σ(−3) · (1 − σ(−3)); null where there is nothing to
 * compute.
 * @param {ActivationName} activation
 * @param {number} z
 */
function derivativeFormula(activation, z) {
  if (activation === "linear") return null;
  if (activation === "relu") return FORMULAS["relu"]?.local[0]?.(mi("z"), number(z)) ?? null;
  return FORMULAS["sigmoid"]?.local[0]?.(applied("sigmoid", false, number(z))) ?? null;
}

/** 1 − σ(z), which a subtraction from 1 would round away.  @param {number} output @param {number} derivative */
function derivativeOver(output, derivative) {
  return output === 0 ? 1 : derivative / output;
}

/**
 * What the cell shows, in words.
 * @param {ActivationName} activation
 * @param {Cell} cell
 * @returns {string}
 */
export function remark(activation, { z, derivative }) {
  if (activation === "linear") return "The slope is 1 everywhere: the gradient passes as it came.";
  if (activation === "relu") {
    if (z > 0) return "z is above 0, so the gate is open: the gradient passes as it came.";
    if (z < 0) return "z is below 0, so the gate is shut: nothing of the gradient passes.";
    return (
      "z is exactly 0, at the bend: the slope is 0 to the left of it and 1 to the right, and at 0 itself there " +
      "is none. Taking 0 is a choice, the usual one, so the gate is shut."
    );
  }
  const most = "The slope of the sigmoid is at most 1/4";
  if (z === 0) return `${most}, and this is the place, z = 0.`;
  if (derivative === 0) return `${most}. This far from 0 it is smaller than any number a computer has, and the gradient is gone.`;
  const fate = Math.abs(z) < 4 ? "" : ": hardly anything of the gradient passes";
  return `${most}, at z = 0. Here it is ${formatNumber(derivative, 3)}${fate}.`;
}

/**
 * One step as it is announced.
 * @param {ActivationName} activation
 * @param {Cell} cell
 * @param {boolean} hidden
 */
export function spoken(activation, cell, hidden) {
  const { row, column, z, derivative, dvalue, product } = cell;
  const where = `${keyOf("z", row, column)} = ${formatNumber(z)}.`;
  if (hidden) return `${where} What is ${keyOf("dinputs", row, column)}?`;
  return (
    `${where} Incoming gradient ${formatNumber(dvalue)} times derivative ${formatNumber(derivative)} is ` +
    `${formatNumber(product)}. ${remark(activation, cell)}`
  );
}
