/** A mistake of the catalogue at one question: the number that it gives there, and what is said of it. */

import { CATALOGUE } from "./catalogue.js";

/** @typedef {import("./judge_value.js").WrongAnswer} WrongAnswer */

/**
 * @param {string} name  of `backprop.mistakes`; tools/write_mistakes.py brings its sentence here
 * @param {number} value
 * @returns {WrongAnswer[]}  none where there is no such number
 */
export function mistake(name, value) {
  const entry = CATALOGUE[name];
  if (!entry) throw new Error(`No sentence is known for ${JSON.stringify(name)}: run tools/write_mistakes.py.`);
  return Number.isFinite(value) ? [{ name, value, ...entry }] : [];
}
