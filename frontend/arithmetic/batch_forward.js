/**
 * A network's forward pass on many samples, in flat arrays, as `backprop.layers` and
 * `backprop.activations` compute it. A parity test holds the two against each other.
 */

/** @typedef {import("./packed_parameters.js").Layer} Layer */

/**
 * @param {Layer[]} layers
 * @param {Float64Array} inputs  one sample after the other; they stay as they are
 * @param {number} samples
 * @returns {Float64Array}  what the last layer gives; the logits, where that is a softmax
 */
export function forward(layers, inputs, samples) {
  let values = inputs.slice();
  for (const layer of layers) {
    if (layer.kind === "Dense") values = dense(layer, values, samples);
    else if (layer.kind === "ReLU") relu(values);
    else if (layer.kind === "Sigmoid") sigmoid(values);
    else if (layer.kind !== "Linear" && layer.kind !== "Softmax") throw new Error(`This page has no layer called “${layer.kind}”.`);
  }
  return values;
}

/**
 * @param {Layer} layer
 * @param {Float64Array} values
 * @param {number} samples
 */
function dense({ inputs, neurons, weights, biases }, values, samples) {
  const outputs = new Float64Array(samples * neurons);
  for (let i = 0; i < samples; i++) {
    const row = i * neurons;
    outputs.set(biases, row);
    for (let k = 0; k < inputs; k++) {
      const value = /** @type {number} */ (values[i * inputs + k]);
      if (value === 0) continue; // of a ReLU every other one is
      const from = k * neurons;
      for (let j = 0; j < neurons; j++) {
        outputs[row + j] = /** @type {number} */ (outputs[row + j]) + value * /** @type {number} */ (weights[from + j]);
      }
    }
  }
  return outputs;
}

/** @param {Float64Array} values  changed in place */
function relu(values) {
  for (let i = 0; i < values.length; i++) if (/** @type {number} */ (values[i]) < 0) values[i] = 0;
}

/** @param {Float64Array} values  changed in place */
function sigmoid(values) {
  for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + Math.exp(-/** @type {number} */ (values[i])));
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
