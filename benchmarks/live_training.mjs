// How long an epoch of the page's own training takes: `node benchmarks/live_training.mjs`. A frame has 16 ms.

import { createRandomState } from "../frontend/arithmetic/random_state.js";
import { spiral } from "../frontend/arithmetic/spiral.js";
import { createTraining } from "../frontend/arithmetic/training.js";

const EPOCHS = 200;

for (const [points, unseen, hidden, batchSize] of [[100, 300, 64, 300], [100, 300, 64, 32], [100, 300, 128, 32], [400, 1000, 64, 32]]) {
  const random = createRandomState(0);
  const samples = spiral({ points, classes: 3, noise: 0.1 }, random);
  const heldOut = spiral({ points: unseen, classes: 3, noise: 0.1 }, random);
  const training = createTraining({
    layers: [{ kind: "Dense", n_inputs: 2, n_neurons: hidden }, { kind: "ReLU" }, { kind: "Dense", n_inputs: hidden, n_neurons: 3 }],
    parameters: Float64Array.from({ length: 6 * hidden + 3 }, random.normal),
    optimizer: { kind: "Momentum", rate: 0.03 },
    samples,
    heldOut,
    batchSize,
    random,
  });
  const times = Array.from({ length: EPOCHS }, () => {
    // Processor time: others may be at work on this machine.
    const begin = process.cpuUsage();
    training.epoch();
    return process.cpuUsage(begin).user / 1000;
  }).sort((a, b) => a - b);
  const [median, slow] = [0.5, 0.95].map((part) => times[part * EPOCHS].toFixed(2));
  console.log(`2–${hidden}–3, ${3 * points} points in batches of ${batchSize}, ${3 * unseen} held out: ${median} ms an epoch, ${slow} at the 95th percentile`);
}
