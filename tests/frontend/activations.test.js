import assert from "node:assert/strict";
import { test } from "node:test";

import { ACTIVATIONS, LAYERS, checkActivation, pass } from "../../frontend/arithmetic/activations.js";
import { formatFitted } from "../../frontend/arithmetic/numbers.js";
import { textOf } from "../../frontend/markup/mathml.js";
import { curveOf, draggedTo, drawnAt, heightOf, reachOf } from "../../frontend/widgets/activation/curve.js";
import { cellAt, lookOf } from "../../frontend/widgets/activation/look.js";
import { productInNumbers, slopeReason, slopesMultiplied } from "../../frontend/widgets/activation/math.js";
import { say } from "../../frontend/widgets/activation/words.js";
import widget from "../../frontend/widgets/activation/activation_stepper.jsx";

/** @typedef {import("../../frontend/arithmetic/activations.js").ActivationName} ActivationName */

const Z = [[1, 2, -3, -4], [2, -7, -1, 3], [-1, 2, 5, -1]];
const DVALUES = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]];
const NAMES = /** @type {ActivationName[]} */ (Object.keys(ACTIVATIONS));

test("the mask of the worked example, and what it lets through", () => {
  const { outputs, derivatives, dinputs } = pass("relu", Z, DVALUES);
  assert.deepEqual(outputs, [[1, 2, 0, 0], [2, 0, 0, 3], [0, 2, 5, 0]]);
  assert.deepEqual(derivatives, [[1, 1, 0, 0], [1, 0, 0, 1], [0, 1, 1, 0]]);
  assert.deepEqual(dinputs, [[1, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]]);
});

test("linear changes nothing, and the sigmoid's slope is a quarter at most", () => {
  const through = pass("linear", Z, DVALUES);
  assert.deepEqual([through.outputs, through.derivatives, through.dinputs], [Z, Z.map((row) => row.map(() => 1)), DVALUES]);
  const { outputs, derivatives, dinputs } = pass("sigmoid", [[0, 3, -3]], [[8, 1, -1]]);
  assert.deepEqual([outputs[0]?.[0], derivatives[0]?.[0], dinputs[0]?.[0]], [0.5, 0.25, 2]);
  assert.ok(Math.abs((derivatives[0]?.[1] ?? 0) - 0.045176659730912) < 1e-15);
  assert.equal(dinputs[0]?.[2], -(dinputs[0]?.[1] ?? NaN));
});

test("far from 0 everything is finite, and at 0 the ReLU's slope is 0", () => {
  const far = [[1e4, -1e4, 1e308, -1e308], [0, -0, 5e-324, -5e-324]];
  for (const name of NAMES) {
    const results = pass(name, far, far);
    assert.ok(Object.values(results).flat(3).every(Number.isFinite), name);
  }
  assert.deepEqual(pass("relu", far, far).derivatives, [[1, 0, 1, 0], [0, 0, 1, 0]]);
  assert.deepEqual(pass("sigmoid", far, far).outputs, [[1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5]]);
});

test("the matrices that came are left alone", () => {
  const [inputs, dvalues] = [structuredClone(Z), structuredClone(DVALUES)];
  for (const name of NAMES) {
    const { outputs, dinputs } = pass(name, inputs, dvalues);
    outputs[0]?.fill(99);
    dinputs[0]?.fill(99);
  }
  assert.deepEqual([inputs, dvalues], [Z, DVALUES]);
});

test("what cannot be is refused with a sentence", () => {
  const refused = (/** @type {any} */ inputs, /** @type {any} */ dvalues, /** @type {RegExp} */ message) =>
    assert.throws(() => pass("relu", inputs, dvalues), message);
  refused(Z, [[1]], /inputs have shape \(3, 4\), dvalues \(1, 1\)\.$/);
  refused([[1, 2, 3, 4, 5, 6, 7]], [[1, 2, 3, 4, 5, 6, 7]], /At most 6 rows and 6 columns/);
  refused([[1], [1, 2]], [[1], [1]], /\.$/);
  refused([[NaN]], [[1]], /\.$/);
  refused([["1"]], [[1]], /\.$/);
  for (const name of ["softmax", "constructor", 3, null]) {
    assert.throws(() => checkActivation(name), /The activation is one of linear, relu, leaky_relu, sigmoid, tanh; got/);
  }
});

