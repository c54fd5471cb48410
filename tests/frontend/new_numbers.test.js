import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import { drawNumbers, nextNumbers, seeded, tells } from "../../frontend/parts/new_numbers.js";
import activation from "../../frontend/widgets/activation/activation_stepper.jsx";
import chainRule from "../../frontend/widgets/chain_rule/chain_rule_stepper.jsx";
import descent from "../../frontend/widgets/descent/descent_stepper.jsx";
import difference from "../../frontend/widgets/difference/difference_stepper.jsx";
import layer from "../../frontend/widgets/layer/layer_stepper.jsx";
import network from "../../frontend/widgets/network/network_stepper.jsx";
import shard from "../../frontend/widgets/shard/shard_stepper.jsx";
import softmax from "../../frontend/widgets/softmax/softmax_stepper.jsx";

/** @typedef {import("../../frontend/types.js").State} State */
/** @typedef {{ anchor: string, widget: any, state: State }} Figure */

/** @type {Record<string, any>} */
const WIDGETS = {
  ActivationStepper: activation, ChainRuleStepper: chainRule, DescentStepper: descent, DifferenceStepper: difference, LayerStepper: layer, NetworkStepper: network,
  ShardStepper: shard, SoftmaxStepper: softmax,
};
const BOOK = new URL("../../book/", import.meta.url);
const FIGURE = /<figure class="backprop-widget" id="([^"]+)" data-widget="(\w+)" data-state="([^"]+)">/g;
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);
const CHANCE = 0.03; // of the questions, on average, that draws with more luck tell apart

const figures = await stored();

/** The figures that ask, as the chapters store them. */
async function stored() {
  const chapters = (await readdir(BOOK)).filter((name) => name.endsWith(".ipynb"));
  const texts = await Promise.all(chapters.map(async (name) => JSON.parse(await readFile(new URL(name, BOOK), "utf8"))));
  const outputs = texts.flatMap(({ cells }) => cells).flatMap(({ outputs = [] }) => outputs);
  const html = outputs.map(({ data }) => [data?.["text/html"] ?? ""].flat().join("")).join("");
  /** @type {Figure[]} */
  const found = [...html.matchAll(FIGURE)].map(([, anchor = "", widget = "", state = ""]) =>
    ({ anchor, widget: WIDGETS[widget], state: JSON.parse(state.replaceAll("&quot;", '"').replaceAll("&amp;", "&")) }));
  return found.filter(({ widget }) => widget);
}

/** What is given in a figure.  @param {Figure} figure @returns {any} */
function givenOf({ widget: { definition }, state }) {
  const full = definition.complete?.(state) ?? state;
  return Object.fromEntries(definition.given.map((/** @type {string} */ name) => [name, full[name]]));
}

/** The questions about these numbers, by where they are asked.  @param {any} definition @param {any} given @returns {Map<string, any>} */
function questionsOf({ pass, asks, ask }, given) {
  const passed = pass(given);
  const asked = asks(passed, given).map((/** @type {State} */ choice) => [JSON.stringify(choice), ask(passed, choice, given)]);
  return new Map(asked.filter((/** @type {[string, any]} */ [, question]) => question));
}

test("every kind of figure that asks stands in the book", () => {
  assert.deepEqual(new Set(figures.map(({ widget }) => widget)), new Set(Object.values(WIDGETS)));
});

for (const figure of figures) {
  const { anchor, widget: { definition, linked, validateState, upgrade }, state } = figure;
  const given = givenOf(figure);

  test(`${anchor}: new numbers tell, wherever numbers can`, () => {
    const drawn = SEEDS.map((seed) => questionsOf(definition, drawNumbers(definition, seed, given)));
    const countAlike = (/** @type {Map<string, any>} */ questions) => [...questions.values()].filter((question) => !tells(question)).length;
    const alike = drawn.map(countAlike);
    const fewest = Math.min(...alike); // a mistake may give the right answer with any numbers
    const asked = drawn.reduce((sum, { size }) => sum + size, 0);
    const byChance = alike.reduce((sum, count) => sum + count - fewest, 0);
    assert.equal(asked > 0, questionsOf(definition, given).size > 0);
    assert.ok(byChance <= CHANCE * asked, `${byChance} of ${asked}`);
    assert.ok(fewest <= countAlike(questionsOf(definition, given)));
  });

  test(`${anchor}: a seed's numbers are other ones, the same each time, and never those of an edit`, () => {
    const first = drawNumbers(definition, 1, given);
    assert.notDeepEqual(first, given);
    for (let [seed, now, turn] = [1, first, 0]; turn < 5; turn += 1) {
      const next = nextNumbers(definition, seed, now);
      assert.ok(next && next.seed > seed);
      assert.notDeepEqual(next.given, now);
      [seed, now] = [next.seed, next.given];
    }
    assert.deepEqual(drawNumbers(definition, 1, drawNumbers(definition, 7, given)), first);
  });

  test(`${anchor}: a link with a seed alone asks for its numbers, and one with numbers for those`, () => {
    const asked = upgrade({ seed: 3, predict: true }, state);
    for (const name of Object.keys(asked)) assert.ok(linked.includes(name), name);
    assert.deepEqual(givenOf({ ...figure, state: { ...state, ...asked } }), drawNumbers(definition, 3, given));
    assert.ok(validateState({ ...state, ...asked }));
    assert.deepEqual(upgrade({ step: 1 }, state), { step: 1 });
    const [own = ""] = linked;
    assert.deepEqual(seeded(definition, { seed: 3, [own]: state[own] }, state), { seed: 3, [own]: state[own] });
  });

  test(`${anchor}: what is no seed is refused with a sentence`, () => {
    for (const seed of [-1, 1.5, 2 ** 32]) {
      assert.throws(() => validateState({ ...state, seed }), /whole number/);
      assert.throws(() => upgrade({ seed }, state), /whole number/);
    }
    assert.ok(validateState({ ...state, seed: 2 ** 32 - 1 }));
  });
}

test("the widest networks have new numbers as well", () => {
  const four = { kind: "Dense", weights: Array(4).fill([1, 1, 1, 1]), biases: [[0, 0, 0, 0]] };
  const batch = Array(4).fill([1, 2, 3, 4]);
  for (const layers of [[four, four, four], [four, { kind: "ReLU" }, four, { kind: "ReLU" }, four, { kind: "ReLU" }]]) {
    const given = /** @type {any} */ ({ layers, loss_kind: "SquaredError", inputs: batch, targets: batch, learning_rate: 0.1 });
    const next = nextNumbers(network.definition, 0, given);
    assert.ok(next && next.seed <= 3);
  }
});

test("networks of every form have new numbers", () => {
  const dense = (/** @type {number} */ inputs, /** @type {number} */ neurons) =>
    ({ kind: "Dense", weights: Array.from({ length: inputs }, () => Array(neurons).fill(1)), biases: [Array(neurons).fill(0)] });
  for (const kind of ["Linear", "ReLU", "LeakyReLU", "Sigmoid", "Tanh"]) {
    for (const [samples, neurons] of /** @type {const} */ ([[1, 1], [1, 3], [3, 1], [2, 2], [4, 3]])) {
      for (const [loss, targets] of /** @type {const} */ ([["SquaredError", [1, 2]], ["SoftmaxCrossEntropy", [0, 1]], ["SoftmaxCrossEntropy", 1]])) {
        const batch = (/** @type {unknown} */ row) => Array.from({ length: samples }, () => row);
        const given = {
          layers: [dense(2, neurons), { kind }, dense(neurons, 2)], loss_kind: loss, inputs: batch([1, 2]), targets: batch(targets), learning_rate: 0.1,
        };
        const drawn = drawNumbers(network.definition, 5, /** @type {any} */ (given));
        assert.notDeepEqual(drawn.layers, given.layers);
        const forms = [drawn, given].map(({ targets: each }) => each.map((target) => (Array.isArray(target) ? target.length : typeof target)));
        assert.deepEqual(forms[0], forms[1]);
      }
    }
  }
});
