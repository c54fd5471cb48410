// The front end's evaluation for tests/test_graph_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { evaluate } from "../../frontend/arithmetic/evaluate.js";
import { formula, isLeaf } from "../../frontend/arithmetic/graph.js";

/** @typedef {import("../../frontend/arithmetic/graph.js").GraphSpec} GraphSpec */

/** @param {{ spec: GraphSpec, inputs: Record<string, number>, dvalue: number }} request */
function answer({ spec, inputs, dvalue }) {
  try {
    const evaluation = evaluate(spec, inputs, dvalue);
    const names = spec.nodes.filter((node) => !isLeaf(node)).map((node) => node.name);
    return { ...evaluation, formulas: Object.fromEntries(names.map((name) => [name, formula(spec, name)])) };
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    return { refusal: `${name}: ${message}` };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
