import assert from "node:assert/strict";
import { test } from "node:test";

import { checkGiven, denseAt, densePlaces, keyOf, layerText, parameterAt, parameterValue, parametersOf, withLayer } from "../../frontend/arithmetic/network_spec.js";
import { descend, gradientOf, lossWith, pass, updated } from "../../frontend/arithmetic/network.js";
import { pathsOf, sumOfPaths } from "../../frontend/arithmetic/network_paths.js";
import { columnsOf, neuronAt } from "../../frontend/widgets/network/columns.js";
import { ROOM, geometry } from "../../frontend/widgets/network/geometry.js";
import { chosenCell, fullName, parameterIn } from "../../frontend/widgets/network/matrix.jsx";
import { matricesOf } from "../../frontend/widgets/network/more.jsx";
import NetworkStepper from "../../frontend/widgets/network/network_stepper.jsx";
import { isOnPath } from "../../frontend/widgets/network/parameters.js";
import { lastStep, stageAt, stepOf, titleOf } from "../../frontend/widgets/network/steps.js";
import { describe, isReached, say, speak } from "../../frontend/widgets/network/words.js";

/** @typedef {import("../../frontend/arithmetic/network_spec.js").Given} Given */

/** One neuron of two is dead for the second sample. @type {Given} */
const SMALL = {
  layers: [
    { kind: "Dense", weights: [[2, -1]], biases: [[0, 3]] },
    { kind: "ReLU" },
    { kind: "Dense", weights: [[1], [-2]], biases: [[0.5]] },
  ],
  loss_kind: "SquaredError",
  inputs: [[1], [-2]],
  targets: [[-1], [0]],
};

/** What a step's words are made from.  @param {string} weight @param {number} step @param {Partial<Given>} [changed] */
function view(weight, step, changed = {}) {
  const given = { ...SMALL, ...changed, learning_rate: 0.1 };
  const passed = pass(given);
  const layers = updated(given.layers, passed, 0.1);
  return /** @type {any} */ ({ given, step, question: null, choice: { weight, sample: 1 }, pass: { ...passed, given, after: { layers, loss: lossWith(given, layers) } } });
}

test("both passes of a network that can be checked by hand", () => {
  const { values, dvalues, slopes, gradients, loss } = JSON.parse(JSON.stringify(pass(SMALL))); // without −0
  assert.deepEqual(values, [[[1], [-2]], [[2, 2], [-4, 5]], [[2, 2], [0, 5]], [[-1.5], [-9.5]]]);
  assert.equal(loss.loss, 22.625);
  assert.deepEqual(loss.losses, [0.125, 45.125]);
  assert.deepEqual(dvalues.slice(1), [[[-0.25, 0.5], [0, 9.5]], [[-0.25, 0.5], [-4.75, 9.5]], [[-0.25], [-4.75]]]);
  assert.deepEqual(slopes, [null, [[1, 1], [0, 1]], null]);
  assert.deepEqual(gradients, [{ weights: [[-0.25, -18.5]], biases: [[-0.25, 10]] }, null, { weights: [[-0.5], [-24.25]], biases: [[-5]] }]);
});

test("softmax: probabilities, one-hot targets and their difference", () => {
  const { loss } = pass({ ...SMALL, layers: [{ kind: "Dense", weights: [[0, 0]], biases: [[1, 1]] }], loss_kind: "SoftmaxCrossEntropy", targets: [1, 0] });
  assert.deepEqual(loss.compared, [[0.5, 0.5], [0.5, 0.5]]);
  assert.deepEqual(loss.wanted, [[0, 1], [1, 0]]);
  assert.deepEqual(loss.dpredictions, [[0.25, -0.25], [-0.25, 0.25]]);
  assert.ok(Math.abs(loss.loss - Math.log(2)) < 1e-15);
});

test("paths: a product each, cut by a slope of 0, and their sum is the gradient", () => {
  const passed = pass(SMALL);
  const dead = pathsOf(SMALL, passed, parameterAt(SMALL.layers, "layers[0].weights[0, 0]"), 1);
  assert.deepEqual(dead.map(({ neurons }) => neurons), [[0, 0]]);
  assert.deepEqual(dead[0]?.factors.map(({ kind, value }) => [kind, value]), [["input", -2], ["slope", 0], ["weight", 1], ["loss", -4.75]]);
  assert.equal(Math.abs(dead[0]?.product ?? NaN), 0);
  for (const parameter of parametersOf(SMALL.layers)) {
    const paths = SMALL.inputs.flatMap((_, k) => pathsOf(SMALL, passed, parameter, k));
    assert.equal(sumOfPaths(paths), gradientOf(passed, parameter));
  }
});

