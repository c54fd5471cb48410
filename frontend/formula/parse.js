/** A formula as text, read into a graph: `backprop.graph.parse_formula`, of which it gives the same JSON. */

import { isLeaf } from "../arithmetic/graph.js";
import { FormulaError, checkFormula } from "./check.js";
import { parseTree } from "./syntax.js";

/** @typedef {import("../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../arithmetic/graph.js").NodeSpec} NodeSpec */
/** @typedef {import("./syntax.js").Tree} Tree */

/**
 * @param {string} text
 * @returns {GraphSpec}  its inputs are 1
 * @throws {FormulaError} if the text is no formula
 */
export function parseFormula(text) {
  checkFormula(text);
  const tree = parseTree(text);
  const { nodes, output } = build(tree);
  if (![...nodes.values()].some(({ op }) => op === "input")) {
    throw new FormulaError("Expected a name in the formula, like x; got numbers alone.", 0, text.length);
  }
  return { version: 1, nodes: inOrder(nodes, output), output };
}

/** The nodes by their names.  @param {Tree} tree */
function build(tree) {
  const names = namesIn(tree);
  const [operations, constants] = [freeNames("v", names), freeNames("c", names)];
  /** @type {Map<string, NodeSpec>} */
  const nodes = new Map();

  /** @param {NodeSpec} node */
  function add(node) {
    nodes.set(node.name, node);
    return node.name;
  }

  /** Arguments first.  @param {Tree} at @returns {string} the node's name */
  function nodeOf(at) {
    if (at.type === "number") return add({ name: constants(), op: "constant", value: at.value });
    if (at.type === "name") return nodes.has(at.name) ? at.name : add({ name: at.name, op: "input", value: 1 });
    const terms = at.op === "add" ? termsOf(at) : [];
    const inputs = (terms.length > 2 ? terms : at.arguments).map(nodeOf);
    return add({ name: operations(), op: terms.length > 2 ? "sum" : at.op, inputs });
  }

  const output = nodeOf(tree);
  return { nodes, output };
}

/** The terms of a + b + c, which is read as (a + b) + c.  @param {Tree} tree @returns {Tree[]} */
function termsOf(tree) {
  if (tree.type !== "operation" || tree.op !== "add") return [tree];
  const [left, right] = tree.arguments;
  return left && right ? [...termsOf(left), right] : [];
}

/** @param {Tree} tree @returns {Set<string>} */
function namesIn(tree) {
  if (tree.type === "name") return new Set([tree.name]);
  return new Set(tree.type === "number" ? [] : tree.arguments.flatMap((each) => [...namesIn(each)]));
}

/** @param {string} prefix @param {Set<string>} taken */
function freeNames(prefix, taken) {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.has(`${prefix}${count}`));
    return `${prefix}${count}`;
  };
}

/**
 * Leaves, then operations, each after its arguments, as Python's `topological_order` has them.
 * @param {Map<string, NodeSpec>} nodes @param {string} output
 */
function inOrder(nodes, output) {
  /** @type {NodeSpec[]} */
  const order = [];
  const seen = new Set();
  /** @param {string} name */
  const visit = (name) => {
    const node = nodes.get(name);
    if (!node || seen.has(name)) return;
    seen.add(name);
    [...(node.inputs ?? [])].reverse().forEach(visit);
    order.push(node);
  };
  visit(output);
  return [...[...order].reverse().filter(isLeaf), ...order.filter((node) => !isLeaf(node))];
}