test("through ten layers the slopes multiply, from the last one on", () => {
  for (const name of NAMES) {
    const { values, slopes, left } = pass(name, [[0.5, -3]], [[1, 1]]);
    assert.deepEqual([values.length, slopes.length, left.length], [LAYERS + 1, LAYERS, LAYERS + 1]);
    for (const column of [0, 1]) {
      let [z, product] = [[0.5, -3][column] ?? NaN, 1];
      for (let k = 0; k < LAYERS; k += 1) {
        assert.equal(slopes[k]?.[0]?.[column], ACTIVATIONS[name].derivative(z), name);
        z = ACTIVATIONS[name].value(z);
      }
      assert.equal(values[LAYERS]?.[0]?.[column], z);
      for (let k = LAYERS - 1; k >= 0; k -= 1) product *= slopes[k]?.[0]?.[column] ?? NaN;
      assert.equal(left[LAYERS]?.[0]?.[column], product);
    }
  }
  const after = (/** @type {ActivationName} */ name, /** @type {number} */ z) => pass(name, [[z]], [[1]]).left[LAYERS]?.[0]?.[0] ?? NaN;
  assert.ok(Math.abs(after("leaky_relu", -3) / 1e-20 - 1) < 1e-12);
  assert.ok(after("sigmoid", 0.5) < 0.25 ** LAYERS && after("tanh", 0.5) > 0.1);
  assert.deepEqual([after("relu", 2), after("relu", -2), after("linear", -2)], [1, 0, 1]);
});

test("the z axis holds the batch with room for the dots, within reason", () => {
  assert.deepEqual([[[0.1, -0.2]], [[1, -3.9]], Z, [[1, 1e4]]].map(reachOf), [4, 5, 8, 20]);
  assert.deepEqual([-1e308, -3, 1e4].map((z) => drawnAt(z, 20)), [-20, -3, 20]);
});

test("a dot is dragged in tenths, and never so far that the axis would grow", () => {
  assert.deepEqual([draggedTo(0.349, 4, 0.1), draggedTo(-0.04, 4, 0.1), draggedTo(0.349, 4, 0.01)], [0.3, 0, 0.35]);
  for (const reach of [4, 8, 20]) assert.equal(reachOf([[draggedTo(reach, reach, 0.1)]]), reach);
});

test("every curve runs over the whole axis, within its own height, with its function's values", () => {
  for (const name of NAMES) {
    for (const reach of [4, 20]) {
      const points = curveOf(ACTIVATIONS[name], reach);
      const [low, high] = heightOf(ACTIVATIONS[name], reach);
      assert.deepEqual([points[0]?.[0], points.at(-1)?.[0]], [-reach, reach]);
      for (const [z, y] of points) assert.ok(y === ACTIVATIONS[name].value(z) && y >= low && y <= high, `${name}: ${y}`);
    }
  }
});

/** @param {ActivationName} activation @param {object} choice @param {boolean} [asked] */
function look(activation, choice, asked = false) {
  const given = { inputs: Z, dvalues: DVALUES, activation };
  const view = { pass: { ...given, ...pass(activation, Z, DVALUES) }, choice: { view: "cells", step: 0, cell: [], predict: asked, ...choice }, lit: null };
  return lookOf({ ...view, question: asked ? { key: "", ask: "", answer: 0, mistakes: [] } : null });
}

/** @param {ReturnType<typeof look>} at @param {(look: any, cell: any) => any} formula */
const written = (at, formula) => textOf(formula(at, at.cell));

test("a product is written with its numbers, and with the reason of its slope", () => {
  const relu = look("relu", { step: 3 });
  assert.deepEqual([written(relu, productInNumbers), written(relu, slopeReason)], ["=3·0=0", "ReLU'(−3)=[−3>0]=0"]);
  const sigmoid = look("sigmoid", { step: 3 });
  assert.deepEqual([written(sigmoid, productInNumbers), written(sigmoid, slopeReason)], ["≈3·0.04518≈0.1355", "σ'(−3)=σ·(1−σ)≈0.04743·0.9526"]);
  assert.equal(written(look("tanh", { step: 3 }), slopeReason), "tanh'(−3)≈0.009866");
  assert.equal(written(look("linear", { cell: [1, 1], step: 12 }), productInNumbers), "=6·1=6");
});

