import assert from "node:assert/strict";
import { test } from "node:test";

import { pass as activate } from "../../frontend/arithmetic/activations.js";
import { layerSums } from "../../frontend/arithmetic/dense.js";
import { evaluate } from "../../frontend/arithmetic/evaluate.js";
import { lossWith, pass as passNetwork } from "../../frontend/arithmetic/network.js";
import { parameterAt } from "../../frontend/arithmetic/network_spec.js";
import { shardSums } from "../../frontend/arithmetic/shards.js";
import { pass as passSoftmax } from "../../frontend/arithmetic/softmax.js";
import { judgeValue } from "../../frontend/exercises/judge_value.js";
import { mistakesInCell, mistakesInLayers } from "../../frontend/widgets/activation/mistakes.js";
import { cellAt } from "../../frontend/widgets/activation/look.js";
import { mistakesAt as chainMistakes } from "../../frontend/widgets/chain_rule/mistakes.js";
import { mistakesOf as descentMistakes } from "../../frontend/widgets/descent/mistakes.js";
import { mistakesAt as layerMistakes } from "../../frontend/widgets/layer/mistakes.js";
import { mistakesOf as networkMistakes } from "../../frontend/widgets/network/mistakes.js";
import { mistakesIn as shardMistakes } from "../../frontend/widgets/shard/mistakes.js";
import { lookAt } from "../../frontend/widgets/softmax/look.js";
import { mistakesAt as softmaxMistakes } from "../../frontend/widgets/softmax/mistakes.js";

/** @typedef {import("../../frontend/exercises/mistake.js").WrongAnswer} WrongAnswer */

/** What a reader is told: the kind, or the mistake.  @param {string} typed @param {number} answer @param {WrongAnswer[]} known */
function told(typed, answer, known) {
  const { kind, mistake } = judgeValue(typed, answer, known);
  return mistake || kind;
}

/** @param {number} answer @param {WrongAnswer[]} known @param {[typed: string, told: string][]} cases */
function check(answer, known, cases) {
  /** @type {[string, string][]} */
  const nonsense = [["two", "unreadable"], ["", "empty"]];
  for (const [typed, expected] of [...cases, ...nonsense]) {
    assert.equal(told(typed, answer, known), expected, typed);
  }
}

test("one answer is named by one mistake, by several, or by none", () => {
  const known = [["a", 2], ["b", 2], ["c", 5], ["d", 7]].map(([name, value]) => ({ name: String(name), value: Number(value), says: `Made ${name}.`, see: `x#${name}` }));
  check(7, known, [["2", "a or b"], ["10/2", "c"], ["7", "right"], ["8", "unknown"]]);
  const both = judgeValue("2", 7, known);
  assert.ok(both.message.includes("Made a.") && both.message.includes("Made b."));
  assert.equal(both.see, "", "neither place explains both");
  assert.equal(judgeValue("5", 7, known).see, "x#c");
});

/** @param {string} op @param {number[]} numbers */
function chainOf(op, ...numbers) {
  const names = ["a", "b"].slice(0, numbers.length);
  const spec = { version: 1, output: "y", nodes: [
    ...names.map((name, place) => ({ name, op: "input", value: numbers[place] ?? NaN })), { name: "y", op, inputs: names },
  ] };
  return { spec, ...evaluate(spec) };
}

test("chain rule: a local derivative", () => {
  const at = (/** @type {number} */ place, /** @type {ReturnType<typeof chainOf>} */ pass) => {
    const [step] = pass.steps.slice(place);
    assert.ok(step);
    return /** @type {const} */ ([step.local, chainMistakes(pass, step)]);
  };
  check(...at(0, chainOf("mul", 2, -3)), [["-9/3", "right"], ["2", "own factor instead of the other"], ["4", "unknown"]]);
  check(...at(0, chainOf("mul", 3, 3)), [["3", "right"]]);
  check(...at(1, chainOf("add", 5, 4)), [["4/4", "right"], ["5", "sum treated as a product"]]);
  check(...at(1, chainOf("sub", 5, 4)), [["0-1", "right"], ["1", "minus left out"]]);
  check(...at(0, chainOf("relu", -2)), [["0", "right"], ["1", "mask from the output by >= or no activation derivative"]]);
  check(...at(0, chainOf("square", 3)), [["3·2", "right"], ["3", "the two of the square left out"]]);
  check(...at(0, chainOf("log", 4)), [["2^-2", "right"], ["1", "logarithm not differentiated"]]);
  check(...at(0, chainOf("sigmoid", 2)), [["0.105", "right"], ["0.881", "part of the slope"], ["1", "no activation derivative"], ["0.2072", "activation taken twice"]]);
  check(...at(0, chainOf("tanh", 1)), [["0.42", "right"], ["0.58", "part of the slope"], ["0.5878", "activation taken twice"]]);
});

