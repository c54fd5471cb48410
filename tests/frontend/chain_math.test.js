import assert from "node:assert/strict";
import { test } from "node:test";

import { FORMULAS } from "../../frontend/markup/formulas.js";
import { mi, textOf } from "../../frontend/markup/mathml.js";
import { chain, runningSum, stepLines, wholeChain } from "../../frontend/widgets/chain_rule/math.js";
import { evaluate } from "../../frontend/arithmetic/evaluate.js";
import { OPERATIONS } from "../../frontend/arithmetic/operations.js";

test("every operation has a formula for its value and for each local derivative", () => {
  assert.deepEqual(Object.keys(FORMULAS).sort(), Object.keys(OPERATIONS).sort());
  for (const [name, { localFormulas }] of Object.entries(OPERATIONS)) {
    assert.equal(FORMULAS[name]?.local.length, localFormulas.length, name);
  }
});

/** A formula as operations.js writes it, but for spaces.  @param {any} formula @returns {string} */
function written(formula) {
  if (formula === null || typeof formula !== "object") return String(formula ?? "");
  if (Array.isArray(formula)) return formula.map(written).join("");
  const parts = [formula.props.children].flat();
  if (formula.type === "mfrac") return `${written(parts[0])}/${written(parts[1])}`;
  if (formula.type !== "msup") return written(parts);
  const [base, power] = parts.map(written);
  if (power === "2") return `${base}²`;
  return parts[1].type === "mrow" ? `${base}^(${power})` : `${base}^${power}`;
}

test("a formula in MathML says what the operation's text says", () => {
  const [a, b, out] = ["a", "b", "y"].map((letter) => mi(letter));
  assert.ok(a && b && out);
  for (const [name, { arity, formula, localFormulas }] of Object.entries(OPERATIONS)) {
    /** @param {string} text @returns {string} */
    const filled = (text) => text.replaceAll("{0}", "a").replaceAll("{1}", "b").replaceAll("{out}", "y").replaceAll(" ", "");
    const { value, local } = FORMULAS[name] ?? assert.fail(name);
    const text = arity === null ? ["{0}", "{1}"].join(formula) : formula;
    assert.equal(written(arity === 1 ? value(a) : value(a, b)), filled(text), name);
    /** @type {string[]} */
    const locals = local.map((/** @type {(...parts: any[]) => any} */ each) => written(each(out, a, b)));
    assert.deepEqual(locals, localFormulas.map(filled), name);
  }
});

/** @param {import("../../frontend/arithmetic/graph.js").NodeSpec[]} nodes @param {string} wrt */
function chainTo(nodes, wrt) {
  const spec = { version: 1, nodes, output: nodes.at(-1)?.name ?? "" };
  const evaluation = evaluate(spec);
  const step = evaluation.steps.findLast((candidate) => candidate.wrt === wrt) ?? assert.fail();
  const { start, edges } = chain(evaluation, step);
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

const SHARED = {
  version: 1,
  nodes: [
    { name: "a", op: "input", value: 3 },
    { name: "b", op: "square", inputs: ["a"] },
    { name: "y", op: "mul", inputs: ["a", "b"] },
  ],
  output: "y",
};

test("a step is written with its incoming gradient, its local derivative and their product", () => {
  const pass = { spec: SHARED, ...evaluate(SHARED, {}, 2) };
  const step = pass.steps.find((each) => each.node === "b") ?? assert.fail();
  const { names, formula, numbers } = stepLines(pass, step, false);
  assert.equal(textOf(names), "dvalue·∂y∂a+=dvalue·∂y∂b·∂b∂a");
  assert.equal(textOf(formula), "=6·2·a");
  assert.equal(textOf(numbers), "=6·6=36");
  assert.equal(textOf(wholeChain(pass, step)), "dvalue·∂y∂a+=dvalue·∂y∂y·∂y∂b·∂b∂a=2·3·6=36");
});

test("a hidden step shows no local derivative and no product", () => {
  const pass = { spec: SHARED, ...evaluate(SHARED) };
  const step = pass.steps.find((each) => each.node === "b") ?? assert.fail();
  const { formula, numbers } = stepLines(pass, step, true);
  assert.deepEqual([textOf(formula), textOf(numbers)], ["=3·?", "=3·?"]);
});

test("what comes together at a node is a sum of shares, and nothing else is", () => {
  const pass = { spec: SHARED, ...evaluate(SHARED) };
  const last = pass.steps.at(-1) ?? assert.fail();
  assert.equal(textOf(runningSum(pass, last)), "∂y∂a=9+18=27");
  assert.equal(runningSum(pass, pass.steps.find((each) => each.wrt === "b") ?? assert.fail()), null);
});
