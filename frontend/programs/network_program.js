/**
 * One step of a small network as a Python program that needs nothing of the book: the forward pass, the
 * loss, every gradient and the update. Its names are those of the book, with the layer's place behind.
 */

import { checkGiven, checkRate, densePlaces } from "../arithmetic/network_spec.js";
import { numpyParts } from "./numpy_parts.js";
import { pytorchParts } from "./pytorch_parts.js";

/** @typedef {import("../arithmetic/network_spec.js").Given} Given */

/**
 * @typedef {object} Parts  each a list of lines
 * @property {string[]} opening  what is imported, and what is defined
 * @property {string[]} numbers
 * @property {string[]} forward
 * @property {string[]} loss
 * @property {string[]} backward
 * @property {string[]} update
 * @property {(name: string) => string} show  the line that prints what has this name
 */

/** With numpy, each gradient written out.  @param {Given} given @param {number} rate */
export const numpyProgram = (given, rate) => program(given, rate, numpyParts);

/** With PyTorch, which finds the gradients itself.  @param {Given} given @param {number} rate */
export const pytorchProgram = (given, rate) => program(given, rate, pytorchParts);

/**
 * @param {Given} given
 * @param {number} rate
 * @param {(given: Given, rate: number) => Parts} write
 * @throws {Error} a sentence, where there is no such network or no such rate
 */
function program(given, rate, write) {
  checkGiven(given);
  checkRate(rate);
  const { show, ...parts } = write(given, rate);
  const names = namesOf(given);
  return [
    parts.opening,
    ["# The numbers.", ...parts.numbers],
    ["# Forward: from the inputs to the predictions.", ...parts.forward, ...names.outputs.map(show)],
    ["# The loss: the mean over the samples.", ...parts.loss, show("loss")],
    ["# Backward: from the loss to every gradient.", ...parts.backward, ...names.gradients.map(show)],
    ["# The update: one step of gradient descent.", ...parts.update, ...names.parameters.map(show)],
  ].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** What is printed, in the order it is computed.  @param {Given} given */
function namesOf({ layers }) {
  return {
    outputs: layers.map((_, place) => `outputs${place}`),
    gradients: ["dpredictions", ...[...layers.entries()].reverse().flatMap(([place, { kind }]) =>
      [...(kind === "Dense" ? [`dweights${place}`, `dbiases${place}`] : []), `dinputs${place}`])],
    parameters: densePlaces(layers).flatMap((place) => [`weights${place}`, `biases${place}`]),
  };
}
