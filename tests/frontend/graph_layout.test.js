import assert from "node:assert/strict";
import { test } from "node:test";

import { edgeKey, layOut } from "../../frontend/widgets/chain_rule/layout.js";

/** @param {string} name */
const input = (name) => ({ name, op: "input", value: 1 });
/** @param {string} name @param {string} op @param {...string} inputs */
const node = (name, op, ...inputs) => ({ name, op, inputs });
/** @param {...import("../../frontend/arithmetic/graph.js").NodeSpec} nodes */
const graph = (...nodes) => ({ version: 1, nodes, output: nodes.at(-1)?.name ?? "" });

/** @param {import("../../frontend/arithmetic/graph.js").GraphSpec} spec @param {string} name */
const placeOf = (spec, name) => layOut(spec).places.get(name) ?? assert.fail(`${name} has no place`);

const NEURON = graph(
  input("x0"), input("w0"), input("x1"), input("w1"), input("b"),
  node("p1", "mul", "x1", "w1"), node("p0", "mul", "x0", "w0"),
  node("z", "sum", "p0", "p1", "b"), node("y", "relu", "z"),
);

test("a neuron reads from left to right, each input beside its use", () => {
  const column = (/** @type {string} */ name) => placeOf(NEURON, name).column;
  assert.deepEqual(["x0", "w0", "p0", "b", "z", "y"].map(column), [0, 0, 1, 1, 2, 3]);
  assert.equal(layOut(NEURON).columns, 4);
});

test("a tree's leaves stand in order, an operation in the middle of its arguments", () => {
  const row = (/** @type {string} */ name) => placeOf(NEURON, name).row;
  assert.deepEqual(["x0", "w0", "x1", "w1", "b"].map(row), [0, 1, 2, 3, 4]);
  assert.equal(row("p0"), 0.5);
  assert.equal(row("z"), (0.5 + 4) / 2);
  assert.equal(row("y"), row("z"));
  assert.equal(layOut(NEURON).rows, 5);
});

test("no two nodes of a column touch, whatever is shared", () => {
  const shared = graph(
    input("x"),
    node("a", "square", "x"), node("b", "exp", "x"), node("c", "tanh", "x"), node("d", "mul", "a", "a"),
    node("e", "sum", "a", "b", "c", "d"), node("f", "mul", "e", "x"),
  );
  const { places, rows } = layOut(shared);
  const all = [...places.entries()];
  for (const [name, place] of all) {
    assert.ok(place.row >= 0 && place.row <= rows - 1, `${name} stands outside the picture`);
    for (const [other, there] of all) {
      if (name === other || place.column !== there.column) continue;
      assert.ok(Math.abs(place.row - there.row) >= 1 - 1e-9, `${name} touches ${other}`);
    }
  }
});

test("every argument stands left of its use", () => {
  const { places } = layOut(NEURON);
  for (const { name, inputs = [] } of /** @type {import("../../frontend/arithmetic/graph.js").NodeSpec[]} */ (NEURON.nodes)) {
    for (const argument of inputs) {
      assert.ok((places.get(argument)?.column ?? NaN) < (places.get(name)?.column ?? NaN), `${argument} → ${name}`);
    }
  }
});

test("an edge over several columns runs round the nodes between", () => {
  const around = graph(input("u"), node("h", "exp", "u"), node("k", "square", "h"), node("y", "add", "h", "k"));
  const { places, routes } = layOut(around);
  const route = routes.get(edgeKey("y", 0)) ?? [];
  assert.deepEqual(route.map(({ column }) => column), [places.get("k")?.column]);
  assert.ok(Math.abs((route[0]?.row ?? NaN) - (places.get("k")?.row ?? NaN)) >= 1, "the edge runs behind k");
  assert.deepEqual(routes.get(edgeKey("y", 1)), []);
});