test("descent: a parameter after a step", () => {
  const known = descentMistakes({ before: 3, slope: 6, earlier: 8, rate: 0.1 });
  check(2.4, known, [["3 - 0.1·6", "right"], ["3.6", "step uphill"], ["-3", "learning rate left out"], ["2.2", "gradient of the step before"], ["2", "unknown"]]);
});

const LAYER = { inputs: [[1, 2], [3, 5], [4, -1]], weights: [[2, 7], [-3, 4]], biases: [[9, 8]], dvalues: [[1, 6], [-2, 3], [5, 10]] };

test("layer: a cell of a result", () => {
  const sums = layerSums(LAYER);
  /** @param {import("../../frontend/arithmetic/dense.js").ResultName} compute @param {[number, number]} cell @param {number} step @param {[string, string][]} cases */
  const at = (compute, cell, step, cases) =>
    check(sums[compute][cell[0]]?.[cell[1]]?.sums[step] ?? NaN, layerMistakes(LAYER, sums, { compute, cell, step }), cases);
  at("dinputs", [0, 0], 2, [["2+42", "right"], ["42", "one path of several"], ["-16", "transpose missing"]]);
  at("dinputs", [0, 0], 1, [["2", "right"], ["42", "unknown"]]);
  at("dweights", [0, 0], 3, [["1-6+20", "right"], ["20", "overwritten instead of added"], ["8", "own factor instead of the other"]]);
  at("dbiases", [0, 0], 3, [["4", "right"], ["5", "overwritten instead of added"], ["9", "the bias printed instead of its gradient"], ["7", "wrong axis for the biases"]]);
  at("outputs", [0, 0], 3, [["5", "right"], ["6", "unknown"]]);
});

test("activation: a product, and what is left", () => {
  const z = [[-2, 2]];
  const cell = (/** @type {"relu" | "sigmoid" | "tanh"} */ name, /** @type {number} */ column) =>
    cellAt({ ...activate(name, z, [[5, -3]]), inputs: z, dvalues: [[5, -3]], activation: name }, [0, column]);
  const asked = (/** @type {"relu" | "sigmoid" | "tanh"} */ name, /** @type {number} */ column) =>
    /** @type {const} */ ([cell(name, column).product, mistakesInCell(name, cell(name, column))]);
  check(...asked("relu", 0), [["0", "right"], ["5", "no activation derivative or mask from the output by >= or mask of the wrong array"]]);
  check(...asked("relu", 1), [["-3", "right"], ["1", "incoming gradient left out"], ["0", "mask of the wrong array"]]);
  check(...asked("sigmoid", 0), [["0.525", "right"], ["5", "no activation derivative"], ["0.596", "part of the slope"], ["1.2456", "activation taken twice"]]);
  check(...asked("tanh", 0), [["0.353", "right"], ["9.82", "part of the slope"], ["4.65", "part of the slope"]]);
  const layers = cell("sigmoid", 1);
  check(layers.left[2] ?? NaN, mistakesInLayers(layers, 2), [
    [String(layers.left[1]), "no activation derivative"], [String(layers.slopes[8]), "incoming gradient left out"],
    [String((layers.left[1] ?? NaN) + (layers.slopes[8] ?? NaN)), "factors added instead of multiplied"],
  ]);
});

test("softmax: a probability, and the gradients", () => {
  const logits = [[1, 2, 0], [0, 0, 3]];
  const passed = passSoftmax(logits, [0, 1]);
  const look = (/** @type {number} */ step) =>
    softmaxMistakes(lookAt({ ...passed, logits, clean: passed.samples }, { sample: 0, step, predict: true }, true));
  const [own] = passed.samples;
  assert.ok(own);
  const [p = NaN, q = NaN] = own.probabilities;
  check(p, look(1), [["0.245", "right"], ["0.296", "softmax applied twice"]]);
  check(-1 / p / 2, look(3), [["2.043", "minus of −log p left out"], ["-1/2", "logarithm not differentiated"], ["-0.378", "gradient of the fused loss"], ["-4.086", "missing 1/n"]]);
  check((p - 1) / 2, look(5), [["-0.378", "right"], ["0.122", "target left out"], ["0.378", "sign of (a − y)"], ["-0.755", "missing 1/n"]]);
  check(q / 2, look(6), [["0", "softmax differentiated elementwise"], ["-0.333", "sign of (a − y)"], ["0.665", "missing 1/n"]]);
  check((p - 1) / 2, look(8), [["-0.0698", "softmax differentiated once more"], ["0.122", "target left out"]]);
});

