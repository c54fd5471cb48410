/** The numbers that common mistakes give in place of what a softmax stepper asks for. */

import { softmax } from "../../arithmetic/softmax.js";
import { mistake } from "../../exercises/mistake.js";

/** @param {Pick<import("./look.js").Look, "stage" | "clean" | "samples">} look @returns {import("../../exercises/mistake.js").WrongAnswer[]} */
export function mistakesAt({ stage, clean, samples }) {
  const { probabilities, oneHot, target, dprobabilities } = clean;
  const own = probabilities[target] ?? NaN;
  switch (stage.part) {
    case "softmax": return mistake("softmax applied twice", softmax(probabilities).probabilities[target] ?? NaN);
    case "dprobabilities": return [
      ...mistake("minus of −log p left out", 1 / own / samples),
      ...mistake("logarithm not differentiated", -1 / samples),
      ...mistake("gradient of the fused loss", (own - 1) / samples),
      ...(samples > 1 ? mistake("missing 1/n", -1 / own) : []),
    ];
    case "product": return ofLogit(stage.logit, true);
    case "fused": return ofLogit(target, false);
    default: return [];
  }

  /** @param {number} j @param {boolean} isProduct  of the two steps */
  function ofLogit(j, isProduct) {
    const [p, y] = [probabilities[j] ?? NaN, oneHot[j] ?? NaN];
    const incoming = dprobabilities[j] ?? NaN;
    return [
      ...(isProduct ? mistake("softmax differentiated elementwise", incoming * p * (1 - p)) : []),
      ...(y === 1 ? mistake("target left out", p / samples) : []),
      ...mistake("sign of (a − y)", (y - p) / samples),
      ...(isProduct ? [] : mistake("softmax differentiated once more", ((p - y) / samples) * p * (1 - p))),
      ...(samples > 1 ? mistake("missing 1/n", p - y) : []),
    ];
  }
}
