/** What is said of one part of the way through a softmax: on the page, and to a screen reader. */

import { plainText } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { SMALLEST } from "../../arithmetic/softmax.js";
import { titleOf } from "./steps.js";
import { decimalsWithin, verdict, verdictText } from "../../arithmetic/softmax_verdict.js";

/** @typedef {import("./math.js").View} View */
/** @typedef {import("../../arithmetic/softmax.js").SamplePass} SamplePass */

/** @param {View} view @returns {string} */
export function remark(view) {
  const { passed, stage, losses } = view;
  const mean = losses.length > 1 ? ` Each of the ${losses.length} samples has its part in the mean: hence the divisor.` : "";
  switch (stage.part) {
    case "start":
      return "Logits become probabilities, these a loss. Then the gradient of the loss goes back to the logits, by two routes, and a third witness measures it.";
    case "softmax":
      return "The largest logit is subtracted from all, which changes no probability: no exponential can become too large.";
    case "loss":
      return passed.clipped ? clippedRemark(passed) : "The loss looks at the target’s probability alone. From p or from z, it is the same number.";
    case "dprobabilities":
      return passed.clipped ? clippedRemark(passed) : `The less probable the target was held to be, the steeper.${mean}`;
    case "jacobian":
      return "What one probability gains the others lose: each row and each column adds up to 0. Pick a cell to see it in numbers.";
    case "product":
      return `Logit ${stage.logit} moves every probability: the slopes of the loss, times column ${stage.logit} of the Jacobian, added up.`;
    case "fused":
      return "The same without a Jacobian: the probabilities less the one-hot target. Nothing is divided by a probability, so nothing is clipped.";
    case "differences":
      return `Each logit is nudged up and down, and the loss, computed from z, is looked at. Rounding and the bend of the curve leave ${decimalsWithin(passed.tolerance)} decimals.`;
  }
}

/** Why the two steps differ; empty where nothing is clipped.  @param {SamplePass} passed @returns {string} */
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

/** @param {View} view @returns {string} */
export function spoken(view) {
  const { sample, stage, hidden, passed } = view;
  const head = `Sample ${sample}, ${titleOf(stage)}: `;
  if (hidden) return `${head}what is ${askedOf(view)?.name}?`;
  const said = stage.part === "differences" ? `${verdictText(verdict(passed), passed.tolerance)} ${clippedRemark(passed)}` : remark(view);
  return `${head}${found(view)} ${said}`.trim();
}

/** The numbers of a stage in words.  @param {View} view @returns {string} */
function found({ z, stage, clean, loss }) {
  const list = (/** @type {string} */ name, /** @type {number[]} */ values) =>
    values.map((x, i) => `${plainText(`${name}${i}`)} ${formatNumber(x, 4)}`).join(", ");
  switch (stage.part) {
    case "start": return `logits ${list("z", z)}, target ${clean.target}.`;
    case "softmax": return `probabilities ${list("p", clean.probabilities)}.`;
    case "loss": return `${formatNumber(clean.loss)} from the logits, ${formatNumber(clean.twoStepLoss)} from the probabilities; mean ${formatNumber(loss)}.`;
    case "dprobabilities": return `${formatNumber(clean.dprobabilities[clean.target] ?? NaN)} by ${plainText(`p${clean.target}`)}, 0 by the others.`;
    case "jacobian": return `slopes of ${plainText(`p${clean.target}`)} by the logits: ${list("z", clean.jacobian[clean.target] ?? [])}.`;
    case "product": return `the sum is ${formatNumber(clean.dlogits[stage.logit] ?? NaN)}.`;
    case "fused": return `${list("z", clean.fused)}.`;
    case "differences": return `${list("z", clean.differences)}.`;
  }
}

/**
 * The number that a reader is asked to predict, and how it is called; null where there is none.
 * @param {View} view
 * @returns {{ name: string, value: number } | null}
 */
export function askedOf({ stage, clean }) {
  const { target } = clean;
  const [p, z] = [plainText(`p${target}`), plainText(`z${target}`)];
  switch (stage.part) {
    case "softmax": return { name: p, value: clean.probabilities[target] ?? NaN };
    case "loss": return { name: `the loss of the sample, log S − (${z} − m)`, value: clean.loss };
    case "dprobabilities": return { name: `∂loss/∂${p}`, value: clean.dprobabilities[target] ?? NaN };
    case "jacobian": return { name: `∂${p}/∂${z}`, value: clean.jacobian[target]?.[target] ?? NaN };
    case "product": return { name: `∂loss/∂${plainText(`z${stage.logit}`)}`, value: clean.dlogits[stage.logit] ?? NaN };
    case "fused": return { name: `∂loss/∂${z}`, value: clean.fused[target] ?? NaN };
    default: return null;
  }
}
