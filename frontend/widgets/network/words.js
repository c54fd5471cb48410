/** What is said of one step through a network: on the page, and to a screen reader. */

import { shapeOf } from "../../arithmetic/matrix.js";
import { keyOf, layerText, parameterValue } from "../../arithmetic/network_spec.js";
import { gradientOf } from "../../arithmetic/network.js";
import { stepOf, titleOf } from "./steps.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */

/**
 * @typedef {object} View  the network, as far as the steps have come
 * @property {Given} given
 * @property {import("../../arithmetic/network.js").NetworkPass} passed
 * @property {number} step
 * @property {import("./steps.js").Stage} stage
 * @property {import("../../arithmetic/network_spec.js").Parameter} parameter  whose gradient is written out
 * @property {number} sample
 * @property {number} rate
 * @property {{ layers: Layer[], loss: number | null }} after  the update
 * @property {boolean} hidden  whether a question mark stands for the chosen gradient
 */

/** Whether the steps have come to the gradient of the chosen parameter.  @param {View} view */
export const isReached = ({ given, step, parameter }) => step >= stepOf("backward", given.layers.length, parameter.layer);

/** The heading of a step.  @param {View} view */
export function heading({ given, stage }) {
  const layer = given.layers[stage.layer];
  return layer ? `${titleOf(stage)}: ${layerText(layer)}` : `${titleOf(stage)}${stage.part === "start" || stage.part === "update" ? "" : `: ${given.loss_kind}`}`;
}

/** @param {View} view @returns {string} */
export function remark(view) {
  const { given: { layers, loss_kind: kind, inputs }, passed, stage: { part, layer: place }, rate, after } = view;
  const samples = counted(inputs.length, "sample");
  const one = inputs.length === 1;
  switch (part) {
    case "start":
      return `${samples} ${one ? "waits" : "wait"} at the first layer. Forward, each layer turns a matrix into the next; backward, each gradient into the one before.`;
    case "forward":
      return forwardRemark(layers[place], inputs.length);
    case "loss":
      return `loss = ${formatNumber(passed.loss.loss)}, the mean over ${samples}: the end of the forward pass, and the start of the way back.`;
    case "dloss":
      return kind === "SquaredError"
        ? "The gradient of the mean: each prediction less its target, divided by the number of samples."
        : "Softmax and cross-entropy in one: each probability less its target, divided by the number of samples.";
    case "backward":
      return backwardRemark(view, layers[place]);
    case "update":
      return after.loss === null
        ? `The loss was ${formatNumber(passed.loss.loss)}; after this step no number can hold it: the learning rate ${formatNumber(rate)} is far too large.`
        : `The loss on this batch: ${formatNumber(passed.loss.loss)} before, ${formatNumber(after.loss)} after. ${verdict(passed.loss.loss, after.loss)}`;
  }
}

/** @param {Layer | undefined} layer @param {number} samples */
function forwardRemark(layer, samples) {
  switch (layer?.kind) {
    case "ReLU": return "What is above 0 passes, all else becomes 0. The layer remembers which.";
    case "Sigmoid": return "Each number by itself is squeezed between 0 and 1. The layer remembers its outputs.";
    case "Linear": return "Nothing changes: the slope is 1 everywhere.";
    default: {
      const [inputs, neurons] = layer ? shapeOf(layer.weights) : [0, 0];
      return `${counted(samples, "sample")}, ${counted(inputs, "input")} each, ${samples === 1 ? "becomes" : "become"} ${counted(neurons, "output")} each. The layer remembers its inputs.`;
    }
  }
}

/** @param {View} view @param {Layer | undefined} layer */
function backwardRemark({ passed, stage: { layer: place } }, layer) {
  if (layer?.kind === "ReLU") {
    const shut = (passed.slopes[place] ?? []).flat().filter((slope) => slope === 0).length;
    return shut === 0
      ? "Every gate is open: the gradient passes as it came."
      : `The slope is 0 where the ReLU was not above 0, in ${counted(shut, "cell")}: there nothing of the gradient passes.`;
  }
  if (layer?.kind === "Sigmoid") return "The slope is at most 1/4: a sigmoid makes every gradient smaller.";
  if (layer?.kind === "Linear") return "The slope is 1: the gradient passes as it came.";
  const end = place === 0 ? "No layer stands before it, so nobody needs its dinputs, and they are not computed." : "Its dinputs are the dvalues of the layer before.";
  return `The same dvalues serve all its gradients. ${end}`;
}

/** @param {number} before @param {number} after */
function verdict(before, after) {
  if (after < before) return "It has fallen.";
  return after > before ? "It has risen: the step was too long." : "It is the same.";
}

/** The step as it is announced.  @param {View} view */
export function spoken(view) {
  const { passed, parameter, stage, hidden } = view;
  const own = stage.part === "backward" && stage.layer === parameter.layer;
  const gradient = !own ? "" : hidden
    ? ` What is the gradient of ${keyOf(parameter)}?`
    : ` The gradient of ${keyOf(parameter)} is ${formatNumber(gradientOf(passed, parameter))}.`;
  return `${heading(view)}. ${remark(view)}${gradient}`;
}

/** The chosen parameter as it is announced.  @param {View} view */
export function spokenParameter(view) {
  const { given, passed, parameter, hidden } = view;
  const value = `${keyOf(parameter)} is ${formatNumber(parameterValue(given.layers, parameter))}.`;
  if (hidden) return `${value} What is its gradient?`;
  return isReached(view)
    ? `${value} Its gradient is ${formatNumber(gradientOf(passed, parameter))}.`
    : `${value} The steps have not come to its gradient yet.`;
}

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
