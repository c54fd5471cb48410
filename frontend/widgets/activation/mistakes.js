/** The numbers that common mistakes give in place of what an activation passes back. */

import { ACTIVATIONS } from "../../arithmetic/activations.js";
import { mistake } from "../../exercises/mistake.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("../../exercises/mistake.js").WrongAnswer} WrongAnswer */

/** @param {ActivationName} name @param {import("./look.js").Cell} cell @returns {WrongAnswer[]} */
export function mistakesInCell(name, { output, slope, dvalue }) {
  const inTermsOfOutput = name === "sigmoid" ? [output, 1 - output] : name === "tanh" ? [output * output, 1 - output] : [];
  return [
    ...mistake("incoming gradient left out", slope),
    ...(name === "linear" ? [] : mistake("no activation derivative", dvalue)),
    ...(name === "relu" ? [...mistake("mask from the output by >=", output >= 0 ? dvalue : 0), ...mistake("mask of the wrong array", Math.max(dvalue, 0))] : []),
    ...inTermsOfOutput.flatMap((part) => mistake("part of the slope", dvalue * part)),
    ...(inTermsOfOutput.length > 0 ? mistake("activation taken twice", dvalue * ACTIVATIONS[name].derivative(output)) : []),
  ];
}

/** What is left of a gradient of 1 after so many layers.  @param {import("./look.js").Cell} cell @param {number} step @returns {WrongAnswer[]} */
export function mistakesInLayers({ slopes, left }, step) {
  const newest = slopes.at(-step) ?? NaN;
  return [
    ...(step > 1 ? mistake("incoming gradient left out", newest) : []),
    ...mistake("no activation derivative", left[step - 1] ?? NaN),
    ...(step > 1 ? mistake("factors added instead of multiplied", (left[step - 1] ?? NaN) + newest) : []),
  ];
}
