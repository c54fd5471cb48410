// The front end's networks for tests/test_training_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { forward, gridPoints } from "../../frontend/arithmetic/batch_forward.js";
import { unpack } from "../../frontend/arithmetic/packed_parameters.js";
import { regions } from "../../frontend/charts/region_image.js";

/** @param {string} line */
function answer(line) {
  const { packed, frame, inputs, extent, side, size, classes } = JSON.parse(line);
  const layers = unpack(packed)(frame);
  if (inputs) return { outputs: [...forward(layers, Float64Array.from(inputs.flat()), inputs.length)] };
  const grid = gridPoints(extent, side);
  const logits = forward(layers, grid, side * side);
  const found = regions(logits, side, classes, size);
  return { grid: [...grid], classes: [...found.classes], confidence: [...found.confidence] };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