test("paths that split at two layers, and a bias without an input", () => {
  /** @type {Given["layers"]} */
  const layers = [
    { kind: "Dense", weights: [[1]], biases: [[0]] },
    { kind: "Dense", weights: [[2, 3]], biases: [[0, 0]] },
    { kind: "Dense", weights: [[1, -1], [5, 7]], biases: [[0, 0]] },
  ];
  const given = { ...SMALL, layers, inputs: [[1]], targets: [[0, 0]] };
  const paths = pathsOf(given, pass(given), parameterAt(layers, "layers[0].biases[0, 0]"), 0);
  assert.deepEqual(paths.map(({ neurons }) => neurons), [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]);
  assert.deepEqual(paths.map(({ factors }) => factors.map(({ value }) => value)), [[2, 1, 17], [2, -1, 19], [3, 5, 17], [3, 7, 19]]);
  assert.equal(sumOfPaths(paths), 17 * 17 + 19 * 19);
});

test("the update moves against the gradient, and what no number can hold is null", () => {
  const passed = pass(SMALL);
  const layers = updated(SMALL.layers, passed, 0.01);
  assert.deepEqual(denseAt(layers, 2).biases, [[0.55]]);
  assert.deepEqual(layers[1], { kind: "ReLU" });
  assert.ok((lossWith(SMALL, layers) ?? NaN) < passed.loss.loss);
  /** @type {Given["layers"][number]} */
  const huge = { kind: "Dense", weights: Array(3).fill([1e6, 1e6, 1e6]), biases: [[1e6, 1e6, 1e6]] };
  const most = { ...SMALL, layers: [huge, huge, huge], inputs: huge.weights, targets: huge.weights };
  assert.equal(lossWith(most, updated(most.layers, pass(most), 1e6)), null);
  assert.deepEqual(SMALL.layers, /** @type {Given} */ (structuredClone(SMALL)).layers);
});

test("steps: there and back, in the reversed order", () => {
  for (const layers of [1, 3, 6]) {
    for (let step = 0; step <= lastStep(layers); step += 1) {
      const { part, layer } = stageAt(step, layers);
      assert.equal(stepOf(part, layers, layer), step);
    }
  }
  const titles = Array.from({ length: lastStep(2) + 1 }, (_, step) => titleOf(stageAt(step, 2)));
  assert.deepEqual(titles, [
    "Start", "Forward, layers[0]", "Forward, layers[1]", "The loss", "Gradient of the loss",
    "Backward, layers[1]", "Backward, layers[0]", "Update",
  ]);
});

