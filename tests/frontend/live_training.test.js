import assert from "node:assert/strict";
import { test } from "node:test";

import { createBatchNetwork } from "../../frontend/arithmetic/batch_network.js";
import { crossEntropy, rightAnswers } from "../../frontend/arithmetic/cross_entropy.js";
import { checkSettings, createLiveTraining } from "../../frontend/arithmetic/live_training.js";
import { createOptimizer } from "../../frontend/arithmetic/optimizers.js";
import { createRandomState } from "../../frontend/arithmetic/random_state.js";
import { spiral } from "../../frontend/arithmetic/spiral.js";
import { createTraining } from "../../frontend/arithmetic/training.js";

/** @typedef {import("../../frontend/arithmetic/live_training.js").Settings} Settings */

/** @type {Settings} */
const SETTINGS = { optimizer: "Momentum", rate: 0.03, scale: 3, hidden: 8, noise: 0.1, seed: 0 };

/** @param {ArrayLike<number>} found @param {number[]} wanted @param {number} tolerance */
function close(found, wanted, tolerance = 1e-12) {
  assert.equal(found.length, wanted.length);
  wanted.forEach((each, i) => assert.ok(Math.abs((found[i] ?? NaN) - each) <= tolerance, `[${i}]: ${found[i]} and not ${each}`));
}

test("random numbers are those of numpy's RandomState(0)", () => {
  const { normal } = createRandomState(0);
  close(Array.from({ length: 4 }, normal), [1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458]);
  const order = new Int32Array(5);
  createRandomState(0).permute(order);
  assert.deepEqual([...order], [2, 0, 1, 3, 4]);
});

test("an order holds each sample once", () => {
  const order = new Int32Array(1000);
  createRandomState(3).permute(order);
  assert.notDeepEqual([...order], [...order].sort((a, b) => a - b));
  assert.equal(new Set(order).size, 1000);
});

test("without noise the arms are where the recipe has them", () => {
  const { inputs, classes } = spiral({ points: 3, classes: 2, noise: 0 }, { normal: () => 1 });
  const along = [[0, 0], [0.5, 5], [1, 10], [0, 10], [0.5, 15], [1, 20]];
  close(inputs, along.flatMap(([radius = 0, angle = 0]) => [radius * Math.sin(angle), radius * Math.cos(angle)]));
  assert.deepEqual([...classes], [0, 0, 0, 1, 1, 1]);
});

test("noise turns a point on its circle", () => {
  const { inputs } = spiral({ points: 2, classes: 1, noise: 0.2 }, { normal: () => -1 });
  close(inputs, [0, 0, Math.sin(9.5), Math.cos(9.5)]);
});

const LAYERS = [
  { kind: "Dense", n_inputs: 2, n_neurons: 4 },
  { kind: "Sigmoid" },
  { kind: "Dense", n_inputs: 4, n_neurons: 5 },
  { kind: "ReLU" },
  { kind: "Linear" },
  { kind: "Dense", n_inputs: 5, n_neurons: 3 },
];
const SAMPLES = { inputs: Float64Array.of(0.3, -1, 2, 0.7, -0.4, 1.5, 0.9, -0.2), classes: Uint8Array.of(2, 0, 1, 1) };

/** A network with random parameters, its loss on the samples, and both passes.  @param {number} seed */
function example(seed) {
  const network = createBatchNetwork(LAYERS, 6);
  const { normal } = createRandomState(seed);
  network.parameters.forEach((_, i) => (network.parameters[i] = 0.8 * normal()));
  const loss = () => {
    network.forward(SAMPLES.inputs, 4);
    return crossEntropy(network.outputs, SAMPLES.classes, 4, 3, network.doutputs, 4) / 4;
  };
  return { network, loss };
}

/** Of networks in which every layer learns. */
const SEEDS = [0, 1, 2];

test("every gradient is the slope that finite differences measure", () => {
  const nudge = 1e-5;
  for (const seed of SEEDS) {
    const { network, loss } = example(seed);
    const { parameters, gradients } = network;
    loss();
    network.backward(4);
    assert.ok(network.dlayers.every(({ kind, biases }) => kind !== "Dense" || biases.some((g) => g !== 0)), `seed ${seed} has a dead layer`);
    parameters.forEach((x, i) => {
      parameters[i] = x + nudge;
      const above = loss();
      parameters[i] = x - nudge;
      const slope = (above - loss()) / (2 * nudge);
      parameters[i] = x;
      assert.ok(Math.abs(slope - (gradients[i] ?? NaN)) < 1e-8, `parameter ${i} of seed ${seed}: ${gradients[i]}, measured ${slope}`);
    });
  }
});

test("backward adds to the gradients", () => {
  const { network, loss } = example(0);
  loss();
  network.backward(4);
  const once = [...network.gradients];
  network.backward(4);
  close(network.gradients, once.map((g) => 2 * g));
});

