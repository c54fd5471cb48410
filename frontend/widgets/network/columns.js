/** A network as columns of neurons: the inputs, and a column for each Dense layer with what stands behind it. */

import { entry } from "../../arithmetic/matrix.js";
import { denseAt, densePlaces } from "../../arithmetic/network_spec.js";
import { stepOf } from "./steps.js";

/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */
/** @typedef {import("./stepping.jsx").Pass} Pass */

/**
 * @typedef {object} Column
 * @property {number} count  of neurons
 * @property {number | null} dense  the place of its Dense layer; null for the inputs
 * @property {number | null} activation  the place of the activation behind that
 *
 * @typedef {object} Neuron  of one sample, as far as the steps have come
 * @property {number | null} sum  what the Dense layer gives, or the input; null while it is not known
 * @property {number | null} value  the same behind the activation
 * @property {number | null} slope  of the activation
 * @property {number | null} gradient  of the value, and once it is known of the sum
 * @property {boolean} shut  nothing passes: the slope is 0
 */

/** @param {readonly Layer[]} layers @returns {Column[]} */
export function columnsOf(layers) {
  const places = densePlaces(layers);
  const first = denseAt(layers, places[0] ?? 0);
  return [
    { count: first.weights.length, dense: null, activation: null },
    ...places.map((place) => {
      const next = layers[place + 1];
      const count = denseAt(layers, place).biases[0]?.length ?? 0;
      return { count, dense: place, activation: next && next.kind !== "Dense" ? place + 1 : null };
    }),
  ];
}

/** Whether a column has four neurons: then there is less room for each number.  @param {readonly Layer[]} layers */
export const isWide = (layers) => columnsOf(layers).some(({ count }) => count > 3);

/** The step at which the gradient of `values[at]` is known.  @param {number} at @param {number} layers  how many there are */
export const gradientStep = (at, layers) => (at === layers ? stepOf("dloss", layers) : stepOf("backward", layers, at));

/**
 * @param {Pass} pass
 * @param {Column} column
 * @param {number} sample
 * @param {number} neuron
 * @param {number} step
 * @returns {Neuron}
 */
export function neuronAt({ values, dvalues, slopes }, { dense, activation }, sample, neuron, step) {
  const layers = values.length - 1;
  const valueAt = (/** @type {number} */ at) => (step >= at ? entry(values[at] ?? [], sample, neuron) : null);
  const gradientAt = (/** @type {number} */ at) => (step >= gradientStep(at, layers) ? entry(dvalues[at] ?? [], sample, neuron) : null);
  const sum = valueAt(dense === null ? 0 : dense + 1);
  if (dense === null) return { sum, value: sum, slope: null, gradient: null, shut: false };
  if (activation === null) return { sum, value: sum, slope: 1, gradient: gradientAt(dense + 1), shut: false };
  const value = valueAt(activation + 1);
  const slope = entry(slopes[activation] ?? [], sample, neuron);
  return { sum, value, slope, gradient: gradientAt(dense + 1) ?? gradientAt(activation + 1), shut: value !== null && slope === 0 };
}
