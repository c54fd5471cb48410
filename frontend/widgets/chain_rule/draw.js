/** Other numbers for a graph: small ones, so that a gradient comes back to every input. */

import { evaluate } from "../../arithmetic/evaluate.js";
import { inputNames } from "../../arithmetic/graph.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const WHOLE = [-6, -5, -4, -3, -2, 2, 3, 4, 5, 6];
const SMALL = [-3, -2, -1.5, -0.5, 0.5, 1.5, 2, 3]; // where a curve is flat a little further out
const STRAIGHT = new Set(["input", "constant", "add", "sub", "mul", "neg", "sum", "relu", "square"]);
const LARGEST = 1000;

/** @param {RandomNumbers} random @param {GraphSpec} graph @returns {Record<string, number> | null} */
export function drawInputs(random, graph) {
  const values = graph.nodes.every(({ op }) => STRAIGHT.has(op)) ? WHOLE : SMALL;
  const inputs = Object.fromEntries(inputNames(graph).map((name) => [name, random.oneOf(values)]));
  try {
    const passed = evaluate(graph, inputs);
    const isSmall = Object.values(passed.values).every((x) => Math.abs(x) <= LARGEST);
    const isAlive = Object.keys(inputs).every((name) => Math.abs(passed.gradients[name] ?? 0) > 1 / LARGEST);
    return isSmall && isAlive ? inputs : null;
  } catch {
    return null; // an operation has no value there
  }
}
