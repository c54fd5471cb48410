import assert from "node:assert/strict";
import { test } from "node:test";

import { createStaticModel } from "../../frontend/host/static_model.js";
import { createStore } from "../../frontend/parts/store.js";

/** A store over one number, which counts what it computes and what it sends. */
function counting() {
  const counts = { passes: 0, saves: 0 };
  const model = createStaticModel({ x: 2, step: 1, view: "a" });
  model.save_changes = () => { counts.saves += 1; };
  /** @type {import("../../frontend/parts/store.js").Numbers<{ x: number }, number>} */
  const numbers = {
    given: ["x"],
    choice: ["step", "view"],
    pass({ x }) {
      counts.passes += 1;
      if (x < 0) throw new Error("x is not negative.");
      return x * x;
    },
    count: (square) => square,
    initial: () => ({ x: 2, view: "a" }),
  };
  const store = createStore(numbers, model);
  counts.passes = 0;
  return { counts, model, store };
}

test("an edit and a choice that goes with it are computed once and sent once", () => {
  const { counts, model, store } = counting();
  /** @type {string[]} */
  const told = [];
  store.subscribe((cause) => told.push(cause));
  assert.ok(store.edit("x", () => ({ x: 3 }), { step: 0, view: "b" }));
  assert.deepEqual([model.get("x"), model.get("step"), model.get("view")], [3, 0, "b"]);
  assert.deepEqual(counts, { passes: 1, saves: 1 });
  assert.deepEqual(told, ["edit"]);
});

test("a refused edit changes neither numbers nor choice", () => {
  const { counts, model, store } = counting();
  assert.equal(store.edit("x", () => ({ x: -1 }), { step: 0 }), false);
  assert.deepEqual([model.get("x"), model.get("step"), store.now().choice.step], [2, 1, 1]);
  assert.equal(counts.saves, 0);
  assert.match(store.now().refusals.get("x") ?? "", /not negative/);
});

test("a step computes nothing", () => {
  const { counts, store } = counting();
  store.choose({ step: 3 });
  assert.deepEqual(counts, { passes: 0, saves: 1 });
});
