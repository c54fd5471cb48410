import assert from "node:assert/strict";
import { test } from "node:test";

import { derivativeCurve, drawnAt, reachOf, valueCurve } from "../../frontend/widgets/activation/curves.js";
import { checkActivation, pass } from "../../frontend/arithmetic/activations.js";

const Z = [[1, 2, -3, -4], [2, -7, -1, 3], [-1, 2, 5, -1]];
const DVALUES = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]];
const NAMES = /** @type {const} */ (["linear", "relu", "sigmoid"]);

test("the mask of the worked example, and what it lets through", () => {
  const { outputs, derivatives, dinputs } = pass("relu", Z, DVALUES);
  assert.deepEqual(outputs, [[1, 2, 0, 0], [2, 0, 0, 3], [0, 2, 5, 0]]);
  assert.deepEqual(derivatives, [[1, 1, 0, 0], [1, 0, 0, 1], [0, 1, 1, 0]]);
  assert.deepEqual(dinputs, [[1, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]]);
});

test("linear changes nothing, and the sigmoid's slope is a quarter at most", () => {
  assert.deepEqual(pass("linear", Z, DVALUES), { outputs: Z, derivatives: Z.map((row) => row.map(() => 1)), dinputs: DVALUES });
  const { outputs, derivatives, dinputs } = pass("sigmoid", [[0, 3, -3]], [[8, 1, -1]]);
  assert.deepEqual([outputs[0]?.[0], derivatives[0]?.[0], dinputs[0]?.[0]], [0.5, 0.25, 2]);
  assert.ok(Math.abs((derivatives[0]?.[1] ?? 0) - 0.045176659730912) < 1e-15);
  assert.equal(dinputs[0]?.[2], -(dinputs[0]?.[1] ?? NaN));
});

test("far from 0 everything is finite, and at 0 the ReLU's slope is 0", () => {
  const far = [[1e4, -1e4, 1e308, -1e308], [0, -0, 5e-324, -5e-324]];
  for (const name of NAMES) {
    const results = pass(name, far, far);
    assert.ok(Object.values(results).flat(2).every(Number.isFinite), name);
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
  for (const name of ["tanh", "constructor", 3, null]) {
    assert.throws(() => checkActivation(name), /The activation is one of linear, relu, sigmoid; got/);
  }
});

test("the z axis holds the batch, within reason", () => {
  assert.equal(reachOf([[0.1, -0.2]]), 4.2);
  assert.equal(reachOf([[1, -10]]), 10.5);
  assert.equal(reachOf([[1, 1e4]]), 21);
  assert.deepEqual([-1e308, -3, 1e4].map((z) => drawnAt(z, 21)), [-21, -3, 21]);
});

test("every curve runs over the whole axis, within its own range, with its function's values", () => {
  for (const name of NAMES) {
    for (const reach of [4.2, 21]) {
      for (const curve of [valueCurve(name, reach), derivativeCurve(name, reach)]) {
        const points = curve.lines.flat();
        assert.deepEqual([points[0]?.[0], points.at(-1)?.[0]], [-reach, reach]);
        for (const [, y] of points) assert.ok(y >= curve.low && y <= curve.high, `${name}: ${y}`);
      }
    }
  }
  assert.deepEqual(valueCurve("relu", 5).lines, [[[-5, 0], [0, 0], [5, 5]]]);
  assert.equal(Math.max(...derivativeCurve("sigmoid", 5).lines.flat().map(([, y]) => y)), 0.25);
});

test("the ReLU's derivative breaks off at 0, where its value is the lower one", () => {
  const { lines, ends } = derivativeCurve("relu", 5);
  assert.deepEqual(lines, [[[-5, 0], [0, 0]], [[0, 1], [5, 1]]]);
  assert.deepEqual(ends, [{ z: 0, y: 1, open: true }, { z: 0, y: 0, open: false }]);
});