test("parameters by their names", () => {
  const { layers } = SMALL;
  assert.deepEqual(densePlaces(layers), [0, 2]);
  assert.deepEqual(layers.map(layerText), ["Dense(1, 2)", "ReLU", "Dense(2, 1)"]);
  assert.deepEqual(parametersOf(layers).map(keyOf).slice(3), ["layers[0].biases[0, 1]", "layers[2].weights[0, 0]", "layers[2].weights[1, 0]", "layers[2].biases[0, 0]"]);
  assert.equal(parameterValue(layers, parameterAt(layers, "layers[2].weights[1, 0]")), -2);
  assert.throws(() => parameterAt(layers, "layers[1].weights[0, 0]"), /^Error: “weight” is one of layers\[0\]\.weights\[0, 0\] to layers\[2\]\.biases\[0, 0\]; got "layers\[1\]/);
  assert.deepEqual(denseAt(withLayer(layers, 2, { biases: [[7]] }), 2), { kind: "Dense", weights: [[1], [-2]], biases: [[7]] });
  assert.throws(() => denseAt(layers, 1), RangeError);
});

test("descent: each step is an update, until no number can hold it", () => {
  const { layers, losses, stopped } = descend(SMALL, 0.01, 3);
  let expected = SMALL.layers;
  for (const loss of losses) {
    expected = updated(expected, pass({ ...SMALL, layers: expected }), 0.01);
    assert.equal(loss, pass({ ...SMALL, layers: expected }).loss.loss);
  }
  assert.deepEqual([layers, losses.length, stopped], [expected, 3, null]);
  const wild = descend(SMALL, 1e5, 10);
  assert.ok(wild.losses.length < 10);
  assert.match(wild.stopped ?? "", /from −1000000 to 1000000/);
  assert.equal(pass({ ...SMALL, layers: wild.layers }).loss.loss, wild.losses.at(-1) ?? pass(SMALL).loss.loss);
});

test("neurons: what the steps have brought, and where a gate is shut", () => {
  const { pass: passed } = view("layers[0].weights[0, 0]", 0);
  const [inputs, hidden, last] = columnsOf(SMALL.layers);
  assert.ok(inputs && hidden && last);
  assert.deepEqual([inputs, hidden, last].map(({ count, dense, activation }) => [count, dense, activation]), [[1, null, null], [2, 0, 1], [1, 2, null]]);
  const at = (/** @type {number} */ step) => {
    const { sum, value, gradient, shut } = neuronAt(passed, hidden, 1, 0, step);
    return [sum, value, gradient === null ? null : gradient + 0, shut];
  };
  assert.deepEqual([0, 1, 2, 5, 6, 7].map(at), [
    [null, null, null, false], [-4, null, null, false], [-4, 0, null, true], [-4, 0, null, true], [-4, 0, -4.75, true], [-4, 0, 0, true],
  ]);
  assert.deepEqual([2, 3, 4, 5].map((step) => neuronAt(passed, last, 1, 0, step).value), [null, -9.5, -9.5, -9.5]);
  assert.deepEqual([4, 5].map((step) => neuronAt(passed, last, 1, 0, step).gradient), [null, -4.75]);
  assert.equal(neuronAt(passed, inputs, 1, 0, 0).value, -2);
});

test("the picture: every wire runs between its neurons, and all of it has room", () => {
  const wide = (/** @type {number} */ count) => [0, 1, 2].map(() => ({ kind: /** @type {const} */ ("Dense"), weights: Array(count).fill(Array(count).fill(1)), biases: [Array(count).fill(0)] }));
  for (const [layers, widths] of /** @type {const} */ ([[SMALL.layers, [316, 702, 928]], [wide(3), [316, 702, 928]], [wide(4), [316, 702, 928]]])) {
    for (const width of widths) {
      const drawing = geometry(layers, columnsOf(layers), width);
      assert.equal(drawing.wires.length, parametersOf(layers).filter(({ name }) => name === "weights").length);
      for (const { column, parameter: { row, column: to }, at } of drawing.wires) {
        const [from, end] = [drawing.neurons[column]?.[row], drawing.neurons[column + 1]?.[to]];
        assert.ok(from && end && at(1).x - at(0).x >= 16, "a wire has a length");
        assert.ok(Math.abs(at(0).x - (from.x + drawing.node / 2)) + Math.abs(at(0).y - from.y) < 1e-9);
        assert.ok(Math.abs(at(1).x - (end.x - drawing.node / 2)) + Math.abs(at(1).y - end.y) < 1e-9);
      }
      for (const column of drawing.neurons) {
        column.forEach(({ x, y }, j) => {
          assert.ok(x >= drawing.node / 2 && x + drawing.node / 2 < drawing.loss && drawing.loss < width);
          assert.ok(y - drawing.nodeHeight / 2 >= ROOM.head);
          assert.ok(y + drawing.nodeHeight / 2 + 24 <= (column[j + 1]?.y ?? drawing.height + drawing.nodeHeight / 2) - drawing.nodeHeight / 2, "its gradient has room below it");
        });
      }
    }
  }
});

test("paths in the picture: from the chosen weight, through its neuron, to the loss", () => {
  const three = [0, 1, 2].map(() => ({ kind: /** @type {const} */ ("Dense"), weights: [[1, 1], [1, 1]], biases: [[0, 0]] }));
  const weights = parametersOf(three).filter(({ name }) => name === "weights");
  const taken = (/** @type {string} */ key) => weights.filter((wire) => isOnPath(three, parameterAt(three, key), wire)).map(keyOf);
  assert.deepEqual(taken("layers[0].weights[0, 1]"), [
    "layers[0].weights[0, 1]", "layers[1].weights[1, 0]", "layers[1].weights[1, 1]",
    ...[0, 1].flatMap((row) => [0, 1].map((column) => `layers[2].weights[${row}, ${column}]`)),
  ]);
  assert.deepEqual(taken("layers[1].biases[0, 0]"), ["layers[2].weights[0, 0]", "layers[2].weights[0, 1]"]);
  assert.deepEqual(taken("layers[2].biases[0, 0]"), []);
});

test("matrices know where the chosen parameter stands in them, and when they are known", () => {
  const chosen = parameterAt(SMALL.layers, "layers[0].weights[0, 1]");
  assert.equal(fullName({ name: "dweights", layer: 2 }), "layers[2].dweights");
  assert.deepEqual(["weights.T", "dbiases", "updated weights", "outputs", "dinputs"].map(parameterIn), ["weights", "biases", "weights", null, null]);
  assert.deepEqual(chosenCell({ name: "weights.T", layer: 0 }, chosen), [1, 0]);
  assert.equal(chosenCell({ name: "dweights", layer: 2 }, chosen), null);
  const since = new Map();
  for (let step = 0; step <= 9; step += 1) {
    for (const { parts } of matricesOf(view("layers[0].weights[0, 0]", step))) {
      for (const part of parts) {
        if (part.rows[0]?.[0] !== null && !since.has(fullName(part))) since.set(fullName(part), step);
      }
    }
  }
  assert.deepEqual(Object.fromEntries(since), {
    inputs: 0, targets: 0, losses: 4, dpredictions: 5,
    "layers[0].weights": 0, "layers[0].biases": 0, "layers[2].weights": 0, "layers[2].biases": 0,
    "layers[0].outputs": 1, "layers[1].outputs": 2, "layers[2].outputs": 3,
    "layers[2].dweights": 6, "layers[2].dbiases": 6, "layers[2].dinputs": 6, "layers[1].dinputs": 7, "layers[0].dweights": 8, "layers[0].dbiases": 8,
  });
});

test("what is said of each step", () => {
  const key = "layers[0].weights[0, 1]";
  assert.equal(describe(8, lastStep(3)), "8 of 9: Backward, layers[0]");
  assert.match(say(view(key, 2)), /neuron 0 is shut/);
  assert.match(say(view(key, 2, { inputs: [[1], [1]] })), /every gate is open/);
  assert.match(say(view(key, 4)), /22\.63\.$/);
  assert.match(say(view(key, 7)), /nothing passes neuron 0/);
  assert.match(say(view(key, 9)), /falls, 22\.63 → 7\.51\.$/);
  const risen = view(key, 9);
  risen.pass.after.loss = 23;
  assert.match(say(risen), /rises/);
  risen.pass.after.loss = null;
  assert.match(say(risen), /too large for a number/);
  for (let step = 0; step <= 9; step += 1) assert.ok(say(view(key, step)).length <= 84, say(view(key, step)));
  const parameter = parameterAt(SMALL.layers, key);
  assert.ok(!isReached(3, 7, parameter) && isReached(3, 8, parameter));
  assert.match(speak(view(key, 8)), /^Backward, layers\[0\], sample 1\..* is −1\. Its gradient is −18\.5\.$/);
  const asked = { ...view(key, 8), question: { key, ask: "", answer: -18.5 } };
  assert.ok(!speak(asked).includes("18.5"));
});

test("a link is held to the network it gives, and one of an older edition is read", () => {
  const { validateState, upgrade, linked } = NetworkStepper;
  const state = { ...SMALL, weight: "layers[0].biases[0, 1]", sample: 1, step: 9, learning_rate: 0.1, view: "picture", predict: false, seed: 0 };
  assert.deepEqual(validateState(state), state);
  assert.deepEqual([...linked].sort(), Object.keys(state).filter((name) => name !== "loss_kind").sort());
  const refused = (/** @type {object} */ changed, /** @type {RegExp} */ message) =>
    assert.throws(() => validateState({ ...state, ...changed }), message);
  refused({ sample: 2 }, /“sample” is a whole number from 0 to 1, but the link gives 2\.$/);
  refused({ step: 10 }, /from 0 to 9/);
  refused({ step: 0.5 }, /gives 0\.5/);
  refused({ view: "graph" }, /“view” is picture or matrices/);
  refused({ learning_rate: 0 }, /above 0, at most 1000000\.$/);
  refused({ weight: "layers[0].biases[0, 2]" }, /“weight” is one of/);
  refused({ inputs: [[1, 2]] }, /^Error: The first layer takes 1 input, and the inputs have shape \(1, 2\)\.$/);
  refused({ layers: SMALL.layers.slice(0, 1) }, /The targets have one number for each output, shape \(2, 2\); got \(2, 1\)\.$/);
  assert.throws(() => checkGiven({ ...SMALL, inputs: [[1e6 + 1], [0]] }), /from −1000000 to 1000000 here; got 1000001\.$/);
  assert.deepEqual(upgrade?.({ step: 3, inside: 2 }, {}), { step: 3, view: "matrices" });
  assert.deepEqual(upgrade?.({ step: 3, inside: -1 }, {}), { step: 3 });
});
