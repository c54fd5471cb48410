import assert from "node:assert/strict";
import { test } from "node:test";

import { descend } from "../../frontend/arithmetic/descent.js";
import { contour } from "../../frontend/charts/contour.js";
import { deadZones, lineOf, pointOn, samplesOf } from "../../frontend/widgets/descent/line.js";
import { planeOf, contoursOf } from "../../frontend/widgets/descent/plane.js";
import { powersOf } from "../../frontend/widgets/descent/rate.jsx";
import { verdict } from "../../frontend/widgets/descent/words.js";

/** @param {string} name @param {string} op @param {...string} inputs */
const node = (name, op, ...inputs) => ({ name, op, inputs });
/** @param {string} name @param {number} value */
const input = (name, value) => ({ name, op: "input", value });

/** Loss (relu(x·w + v·u) − t)² over w and u, with x = 2 and v = −1. @param {string} activation */
const neuron = (activation = "relu") => ({
  version: 1,
  nodes: [
    input("x", 2), input("v", -1), input("w", 3), input("u", 1), input("t", 0),
    node("p", "mul", "x", "w"), node("q", "mul", "v", "u"), node("z", "add", "p", "q"),
    node("y", activation, "z"), node("e", "sub", "y", "t"), node("loss", "square", "e"),
  ],
  output: "loss",
});
const INPUTS = { x: 2, v: -1, w: 3, u: 1, t: 0 };
const NAMES = ["w", "u"];

test("the line runs along the gradient, and its samples are the loss there", () => {
  const line = lineOf(neuron(), NAMES, INPUTS);
  assert.equal(line.name, "w");
  assert.deepEqual(line.direction, { w: 1, u: -0.5 });
  assert.ok(line.low < 1 && line.high > 3, "from beyond the bottom, at w = 1, to beyond the start");
  for (const { at, loss } of samplesOf(neuron(), line)) {
    const { w = NaN, u = NaN } = pointOn(line, at);
    assert.equal(w, at);
    assert.ok(Math.abs(loss - Math.max(0, 2 * w - u) ** 2) < 1e-9);
  }
});

test("the line stays while the start is dragged along it, and grows to hold it", () => {
  const line = lineOf(neuron(), NAMES, INPUTS);
  const along = (/** @type {number} */ at) => ({ ...INPUTS, ...pointOn(line, at) });
  assert.deepEqual(lineOf(neuron(), NAMES, along(2)), line);
  const far = lineOf(neuron(), NAMES, along(line.high + 5));
  assert.equal(far.low, line.low);
  assert.ok(far.high > line.high + 5);
  const beside = lineOf(neuron(), NAMES, { ...INPUTS, u: 2 });
  assert.deepEqual(beside.through, { w: 3, u: 2 });
});

test("where no gradient comes through is one zone, up to where the ReLU opens", () => {
  const line = lineOf(neuron(), NAMES, INPUTS);
  const [zone, ...others] = deadZones(samplesOf(neuron(), line));
  assert.deepEqual(others, []);
  const step = (line.high - line.low) / 160;
  const shut = 1; // of w: 2w − u is 0 there, on this line
  assert.ok(zone && zone[0] === line.low && zone[1] <= shut && zone[1] > shut - 2 * step, `${zone}`);
  assert.deepEqual(deadZones(samplesOf(neuron("sigmoid"), line)), []);
  const [at, flat] = [[0, 1, 2, 3, 4, 5], [true, true, false, true, false, true]];
  assert.deepEqual(deadZones(at.map((x, k) => ({ at: x, loss: 0, flat: flat[k] ?? false }))), [[0, 1]], "a single flat place is no zone");
});

test("contours cross a grid where its height is the level's", () => {
  const slope = [[0, 1, 2], [0, 1, 2], [0, 1, 2]];
  assert.deepEqual(contour(slope, 0.25).map((piece) => piece.map((x) => +x.toFixed(9))), [[0.25, 0, 0.25, 1], [0.25, 1, 0.25, 2]]);
  assert.deepEqual(contour(slope, 5), []);
  assert.deepEqual(contour([[0, NaN], [0, 1]], 0.5), []);
  const saddle = contour([[0, 1], [1, 0]], 0.5);
  assert.equal(saddle.length, 2);
});

test("the plane holds the start, the bottom and the foot of the steepest way; contours lie at their level", () => {
  // (100·w)² / 2 + (u − 3)² / 2 from w = 1, u = 0: bottom at (0, 3), and the steepest way ends near w = 0.
  const bowl = {
    version: 1,
    nodes: [
      input("w", 1), input("u", 0), { name: "k", op: "constant", value: 100 }, { name: "three", op: "constant", value: 3 }, { name: "two", op: "constant", value: 2 },
      node("a", "mul", "k", "w"), node("b", "sub", "u", "three"), node("aa", "square", "a"), node("bb", "square", "b"),
      node("s", "add", "aa", "bb"), node("loss", "div", "s", "two"),
    ],
    output: "loss",
  };
  const plane = planeOf(bowl, NAMES, { w: 1, u: 0 });
  const holds = (/** @type {number[]} */ point) => point.every((x, i) => x > (plane.low[i] ?? NaN) && x < (plane.high[i] ?? NaN));
  assert.ok([[1, 0], [0, 3], [0, 0]].every(holds));
  assert.ok(plane.bottom.every((x, i) => Math.abs(x - ([0, 3][i] ?? NaN)) < 1e-3));
  assert.deepEqual(planeOf(bowl, NAMES, { w: 0.5, u: 2 }), plane);
  const levels = contoursOf(bowl, NAMES, plane);
  assert.equal(levels.length, 7);
  const { level = NaN, segments = [] } = levels[3] ?? {};
  assert.ok(segments.length > 10);
  for (const [w = NaN, u = NaN] of segments) assert.ok(Math.abs(((100 * w) ** 2 + (u - 3) ** 2) / 2 - level) < 0.2 * level);
});

test("what becomes of a descent, in a word", () => {
  const told = (/** @type {number} */ learningRate, inputs = {}, activation = "relu") =>
    verdict(descend(neuron(activation), NAMES, { inputs, learningRate, steps: 100 }));
  // The sum of squares is 5: each step leaves 1 − 10·rate of the miss.
  assert.equal(told(0.001), "Creeps");
  assert.equal(told(0.05), "Slides down");
  assert.equal(told(0.1, { t: 2 }), "Lands");
  assert.equal(told(0.15, { t: 2 }), "Bounces");
  assert.equal(told(0.05, { t: 2 }), "Slides down", "though it comes to rest in the end");
  assert.equal(told(0.15), "At rest");
  assert.equal(told(0.9, { t: 2 }), "Dies");
  assert.equal(told(0.3, {}, "neg"), "Diverges");
  assert.equal(verdict(descend(neuron("neg"), NAMES, { learningRate: 1, steps: 1000 })), "Diverges");
});

test("the slider of the rate holds every preset, with room beyond", () => {
  const initial = { learning_rate: 6e-8, steps: 1, log_scale: false };
  const presets = [{ label: "a", learning_rate: 0.05 }, { label: "b", learning_rate: 0.5 }, { label: "c" }];
  assert.deepEqual(powersOf({ initial, presets, learning_rate: 6e-8 }), [-9, 1]);
  assert.deepEqual(powersOf({ initial, presets, learning_rate: 3e4 }), [-9, 5]);
});
