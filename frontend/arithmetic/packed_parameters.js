/** Reads the parameters that `backprop.widgets.training.packed_parameters` wrote. */

import { decode } from "./base64_vlq.js";

/**
 * @typedef {object} LayerSpec
 * @property {string} kind  the Python class
 * @property {number} [n_inputs]  of a Dense
 * @property {number} [n_neurons]
 *
 * @typedef {object} Layer  with its parameters, where it is a Dense
 * @property {string} kind
 * @property {number} inputs  how many values go in; 0 where it takes any
 * @property {number} neurons
 * @property {Float64Array} weights  row by row, one row an input
 * @property {Float64Array} biases
 *
 * @typedef {{ layers: LayerSpec[], exponents: number[][], parameters: string }} Packed
 */

const BITS = 11;
const LARGEST_WHOLE = 2 ** BITS - 1;
const DAMAGED = "The recorded parameters are damaged.";

/**
 * @param {Packed} packed
 * @returns {(frame: number) => Layer[]}  the network as it was at a frame
 * @throws {Error} if the recorded parameters are damaged
 */
export function unpack({ layers, exponents, parameters }) {
  const sizes = layers.flatMap(({ n_inputs: inputs = 0, n_neurons: neurons = 0 }) => (inputs > 0 ? [inputs * neurons, neurons] : []));
  const snapshots = snapshotsOf(decode(parameters), sizes, exponents);

  return (frame) => {
    const arrays = (snapshots[frame] ?? []).values();
    const read = () => arrays.next().value ?? new Float64Array();
    return layers.map(({ kind, n_inputs: inputs = 0, n_neurons: neurons = 0 }) => ({
      kind,
      inputs,
      neurons,
      weights: inputs > 0 ? read() : new Float64Array(),
      biases: inputs > 0 ? read() : new Float64Array(),
    }));
  };
}

/**
 * Each array is whole numbers times a power of two, and what is written of them is by how much they differ from those before.
 * @param {Iterator<number>} changes
 * @param {readonly number[]} sizes
 * @param {readonly number[][]} exponents
 */
function snapshotsOf(changes, sizes, exponents) {
  const read = () => {
    const { value } = changes.next();
    if (!Number.isInteger(value)) throw new Error(DAMAGED);
    return value;
  };
  let before = sizes.map((size) => ({ wholes: new Float64Array(size), power: 0 }));
  const snapshots = exponents.map((powers) => {
    before = before.map(({ wholes, power: last }, place) => {
      const power = powers[place] ?? NaN;
      const scale = 2 ** Math.min(last - power, BITS);
      return { wholes: wholes.map((whole) => read() + withinRange(Math.floor(whole * scale + 0.5))), power };
    });
    return before.map(({ wholes, power }) => wholes.map((whole) => whole * 2 ** power));
  });
  if (!changes.next().done) throw new Error(DAMAGED);
  return snapshots;
}

/** @param {number} whole */
const withinRange = (whole) => Math.max(-LARGEST_WHOLE, Math.min(whole, LARGEST_WHOLE));
