/** What a descent does, in a word and in a sentence. */

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/descent.js").Descent} Descent */

const ROUNDING = 1e-20; // of the first loss: what is left of a step that lands

/** The step at which nothing but rounding is left of the loss, or −1.  @param {number[]} losses */
export const landing = (losses) => losses.findIndex((loss) => loss <= ROUNDING * (losses[0] ?? 0));

/** @param {Descent} descent */
export function verdict({ losses, parameters, outcome, reason }) {
  if (outcome === "diverged") return "Flies out";
  if (landing(losses) >= 0) return "Lands";
  if (outcome === "stuck") return reason.startsWith("At rest") ? "At rest" : "Dies";
  if ((losses.at(-1) ?? NaN) > (losses[0] ?? NaN)) return "Flies out";
  const turns = Object.keys(parameters[0] ?? {}).some((name) => {
    const [a = NaN, b = NaN, c = NaN] = parameters.map((entry) => entry[name] ?? NaN);
    return (b - a) * (c - b) < 0;
  });
  return turns ? "Bounces" : "Creeps";
}

/** @param {Descent} descent @param {string} output @param {number} step */
export function say({ losses, outcome, reason }, output, step) {
  const landed = landing(losses);
  if (step > 0 && landed >= 0 && step >= landed) {
    return `Landed after ${landed === 1 ? "1 step" : `${landed} steps`}: ${plainText(output)} is 0, except for rounding.`;
  }
  if (step === losses.length - 1 && outcome !== "finished") return reason;
  if (step === 0) return "Drag the learning rate and watch where the ball goes; Next takes one step.";
  return `Step ${step}: ${plainText(output)} is ${formatNumber(losses[step] ?? NaN, 4)}.`;
}