test("a layer that no page has is refused", () => {
  assert.throws(() => createBatchNetwork([{ kind: "Dense", n_inputs: 1, n_neurons: 1 }, { kind: "Gelu" }], 1), /no layer called “Gelu”/);
  assert.throws(() => createBatchNetwork([{ kind: "ReLU" }], 1), /begins with a Dense layer/);
});

test("logits of ±1000 have a finite loss, and the first of equal ones is the answer", () => {
  const logits = Float64Array.of(1000, -1000, 0, 2, 2, 1);
  const dlogits = new Float64Array(6);
  close([crossEntropy(logits, Uint8Array.of(1, 0), 2, 3, dlogits, 2)], [2000 + Math.log(2 + Math.exp(-1))]);
  close(dlogits.subarray(0, 3), [0.5, -0.5, 0]);
  assert.equal(rightAnswers(logits, Uint8Array.of(0, 1), 2, 3), 1);
});

/** Where gradients lead a parameter that starts at 0.  @param {import("../../frontend/arithmetic/optimizers.js").OptimizerSpec} spec @param {number[]} gradients */
function place(spec, gradients) {
  const parameters = new Float64Array(1);
  const step = createOptimizer(spec, 1);
  for (const gradient of gradients) step(parameters, Float64Array.of(gradient));
  return [...parameters];
}

test("three steps by hand", () => {
  const gradients = [4, 4, -2];
  close(place({ kind: "SGD", rate: 0.1 }, gradients), [-0.6]);
  close(place({ kind: "SGD", rate: 0.1, decay: 1 }, gradients), [-0.1 * (4 + 4 / 2 - 2 / 3)]);
  close(place({ kind: "Momentum", rate: 0.1, momentum: 0.5 }, gradients), [-1.1]);
  close(place({ kind: "Momentum", rate: 0.1, momentum: 0.5, nesterov: true }, gradients), [-0.1 * (6 + 7 - 1.5)]);
  close(place({ kind: "Adam", rate: 0.1 }, [4]), [-0.1], 1e-8);
  assert.throws(() => createOptimizer(/** @type {any} */ ({ kind: "Newton", rate: 1 }), 1), /SGD, Momentum or Adam/);
});

test("the same settings train the same, another seed another", () => {
  const losses = [SETTINGS, SETTINGS, { ...SETTINGS, seed: 1 }].map((settings) => {
    const training = createLiveTraining(settings);
    training.epoch();
    training.epoch();
    return [...training.record.loss];
  });
  assert.equal(losses[0]?.length, 3);
  assert.deepEqual(losses[0], losses[1]);
  assert.notDeepEqual(losses[0], losses[2]);
});

test("an epoch that was kept stays as it was", () => {
  const training = createLiveTraining(SETTINGS);
  const start = [...(training.layersAt(0)[0]?.weights ?? [])];
  training.epoch();
  assert.deepEqual([...(training.layersAt(0)[0]?.weights ?? [])], start);
  assert.notDeepEqual([...(training.layersAt(1)[0]?.weights ?? [])], start);
});

test("a training whose numbers get too large stops, and keeps what was finite", () => {
  const training = createTraining({
    layers: [{ kind: "Dense", n_inputs: 2, n_neurons: 3 }],
    parameters: new Float64Array(9),
    optimizer: { kind: "SGD", rate: 1e160 },
    samples: { ...SAMPLES, inputs: SAMPLES.inputs.map((x) => 1e75 * x) },
    heldOut: null,
    batchSize: 4,
    random: createRandomState(0),
  });
  assert.equal(training.failed, false);
  for (let i = 0; i < 5; i++) training.epoch();
  assert.equal(training.failed, true);
  const { loss, epochs, held_out_loss: heldOut } = training.record;
  assert.deepEqual([loss, epochs, heldOut], [[Math.log(3)], [0], []]);
  assert.deepEqual([...(training.layersAt(0)[0]?.weights ?? [])], new Array(6).fill(0));
});

test("settings out of range are refused with what was expected", () => {
  checkSettings(SETTINGS);
  const wrong = { optimizer: "Newton", rate: 0, scale: NaN, hidden: 2.5, noise: -1, seed: 2 ** 32 };
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(() => checkSettings({ ...SETTINGS, [name]: value }), new RegExp(`The ${name} is`));
  }
});

test("what chapter 13 says of two settings holds for several seeds", () => {
  for (const seed of [0, 1, 2, 3]) {
    /** @param {Partial<Settings>} changes @param {number} epochs */
    const trained = (changes, epochs) => {
      const training = createLiveTraining({ ...SETTINGS, scale: 10, hidden: 64, seed, ...changes });
      for (let epoch = 0; epoch < epochs; epoch++) training.epoch();
      return training.record;
    };
    assert.ok((trained({ optimizer: "Adam", rate: 0.1 }, 100).held_out_accuracy[100] ?? 0) > 0.8);
    assert.equal(trained({ optimizer: "SGD", rate: 10, scale: 1, hidden: 16 }, 2).norms["layers[0]"]?.[2], 0);
  }
});
