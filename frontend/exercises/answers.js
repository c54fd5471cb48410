/** Read what was given for an answer: a text or texts for numbers, places for what was chosen. */

import { flat } from "./arrays.js";
import { readNumber, ReadingError, stripped } from "./reading.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./exercise.js").Answer["kind"]} Kind */
/**
 * A text for a number, lists of texts for an array, a place for a choice or a line, places for an order,
 * [row, column] for a cell; null for no answer.
 * @typedef {string | number | null | Typed[]} Typed
 */

export class NoAnswer extends Error {}

export class Unreadable extends Error {
  /** @param {ReadingError} problem @param {number | null} entry */
  constructor(problem, entry) {
    super(problem.message);
    this.entry = entry;
    this.place = problem.place;
  }
}

/** @type {Partial<Record<Kind, string>>} */
const CHOOSE = {
  choice: "Choose an answer first.",
  line: "Choose a line first.",
  cell: "Choose a cell first.",
  order: "Put the lines in order first.",
};

/**
 * @param {Kind} kind
 * @param {Typed} typed
 * @param {import("./arrays.js").Value} expected  of the form that is asked for
 * @returns {Reading[]}
 * @throws {NoAnswer | Unreadable}
 */
export function readAnswer(kind, typed, expected) {
  const choose = CHOOSE[kind];
  if (choose === undefined) return readNumbers(flatTyped(typed).map((text) => String(text ?? "")), flat(expected).length);
  if (typed === null) throw new NoAnswer(choose);
  return flatTyped(typed).map((place) => ({ value: Number(place), rounding: 0 }));
}

/** @param {string[]} texts @param {number} count */
function readNumbers(texts, count) {
  if (texts.length !== count) throw new NoAnswer("Write a number in each field.");
  const empty = texts.filter((text) => stripped(text) === "").length;
  if (empty === 1 && count === 1) throw new NoAnswer("Write a number first.");
  if (empty) {
    throw new NoAnswer(`Write a number in each field: ${empty === 1 ? "a field is" : `${empty} fields are`} empty.`);
  }
  return texts.map((text, place) => {
    try {
      return readNumber(text);
    } catch (problem) {
      throw problem instanceof ReadingError ? new Unreadable(problem, count > 1 ? place : null) : problem;
    }
  });
}

/** @param {Typed} typed @returns {(string | number | null)[]} */
const flatTyped = (typed) => (Array.isArray(typed) ? typed.flatMap(flatTyped) : [typed]);
