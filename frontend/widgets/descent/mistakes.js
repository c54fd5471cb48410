/** The numbers that common mistakes give in place of a parameter after a step. */

import { mistake } from "../../exercises/mistake.js";

/** @param {{ before: number, slope: number, earlier: number | undefined, rate: number }} step  `earlier`: the slope of the step before @returns {import("../../exercises/mistake.js").WrongAnswer[]} */
export const mistakesOf = ({ before, slope, earlier, rate }) => [
  ...mistake("step uphill", before + rate * slope),
  ...mistake("learning rate left out", before - slope),
  ...(earlier === undefined ? [] : mistake("gradient of the step before", before - rate * earlier)),
];