test("what is asked is not told: of straight pieces the slope is not either", () => {
  assert.deepEqual([written(look("relu", { step: 3 }, true), productInNumbers), slopeReason(look("relu", { step: 3 }, true), cell3())], ["=3·?=?", null]);
  assert.equal(written(look("sigmoid", { step: 3 }, true), productInNumbers), "≈3·0.04518=?");
  assert.equal(written(look("relu", { cell: [0, 0], step: 3 }, true), productInNumbers), "=1·1=1");
  const relu = look("relu", { step: 5 }, true);
  assert.deepEqual([relu.isKnown(0, 3), relu.isKnown(1, 0), relu.isSeen(0, 3), relu.isSeen(1, 0)], [true, false, true, false]);
});
const cell3 = () => look("relu", { step: 3 }).cell ?? assert.fail();

test("the slopes of the layers stand in the order of the way back", () => {
  const given = { inputs: [[0.5]], dvalues: [[1]], activation: /** @type {const} */ ("tanh") };
  const cell = cellAt({ ...given, ...pass("tanh", given.inputs, given.dvalues) }, [0, 0]);
  const factors = cell.slopes.map((slope) => String(Number(slope.toPrecision(3)))).reverse();
  assert.deepEqual(slopesMultiplied(cell, 2, false).map(textOf), [factors[0], `·${factors[1]}`, `≈${Number(cell.left[2]?.toPrecision(3))}`]);
  assert.equal(textOf(slopesMultiplied(cell, 2, true).at(-1)), "=?");
});

test("of every step something is said that fits a line", () => {
  for (const name of NAMES) {
    for (let step = 0; step <= 12; step += 1) assert.match(say(look(name, { step })), /^[A-Z].{20,88}\.$/i);
    for (let step = 0; step <= LAYERS; step += 1) assert.match(say(look(name, { view: "layers", step, cell: [0, 2] })), /^[A-Z].{20,88}\.$/);
  }
});

test("a number has as many digits as its cell has room for", () => {
  assert.deepEqual([0.04518, -0.04518, 2.3591, 0.00091, -0.00001, 0].map((x) => formatFitted(x, 5)), ["0.045", "−0.05", "2.36", ".0009", "≈ 0", "0"]);
  assert.deepEqual([0.197, -0.571, 12.3].map((x) => formatFitted(x, 3)), ["0.2", "−.6", "12"]);
});

const BASE = { inputs: Z, dvalues: DVALUES, activation: "relu", view: "cells", step: 0, cell: [], predict: false };

test("links: those of the first edition, and those of ten layers", () => {
  for (const asked of [{ step: 12, predict: true }, { activation: "tanh", view: "layers", step: 10, cell: [2, 3] }, { inputs: [[1, -1]], dvalues: [[3, 4]], step: 2 }]) {
    const state = { ...BASE, ...asked };
    assert.deepEqual(widget.validateState(state), state);
  }
});

test("links that cannot be are refused with a sentence", () => {
  const wide = [[1, 1, 1, 1, 1, 1, 1]];
  for (const asked of [
    { step: -1 }, { step: 13 }, { step: 1.5 }, { step: 11, view: "layers" }, { view: "all" }, { cell: [3, 0] }, { cell: [0] }, { cell: [0, 0.5] },
    { activation: "softmax" }, { inputs: [[1]] }, { dvalues: [[1]] }, { inputs: [], dvalues: [] }, { inputs: [[]], dvalues: [[]] },
    { inputs: [[null]], dvalues: [[1]] }, { inputs: [["1"]], dvalues: [[1]] }, { inputs: wide, dvalues: wide },
  ]) assert.throws(() => widget.validateState({ ...BASE, ...asked }), /\.$/, JSON.stringify(asked));
});
