/** Reads the parameters that `backprop.widgets.training.packed_parameters` wrote: two bytes each. */

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

const BYTES = 2;

/**
 * @param {Packed} packed
 * @returns {(frame: number) => Layer[]}  the network as it was at a frame
 */
export function unpack({ layers, exponents, parameters }) {
  const bytes = Uint8Array.from(atob(parameters), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const sizes = layers.map(({ n_inputs: inputs = 0, n_neurons: neurons = 0 }) => inputs * neurons + neurons);
  const frameBytes = BYTES * sizes.reduce((sum, size) => sum + size, 0);
  if (bytes.length !== frameBytes * exponents.length) throw new Error("The recorded parameters are damaged.");

  return (frame) => {
    let at = frame * frameBytes;
    let array = 0;
    /** @param {number} length */
    const read = (length) => {
      const unit = 2 ** (exponents[frame]?.[array++] ?? NaN);
      return Float64Array.from({ length }, () => {
        const value = view.getInt16(at, true) * unit;
        at += BYTES;
        return value;
      });
    };
    return layers.map(({ kind, n_inputs: inputs = 0, n_neurons: neurons = 0 }) => ({
      kind,
      inputs,
      neurons,
      weights: inputs > 0 ? read(inputs * neurons) : new Float64Array(),
      biases: inputs > 0 ? read(neurons) : new Float64Array(),
    }));
  };
}
