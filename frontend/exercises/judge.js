/** Judge an answer as `backprop.exercises.judge` does: right, this mistake, right from an earlier number, … */

import { NoAnswer, readAnswer, Unreadable } from "./answers.js";
import { reshaped, shapeOf } from "./arrays.js";
import { evaluate } from "./expression.js";
import { judgeValue, verdict } from "./judge_value.js";
import { matches } from "./matching.js";
import { stripped } from "./reading.js";
import { fill } from "./text.js";

/** @typedef {import("./answers.js").Typed} Typed */
/** @typedef {import("./arrays.js").Value} Value */
/** @typedef {import("./exercise.js").Step} Step */
/** @typedef {import("./exercise.js").Variant} Variant */
/** @typedef {import("./exercise.js").Verdict} Verdict */
/** @typedef {import("./expression.js").Names} Names */

/**
 * Judge the answer of one step, given the answers of all. A number is right if it is right to the
 * digits that were typed, and within 2 %.
 * @param {Variant} variant
 * @param {number} step  from 0
 * @param {readonly Typed[]} typed  an answer for each step
 * @returns {Verdict}
 */
export function judge(variant, step, typed) {
  const found = judgeStep(stepAt(variant, step), variant.names, typed[step] ?? null);
  if (found.kind !== "unknown" && found.kind !== "mistake") return found;
  const carried = judgeCarried(variant, step, typed);
  return carried && (carried.kind === "carried" || found.kind === "unknown") ? carried : found;
}

/**
 * Judge by the reader's own wrong numbers of earlier steps; null if there are none, or a formula has no value for them.
 * @param {Variant} variant
 * @param {number} step
 * @param {readonly Typed[]} typed
 */
function judgeCarried(variant, step, typed) {
  try {
    const { names, wrong } = carriedNames(variant, step, typed);
    if (wrong.length === 0) return null;
    const found = judgeStep(stepAt(variant, step), names, typed[step] ?? null);
    if (found.kind !== "right") return found;
    const listed = wrong.map((place) => place + 1).join(" and ");
    const which = wrong.length > 1 ? `answers to questions ${listed}: correct those` : `answer to question ${listed}: correct that one`;
    return verdict("carried", `Right, given your ${which}, then this one.`);
  } catch {
    return null;
  }
}

/**
 * Judge the answer to the easier question that leads to a step.
 * @param {Variant} variant
 * @param {number} step
 * @param {Typed} typed
 * @returns {Verdict}
 */
export function judgeScaffold(variant, step, typed) {
  const { scaffold } = stepAt(variant, step);
  if (!scaffold) throw new Error(`${variant.exercise.id}: question ${step + 1} has no easier one.`);
  return judgeStep(scaffold, variant.names, typed);
}

/** @param {Variant} variant @param {number} step */
function stepAt(variant, step) {
  const found = variant.exercise.steps[step];
  if (!found) throw new Error(`${variant.exercise.id} has no question ${step + 1}.`);
  return found;
}

/** @param {Step} step @param {Names} names @param {Typed} typed @returns {Verdict} */
function judgeStep({ answer, right, mistakes }, names, typed) {
  const known = mistakes.map(({ name, value, says, see }) => ({ name, value: evaluate(value, names), says: fill(says, names), see }));
  const found = judgeValue(typed, evaluate(answer.value, names), known, answer.kind);
  return found.kind === "right" ? { ...found, message: stripped(`Right. ${fill(right, names)}`) } : found;
}

/**
 * The names' values with the reader's own wrong numbers, and the steps that these are of.
 * @param {Variant} variant
 * @param {number} step
 * @param {readonly Typed[]} typed
 */
function carriedNames(variant, step, typed) {
  const names = new Map(variant.names);
  /** @type {number[]} */
  const wrong = [];
  variant.exercise.steps.slice(0, step).forEach(({ name, answer }, place) => {
    if (!name) return;
    const expected = evaluate(answer.value, names);
    names.set(name, expected);
    const readings = readOrNothing(answer.kind, typed[place] ?? null, expected);
    if (!readings || matches(readings, expected)) return;
    wrong.push(place);
    names.set(name, reshaped(readings.map(({ value }) => value), shapeOf(expected)));
  });
  return { names, wrong };
}

/** @param {Step["answer"]["kind"]} kind @param {Typed} typed @param {Value} expected */
function readOrNothing(kind, typed, expected) {
  try {
    return readAnswer(kind, typed, expected);
  } catch (problem) {
    if (problem instanceof NoAnswer || problem instanceof Unreadable) return null;
    throw problem;
  }
}
