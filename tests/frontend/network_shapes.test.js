import assert from "node:assert/strict";
import { test } from "node:test";

import { checkGiven, denseAt, densePlaces } from "../../frontend/arithmetic/network_spec.js";
import { NOTHING, fits, keyIn, leastOutputs, mostOutputs, remember, shapeOf, shaped, withLayer, withLayers, withLoss } from "../../frontend/widgets/network_playground/shape.js";

/** @typedef {import("../../frontend/arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../frontend/widgets/network_playground/shape.js").Memory} Memory */
/** @typedef {import("../../frontend/widgets/network_playground/shape.js").Shape} Shape */

/** No two numbers are alike, and none is one that stands where nothing was.  @type {Given & { learning_rate: number }} */
const TYPED = {
  layers: [
    { kind: "Dense", weights: [[11, 12, 13], [21, 22, 23]], biases: [[31, 32, 33]] },
    { kind: "ReLU" },
    { kind: "Dense", weights: [[41, 42], [51, 52], [61, 62]], biases: [[71, 72]] },
  ],
  loss_kind: "SquaredError",
  inputs: [[81, 82], [91, 92]],
  targets: [[0.25, 0.75], [0.5, 0.125]],
  learning_rate: 0.3,
};

/** A network that keeps in mind what it was, as the figure does.  @param {Given} given @param {Memory} memory */
function kept(given, memory = NOTHING) {
  const now = remember(memory, given);
  return {
    given,
    /** @param {(shape: Shape, memory: Memory) => Shape} change */
    to(change) {
      const next = shaped(given, now, change(shapeOf(given), now));
      checkGiven(next);
      return kept(next, now);
    },
  };
}

const start = kept(TYPED);

test("a shape is read, and shaping to it changes nothing", () => {
  assert.deepEqual(shapeOf(TYPED), {
    samples: 2, inputs: 2, loss: "SquaredError", layers: [{ neurons: 3, activation: "ReLU" }, { neurons: 2, activation: "" }],
  });
  assert.deepEqual(start.to((shape) => shape).given, TYPED);
});

test("a layer that is added leaves every number in its place", () => {
  const { given } = start.to((shape, memory) => withLayers(shape, memory, 3));
  assert.deepEqual(shapeOf(given).layers, [{ neurons: 3, activation: "ReLU" }, { neurons: 3, activation: "ReLU" }, { neurons: 2, activation: "" }]);
  assert.deepEqual([given.layers[0], given.layers.at(-1), given.inputs, given.targets], [TYPED.layers[0], TYPED.layers.at(-1), TYPED.inputs, TYPED.targets]);
});

test("a layer that is removed comes back with its numbers, and the rows behind it too", () => {
  const without = start.to((shape, memory) => withLayers(shape, memory, 1));
  assert.deepEqual(without.given.layers, [{ kind: "Dense", weights: [[41, 42], [51, 52]], biases: [[71, 72]] }]);
  assert.deepEqual(without.to((shape, memory) => withLayers(shape, memory, 2)).given, TYPED);
});

test("whatever shrinks and grows again has its numbers again", () => {
  /** @type {Record<string, (shape: Shape) => Shape>} */
  const shrinks = {
    inputs: (shape) => ({ ...shape, inputs: 1 }),
    samples: (shape) => ({ ...shape, samples: 1 }),
    hidden: (shape) => withLayer(shape, 0, { neurons: 1 }),
    outputs: (shape) => withLayer(shape, 1, { neurons: 1 }),
    activation: (shape) => withLayer(shape, 0, { activation: "" }),
  };
  for (const [name, shrink] of Object.entries(shrinks)) {
    const small = start.to(shrink);
    assert.notDeepEqual(small.given, TYPED, name);
    assert.deepEqual(small.to(() => shapeOf(TYPED)).given, TYPED, name);
  }
});

test("what is typed meanwhile stays", () => {
  const small = start.to((shape) => withLayer(shape, 0, { neurons: 2 }));
  const edited = structuredClone(small.given);
  denseAt(edited.layers, 0).weights[0] = [99, 12];
  const back = kept(edited, remember(NOTHING, TYPED)).to((shape) => withLayer(shape, 0, { neurons: 3 }));
  assert.deepEqual(denseAt(back.given.layers, 0).weights, [[99, 12, 13], [21, 22, 23]]);
});

