import assert from "node:assert/strict";
import { test } from "node:test";

import { chain, FORMULAS } from "../../frontend/markup/old/chain_math.js";
import { evaluate } from "../../frontend/arithmetic/evaluate.js";
import { OPERATIONS } from "../../frontend/arithmetic/operations.js";

test("every operation has a formula for its value and for each local derivative", () => {
  assert.deepEqual(Object.keys(FORMULAS).sort(), Object.keys(OPERATIONS).sort());
  for (const [name, { localFormulas }] of Object.entries(OPERATIONS)) {
    assert.equal(FORMULAS[name]?.local.length, localFormulas.length, name);
  }
});

/** @param {import("../../frontend/arithmetic/graph.js").NodeSpec[]} nodes @param {string} wrt */
function chainTo(nodes, wrt) {
  const spec = { version: 1, nodes, output: nodes.at(-1)?.name ?? "" };
  const evaluation = evaluate(spec);
  const step = evaluation.steps.findLast((candidate) => candidate.wrt === wrt) ?? assert.fail();
  const { start, edges } = chain(spec, evaluation, step);
  const lead = start === null ? 1 : (evaluation.gradients[start] ?? NaN);
  const product = edges.reduce((sofar, edge) => sofar * edge.local, lead);
  assert.ok(Math.abs(product - step.contribution) < 1e-12, `${product} is not ${step.contribution}`);
  return { start, path: edges.map((edge) => `${edge.node}→${edge.wrt}`) };
}

test("a chain runs from the output while each node has one use", () => {
  const nodes = [
    { name: "x", op: "input", value: 0.5 },
    { name: "a", op: "exp", inputs: ["x"] },
    { name: "b", op: "square", inputs: ["a"] },
    { name: "y", op: "tanh", inputs: ["b"] },
  ];
  assert.deepEqual(chainTo(nodes, "x"), { start: null, path: ["y→b", "b→a", "a→x"] });
});

test("above a node with several uses the chain starts at its gradient, which is a sum", () => {
  const nodes = [
    { name: "x", op: "input", value: 0.5 },
    { name: "a", op: "exp", inputs: ["x"] },
    { name: "b", op: "square", inputs: ["a"] },
    { name: "y", op: "mul", inputs: ["a", "b"] },
  ];
  assert.deepEqual(chainTo(nodes, "x"), { start: "a", path: ["a→x"] });
});
