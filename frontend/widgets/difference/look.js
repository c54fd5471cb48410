/** What is looked at: one step size, and what shows there. */

import { FUNCTIONS, cancelled, isCentral } from "../../arithmetic/differences.js";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */

/** @typedef {"bend" | "rounding" | "merged" | "kink" | "exact"} Cause  of the error at a step size */

/**
 * What makes the error.
 * @param {Pick<DifferenceView, "given" | "pass">} view @param {number} step
 * @returns {Cause}
 */
export function causeOf({ given, pass }, step) {
  const place = pass.places[step];
  if (!place) throw new Error(`There is no step ${step}.`);
  const { h, above, below, error } = place;
  if (error === 0) return "exact";
  const central = isCentral(given.rule);
  if (given.function === "relu" && pass.at + h > 0 && (central ? pass.at - h < 0 : pass.at <= 0)) return "kink";
  if (above === below && pass.slope !== 0) return "merged";
  return pass.bend * (central ? h * h : h) > pass.rounding / h ? "bend" : "rounding";
}

/** How many significant digits both values have in common.  @param {DifferenceView} view */
export function digitsLost({ given, pass, step }) {
  const { above, below } = pass.places[step] ?? { above: 0, below: 0 };
  const { texts, lost } = cancelled(above, below, given.precision);
  return (texts[2] ?? "").slice(0, lost).replace(/[^0-9]/g, "").length;
}

/** @param {DifferenceView["given"]["function"]} name */
export const titleOf = (name) => FUNCTIONS[name].title;

/** Whether all errors are drawn, with the lines of their causes and those of the other precision.  @param {DifferenceView} view */
export const isWhole = ({ choice, step, count, question }) => question === null && (choice.ahead || step === count || (choice.predict && step > 0));

/** 1, 10⁻¹, 10⁻², …  @param {number} step */
export const sizeText = (step) => (step === 0 ? "1" : `10⁻${[...String(step)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit))).join("")}`);

/** Whether one step size is better than all others: of a straight line, several are without error.  @param {import("../../arithmetic/differences.js").Differences} pass */
export const hasOneBest = ({ places, best }) => places.filter(({ error }) => error === places[best]?.error).length === 1;
