/** What is said of a step size: on the page, and to a screen reader. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { isCentral } from "../../arithmetic/differences.js";
import { causeOf, digitsLost, hasOneBest, sizeText, titleOf } from "./look.js";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */

/** @param {DifferenceView} view @returns {string} */
export function say(view) {
  const { given, pass, step } = view;
  if (step === 0) return "Drag the dot, or press h ÷ 10: h becomes ten times smaller. And the error?";
  if (step === pass.best && hasOneBest(pass)) return "The best of these: with a larger h the bend shows, with a smaller one the rounding.";
  const [now = NaN, before = NaN] = [pass.places[step]?.error, pass.places[step - 1]?.error];
  const falls = now < before;
  switch (causeOf(view, step)) {
    case "exact":
      return "Not even the last digit is wrong here.";
    case "kink":
      return "The kink lies between the points: the line through them mixes two slopes.";
    case "merged":
      return "h is lost beside x: both points have the same value, and the measured slope is 0.";
    case "bend":
      return falls ? "The error falls: the points come closer, and the curve bends less between them." : "The points are far apart, and the curve bends between them.";
    default:
      return `${falls ? "Less by chance" : "The error grows"}: ${digitsLost(view)} digits cancel, and the rounding of the rest is divided by ${isCentral(given.rule) ? "2h" : "h"}.`;
  }
}

/** @param {DifferenceView} view @returns {string} */
export function speak(view) {
  const { pass, step, question } = view;
  const size = `h is ${formatNumber(pass.places[step]?.h ?? NaN, 3)}.`;
  if (question) return `${size} Which power of ten is best?`;
  const { measured = NaN, error = NaN } = pass.places[step] ?? {};
  return `${size} Measured ${formatNumber(measured, 8)}, error ${formatNumber(error, 2)}. ${say(view)}`;
}

/** @param {DifferenceView} view @returns {string} */
export const result = ({ given, pass }) =>
  `${titleOf(given.function)} at ${formatNumber(given.x)} has the slope ${formatNumber(pass.slope)}; the best h is ${sizeText(pass.best)}, with an error of ${formatNumber(pass.places[pass.best]?.error ?? NaN, 2)}.`;
