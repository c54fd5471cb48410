/** Other numbers for a descent, of the sizes that the chapter's have; it diverges only where the chapter's does. */

import { descend } from "../../arithmetic/descent.js";
import { initialInputs } from "../../arithmetic/graph.js";

/** @typedef {import("./descent_stepper.jsx").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const TIMES = [0.5, 1, 1.5, 2];
const RATE_TIMES = [0.5, 1, 2, 5, 10];
const TRIED = 20; // steps
export const ASKED = 5; // so many steps are to tell mistakes apart: further down the slope is too small to

/** @param {RandomNumbers} random @param {Given} given @returns {Given | null} */
export function draw(random, { initial, ...given }) {
  const inputs = initialInputs(given.graph);
  const rate = times(initial.learning_rate, random.oneOf(RATE_TIMES));
  const drawn = Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, times(x, random.oneOf(TIMES))]));
  const falls = (/** @type {Record<string, number>} */ from, /** @type {number} */ learningRate) => {
    const { losses } = descend(given.graph, given.parameter_names, { inputs: from, learningRate, steps: TRIED });
    return losses.length > ASKED && (losses.at(-1) ?? NaN) < (losses[0] ?? NaN);
  };
  const fits = falls(drawn, rate) || !falls(inputs, initial.learning_rate);
  return fits ? { ...given, initial, inputs: drawn, learning_rate: rate, steps: initial.steps } : null;
}

/** Without the noise of a product.  @param {number} x @param {number} factor */
const times = (x, factor) => Number((x * factor).toPrecision(6));
