/** A recorded network's forward pass on many samples, and the samples that a picture of it needs. */

import { activation, denseForward } from "./batch_layers.js";

/** @typedef {import("./packed_parameters.js").Layer} Layer */

/**
 * @param {Layer[]} layers
 * @param {Float64Array} inputs  one sample after the other; they stay as they are
 * @param {number} samples
 * @returns {Float64Array}  what the last layer gives; the logits, where that is a softmax
 */
export function forward(layers, inputs, samples) {
  let values = inputs;
  for (const layer of layers) {
    const outputs = new Float64Array(layer.kind === "Dense" ? samples * layer.neurons : values.length);
    if (layer.kind === "Dense") denseForward(layer, values, outputs, samples);
    else activation(layer.kind).forward(values, outputs, values.length);
    values = outputs;
  }
  return values;
}

/**
 * The points of a square grid with so many on each side, x and y after each other, row by row from the top.
 * @param {readonly number[]} extent  least and largest x, least and largest y
 * @param {number} side
 */
export function gridPoints([left = 0, right = 0, bottom = 0, top = 0], side) {
  const points = new Float64Array(side * side * 2);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = 2 * (row * side + column);
      points[at] = left + ((right - left) * column) / (side - 1);
      points[at + 1] = top - ((top - bottom) * row) / (side - 1);
    }
  }
  return points;
}
