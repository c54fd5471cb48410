/** Read a number as people type it: 2.5, −3, 1/3, 2^-3, 3·10^-4, 1.5×10⁻⁷. */

import { power } from "./power.js";

/**
 * @typedef {object} Reading  a number that was typed
 * @property {number} value
 * @property {number} rounding  how far it may be off for its digits: 0.005 for 0.33
 */

const COMPUTED = 1e-4; // what is computed from rounded numbers still has four right digits

// Sums, products, fractions and powers carry on what their decimals may be off.
/** @param {Reading} a @param {Reading} b @returns {Reading} */
const plus = (a, b) => ({ value: a.value + b.value, rounding: a.rounding + b.rounding });

/** @param {Reading} a @returns {Reading} */
const minus = (a) => ({ value: -a.value, rounding: a.rounding });

/** @param {Reading} a @param {Reading} b @returns {Reading} */
const times = (a, b) => ({ value: a.value * b.value, rounding: Math.abs(a.value) * b.rounding + Math.abs(b.value) * a.rounding });

/** @param {Reading} a @param {Reading} b @returns {Reading} */
function over(a, b) {
  const value = a.value / b.value;
  return { value, rounding: (a.rounding + Math.abs(value) * b.rounding) / Math.abs(b.value) };
}

/** @param {Reading} base @param {number} exponent @returns {Reading} */
function raised(base, exponent) {
  const value = power(base.value, exponent);
  const slope = base.rounding && base.value ? Math.abs((exponent * value) / base.value) : 0;
  return { value, rounding: slope * base.rounding };
}

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
 * Read a number, or a product, sum, fraction or power of numbers. A plain number may be rounded: it
 * stands for what rounds to it. So does each decimal of a product, sum or fraction, whose whole
 * numbers are exact: 0.3/3 is as exact as 0.3, and 1/3 is 1/3 to four digits, since it may be the
 * answer to numbers that were rounded.
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
  const { value, rounding } = reader.sum();
  if (reader.next()) throw reader.error(OPERATION);
  if (!Number.isFinite(value)) throw new ReadingError(`“${stripped(text)}” is too large for a computer’s number.`, 0);
  const plain = roundingOf(stripped(text).replace(/[−–]/g, "-"));
  const offBy = plain ?? rounding + COMPUTED * Math.abs(value);
  return { value: value + 0, rounding: Number.isFinite(offBy) ? offBy : 0 };
}

/** How far a plain number may be off; null for anything else.  @param {string} text */
function roundingOf(text) {
  const found = DECIMAL.exec(text);
  if (!found) return null;
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

  /** @returns {Reading} */
  sum() {
    let value = this.product();
    for (let sign = this.take(...SIGNS); sign; sign = this.take(...SIGNS)) {
      const term = this.product();
      value = plus(value, sign === "+" ? term : minus(term));
    }
    return value;
  }

  /** @returns {Reading} */
  product() {
    let value = this.signed();
    for (;;) {
      this.next();
      const start = this.at;
      if (this.text.startsWith("**", start)) return value;
      const sign = this.take("*", "·", "×", "/");
      if (!sign) return value;
      const factor = this.signed();
      if (sign === "/" && factor.value === 0) throw new ReadingError(`“${stripped(this.text)}” divides by zero.`, start);
      value = sign === "/" ? over(value, factor) : times(value, factor);
    }
  }

  /** @returns {Reading} */
  signed() {
    const sign = this.take(...SIGNS);
    if (!sign) return this.power();
    return sign === "+" ? this.signed() : minus(this.signed());
  }

  /** @returns {Reading} */
  power() {
    const start = this.at;
    const base = this.number();
    const exponent = this.exponent();
    if (exponent === null) return base;
    const value = raised(base, exponent);
    if (Number.isFinite(base.value) && Number.isFinite(exponent) && !Number.isFinite(value.value)) {
      throw new ReadingError(`“${stripped(this.text)}” has a power without a value.`, start);
    }
    return value;
  }

  /** @returns {number | null} */
  exponent() {
    const start = this.at;
    const above = this.match(RAISED);
    if (above === undefined) return this.take("^", "**") ? this.signed().value : null;
    const digits = above.replace(/./g, (digit) => (digit === "⁻" ? "-" : String(SUPERSCRIPTS.indexOf(digit))));
    if (/^-?\d+$/.test(digits)) return Number(digits);
    this.at = start;
    throw this.refusal("needs a whole number as its exponent, as in 2⁻³.");
  }

  /** @returns {Reading} */
  number() {
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw this.error("a closing parenthesis");
      return value;
    }
    const found = this.match(NUMBER);
    if (found === undefined) throw this.error("a number");
    return { value: Number(found), rounding: found.includes(".") ? (roundingOf(found) ?? 0) : 0 };
  }
}
