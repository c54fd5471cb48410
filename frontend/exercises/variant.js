/** An exercise with numbers: drawn from a seed so that the answer tells which mistake was made. */

import { differ } from "./apart.js";
import { flat, reshaped, shapeText } from "./arrays.js";
import { evaluate } from "./expression.js";
import { RandomNumbers } from "./random_numbers.js";
import { fill } from "./text.js";

/** @typedef {import("./exercise.js").Exercise} Exercise */
/** @typedef {import("./exercise.js").Step} Step */
/** @typedef {import("./exercise.js").Variant} Variant */
/** @typedef {import("./arrays.js").Value} Value */
/** @typedef {import("./expression.js").Names} Names */

const MOST_DRAWS = 2000;

/**
 * Draw an exercise's numbers again and again until they fit and are telling, as `backprop.exercises.draw` does.
 * @param {Exercise} exercise
 * @param {number} seed  a whole number from 0 to 2³² − 1
 * @returns {Variant}
 * @throws {Error} if a formula has no value, a wrong answer has not the form of the right one, or no draw fits
 */
export function draw(exercise, seed) {
  const random = new RandomNumbers(seed);
  for (let draws = 0; draws < MOST_DRAWS; draws += 1) {
    const names = drawn(exercise, random);
    if (names && exercise.steps.every((step) => isTelling(step, names))) {
      const orders = exercise.steps.map((step) => random.shuffled(step.answer.items.length));
      return { exercise, seed, names, orders };
    }
  }
  throw new Error(`${exercise.id}: none of ${MOST_DRAWS} draws has telling numbers.`);
}

/** @param {Exercise} exercise @param {RandomNumbers} random @returns {Map<string, Value> | null} */
function drawn(exercise, random) {
  /** @type {Map<string, Value>} */
  const names = new Map();
  for (const { name, values, shape, distinct } of exercise.given) {
    const count = shape.reduce((product, n) => product * n, 1);
    const places = distinct
      ? random.shuffled(values.length).slice(0, count)
      : Array.from({ length: count }, () => random.below(values.length));
    names.set(name, reshaped(places.map((place) => values[place] ?? NaN), shape));
  }
  for (const { name, value } of exercise.let) names.set(name, evaluate(value, names));
  if (!exercise.where.every((condition) => flat(evaluate(condition, names)).every((x) => x !== 0))) return null;
  for (const { name, answer } of exercise.steps) {
    if (name) names.set(name, evaluate(answer.value, names));
  }
  return names;
}

/** @param {Step} step @param {Names} names @returns {boolean} */
function isTelling(step, names) {
  const right = evaluate(step.answer.value, names);
  const answers = [right, ...step.mistakes.map((wrong) => {
    const value = evaluate(wrong.value, names);
    if (shapeText(value) === shapeText(right)) return value;
    throw new Error(`${wrong.name} leads to the shape ${shapeText(value)}, the right answer to ${shapeText(right)}.`);
  })];
  const texts = step.answer.items.map((item) => fill(item, names));
  const mixed = step.answer.kind === "choice";
  return (
    answers.every((first, place) => answers.slice(0, place).every((second) => differ(first, second))) &&
    (!mixed || new Set(texts).size === texts.length) &&
    (!step.scaffold || isTelling(step.scaffold, names))
  );
}
