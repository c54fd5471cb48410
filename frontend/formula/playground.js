/** What the playground makes of a formula: `backprop.widgets.formula_graph`. */

import { evaluate } from "../arithmetic/evaluate.js";
import { argumentsOf, inputNames, isLeaf } from "../arithmetic/graph.js";
import { FormulaError } from "./check.js";
import { parseFormula } from "./parse.js";

/** @typedef {import("../arithmetic/graph.js").GraphSpec} GraphSpec */

const MOST_NODES = 25;
const DEEPEST = 11;
/** What names begin with, in their order; then the same times each factor, until the formula has a value. */
const FIRST = [2, 0.5, 3, 1.5, 4, 2.5];
const FACTORS = [1, 0.125, 4, -1];

/** The last one, so that a number that changes does not lay the graph out anew. @type {{ text: string, spec: GraphSpec } | null} */
let last = null;

/**
 * A formula's graph, if its picture can be drawn.
 * @param {unknown} text
 * @returns {GraphSpec}
 * @throws {FormulaError}
 */
export function graphOf(text) {
  if (typeof text !== "string") throw new FormulaError("A formula is a text.", 0, 0);
  if (last?.text === text) return last.spec;
  const spec = parseFormula(text);
  checkSize(spec, text);
  last = { text, spec };
  return spec;
}

/** @param {GraphSpec} spec @param {string} text */
function checkSize({ nodes, output }, text) {
  if (nodes.length > MOST_NODES) {
    throw new FormulaError(`The picture has room for ${MOST_NODES} nodes; this formula has ${nodes.length}.`, 0, text.length);
  }
  /** @type {Map<string, number>} */
  const depths = new Map();
  for (const node of nodes) {
    depths.set(node.name, isLeaf(node) ? 0 : 1 + Math.max(...argumentsOf(node).map((name) => depths.get(name) ?? 0)));
  }
  const depth = depths.get(output) ?? 0;
  if (depth === 0) throw new FormulaError(`Expected an operation, like 2*${output}; got a name alone.`, 0, text.length);
  if (depth > DEEPEST) {
    throw new FormulaError(`The picture has room for ${DEEPEST} operations one after the other; this formula has ${depth}.`, 0, text.length);
  }
}

/**
 * The numbers of a formula's names: those that are known, and for the others such as give it a value, if any do.
 * @param {GraphSpec} spec @param {Record<string, number>} known
 * @returns {Record<string, number>}
 */
export function valuesFor(spec, known) {
  /** @param {number} factor */
  const values = (factor) => Object.fromEntries(
    inputNames(spec).map((name, place) => [name, Object.hasOwn(known, name) ? Number(known[name]) : factor * (FIRST[place % FIRST.length] ?? 1)]),
  );
  return FACTORS.map(values).find((each) => hasValue(spec, each)) ?? values(1);
}

/** @param {GraphSpec} spec @param {Record<string, number>} inputs */
function hasValue(spec, inputs) {
  try {
    evaluate(spec, inputs);
    return true;
  } catch {
    return false;
  }
}
