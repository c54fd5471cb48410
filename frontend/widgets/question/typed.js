/** Answers in the form that is stored and judged: a text for a number, places for what is chosen. */

import { reshaped, shapeOf } from "../../exercises/arrays.js";
import { evaluate } from "../../exercises/expression.js";

/** @typedef {import("../../exercises/exercise.js").Variant} Variant */
/** @typedef {import("../../exercises/exercise.js").Step} Step */
/** @typedef {import("../../exercises/expression.js").Names} Names */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */

const MOST_CHARACTERS = 200;

/** The rows and columns in which an array is written: a vector is one row.  @param {Step} step @param {Names} names */
export function gridOf(step, names) {
  const shape = shapeOf(evaluate(step.answer.value, names));
  const [rows, columns] = shape.length === 2 ? shape : [1, shape[0]];
  return { rows: rows ?? 1, columns: columns ?? 1, shape };
}

/**
 * What a step's fields hold before anything is answered.
 * @param {Step} step @param {Names} names @param {readonly number[]} order  in which its items are shown
 * @returns {Typed}
 */
export function blank(step, names, order) {
  const { kind } = step.answer;
  if (kind === "number") return "";
  if (kind === "order") return [...order];
  if (kind !== "array") return null;
  const { rows, columns, shape } = gridOf(step, names);
  return inShape(Array(rows * columns).fill(""), shape);
}

/** Texts in nested lists.  @param {string[]} texts @param {number[]} shape @returns {Typed} */
export const inShape = (texts, shape) => /** @type {Typed} */ (/** @type {unknown} */ (reshaped(/** @type {any} */ (texts), shape)));

/** @param {Variant} variant @returns {Typed[]} */
export const noAnswers = (variant) => variant.exercise.steps.map(() => null);

/**
 * For a link: throws an Error with a sentence unless the answers have the form that is asked for.
 * @param {Variant} variant @param {unknown} answers
 */
export function checkAnswers({ exercise, names }, answers) {
  const { steps } = exercise;
  if (!Array.isArray(answers) || answers.length !== steps.length) {
    throw new Error(`“answers” needs an entry for each of the ${steps.length} questions.`);
  }
  for (const [place, step] of steps.entries()) {
    if (answers[place] !== null && !fits(step, names, answers[place])) {
      throw new Error(`The answer to question ${place + 1} has another form than is asked for.`);
    }
  }
}

/** @param {Step} step @param {Names} names @param {unknown} given @returns {boolean} */
function fits({ answer }, names, given) {
  const { kind, items } = answer;
  if (kind === "choice" || kind === "line") return isPlace(given, items.length);
  if (kind === "order") return Array.isArray(given) && hasEach(given, items.length);
  if (kind === "cell") {
    const shape = shapeOf(evaluate(answer.of ?? 0, names));
    return Array.isArray(given) && given.length === shape.length && shape.every((count, axis) => isPlace(given[axis], count));
  }
  return isWritten(given, shapeOf(evaluate(answer.value, names)));
}

/** @param {unknown} given @param {number} count */
const isPlace = (given, count) => Number.isInteger(given) && Number(given) >= 0 && Number(given) < count;

/** @param {unknown[]} given @param {number} count */
const hasEach = (given, count) =>
  given.length === count && given.every((place) => isPlace(place, count)) && new Set(given).size === count;

/** @param {unknown} given @param {readonly number[]} shape @returns {boolean} */
function isWritten(given, [length, ...rest]) {
  if (length === undefined) return typeof given === "string" && given.length <= MOST_CHARACTERS;
  return Array.isArray(given) && given.length === length && given.every((part) => isWritten(part, rest));
}
