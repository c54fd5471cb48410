import assert from "node:assert/strict";
import { test } from "node:test";

import { descend } from "../../frontend/arithmetic/descent.js";

/** @param {string} name @param {string} op @param {...string} inputs */
const node = (name, op, ...inputs) => ({ name, op, inputs });
/** @param {string} name @param {number} value */
const input = (name, value) => ({ name, op: "input", value });

const START = { x0: 1, x1: -2, x2: 3, w0: -3, w1: -1, w2: 2, b: 1, t: 0 };
const PARAMETERS = ["w0", "w1", "w2", "b"];

/** Worked example 1 with loss (y − t)²; `activation` "sum" leaves z as it is. */
const neuron = (activation = "relu") => ({
  version: 1,
  nodes: [
    ...Object.entries(START).map(([name, value]) => input(name, value)),
    node("p0", "mul", "x0", "w0"),
    node("p1", "mul", "x1", "w1"),
    node("p2", "mul", "x2", "w2"),
    node("z", "sum", "p0", "p1", "p2", "b"),
    node("y", activation, "z"),
    node("e", "sub", "y", "t"),
    node("loss", "square", "e"),
  ],
  output: "loss",
});

/** @param {number} learningRate @param {Record<string, number>} [inputs] @param {number} [steps] */
const run = (learningRate, inputs = {}, steps = 200, activation = "relu") =>
  descend(neuron(activation), PARAMETERS, { inputs, learningRate, steps });

test("200 small steps shrink the error by the same factor each", () => {
  const { losses, parameters, outcome, reason } = run(0.001);
  assert.equal(outcome, "finished");
  assert.equal(losses.length, 201);
  assert.equal(parameters.length, 201);
  assert.equal(losses[0], 36);
  for (const [k, loss] of losses.entries()) {
    const expected = (6 * (1 - 30 * 0.001) ** k) ** 2;
    assert.ok(Math.abs(loss - expected) <= 1e-10 * expected, `${k}: ${loss}, not ${expected}`);
  }
  assert.deepEqual(Object.entries(parameters[1] ?? {}).map(([name, x]) => [name, +x.toFixed(9)]), [
    ["w0", -3.012], ["w1", -0.976], ["w2", 1.964], ["b", 0.988],
  ]);
  assert.equal(reason, "After 200 steps the loss has fallen from 36 to 0.000184076.");
});

test("in the dead zone every gradient is 0, and the record ends", () => {
  const dead = run(0.12, { t: 4 });
  assert.equal(dead.outcome, "stuck");
  assert.deepEqual(dead.losses, [4, 16]);
  assert.equal(dead.reason, "Stuck after 1 step: every gradient is 0, because z = −1.2 < 0 shuts the ReLU. The loss stays 16.");
  const lucky = run(0.04);
  assert.deepEqual(lucky.losses, [36, 0]);
  assert.equal(lucky.reason, "At rest after 1 step: every gradient is 0, the loss has no slope here, and z = −1.2 < 0 shuts the ReLU. The loss stays 0.");
  const edge = run(0.001, { b: -5 });
  assert.match(edge.reason, /^At rest at the start: .* z = 0 ≤ 0 shuts the ReLU/);
});

test("a step that lands is the last, though rounding is left", () => {
  for (const t of [0, 4]) {
    const { losses, gradients, outcome, gates, reason } = run(1 / 30, { t });
    assert.deepEqual([losses.length, gradients.length, outcome, gates], [2, 2, "stuck", "open"]);
    assert.match(reason, /^At rest after 1 step/);
  }
  assert.equal(run(1e-20, {}, 5).losses.length, 6);
});

test("the gradients stand beside the parameters that have them", () => {
  const { gradients, parameters } = run(0.001, {}, 3);
  assert.deepEqual(gradients[0], { w0: 12, w1: -24, w2: 36, b: 12 });
  for (const k of [0, 1, 2]) {
    for (const name of PARAMETERS) {
      assert.equal(parameters[k + 1]?.[name], (parameters[k]?.[name] ?? NaN) - 0.001 * (gradients[k]?.[name] ?? NaN));
    }
  }
  assert.equal(gradients.length, 4);
});

test("a rate that overshoots grows until the ReLU shuts", () => {
  const { losses, outcome } = run(0.07, { t: 4 });
  assert.equal(outcome, "stuck");
  assert.equal(losses.length, 10);
  for (let k = 1; k < 9; k += 1) assert.ok((losses[k] ?? 0) > (losses[k - 1] ?? 0));
  assert.equal(losses.at(-1), 16);
});

test("without a ReLU the loss grows until it is no number", () => {
  const { losses, parameters, outcome, reason } = run(0.1, { t: 4 }, 600, "sum");
  assert.equal(outcome, "diverged");
  assert.equal(losses.length, 511);
  assert.equal(parameters.length, 511);
  assert.ok(losses.every(Number.isFinite));
  assert.equal(reason, "Diverged: at step 511 the loss is no longer a finite number. The last loss was 4.49423×10³⁰⁷.");
  const leap = run(1e300, { t: -1e9 }, 5, "sum");
  assert.match(leap.reason, /^Diverged: at step 1 w₀ is no longer a finite number/);
});

test("a gradient that is not finite ends the descent where it is asked for", () => {
  // The square root of w at w = 0: a value, but no slope.
  const spec = {
    version: 1,
    nodes: [input("w", 1), { name: "half", op: "constant", value: 0.5 }, node("loss", "pow", "w", "half")],
    output: "loss",
  };
  const settings = { learningRate: 2, steps: 3 };
  const { outcome, losses, reason } = descend(spec, ["w"], settings);
  assert.deepEqual([outcome, losses], ["diverged", [1, 0]]);
  assert.match(reason, /^Diverged: at step 2 a gradient is no longer/);
  assert.equal(descend(spec, ["w"], { ...settings, steps: 1 }).outcome, "finished");
});

test("where no step has been made there is no descent, but a sentence", () => {
  const spec = { version: 1, nodes: [input("w", 1), node("loss", "log", "w")], output: "loss" };
  assert.throws(
    () => descend(spec, ["w"], { inputs: { w: -1 }, learningRate: 1, steps: 1 }),
    /^Error: The descent cannot start here\. loss = log\(w\) has no finite value at w = −1\.$/,
  );
});

test("settings that cannot be are refused", () => {
  for (const rate of [0, -1, NaN, Infinity]) assert.throws(() => run(rate), /The learning rate is a positive number/);
  for (const steps of [0, -1, 1.5, 2001, NaN]) assert.throws(() => run(0.1, {}, steps), /a whole number from 1 to 2000/);
  for (const [parameters, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /at least one parameter/], [["z"], /one of the inputs x0.*"z"/], [["b", "b"], /stands twice/],
  ])) {
    assert.throws(() => descend(neuron(), parameters, { learningRate: 0.1, steps: 1 }), message);
  }
  assert.throws(() => run(0.1, { q: 1 }), /inputs of this graph are .*; got "q"/);
  assert.throws(() => run(0.1, { w0: Infinity }), /Input w0 expects a finite number; got Infinity/);
});
