/** What is said of a step size that is not the best: which of the two errors is larger there. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { stepSize } from "../../arithmetic/differences.js";
import { sizeText } from "./look.js";

const SEE = "09-check-your-gradients#how-small-a-nudge";

/** @param {import("../../arithmetic/differences.js").Differences} pass @returns {import("../../exercises/judge_value.js").WrongAnswer[]} */
export function otherSizes({ places, best }) {
  return places.flatMap(({ error }, step) => {
    if (step === best) return [];
    const side = step < best ? "too large: the curve bends between the points" : "too small: the rounding of the digits that are left is divided by it";
    return [{ name: `h of ${sizeText(step)}`, value: stepSize(step), says: `${sizeText(step)} is ${side}. The error there is ${formatNumber(error, 2)}.`, see: SEE }];
  });
}
