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
  assert.deepEqual(["x0", "w0", "x1", "w1", "b"].map(row), [0, 1, 2, 3, 3.5]);
  assert.equal(row("p0"), 0.5);
  assert.equal(row("b"), row("p1") + 1, "b stands in the column of p1, right below it");
  assert.equal(row("z"), (0.5 + 3.5) / 2);
  assert.equal(row("y"), row("z"));
  assert.equal(layOut(NEURON).rows, 4.5);
});

test("a chain of products takes half a row for each, since no two of its leaves share a column but the first", () => {
  const chain = graph(
    ...["x", "w1", "w2", "w3", "w4"].map(input),
    node("p1", "mul", "x", "w1"), node("p2", "mul", "p1", "w2"), node("p3", "mul", "p2", "w3"), node("p4", "mul", "p3", "w4"),
  );
  assert.deepEqual(["p1", "p2", "p3", "p4"].map((name) => placeOf(chain, name).row), [0.5, 1, 1.5, 2]);
  assert.equal(layOut(chain).rows, 3.5);
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
