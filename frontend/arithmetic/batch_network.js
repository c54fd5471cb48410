/** A network on flat arrays that learns: all parameters in one array, all gradients in another. */

import { activation, denseBackward, denseForward, denseGradients } from "./batch_layers.js";

/** @typedef {import("./packed_parameters.js").Layer} Layer */
/** @typedef {import("./packed_parameters.js").LayerSpec} LayerSpec */
/** @typedef {ReturnType<typeof createBatchNetwork>} BatchNetwork */

/**
 * @param {readonly LayerSpec[]} specs  the first one a Dense
 * @param {number} capacity  how many samples a batch has at most
 */
export function createBatchNetwork(specs, capacity) {
  const size = specs.reduce((sum, { n_inputs: inputs = 0, n_neurons: neurons = 0 }) => sum + (inputs + 1) * neurons, 0);
  const parameters = new Float64Array(size);
  const gradients = new Float64Array(size);
  const layers = layersOf(specs, parameters);
  const dlayers = layersOf(specs, gradients);
  if (layers[0]?.kind !== "Dense") throw new Error("A network that learns here begins with a Dense layer.");

  let width = 0;
  const stages = layers.map((layer, place) => {
    width = layer.kind === "Dense" ? layer.neurons : width;
    return {
      layer,
      dlayer: /** @type {Layer} */ (dlayers[place]),
      width,
      activation: layer.kind === "Dense" ? null : activation(layer.kind),
      outputs: new Float64Array(capacity * width),
      doutputs: new Float64Array(capacity * width),
    };
  });
  const last = /** @type {typeof stages[number]} */ (stages.at(-1));
  /** @type {Float64Array} */
  let batch = new Float64Array();

  return {
    parameters,
    gradients,
    /** Views of the parameters. */
    layers,
    /** Views of the gradients. */
    dlayers,
    classes: width,
    outputs: last.outputs,
    /** Where `backward` begins. */
    doutputs: last.doutputs,

    /** Fills `outputs`.  @param {Float64Array} inputs  which stay until `backward` @param {number} samples */
    forward(inputs, samples) {
      batch = inputs;
      let values = inputs;
      for (const { layer, width: each, activation: bend, outputs } of stages) {
        if (bend) bend.forward(values, outputs, samples * each);
        else denseForward(layer, values, outputs, samples);
        values = outputs;
      }
    },

    /** Adds to the gradients what follows from `doutputs`.  @param {number} samples */
    backward(samples) {
      for (let place = stages.length - 1; place >= 0; place--) {
        const { layer, dlayer, width: each, activation: bend, outputs, doutputs } = /** @type {typeof last} */ (stages[place]);
        const before = stages[place - 1];
        if (!bend) denseGradients(dlayer, before ? before.outputs : batch, doutputs, samples);
        if (!before) continue; // nobody needs the gradient of the network's own inputs
        if (bend) bend.backward(outputs, doutputs, before.doutputs, samples * each);
        else denseBackward(layer, doutputs, before.doutputs, samples);
      }
    },
  };
}

/**
 * Layers whose parameters stand one behind the other in an array, and which are views of it.
 * @param {readonly LayerSpec[]} specs
 * @param {Float64Array} flat
 * @returns {Layer[]}
 */
export function layersOf(specs, flat) {
  let at = 0;
  /** @param {number} length */
  const next = (length) => flat.subarray(at, (at += length));
  return specs.map(({ kind, n_inputs: inputs = 0, n_neurons: neurons = 0 }) => ({
    kind,
    inputs,
    neurons,
    weights: next(inputs * neurons),
    biases: next(inputs > 0 ? neurons : 0),
  }));
}
