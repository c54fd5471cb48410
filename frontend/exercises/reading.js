/** Read a number as people type it: 2.5, −3, 1/3, 2^-3, 3·10^-4, 1.5×10⁻⁷. */

import { power } from "./power.js";

/**
 * @typedef {object} Reading  a number that was typed
 * @property {number} value
 * @property {number} rounding  how far it may be off for its digits: 0.005 for 0.33
 */

/** What cannot be read; `place` is the position of the character at fault, from 0. */
export class ReadingError extends Error {
  /** @param {string} message @param {number} place */
  constructor(message, place) {
    super(message);
    this.place = place;
  }
}

const LIKE_THESE = "Write a number, such as 2.5, −3 or 1/3.";
const OPERATION = "an operation, such as + or ·,";
const SURPLUS = new Map([[")", "a parenthesis is closed that was not opened"], [".", "it has a point too many"]]);
const KNOWN = "0123456789.()+-−–*·×/^⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
const MOST_CHARACTERS = 60;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const DECIMAL = /^[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const RAISED = /[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/y;
const SIGNS = ["+", "-", "−", "–"];
// Python's white space, which JavaScript's differs from in a few characters.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SPACES = new RegExp(`${SPACE}*`, "y");
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");

/** The text without space around it.  @param {string} text */
export const stripped = (text) => text.replace(AROUND, "");

/**
 * Read a number, or a product, sum, fraction or power of numbers. A plain decimal may be rounded: it
 * stands for what rounds to it.
 * @param {string} text
 * @returns {Reading}
 * @throws {ReadingError} if it is no number: what was expected and at which character
 */
export function readNumber(text) {
  if (stripped(text) === "") throw new ReadingError(LIKE_THESE, 0);
  if ([...text].length > MOST_CHARACTERS) {
    throw new ReadingError(`Write it with at most ${MOST_CHARACTERS} characters.`, MOST_CHARACTERS);
  }
  const reader = new Reader(text);
  const value = reader.sum();
  if (reader.next()) throw reader.error(OPERATION);
  if (!Number.isFinite(value)) throw new ReadingError(`“${stripped(text)}” is too large for a computer’s number.`, 0);
  return { value: value + 0, rounding: roundingOf(text) };
}

/** @param {string} text */
function roundingOf(text) {
  const found = DECIMAL.exec(stripped(text).replace(/[−–]/g, "-"));
  if (!found) return 0;
  const decimals = (found[1] || found[2] || "").length - Number(found[3] ?? 0);
  return 0.5 * 10 ** Math.min(-decimals, 300);
}

/** A reader by recursive descent: a sum of products of powers of numbers and parentheses. */
class Reader {
  at = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** The next character that is no space, without taking it; "" at the end. */
  next() {
    this.match(SPACES);
    const code = this.text.codePointAt(this.at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  /** Take what a sticky expression matches here.  @param {RegExp} expression */
  match(expression) {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  /** Take the first of these that comes next, or nothing.  @param {...string} tokens */
  take(...tokens) {
    this.next();
    const found = tokens.find((token) => this.text.startsWith(token, this.at)) ?? "";
    this.at += found.length;
    return found;
  }

  /** Say what is missing before the next character, or that this does not belong there.  @param {string} missing */
  error(missing) {
    const got = this.next();
    if (!got) return this.refusal(`is not finished: ${missing} is missing at its end.`);
    if (got === ",") return this.refusal("has a comma: write decimals with a point.");
    if (!KNOWN.includes(got)) return this.refusal(`cannot be read: “${got}” is no part of a number. ${LIKE_THESE}`);
    const surplus = SURPLUS.get(got);
    if (missing === OPERATION && surplus) return this.refusal(`cannot be read: ${surplus}.`);
    return this.refusal(`cannot be read: ${missing} is missing before “${got}”.`);
  }

  /** @param {string} why */
  refusal(why) {
    return new ReadingError(`“${stripped(this.text)}” ${why}`, this.at);
  }

  /** @returns {number} */
  sum() {
    let value = this.product();
    for (let sign = this.take(...SIGNS); sign; sign = this.take(...SIGNS)) {
      const term = this.product();
      value = sign === "+" ? value + term : value - term;
    }
    return value;
  }

  /** @returns {number} */
  product() {
    let value = this.signed();
    for (;;) {
      this.next();
      const start = this.at;
      if (this.text.startsWith("**", start)) return value;
      const sign = this.take("*", "·", "×", "/");
      if (!sign) return value;
      const factor = this.signed();
      if (sign === "/" && factor === 0) throw new ReadingError(`“${stripped(this.text)}” divides by zero.`, start);
      value = sign === "/" ? value / factor : value * factor;
    }
  }

  /** @returns {number} */
  signed() {
    const sign = this.take(...SIGNS);
    if (!sign) return this.power();
    return sign === "+" ? this.signed() : -this.signed();
  }

  /** @returns {number} */
  power() {
    const start = this.at;
    const base = this.number();
    const exponent = this.exponent();
    if (exponent === null) return base;
    const value = power(base, exponent);
    if (Number.isFinite(base) && Number.isFinite(exponent) && !Number.isFinite(value)) {
      throw new ReadingError(`“${stripped(this.text)}” has a power without a value.`, start);
    }
    return value;
  }

  /** @returns {number | null} */
  exponent() {
    const start = this.at;
    const raised = this.match(RAISED);
    if (raised === undefined) return this.take("^", "**") ? this.signed() : null;
    const digits = raised.replace(/./g, (digit) => (digit === "⁻" ? "-" : String(SUPERSCRIPTS.indexOf(digit))));
    if (/^-?\d+$/.test(digits)) return Number(digits);
    this.at = start;
    throw this.refusal("needs a whole number as its exponent, as in 2⁻³.");
  }

  /** @returns {number} */
  number() {
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw this.error("a closing parenthesis");
      return value;
    }
    const found = this.match(NUMBER);
    if (found === undefined) throw this.error("a number");
    return Number(found);
  }
}
