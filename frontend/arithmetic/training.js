/**
 * A training, epoch by epoch, as `Network.fit` makes it: mini-batches in a new order each epoch, measured on
 * all samples before the first epoch and after each. From the same parameters and orders come the same losses.
 */

import { createBatchNetwork, layersOf } from "./batch_network.js";
import { crossEntropy, rightAnswers } from "./cross_entropy.js";
import { at } from "./flat_array.js";
import { createOptimizer } from "./optimizers.js";

/** @typedef {import("./spiral.js").Samples} Samples */
/** @typedef {import("./batch_network.js").BatchNetwork} BatchNetwork */
/** @typedef {import("./packed_parameters.js").LayerSpec} LayerSpec */
/** @typedef {Omit<import("./record.js").Run, "label">} TrainingRecord */

/**
 * @typedef {object} Given
 * @property {readonly LayerSpec[]} layers  whose last one gives logits
 * @property {Float64Array} parameters  at the start: weights and biases, layer by layer
 * @property {import("./optimizers.js").OptimizerSpec} optimizer
 * @property {Samples} samples  to learn from
 * @property {Samples | null} heldOut  to measure on
 * @property {number} batchSize
 * @property {{ permute: (order: Int32Array) => void }} random  draws the order of each epoch, where it has several batches
 *
 * @typedef {ReturnType<typeof createTraining>} Training
 */

const CHUNK = 256; // samples that are measured at a time, so that they stay in the processor's cache

/** @param {Given} given */
export function createTraining({ layers, parameters, optimizer, samples, heldOut, batchSize, random }) {
  const total = samples.classes.length;
  const size = Math.min(batchSize, total);
  const network = createBatchNetwork(layers, Math.max(size, Math.min(CHUNK, Math.max(total, heldOut?.classes.length ?? 0))));
  network.parameters.set(parameters);
  const step = createOptimizer(optimizer, parameters.length);
  const batch = createBatches(samples, size);
  const own = chunksOf(samples);
  const others = heldOut && chunksOf(heldOut);
  /** @type {Float64Array[]} the parameters after each epoch */
  const kept = [];
  /** @type {TrainingRecord} */
  const record = {
    epochs: [],
    loss: [],
    accuracy: [],
    held_out_loss: [],
    held_out_accuracy: [],
    norms: Object.fromEntries(layers.flatMap(({ kind }, place) => (kind === "Dense" ? [[`layers[${place}]`, []]] : []))),
  };
  let goesOn = measure();

  /** Appends to the record, unless a number is no longer finite; returns whether all are. */
  function measure() {
    network.gradients.fill(0);
    const found = evaluate(network, own, total, true);
    const unseen = others && evaluate(network, others, heldOut.classes.length, false);
    const norms = network.dlayers.flatMap((layer) => (layer.kind === "Dense" ? [normOf(layer)] : []));
    if (![found.loss, unseen?.loss ?? 0, ...norms].every(Number.isFinite)) return false;
    record.epochs.push(kept.length);
    record.loss.push(found.loss);
    record.accuracy.push(found.accuracy);
    if (unseen) {
      record.held_out_loss.push(unseen.loss);
      record.held_out_accuracy.push(unseen.accuracy);
    }
    Object.values(record.norms).forEach((each, i) => each.push(norms[i] ?? NaN));
    kept.push(network.parameters.slice());
    return true;
  }

  return {
    /** The measures so far, one for each epoch; it grows. */
    record,

    /** Whether it cannot go on, since a number was no longer finite. What was kept is as before that epoch. */
    get failed() {
      return !goesOn;
    },

    /** Trains for one epoch and measures; returns the mean loss of each step, before it.  @returns {number[]} */
    epoch() {
      /** @type {number[]} */
      const losses = [];
      batch.shuffle(random);
      for (let begin = 0; goesOn && begin < total; begin += size) {
        const taken = batch.take(begin);
        network.forward(batch.inputs, taken);
        const loss = crossEntropy(network.outputs, batch.classes, taken, network.classes, network.doutputs, taken) / taken;
        network.gradients.fill(0);
        network.backward(taken);
        goesOn = Number.isFinite(loss) && network.gradients.every(Number.isFinite);
        if (!goesOn) break;
        losses.push(loss);
        step(network.parameters, network.gradients);
      }
      goesOn &&= measure();
      return losses;
    },

    /** The network as it was after an epoch.  @param {number} epoch */
    layersAt: (epoch) => layersOf(layers, kept[epoch] ?? new Float64Array(parameters.length)),
  };
}

/** Batches of samples, in an order.  @param {Samples} samples @param {number} size */
function createBatches({ inputs, classes }, size) {
  const order = Int32Array.from(classes, (_, i) => i);
  const width = inputs.length / classes.length;
  const batch = { inputs: new Float64Array(size * width), classes: new Uint8Array(size) };
  return {
    ...batch,
    /** @param {Given["random"]} random */
    shuffle(random) {
      if (size < order.length) random.permute(order); // a whole batch has no order
    },
    /** Fills the batch with the samples from a place in the order on; returns how many.  @param {number} begin */
    take(begin) {
      const taken = Math.min(size, order.length - begin);
      for (let i = 0; i < taken; i++) {
        const sample = at(order, begin + i);
        for (let k = 0; k < width; k++) batch.inputs[i * width + k] = at(inputs, sample * width + k);
        batch.classes[i] = at(classes, sample);
      }
      return taken;
    },
  };
}

/** @param {Samples} samples @returns {Samples[]} */
function chunksOf({ inputs, classes }) {
  const width = inputs.length / classes.length;
  return Array.from({ length: Math.ceil(classes.length / CHUNK) }, (_, i) => ({
    inputs: inputs.subarray(i * CHUNK * width, (i + 1) * CHUNK * width),
    classes: classes.subarray(i * CHUNK, (i + 1) * CHUNK),
  }));
}

/**
 * @param {BatchNetwork} network
 * @param {Samples[]} chunks
 * @param {number} total
 * @param {boolean} goesBack  whether the gradients are wanted
 */
function evaluate(network, chunks, total, goesBack) {
  let [losses, right] = [0, 0];
  for (const { inputs, classes } of chunks) {
    network.forward(inputs, classes.length);
    losses += crossEntropy(network.outputs, classes, classes.length, network.classes, network.doutputs, total);
    right += rightAnswers(network.outputs, classes, classes.length, network.classes);
    if (goesBack) network.backward(classes.length);
  }
  return { loss: losses / total, accuracy: right / total };
}

/** The length of a layer's whole gradient.  @param {import("./packed_parameters.js").Layer} gradients */
const normOf = ({ weights, biases }) => Math.sqrt(sumOfSquares(weights) + sumOfSquares(biases));

/** @param {Float64Array} values */
const sumOfSquares = (values) => values.reduce((sum, x) => sum + x * x, 0);