const PLAIN = "mean of the shards' means, not weighted";

test("shards: the part that a worker sends", () => {
  const { workers } = shardSums({ inputs: [1, 1, 1, 1, 1, 1], targets: [8, 4, 6, 3, 0, -10], weight: 0, learning_rate: 0.1, shards: [[0, 1, 2, 3], [4], [5]] });
  const asked = (/** @type {number} */ k) => {
    const worker = workers[k];
    assert.ok(worker && worker.part !== null);
    return /** @type {const} */ ([worker.part, shardMistakes(worker, workers.length)]);
  };
  check(...asked(0), [["-21/6", "right"], ["-21/4", PLAIN], ["-21/12", PLAIN], ["-21", "missing 1/n"], ["-21/24", "doubled 1/n"], ["21/6", "unknown"]]);
  check(...asked(2), [["10/6", "right"], ["10", PLAIN], ["10/3", PLAIN]]);
});

test("network: the gradient of one weight", () => {
  /** @type {import("../../frontend/widgets/network/stepping.jsx").Given} */
  const given = {
    layers: [
      { kind: "Dense", weights: [[1, 2]], biases: [[1, -30]] }, { kind: "ReLU" },
      { kind: "Dense", weights: [[2, 3], [-1, 4]], biases: [[5, 6]] },
    ],
    loss_kind: "SquaredError", inputs: [[2], [3]], targets: [[1, 3], [2, 20]], learning_rate: 0.1,
  };
  const passed = { ...passNetwork(given), given, after: { layers: given.layers, loss: lossWith(given, given.layers) } };
  const asked = (/** @type {string} */ key) => networkMistakes(passed, parameterAt(given.layers, key));
  // δ = (10, 12)/2 and (11, −2)/2
  check(2 * (10 + 18) + 3 * (11 - 3), asked("layers[0].weights[0, 0]"), [
    ["2·28 + 3·8", "right"], ["53", "one path of several"], ["27", "one path of several"], ["-80", "sign of (a − y)"], ["160", "missing 1/n"],
    ["24", "overwritten instead of added"], ["5", "incoming gradient left out"],
  ]);
  check(0, asked("layers[0].weights[0, 1]"), [["0", "right"], ["9.5", "no activation derivative"]]);
  check(28 + 8, asked("layers[0].biases[0, 0]"), [["36", "right"], ["1", "the bias printed instead of its gradient"]]);
});

test("network: the mask of another ReLU, where there is one of the same width", () => {
  const dense = (/** @type {number[][]} */ weights, /** @type {number[][]} */ biases) => /** @type {const} */ ({ kind: "Dense", weights, biases });
  const gate = /** @type {const} */ ({ kind: "ReLU" });
  /** @type {import("../../frontend/widgets/network/stepping.jsx").Given} */
  const given = {
    layers: [dense([[2, -3]], [[1, 1]]), gate, dense([[-2, 3], [5, 7]], [[1, -1]]), gate, dense([[4], [0.5]], [[1]])],
    loss_kind: "SquaredError", inputs: [[1]], targets: [[3]], learning_rate: 0.1,
  };
  const passed = { ...passNetwork(given), given, after: { layers: given.layers, loss: lossWith(given, given.layers) } };
  const asked = (/** @type {string} */ key) => networkMistakes(passed, parameterAt(given.layers, key));
  // The first gates are (open, shut), the second (shut, open); δ = 2.
  check(3 * 0.5 * 2, asked("layers[0].weights[0, 0]"), [
    ["3", "right"], ["-2·4·2", "mask of the wrong layer"], ["0", "one path of several or mask of the wrong layer"], ["-13", "no activation derivative"],
  ]);
  check(0, asked("layers[2].biases[0, 0]"), [["0", "right"], ["8", "no activation derivative or mask of the wrong layer"]]);
});
