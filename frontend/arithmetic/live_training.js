/** Train the spiral's network with a reader's settings, and write the same training as a Python program. */

import { createRandomState } from "./random_state.js";
import { spiral } from "./spiral.js";
import { createTraining } from "./training.js";

/** @typedef {"SGD" | "Momentum" | "Nesterov" | "Adam"} OptimizerName */

/**
 * @typedef {object} Settings
 * @property {OptimizerName} optimizer
 * @property {number} rate
 * @property {number} scale  of the first layer's initial weights
 * @property {number} hidden  neurons
 * @property {number} noise  of the points
 * @property {number} seed
 */

const CLASSES = 3;
const POINTS = 100; // an arm
const UNSEEN = 300; // held out, an arm
const BATCH = 32;

/** @type {Readonly<Record<OptimizerName, { spec: import("./optimizers.js").OptimizerSpec, python: string }>>} */
const OPTIMIZERS = {
  SGD: { spec: { kind: "SGD", rate: NaN }, python: "SGD(RATE)" },
  Momentum: { spec: { kind: "Momentum", rate: NaN }, python: "Momentum(RATE)" },
  Nesterov: { spec: { kind: "Momentum", rate: NaN, nesterov: true }, python: "Momentum(RATE, nesterov=True)" },
  Adam: { spec: { kind: "Adam", rate: NaN }, python: "Adam(RATE)" },
};

export const OPTIMIZER_NAMES = /** @type {OptimizerName[]} */ (Object.keys(OPTIMIZERS));

/**
 * The range of each setting. The steps of a slider are even in the number or in its logarithm.
 * @type {Readonly<Record<Exclude<keyof Settings, "optimizer">, { least: number, most: number, whole?: boolean }>>}
 */
export const LIMITS = {
  rate: { least: 1e-4, most: 10 },
  scale: { least: 0.001, most: 30 },
  hidden: { least: 1, most: 128, whole: true },
  noise: { least: 0, most: 1 },
  seed: { least: 0, most: 2 ** 32 - 1, whole: true },
};

/**
 * @param {Record<keyof Settings, unknown>} settings
 * @throws {Error} a sentence, unless such a network can be trained
 */
export function checkSettings(settings) {
  if (!OPTIMIZER_NAMES.includes(/** @type {OptimizerName} */ (settings.optimizer))) {
    throw new Error(`The optimizer is one of ${OPTIMIZER_NAMES.join(", ")}; got ${JSON.stringify(settings.optimizer)}.`);
  }
  for (const [name, { least, most, whole = false }] of Object.entries(LIMITS)) {
    const value = settings[/** @type {keyof Settings} */ (name)];
    const fits = whole ? Number.isInteger(value) : Number.isFinite(value);
    if (fits && Number(value) >= least && Number(value) <= most) continue;
    throw new Error(`The ${name} is a ${whole ? "whole " : ""}number from ${least} to ${most}; got ${JSON.stringify(value)}.`);
  }
}

/** Points, initial weights and the order of the batches are drawn from one seed, in this order.  @param {Settings} settings */
export function createLiveTraining(settings) {
  checkSettings(settings);
  const { optimizer, rate, scale, hidden, noise, seed } = settings;
  const random = createRandomState(seed);
  const samples = spiral({ points: POINTS, classes: CLASSES, noise }, random);
  const heldOut = spiral({ points: UNSEEN, classes: CLASSES, noise }, random);
  const first = Array.from({ length: 2 * hidden }, () => scale * random.normal());
  const last = Array.from({ length: hidden * CLASSES }, () => Math.sqrt(2 / hidden) * random.normal());
  const training = createTraining({
    layers: [
      { kind: "Dense", n_inputs: 2, n_neurons: hidden },
      { kind: "ReLU" },
      { kind: "Dense", n_inputs: hidden, n_neurons: CLASSES },
    ],
    parameters: Float64Array.from([...first, ...zeros(hidden), ...last, ...zeros(CLASSES)]),
    optimizer: { ...OPTIMIZERS[optimizer].spec, rate },
    samples,
    heldOut,
    batchSize: BATCH,
    random,
  });
  return Object.assign(training, { samples });
}

/** @param {number} length */
const zeros = (length) => new Array(length).fill(0);

/** The program that trains the same network on the same points.  @param {Settings} settings @param {number} epochs */
export function pythonProgram({ optimizer, rate, scale, hidden, noise, seed }, epochs) {
  const made = OPTIMIZERS[optimizer].python.replace("RATE", String(rate));
  const names = ["Dense", "Network", "ReLU", "SoftmaxCrossEntropy", made.replace(/\(.*/, "")].sort();
  return `import numpy as np

from backprop import ${names.join(", ")}
from backprop.datasets import spiral

rng = np.random.RandomState(${seed})
training = spiral(${POINTS}, noise=${noise}, rng=rng)
held_out = spiral(${UNSEEN}, noise=${noise}, rng=rng)
hidden = Dense(2, ${hidden}, rng=rng, scale=${scale})
last = Dense(${hidden}, ${CLASSES}, rng=rng, scale=(2 / ${hidden}) ** 0.5)
network = Network([hidden, ReLU(), last], SoftmaxCrossEntropy())

x, y = training.inputs, training.targets
unseen = held_out.inputs, held_out.targets
history = network.fit(x, y, ${made}, ${epochs}, ${BATCH}, unseen, rng)
print(history)
`;
}
