/** Whether what was typed is the right answer, to the digits that it has, and how much of it is. */

import { flat } from "./arrays.js";
import { stripped } from "./reading.js";

/** @typedef {import("./arrays.js").Value} Value */
/** @typedef {import("./answers.js").Kind} Kind */
/** @typedef {import("./reading.js").Reading} Reading */

const RELATIVE = 0.02;
const ROUNDING = 1e-9;
const NOISE = 1e-12;

/** Whether all entries are right.  @param {Reading[]} readings @param {Value} expected */
export function matches(readings, expected) {
  const values = flat(expected);
  return values.length === readings.length && readings.every((reading, place) => isRight(reading, values[place] ?? NaN));
}

/** @param {Reading} reading @param {number} expected */
function isRight({ value, rounding }, expected) {
  if (value === 0) return Math.abs(expected) < NOISE;
  const [error, size] = [Math.abs(value - expected), Math.abs(expected)];
  return error <= rounding + ROUNDING * size && error <= RELATIVE * size;
}

/**
 * What is said of an answer that is wrong for no known cause.
 * @param {Kind} kind
 * @param {Reading[]} readings
 * @param {Value} expected
 * @param {import("./answers.js").Typed} typed
 */
export function notYet(kind, readings, expected, typed) {
  if (kind === "number") return `Not yet: it is not ${stripped(String(typed))}.`;
  const values = flat(expected);
  const right = readings.map((reading, place) => isRight(reading, values[place] ?? NaN));
  if (kind === "array") {
    const count = right.filter(Boolean).length;
    return `Not yet: ${count} of the ${right.length} numbers ${count === 1 ? "is" : "are"} right.`;
  }
  if (kind === "order") return `Not yet: ${placed(right.indexOf(false))}.`;
  return `Not yet: it is another ${kind === "choice" ? "one" : kind}.`;
}

/** @param {number} count  how many are in their places before the first that is not */
function placed(count) {
  if (count === 0) return "another one comes first";
  return count === 1 ? "only the first is in its place" : `the first ${count} are in their places`;
}
