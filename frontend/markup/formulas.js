/** Formulas that several widgets write: operations with their local derivatives, numbers in brackets, sums. */

import { h } from "preact";

import { numberParts } from "../arithmetic/numbers.js";
import { mfrac, mi, mn, mo, mrow, msub, msup, number } from "./mathml.js";

/** @typedef {import("./mathml.js").Element} Element */
/** @typedef {import("./mathml.js").Child} Child */

/** @param {string} name a function's */
export const named = (name) => (/** @type {Element} */ argument) => mrow(mi(name), fenced(argument));
export const one = () => mn("1");
/** @param {Element} node */
export const minus = (node) => mrow(mo("−"), node);
/** @param {Element} base */
export const squared = (base) => msup(base, mn("2"));

/**
 * Each operation's value and local derivatives, by the names in OPERATIONS: `value(args)`, and
 * `local(out, args)` with one formula for each argument.
 *
 * @type {Readonly<Record<string, { value: (...args: Element[]) => Element, local: ((out: Element, ...args: Element[]) => Element)[] }>>}
 */
export const FORMULAS = {
  add: { value: (a, b) => mrow(a, mo("+"), b), local: [one, one] },
  sub: { value: (a, b) => mrow(a, mo("−"), b), local: [one, () => minus(one())] },
  mul: { value: (a, b) => mrow(a, mo("·"), b), local: [(_, _a, b) => b, (_, a) => a] },
  div: {
    value: (a, b) => mfrac(a, b),
    local: [(_, _a, b) => mfrac(one(), b), (_, a, b) => minus(mfrac(a, squared(b)))],
  },
  neg: { value: minus, local: [() => minus(one())] },
  pow: {
    value: (a, b) => msup(a, b),
    local: [
      (_, a, b) => mrow(b, mo("·"), msup(a, mrow(b, mo("−"), one()))),
      (out, a) => mrow(out, mo("·"), named("log")(a)),
    ],
  },
  exp: { value: named("exp"), local: [(_, a) => named("exp")(a)] },
  log: { value: named("log"), local: [(_, a) => mfrac(one(), a)] },
  relu: { value: named("ReLU"), local: [(_, a) => mrow(flat("["), a, mo(">"), mn("0"), flat("]"))] },
  sigmoid: { value: named("σ"), local: [(out) => mrow(out, mo("·"), fenced(one(), mo("−"), out))] },
  tanh: { value: named("tanh"), local: [(out) => mrow(one(), mo("−"), squared(out))] },
  square: { value: squared, local: [(_, a) => mrow(mn("2"), mo("·"), a)] },
  sum: { value: (...args) => mrow(...joined(args, "+")), local: [one] },
};

/** @param {string} op */
export function formulasOf(op) {
  const formulas = FORMULAS[op];
  if (!formulas) throw new Error(`No formula is known for the operation ${JSON.stringify(op)}.`);
  return formulas;
}

/**
 * A number as a part of a formula: in parentheses if it has a sign or a power of ten.
 * @param {number} value
 * @param {number} [digits]
 */
export function inParentheses(value, digits) {
  const { sign, exponent } = numberParts(value, digits);
  return sign !== "" || exponent !== null ? fenced(number(value, digits)) : number(value, digits);
}

/** @param {...Child} content */
export function fenced(...content) {
  return mrow(flat("("), ...content, flat(")"));
}

/** A sign between two numbers, though a line may be broken before it.  @param {string} sign */
export const infix = (sign) => h("mo", { form: "infix" }, sign);

/** @param {string} bracket that keeps the height of the line */
export function flat(bracket) {
  return h("mo", { stretchy: "false" }, bracket);
}

/**
 * @param {Element[]} parts
 * @param {string} operator
 * @returns {Element[]}
 */
export function joined(parts, operator) {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [mo(operator), part]));
}

/**
 * A cell of a matrix: dweights[1, 2]. A text is a letter, or the matrix's name.
 * @param {string | Element} name
 * @param {number | string | Element} row
 * @param {number | string | Element} column
 */
export const indexed = (name, row, column) =>
  mrow(index(name), flat("["), index(row), mo(","), index(column), flat("]"));

/** @param {number | string | Element} at */
const index = (at) => (typeof at === "number" ? mn(String(at)) : typeof at === "string" ? mi(at) : at);

/**
 * "=" where the numbers stand exactly as written, else "≈". (Rounding in the last bits does not count.)
 * @param {...number} numbers
 */
export function equals(...numbers) {
  const exact = numbers.every((x) => Math.abs(Number(x.toPrecision(6)) - x) <= 1e-12 * Math.abs(x));
  return exact ? "=" : "≈";
}
