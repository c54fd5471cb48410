/** Judge what was typed against an answer and the wrong answers that are known, as `backprop.exercises.answers` does. */

import { NoAnswer, readAnswer, Unreadable } from "./answers.js";
import { matches, notYet } from "./matching.js";

/** @typedef {import("./arrays.js").Value} Value */
/** @typedef {import("./exercise.js").Verdict} Verdict */

/**
 * @typedef {object} WrongAnswer  an answer whose mistake is known
 * @property {string} name
 * @property {Value} value
 * @property {string} says
 * @property {string} see  where the book explains it: "page#heading"
 */

/**
 * Judge what was typed. Where several mistakes give it, all are named: none is guessed.
 * @param {import("./answers.js").Typed} typed
 * @param {Value} expected
 * @param {readonly WrongAnswer[]} known  one that is right all the same is never looked at
 * @param {import("./answers.js").Kind} [kind]
 * @returns {Verdict}
 */
export function judgeValue(typed, expected, known, kind = "number") {
  /** @type {import("./reading.js").Reading[]} */
  let readings;
  try {
    readings = readAnswer(kind, typed, expected);
  } catch (problem) {
    if (problem instanceof NoAnswer) return verdict("empty", problem.message);
    if (!(problem instanceof Unreadable)) throw problem;
    return verdict("unreadable", problem.message, { entry: problem.entry, place: problem.place });
  }
  if (matches(readings, expected)) return verdict("right", "Right.");
  const made = known.filter(({ value }) => matches(readings, value));
  if (made.length === 0) return verdict("unknown", notYet(kind, readings, expected, typed));
  const places = distinct(made.map(({ see }) => see));
  return verdict("mistake", distinct(made.map(({ says }) => says)).join(" Or: "), {
    mistake: distinct(made.map(({ name }) => name)).join(" or "),
    see: places.length === 1 ? (places[0] ?? "") : "",
  });
}

/** @param {string[]} texts */
const distinct = (texts) => [...new Set(texts)];

/**
 * @param {Verdict["kind"]} kind
 * @param {string} message
 * @param {Partial<Verdict>} [more]
 * @returns {Verdict}
 */
export const verdict = (kind, message, more) => ({ kind, message, mistake: "", see: "", entry: null, place: null, ...more });
