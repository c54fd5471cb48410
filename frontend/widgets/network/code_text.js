/** An activation’s passes, as code writes them. */

/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */

/** @type {Record<ActivationKind, string>} */
export const FORWARD = {
  Linear: "outputs = inputs",
  ReLU: "outputs = max(0, inputs)",
  LeakyReLU: "outputs = inputs, or 0.01 * inputs below 0",
  Sigmoid: "outputs = 1 / (1 + exp(−inputs))",
  Tanh: "outputs = tanh(inputs)",
};

/** @type {Record<ActivationKind, string>} */
export const SLOPES = {
  Linear: "1",
  ReLU: "(inputs > 0)",
  LeakyReLU: "(1, or 0.01 where inputs ≤ 0)",
  Sigmoid: "outputs * (1 − outputs)",
  Tanh: "(1 − outputs²)",
};
