/** What is said of one part of the way through a softmax: on the page, and to a screen reader. */

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { SMALLEST } from "../../arithmetic/softmax.js";
import { COMPUTED_DECIMALS, decimalsWithin, verdict, verdictText } from "../../arithmetic/softmax_verdict.js";
import { titleOf } from "./steps.js";

/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("../../arithmetic/softmax.js").SamplePass} SamplePass */

/** The line of help: one sentence for the step.  @param {Look} look @returns {string} */
export function say(look) {
  const { own, stage, samples } = look;
  const target = plainText(`p${own.target}`);
  const clipped = clippedShort(own);
  switch (stage.part) {
    case "start":
      return "Drag a logit by its end and watch p − y. Next: why is that the gradient?";
    case "softmax":
      return "Subtracting m, the largest logit, changes no p: Sₘ is S divided by exp m.";
    case "loss":
      return clipped || "The loss looks at the target’s probability alone; from z it is the same.";
    case "dprobabilities":
      return clipped || `The less probable the target, the steeper.${samples > 1 ? ` A mean of ${samples}: hence the divisor.` : ""}`;
    case "jacobian":
      return "What one probability gains the others lose: rows and columns add up to 0.";
    case "product":
      return clipped || `${target} of its row and 1/${target} of the slope cancel: what arrives is p − y${samples > 1 ? `, over ${samples}` : ""}.`;
    case "fused":
      return "The gap between p and y, moved to 0: the same numbers without a matrix.";
    case "differences":
      return judged(own);
  }
}

/** @param {SamplePass} own */
function judged(own) {
  const [computed, measured] = [COMPUTED_DECIMALS, decimalsWithin(own.tolerance)];
  return {
    agree: `All three agree: two steps and fused to ${computed} decimals, measured to ${measured}.`,
    parted: clippedShort(own) || "The two steps differ from the rest.",
    undecided: "The two steps differ from fused, by less than measuring can tell.",
    disagree: "Measured is further from fused than rounding explains.",
  }[verdict(own)];
}

/** Empty where nothing is clipped.  @param {SamplePass} own */
function clippedShort({ clipped, target }) {
  return clipped ? `The two steps go astray: ${plainText(`p${target}`)} is below 10⁻⁷, and counts as 10⁻⁷.` : "";
}

/** Why the two steps differ; empty where nothing is clipped.  @param {SamplePass} own @returns {string} */
export function clippedRemark({ clipped, target, probabilities }) {
  if (!clipped) return "";
  const p = probabilities[target] ?? NaN;
  const name = plainText(`p${target}`);
  const kept = p === 0 ? "nothing" : `${name}/10⁻⁷ = ${formatNumber(p / SMALLEST, 3)}`;
  const value = p === 0 ? "so small that it has become 0" : `${formatNumber(p, 3)}, below 10⁻⁷`;
  return (
    `${name} is ${value}, and the two-step route clips it: it counts as 10⁻⁷. So the loss from p is too small, ` +
    `and of its gradient the two-step route keeps ${kept}${p === 0 ? "" : " times what it should be"}.`
  );
}

/** @param {Look} look @returns {string} */
export function speak(look) {
  const { sample, stage, hidden, own } = look;
  const head = `Sample ${sample}, ${titleOf(stage)}: `;
  if (hidden) return `${head}what is ${askedOf(look)?.name}?`;
  const said = stage.part === "differences" ? `${verdictText(verdict(own), own.tolerance)} ${clippedRemark(own)}` : say(look);
  return `${head}${found(look)} ${said}`.trim();
}

/** What an edit of the logits comes to: the gap of each class.  @param {Look} look */
export const gaps = ({ clean, samples }) => `p minus y: ${clean.fused.map((x, i) => `class ${i} ${formatNumber(x * samples, 4)}`).join(", ")}.`;

/** @param {string} name @param {number[]} values */
const listed = (name, values) => values.map((x, i) => `${plainText(`${name}${i}`)} ${formatNumber(x, 4)}`).join(", ");

/** The numbers of a stage in words.  @param {Look} look @returns {string} */
function found({ z, stage, clean, loss }) {
  switch (stage.part) {
    case "start": return `logits ${listed("z", z)}, target ${clean.target}.`;
    case "softmax": return `probabilities ${listed("p", clean.probabilities)}.`;
    case "loss": return `${formatNumber(clean.loss)} from the logits, ${formatNumber(clean.twoStepLoss)} from the probabilities; mean ${formatNumber(loss)}.`;
    case "dprobabilities": return `${formatNumber(clean.dprobabilities[clean.target] ?? NaN)} by ${plainText(`p${clean.target}`)}, 0 by the others.`;
    case "jacobian": return `slopes of ${plainText(`p${clean.target}`)} with respect to the logits: ${listed("z", clean.jacobian[clean.target] ?? [])}.`;
    case "product": return `the sum is ${formatNumber(clean.dlogits[stage.logit] ?? NaN)}.`;
    case "fused": return `${listed("z", clean.fused)}.`;
    case "differences": return `${listed("z", clean.differences)}.`;
  }
}

/**
 * The number that a reader is asked to predict, and how it is called; null where there is none.
 * @param {Pick<Look, "stage" | "clean">} look
 * @returns {{ name: string, value: number } | null}
 */
export function askedOf({ stage, clean }) {
  const { target } = clean;
  const [p, z] = [plainText(`p${target}`), plainText(`z${target}`)];
  switch (stage.part) {
    case "softmax": return { name: p, value: clean.probabilities[target] ?? NaN };
    case "loss": return { name: "the sample’s loss l, from z", value: clean.loss };
    case "dprobabilities": return { name: `∂loss/∂${p}`, value: clean.dprobabilities[target] ?? NaN };
    case "jacobian": return { name: `∂${p}/∂${z}`, value: clean.jacobian[target]?.[target] ?? NaN };
    case "product": return { name: `∂loss/∂${plainText(`z${stage.logit}`)}`, value: clean.dlogits[stage.logit] ?? NaN };
    case "fused": return { name: `∂loss/∂${z}`, value: clean.fused[target] ?? NaN };
    default: return null;
  }
}
