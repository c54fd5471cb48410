// The exercises' engine for tests/parity/test_exercise_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { evaluate } from "../../frontend/exercises/expression.js";
import { judge, judgeScaffold } from "../../frontend/exercises/judge.js";
import { readNumber, ReadingError } from "../../frontend/exercises/reading.js";
import { draw } from "../../frontend/exercises/variant.js";
import { worksheet } from "../../frontend/exercises/worksheet.js";

/** @typedef {import("../../frontend/exercises/exercise.js").Exercise} Exercise */
/** @typedef {import("../../frontend/exercises/answers.js").Typed} Typed */
/** @typedef {{ step: number, typed: Typed[], scaffold: boolean }} Attempt */

/** @param {Exercise} exercise @param {{ seed: number, attempts: Attempt[] }} asked */
function drawAndJudge(exercise, { seed, attempts }) {
  const variant = draw(exercise, seed);
  const verdicts = attempts.map(({ step, typed, scaffold }) =>
    scaffold ? judgeScaffold(variant, step, typed[step] ?? null) : judge(variant, step, typed));
  return { names: [...variant.names], orders: variant.orders, verdicts };
}

/** @param {any} request */
function answer({ tree, names, text, exercise, drawn, chapters, wanted }) {
  if (wanted !== undefined) return { items: worksheet(chapters, wanted) };
  if (tree !== undefined) return { value: evaluate(tree, new Map(Object.entries(names))) };
  if (text !== undefined) return readNumber(text);
  return { variants: drawn.map((/** @type {any} */ asked) => drawAndJudge(exercise, asked)) };
}

/** @param {any} request */
function answerOrRefuse(request) {
  try {
    return answer(request);
  } catch (error) {
    return error instanceof ReadingError ? { refusal: error.message, place: error.place } : { refusal: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answerOrRefuse(JSON.parse(line)))}\n`);
}
