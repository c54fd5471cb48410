/**
 * "New numbers": what is given, drawn from a seed so that, as far as numbers can, each right answer differs from
 * those of the mistakes that are made there.
 */

import { sameValue } from "../arithmetic/same_value.js";
import { differ } from "../exercises/apart.js";
import { LAST_SEED, RandomNumbers } from "../exercises/random_numbers.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./question.jsx").Question} Question */

/**
 * What a widget declares that has new numbers.
 * @template {State} Given
 * @template Pass
 * @typedef {object} Drawn
 * @property {(random: RandomNumbers, given: Given) => Given | null} [draw]  other numbers of the same form; they depend on none of
 *   the numbers that the reader may change. Null where they do not fit
 * @property {(pass: Pass, given: Given) => readonly State[]} [asks]  the choices at which numbers are asked for: those to be told apart
 * @property {(pass: Pass, choice: any, given: Given) => Question | null} [ask]
 * @property {(given: Given) => Pass} pass
 */

const DRAWS = 400;
const FITTING = 40; // so many of them are compared
const SEEDS = 20; // in a row that are tried, where one of them draws nothing that fits

/** Whether no mistake that is made here gives the right answer.  @param {Question} question */
export const tells = ({ answer, mistakes }) => mistakes.every(({ value }) => differ(answer, value));

/**
 * The best of the numbers that a seed draws: those with the fewest questions at which a mistake gives the right answer too.
 * @template {State} Given @template Pass
 * @param {Drawn<Given, Pass>} widget
 * @param {number} seed
 * @param {Given} given  whose form they have
 * @returns {Given}
 * @throws {Error} a sentence, if it is no seed, or none of its numbers fit
 */
export function drawNumbers(widget, seed, given) {
  const random = new RandomNumbers(seed);
  /** @type {Given | null} */
  let best = null;
  let fewest = Infinity;
  for (let [draws, fitting] = [0, 0]; draws < DRAWS && fitting < FITTING && fewest > 0; draws += 1) {
    const drawn = widget.draw?.(random, given) ?? null;
    if (drawn === null) continue;
    fitting += 1;
    const alike = countAlike(widget, drawn);
    if (alike < fewest) [best, fewest] = [drawn, alike];
  }
  if (best) return best;
  throw new Error(`The seed ${seed} draws no numbers that fit this figure.`);
}

/** Infinite for numbers that have no pass.  @param {Drawn<any, any>} widget @param {State} given */
function countAlike({ pass, ask, asks }, given) {
  try {
    const passed = pass(given);
    const questions = (asks?.(passed, given) ?? []).map((choice) => ask?.(passed, choice, given) ?? null);
    return questions.filter((question) => question && !tells(question)).length;
  } catch {
    return Infinity;
  }
}

/**
 * The numbers of the next seed that draws other ones, or null.
 * @template {State} Given @template Pass
 * @param {Drawn<Given, Pass>} widget
 * @param {number} seed  the last one
 * @param {Given} given
 * @returns {{ seed: number, given: Given } | null}
 */
export function nextNumbers(widget, seed, given) {
  for (let tries = 1; tries <= SEEDS; tries += 1) {
    const next = (seed + tries) % (LAST_SEED + 1);
    try {
      const drawn = drawNumbers(widget, next, given);
      if (!sameValue(drawn, given)) return { seed: next, given: drawn };
    } catch {
      // the next one's may fit
    }
  }
  return null;
}

/**
 * What a link asks for that names a seed and no numbers: those of the seed.
 * @param {Drawn<any, any> & { given: readonly string[], fixed?: readonly string[] }} widget
 * @param {State} asked
 * @param {State} base  the figure's own state
 * @returns {State}
 */
export function seeded(widget, asked, base) {
  const own = widget.given.filter((name) => !widget.fixed?.includes(name));
  if (!widget.draw || !asked["seed"] || own.some((name) => Object.hasOwn(asked, name))) return asked;
  const drawn = drawNumbers(widget, Number(asked["seed"]), base);
  return { ...asked, ...Object.fromEntries(own.map((name) => [name, drawn[name]])) };
}
