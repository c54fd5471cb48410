/** The gradient of one weight as a sum over samples and paths, each a product of factors. */

import { sumOf } from "./dense.js";
import { entry } from "./matrix.js";
import { denseAt } from "./network_spec.js";

/** @typedef {import("./network_spec.js").Given} Given */
/** @typedef {import("./network_spec.js").Parameter} Parameter */
/** @typedef {import("./network.js").NetworkPass} NetworkPass */

/**
 * @typedef {object} Factor
 * @property {"input" | "weight" | "slope" | "loss"} kind
 * @property {number} layer  its place; behind the last for the loss
 * @property {number} neuron  where the path has come to: of the layer's outputs, of a weight its column
 * @property {number} value
 *
 * @typedef {object} Path
 * @property {number[]} neurons  those it passes, one for each Dense layer from the weight's own on
 * @property {Factor[]} factors
 * @property {number} product
 */

/**
 * The paths of one sample; their products add up to its share of the gradient.
 * @param {Pick<Given, "layers">} given
 * @param {NetworkPass} passed
 * @param {Parameter} parameter
 * @param {number} sample
 * @returns {Path[]}
 */
export function pathsOf({ layers }, passed, { layer, name, row, column }, sample) {
  /** @type {Factor[]} */
  const own = name === "weights"
    ? [{ kind: "input", layer, neuron: row, value: entry(passed.values[layer] ?? [], sample, row) }]
    : [];
  return onward(layer + 1, column).map(({ neurons, factors }) => {
    const all = [...own, ...factors];
    return { neurons: [column, ...neurons], factors: all, product: all.reduce((product, { value }) => product * value, 1) };
  });

  /**
   * The ways from what goes into a layer, or into the loss behind the last, to the loss.
   * @param {number} place
   * @param {number} neuron
   * @returns {{ neurons: number[], factors: Factor[] }[]}
   */
  function onward(place, neuron) {
    const next = layers[place];
    if (!next) {
      return [{ neurons: [], factors: [{ kind: "loss", layer: place, neuron, value: entry(passed.loss.dpredictions, sample, neuron) }] }];
    }
    if (next.kind !== "Dense") {
      /** @type {Factor} */
      const slope = { kind: "slope", layer: place, neuron, value: entry(passed.slopes[place] ?? [], sample, neuron) };
      return onward(place + 1, neuron).map(({ neurons, factors }) => ({ neurons, factors: [slope, ...factors] }));
    }
    return (denseAt(layers, place).weights[neuron] ?? []).flatMap((value, to) =>
      onward(place + 1, to).map(({ neurons, factors }) => ({
        neurons: [to, ...neurons],
        factors: [/** @type {Factor} */ ({ kind: "weight", layer: place, neuron: to, value }), ...factors],
      })));
  }
}

/** The sum of what paths bring; 0 where it is only noise.  @param {Path[]} paths */
export const sumOfPaths = (paths) => sumOf(paths.map(({ factors, product }) => ({ factors: factors.map(({ value }) => value), product })));
