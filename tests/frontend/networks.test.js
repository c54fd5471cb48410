import assert from "node:assert/strict";
import { test } from "node:test";

import { checkGiven, denseAt, densePlaces, keyOf, layerText, parameterAt, parameterValue, parametersOf, withLayer } from "../../frontend/arithmetic/network_spec.js";
import { chosenCell, fullName, namesOf, parameterIn, withHidden } from "../../frontend/widgets/network/matrices.js";
import { gradientOf, lossWith, pass, updated } from "../../frontend/arithmetic/network.js";
import { pathsOf, sumOfPaths } from "../../frontend/arithmetic/network_paths.js";
import { validateState } from "../../frontend/widgets/network/settings.js";
import { lastStep, stageAt, stepOf, titleOf } from "../../frontend/widgets/network/steps.js";
import { heading, isReached, remark, spoken, spokenParameter } from "../../frontend/widgets/network/words.js";

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

/** @param {string} key @param {number} step @param {boolean} [hidden] @param {Given} [given] */
function view(key, step, hidden = false, given = SMALL) {
  const passed = pass(given);
  const layers = updated(given.layers, passed, 0.1);
  return {
    given, passed, step, hidden, sample: 0, rate: 0.1,
    stage: stageAt(step, given.layers.length), parameter: parameterAt(given.layers, key),
    after: { layers, loss: lossWith(given, layers) },
  };
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

test("matrices know their axes, and where the chosen parameter stands in them", () => {
  const chosen = parameterAt(SMALL.layers, "layers[0].weights[0, 1]");
  assert.equal(fullName({ name: "dweights", layer: 2 }), "layers[2].dweights");
  assert.deepEqual(["weights.T", "dbiases", "updated weights", "outputs", "dinputs"].map(parameterIn), ["weights", "biases", "weights", null, null]);
  assert.deepEqual(chosenCell({ name: "weights.T", layer: 0 }, chosen), { row: 1, column: 0 });
  assert.equal(chosenCell({ name: "dweights", layer: 2 }, chosen), null);
  assert.deepEqual(withHidden({ name: "dweights", layer: 0 }, [[1, 2]], chosen, true), [[1, null]]);
  assert.deepEqual(withHidden({ name: "updated weights", layer: 0 }, [[1, 2]], chosen, true), [[1, null]]);
  assert.deepEqual(withHidden({ name: "weights", layer: 0 }, [[1, 2]], chosen, true), [[1, 2]]);
  const axes = (/** @type {string} */ name) => [namesOf({ name }).rowNames(0), namesOf({ name }).columnNames(1), namesOf({ name }).kind];
  assert.deepEqual(axes("inputs.T"), ["input 0", "sample 1", "value"]);
  assert.deepEqual(axes("dpredictions"), ["sample 0", "output 1", "gradient"]);
  assert.deepEqual(axes("updated biases"), ["row 0", "neuron 1", "value"]);
});

test("what is said of each step", () => {
  const key = "layers[0].weights[0, 1]";
  assert.equal(heading(view(key, 1)), "Forward, layers[0]: Dense(1, 2)");
  assert.equal(heading(view(key, 4)), "The loss: SquaredError");
  assert.equal(heading(view(key, 9)), "Update");
  assert.match(remark(view(key, 1)), /^2 samples, 1 input each, become 2 outputs each/);
  assert.match(remark(view(key, 4)), /^loss = 22\.625/);
  assert.match(remark(view(key, 7)), /not above 0, in 1 cell:/);
  assert.match(remark(view(key, 8)), /No layer stands before it/);
  assert.match(remark(view(key, 6)), /the dvalues of the layer before/);
  assert.match(remark(view(key, 9)), /22\.625 before, 7\.51027 after\. It has fallen\.$/);
  const risen = { ...view(key, 9), after: { layers: [], loss: 23 } };
  assert.match(remark(risen), /It has risen: the step was too long\.$/);
  assert.match(remark({ ...risen, after: { layers: [], loss: null } }), /after this step no number can hold it/);
  assert.ok(!isReached(view(key, 7)) && isReached(view(key, 8)));
  assert.match(spoken(view(key, 8)), /The gradient of layers\[0\]\.weights\[0, 1\] is −18\.5\.$/);
  assert.match(spoken(view(key, 8, true)), /What is the gradient of layers\[0\]\.weights\[0, 1\]\?$/);
  assert.ok(!spoken(view(key, 8, true)).includes("18.5"));
  assert.equal(spokenParameter(view(key, 3)), "layers[0].weights[0, 1] is −1. The steps have not come to its gradient yet.");
  assert.equal(spokenParameter(view(key, 9)), "layers[0].weights[0, 1] is −1. Its gradient is −18.5.");
});

test("a link is held to the network it gives", () => {
  const state = { ...SMALL, weight: "layers[0].biases[0, 1]", sample: 1, step: 9, learning_rate: 0.1, inside: 2, predict: false };
  assert.equal(validateState(state), state);
  const refused = (/** @type {object} */ changed, /** @type {RegExp} */ message) =>
    assert.throws(() => validateState({ ...state, ...changed }), message);
  refused({ sample: 2 }, /“sample” is a whole number from 0 to 1, and the link gives 2\.$/);
  refused({ step: 10 }, /from 0 to 9/);
  refused({ step: 0.5 }, /gives 0\.5/);
  refused({ inside: 1 }, /“inside” is one of -1, 0, 2/);
  refused({ learning_rate: 0 }, /above 0, at most 1000000\.$/);
  refused({ weight: "layers[0].biases[0, 2]" }, /“weight” is one of/);
  refused({ inputs: [[1, 2]] }, /^Error: The first layer takes 1 input, and the inputs have shape \(1, 2\)\.$/);
  refused({ layers: SMALL.layers.slice(0, 1) }, /The targets have one number for each output, shape \(2, 2\); got \(2, 1\)\.$/);
  assert.throws(() => checkGiven({ ...SMALL, inputs: [[1e6 + 1], [0]] }), /from −1000000 to 1000000 here; got 1000001\.$/);
});
