import assert from "node:assert/strict";
import { test } from "node:test";

import { sameValue } from "../../frontend/arithmetic/same_value.js";
import { createStaticModel } from "../../frontend/host/static_model.js";

/**
 * @param {import("../../frontend/types.js").Model} model
 * @param {...string} events
 */
function record(model, ...events) {
  /** @type {string[]} */
  const heard = [];
  for (const event of events) model.on(event, () => heard.push(event));
  return heard;
}

test("set is heard as change:<name>, then as change, after the value is there", () => {
  const model = createStaticModel({ x: 1, y: 2 });
  const heard = record(model, "change", "change:x", "change:y");
  /** @type {unknown[]} */
  const seen = [];
  model.on("change:x", (source, value) => seen.push(source === model, value, model.get("x")));
  model.set("x", 5);
  assert.deepEqual(heard, ["change:x", "change"]);
  assert.deepEqual(seen, [true, 5, 5]);
});

test("setting what is already there says nothing", () => {
  const model = createStaticModel({ x: 1, inputs: { a: [1, 2] } });
  const heard = record(model, "change", "change:x", "change:inputs");
  model.set("x", 1);
  model.set("inputs", { a: [1, 2] });
  assert.deepEqual(heard, []);
  model.set("inputs", { a: [1, 3] });
  assert.deepEqual(heard, ["change:inputs", "change"]);
});

test("a new name can be set", () => {
  const model = createStaticModel({});
  const heard = record(model, "change:late");
  model.set("late", 0);
  assert.equal(model.get("late"), 0);
  assert.deepEqual(heard, ["change:late"]);
});

test("off takes one listener, one event's, or all", () => {
  const model = createStaticModel({ x: 0 });
  /** @type {string[]} */
  const heard = [];
  const first = () => heard.push("first");
  const second = () => heard.push("second");
  model.on("change:x", first);
  model.on("change:x", second);
  model.on("change", () => heard.push("any"));
  model.off("change:x", first);
  model.set("x", 1);
  assert.deepEqual(heard.splice(0), ["second", "any"]);
  model.off("change:x");
  model.set("x", 2);
  assert.deepEqual(heard.splice(0), ["any"]);
  model.off();
  model.set("x", 3);
  assert.deepEqual(heard, []);
});

test("a listener may take itself away while it is called", () => {
  const model = createStaticModel({ x: 0 });
  /** @type {string[]} */
  const heard = [];
  const once = () => {
    heard.push("once");
    model.off("change:x", once);
  };
  model.on("change:x", once);
  model.on("change:x", () => heard.push("always"));
  model.set("x", 1);
  model.set("x", 2);
  assert.deepEqual(heard, ["once", "always", "always"]);
});

test("the model is a copy: what it was made from does not change with it", () => {
  const state = { inputs: { x: 1 } };
  const model = createStaticModel(state);
  state.inputs.x = 9;
  assert.deepEqual(model.get("inputs"), { x: 1 });
});

test("sameValue compares what JSON says", () => {
  /** @type {Array<[unknown, unknown, boolean]>} */
  const cases = [
    [1, 1, true], [1, "1", false], [0, -0, true], [NaN, NaN, true], [null, null, true], [null, {}, false],
    [[], {}, false], [[1, [2]], [1, [2]], true], [[1], [1, 2], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true], [{ a: 1 }, { b: 1 }, false], [{ a: undefined }, {}, false], [{ a: undefined }, { b: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
  ];
  for (const [a, b, same] of cases) assert.equal(sameValue(a, b), same, JSON.stringify([a, b]));
});