test("another loss takes targets that mean the same, and the first gets its own back", () => {
  const classes = start.to((shape) => withLoss(shape, "SoftmaxCrossEntropy"));
  assert.deepEqual(classes.given.targets, [1, 0]);
  assert.deepEqual(classes.to((shape) => withLoss(shape, "SquaredError")).given, TYPED);
  const shares = classes.to((shape) => withLoss(shape, "SigmoidCrossEntropy"));
  assert.deepEqual(shares.given.targets, [[1], [0]]);
  assert.deepEqual(denseAt(shares.given.layers, 2).weights, [[41], [51], [61]]);
  assert.deepEqual(shares.to((shape) => withLoss(shape, "SoftmaxCrossEntropy")).given.targets, [1, 0]);
  const typed = kept({ ...TYPED, loss_kind: "SoftmaxCrossEntropy", targets: [[0, 1], [0, 1]] }).to((shape) => ({ ...shape, samples: 1 }));
  assert.deepEqual(typed.given.targets, [1]);
});

test("a loss has as many outputs as it compares, and no sigmoid before its own", () => {
  const one = start.to((shape) => withLayer(shape, 1, { neurons: 1, activation: "Sigmoid" }));
  assert.deepEqual(shapeOf(one.to((shape) => withLoss(shape, "SoftmaxCrossEntropy")).given).layers.at(-1), { neurons: 2, activation: "Sigmoid" });
  assert.deepEqual(shapeOf(one.to((shape) => withLoss(shape, "SigmoidCrossEntropy")).given).layers.at(-1), { neurons: 1, activation: "" });
  assert.deepEqual([leastOutputs("SquaredError"), leastOutputs("SoftmaxCrossEntropy"), mostOutputs("SigmoidCrossEntropy", 4), mostOutputs("SquaredError", 4)], [1, 2, 1, 4]);
  assert.deepEqual([fits("Sigmoid", "SigmoidCrossEntropy"), fits("Sigmoid", "SquaredError"), fits("ReLU", "SigmoidCrossEntropy")], [false, true, true]);
});

test("a class that has no output any more becomes the last one", () => {
  const three = kept({ ...TYPED, loss_kind: "SoftmaxCrossEntropy", targets: [1, 0] }).to((shape) => withLayer(shape, 1, { neurons: 4 }));
  const last = kept({ ...three.given, targets: [3, 0] }).to((shape) => withLayer(shape, 1, { neurons: 2 }));
  assert.deepEqual(last.given.targets, [1, 0]);
});

test("every shape that can be chosen can be shown, and numbers that are new are of both signs", () => {
  for (const loss of /** @type {const} */ (["SquaredError", "SoftmaxCrossEntropy", "SigmoidCrossEntropy"])) {
    for (const widths of [[1], [4], [2, 4], [4, 4, 4], [1, 4, 1]]) {
      for (const samples of [1, 4]) {
        const layers = widths.map((neurons) => ({ neurons, activation: /** @type {const} */ ("Tanh") }));
        const { given } = start.to(() => withLoss({ samples, inputs: 4, layers, loss: "SquaredError" }, loss));
        assert.equal(densePlaces(given.layers).length, widths.length);
        assert.equal(given.inputs.length, samples);
      }
    }
  }
  const wide = start.to((shape, memory) => withLayers({ ...shape, inputs: 4 }, memory, 3));
  const fresh = denseAt(wide.given.layers, 2).weights.flat();
  assert.ok(fresh.some((x) => x > 0) && fresh.some((x) => x < 0) && !fresh.includes(0));
});

test("the chosen weight is the same one in another shape", () => {
  const three = start.to((shape, memory) => withLayers(shape, memory, 3)).given.layers;
  assert.equal(keyIn(TYPED.layers, three, "layers[2].weights[2, 1]"), "layers[4].weights[2, 1]");
  assert.equal(keyIn(TYPED.layers, three, "layers[0].biases[0, 2]"), "layers[0].biases[0, 2]");
  assert.equal(keyIn(three, TYPED.layers, "layers[2].weights[0, 0]"), null);
  const plain = start.to((shape) => withLayer(shape, 0, { activation: "", neurons: 2 })).given.layers;
  assert.equal(keyIn(TYPED.layers, plain, "layers[2].weights[1, 1]"), "layers[1].weights[1, 1]");
  assert.equal(keyIn(TYPED.layers, plain, "layers[2].weights[2, 1]"), null);
});
