/**
 * Layers on flat arrays, one sample after the other, as `backprop.layers` and `backprop.activations` compute
 * them. What they compute is written into arrays that are handed to them: nothing is allocated.
 */

import { at } from "./flat_array.js";

/** @typedef {import("./packed_parameters.js").Layer} Layer */

/**
 * @typedef {object} Activation  `count` is how many values there are
 * @property {(inputs: Float64Array, outputs: Float64Array, count: number) => void} forward
 * @property {(outputs: Float64Array, dvalues: Float64Array, dinputs: Float64Array, count: number) => void} backward
 */

/**
 * `outputs = inputs @ weights + biases`
 * @param {Layer} layer
 * @param {Float64Array} inputs
 * @param {Float64Array} outputs
 * @param {number} samples
 */
export function denseForward({ inputs: width, neurons, weights, biases }, inputs, outputs, samples) {
  for (let i = 0; i < samples; i++) {
    const row = i * neurons;
    for (let j = 0; j < neurons; j++) outputs[row + j] = at(biases, j);
    for (let k = 0; k < width; k++) {
      const value = at(inputs, i * width + k);
      if (value === 0) continue; // of a ReLU every other one is
      const from = k * neurons;
      for (let j = 0; j < neurons; j++) outputs[row + j] = at(outputs, row + j) + value * at(weights, from + j);
    }
  }
}

/**
 * Adds up the gradients of weights and biases: `inputs.T @ dvalues`, and the sum of dvalues over the samples.
 * @param {Layer} gradients
 * @param {Float64Array} inputs
 * @param {Float64Array} dvalues
 * @param {number} samples
 */
export function denseGradients({ inputs: width, neurons, weights: dweights, biases: dbiases }, inputs, dvalues, samples) {
  for (let i = 0; i < samples; i++) {
    const row = i * neurons;
    for (let j = 0; j < neurons; j++) dbiases[j] = at(dbiases, j) + at(dvalues, row + j);
    for (let k = 0; k < width; k++) {
      const value = at(inputs, i * width + k);
      if (value === 0) continue;
      const to = k * neurons;
      for (let j = 0; j < neurons; j++) dweights[to + j] = at(dweights, to + j) + value * at(dvalues, row + j);
    }
  }
}

/**
 * `dinputs = dvalues @ weights.T`
 * @param {Layer} layer
 * @param {Float64Array} dvalues
 * @param {Float64Array} dinputs
 * @param {number} samples
 */
export function denseBackward({ inputs: width, neurons, weights }, dvalues, dinputs, samples) {
  for (let i = 0; i < samples; i++) {
    const row = i * neurons;
    for (let k = 0; k < width; k++) {
      const from = k * neurons;
      let sum = 0;
      for (let j = 0; j < neurons; j++) sum += at(dvalues, row + j) * at(weights, from + j);
      dinputs[i * width + k] = sum;
    }
  }
}

/** @type {Activation} */
const linear = {
  forward(inputs, outputs, count) {
    for (let i = 0; i < count; i++) outputs[i] = at(inputs, i);
  },
  backward(_, dvalues, dinputs, count) {
    for (let i = 0; i < count; i++) dinputs[i] = at(dvalues, i);
  },
};

/** @type {Readonly<Record<string, Activation>>} */
const ACTIVATIONS = {
  Linear: linear,
  Softmax: linear, // as the last layer: who reads the logits takes their softmax
  ReLU: {
    forward(inputs, outputs, count) {
      for (let i = 0; i < count; i++) outputs[i] = at(inputs, i) < 0 ? 0 : at(inputs, i);
    },
    backward(outputs, dvalues, dinputs, count) {
      for (let i = 0; i < count; i++) dinputs[i] = at(outputs, i) > 0 ? at(dvalues, i) : 0;
    },
  },
  Sigmoid: {
    forward(inputs, outputs, count) {
      for (let i = 0; i < count; i++) outputs[i] = 1 / (1 + Math.exp(-at(inputs, i)));
    },
    backward(outputs, dvalues, dinputs, count) {
      for (let i = 0; i < count; i++) dinputs[i] = at(dvalues, i) * at(outputs, i) * (1 - at(outputs, i));
    },
  },
  Tanh: {
    forward(inputs, outputs, count) {
      for (let i = 0; i < count; i++) outputs[i] = Math.tanh(at(inputs, i));
    },
    backward(outputs, dvalues, dinputs, count) {
      for (let i = 0; i < count; i++) dinputs[i] = at(dvalues, i) * (1 - at(outputs, i)) * (1 + at(outputs, i));
    },
  },
};

/** @param {string} kind  the Python class @returns {Activation} */
export function activation(kind) {
  const found = Object.hasOwn(ACTIVATIONS, kind) ? ACTIVATIONS[kind] : undefined;
  if (!found) throw new Error(`This page has no layer called “${kind}”.`);
  return found;
}
