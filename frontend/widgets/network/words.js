/** What is said of one step through a network: in the line of help, and to a screen reader. */

import { entry } from "../../arithmetic/matrix.js";
import { keyOf, parameterAt, parameterValue } from "../../arithmetic/network_spec.js";
import { gradientOf } from "../../arithmetic/network.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { lastStep, stageAt, stepOf, titleOf } from "./steps.js";

/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */
/** @typedef {import("./stepping.jsx").Pass} Pass */

/** Whether the steps have come to the gradient of a parameter.  @param {number} layers  how many there are @param {number} step @param {{ layer: number }} parameter */
export const isReached = (layers, step, { layer }) => step >= stepOf("backward", layers, layer);

/** Beside the slider.  @param {number} position @param {number} last */
export const describe = (position, last) => `${position} of ${last}: ${titleOf(stageAt(position, (last - lastStep(0)) / 2))}`;

/** @param {Pick<NetworkView, "given" | "pass" | "choice" | "step">} view @returns {string} */
export function say({ given: { layers, loss_kind: kind, inputs }, pass, choice: { sample }, step }) {
  const { part, layer: place } = stageAt(step, layers.length);
  const squared = kind === "SquaredError";
  const sigmoid = kind === "SigmoidCrossEntropy";
  switch (part) {
    case "start":
      return "Wires are weights: thick is large, a bar is negative. Choose one, then press Next.";
    case "forward":
      return forward(pass, place, sample, layers[place]);
    case "loss":
      return squared
        ? `Half the squared misses of each sample; the loss is their mean, ${short(pass.loss.loss)}.`
        : sigmoid
          ? `The sigmoid turns each logit into p of class 1; the loss is the mean of −log of the right p, ${short(pass.loss.loss)}.`
          : `Softmax turns the logits into probabilities; the loss is the mean of −log p, ${short(pass.loss.loss)}.`;
    case "dloss":
      return `The gradient begins: each ${squared ? "prediction" : "probability"} minus its target, divided by ${counted(inputs.length, "sample")}.`;
    case "backward":
      return backward(pass, place, sample, layers[place]);
    case "update":
      return update(pass.loss.loss, pass.after.loss);
  }
}

/** @param {Pass} pass @param {number} place @param {number} sample @param {Layer | undefined} layer */
function forward({ slopes }, place, sample, layer) {
  switch (layer?.kind) {
    case "ReLU": {
      const shut = shutIn(slopes[place] ?? [], sample);
      return shut.length === 0
        ? "What is above 0 passes: in this sample every gate is open."
        : `What is above 0 passes. In this sample ${neurons(shut)} ${shut.length === 1 ? "is" : "are"} shut.`;
    }
    case "LeakyReLU": return "What is above 0 passes; what is below is multiplied by 0.01.";
    case "Sigmoid": return "Each sum is squeezed between 0 and 1.";
    case "Tanh": return "Each sum is squeezed between −1 and 1.";
    case "Linear": return "Nothing changes: the slope is 1 everywhere.";
    default: return "Each neuron adds up its inputs, each times the weight of its wire, and its bias.";
  }
}

/** @param {Pass} pass @param {number} place @param {number} sample @param {Layer | undefined} layer */
function backward({ slopes }, place, sample, layer) {
  switch (layer?.kind) {
    case "ReLU": {
      const shut = shutIn(slopes[place] ?? [], sample);
      return shut.length === 0
        ? "Every gate is open: the gradient passes unchanged."
        : `A shut gate stops the gradient: nothing passes ${neurons(shut)} in this sample.`;
    }
    case "LeakyReLU": return "Each gradient × its slope: 1 where the sum is above 0, and 0.01 elsewhere.";
    case "Sigmoid": return "Each gradient × its slope, at most 1/4: a sigmoid makes every gradient smaller.";
    case "Tanh": return "Each gradient × its slope, 1 where the sum is 0, and less the further it is from 0.";
    case "Linear": return "The slope is 1: the gradient passes unchanged.";
    default: return place === 0
      ? "Each wire takes its input × the gradient. The gradient of the inputs is not needed."
      : "Each wire takes its input × the gradient, and passes its weight × the gradient back.";
  }
}

/** @param {number} before @param {number | null} after */
function update(before, after) {
  if (after === null) return `The loss is ${short(before)}; after this step it is too large for a number: the learning rate is far too high.`;
  const verdict = after < before ? "falls" : after > before ? "rises (the step is too long)" : "stays";
  return `Each weight steps against its gradient: the loss ${verdict}, ${short(before)} → ${short(after)}.`;
}

/** The neurons that an activation lets nothing through.  @param {number[][]} slopes @param {number} sample */
const shutIn = (slopes, sample) => (slopes[sample] ?? []).flatMap((_, j) => (entry(slopes, sample, j) === 0 ? [j] : []));

/** @param {number[]} places */
const neurons = (places) => (places.length === 1 ? `neuron ${places[0]}` : `neurons ${places.slice(0, -1).join(", ")} and ${places.at(-1)}`);

/** @param {number} x */
const short = (x) => formatNumber(x, 4);

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The step and the chosen parameter, as they are announced.  @param {Pick<NetworkView, "given" | "pass" | "choice" | "step" | "question">} view */
export function speak(view) {
  const { given: { layers }, pass, choice: { weight, sample }, step, question } = view;
  const parameter = parameterAt(layers, weight);
  const own = `${keyOf(parameter)} is ${formatNumber(parameterValue(layers, parameter))}`;
  const gradient = question ? " What is its gradient?"
    : isReached(layers.length, step, parameter) ? ` Its gradient is ${formatNumber(gradientOf(pass, parameter))}.` : "";
  return `${titleOf(stageAt(step, layers.length))}, sample ${sample}. ${say(view)} ${own}.${gradient}`;
}
