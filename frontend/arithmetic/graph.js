// A scalar expression graph as JSON (`backprop.graph.json_form`): what it may be, and how its nodes are written.

import { formatNumber } from "./numbers.js";
import { OPERATIONS } from "./operations.js";

/**
 * @typedef {object} NodeSpec
 * @property {string} name
 * @property {string} op "input", "constant" or a key of OPERATIONS
 * @property {number} [value] of an input or a constant
 * @property {string[]} [inputs] the arguments of an operation, each listed before this node
 */

/**
 * @typedef {object} GraphSpec
 * @property {number} version
 * @property {NodeSpec[]} nodes in topological order: arguments before results
 * @property {string} output
 */

const VERSION = 1;

/** @param {NodeSpec} node */
export function isLeaf(node) {
  return node.op === "input" || node.op === "constant";
}

/**
 * Check that a specification is a graph that `evaluate` can take.
 *
 * @param {GraphSpec} spec
 * @returns {GraphSpec}
 * @throws {Error} naming what was expected and what came
 */
export function checkGraph(spec) {
  if (spec?.version !== VERSION) {
    throw new Error(`A graph expects version ${VERSION}; got ${JSON.stringify(spec?.version)}.`);
  }
  if (!Array.isArray(spec.nodes)) throw new Error("A graph expects a list of nodes.");
  const known = new Set();
  for (const node of spec.nodes) {
    const name = JSON.stringify(node?.name);
    if (typeof node?.name !== "string" || !/^\p{XID_Start}\p{XID_Continue}*$/u.test(node.name)) {
      throw new Error(`A node's name is a letter followed by letters, digits or _; got ${name}.`);
    }
    if (known.has(node.name)) throw new Error(`The name ${name} stands twice in the graph.`);
    if (isLeaf(node)) {
      if (node.inputs !== undefined) {
        throw new Error(`Node ${name} expects no inputs; got ${JSON.stringify(node.inputs)}.`);
      }
      if (!Number.isFinite(node.value)) {
        throw new Error(`Node ${name} expects a finite value; got ${JSON.stringify(node.value)}.`);
      }
    } else {
      checkArguments(node, known);
    }
    known.add(node.name);
  }
  if (!known.has(spec.output)) {
    throw new Error(`A graph expects an output among its nodes; got ${JSON.stringify(spec.output)}.`);
  }
  if (inputNames(spec).length === 0) throw new Error("A graph expects at least one input; got none.");
  const used = new Set([spec.output, ...spec.nodes.flatMap(argumentsOf)]);
  const end = spec.nodes.find((node) => !used.has(node.name));
  if (end) {
    throw new Error(`Every node leads to the output ${JSON.stringify(spec.output)}; ${JSON.stringify(end.name)} does not.`);
  }
  return spec;
}

/** @param {NodeSpec} node @param {Set<string>} known */
function checkArguments(node, known) {
  const name = JSON.stringify(node.name);
  if (!Object.hasOwn(OPERATIONS, node.op)) {
    const all = ["input", "constant", ...Object.keys(OPERATIONS)].join(", ");
    throw new Error(`Node ${name} expects an operation among ${all}; got ${JSON.stringify(node.op)}.`);
  }
  const count = Array.isArray(node.inputs) ? node.inputs.length : 0;
  const arity = operationOf(node).arity ?? Math.max(count, 1);
  if (count !== arity) throw new Error(`Node ${name} expects ${arity} inputs for ${node.op}; got ${count}.`);
  for (const parent of argumentsOf(node)) {
    if (!known.has(parent)) {
      throw new Error(`Node ${name} expects inputs listed before it; got ${JSON.stringify(parent)}.`);
    }
  }
}

/** @param {GraphSpec} spec @returns {string[]} the names of the inputs, in the order of the graph */
export function inputNames(spec) {
  return spec.nodes.filter((node) => node.op === "input").map((node) => node.name);
}

/** @param {GraphSpec} spec @returns {Record<string, number>} the values that the specification gives them */
export function initialInputs(spec) {
  return Object.fromEntries(inputNames(spec).map((name) => [name, Number(nodeNamed(spec, name).value)]));
}

/**
 * How a node is computed from its arguments, as text: "w0 · x0".
 *
 * @param {GraphSpec} spec
 * @param {string} name
 */
export function formula(spec, name) {
  const node = nodeNamed(spec, name);
  const operation = operationOf(node);
  const written = argumentsOf(node).map((argument) => writtenArgument(spec, argument));
  if (operation.arity === null) return written.join(operation.formula);
  return fill(operation.formula, written, name);
}

/**
 * The derivative of a node with respect to one of its arguments, as text: "x0".
 *
 * @param {GraphSpec} spec
 * @param {NodeSpec} node
 * @param {number} argument its position among the arguments
 */
export function localFormula(spec, node, argument) {
  const { localFormulas } = operationOf(node);
  const template = localFormulas[argument] ?? localFormulas[0] ?? "";
  return fill(template, argumentsOf(node).map((name) => writtenArgument(spec, name)), node.name);
}

/** @param {string} template @param {string[]} written @param {string} out */
function fill(template, written, out) {
  return template.replace(/\{(\d|out)\}/g, (_, key) => (key === "out" ? out : written[Number(key)] ?? ""));
}

/** @param {GraphSpec} spec @param {string} name */
function writtenArgument(spec, name) {
  const node = nodeNamed(spec, name);
  if (node.op !== "constant") return name;
  const text = formatNumber(Number(node.value));
  return Number(node.value) < 0 || text.includes("×") ? `(${text})` : text;
}

/** @param {GraphSpec} spec @param {string} name @returns {NodeSpec} */
export function nodeNamed(spec, name) {
  const node = spec.nodes.find((candidate) => candidate.name === name);
  if (!node) throw new Error(`The graph has no node named ${JSON.stringify(name)}.`);
  return node;
}

/** @param {NodeSpec} node @returns {string[]} */
export function argumentsOf(node) {
  return node.inputs ?? [];
}

/** @param {NodeSpec} node */
export function operationOf(node) {
  const operation = OPERATIONS[node.op];
  if (!operation) throw new Error(`Unknown operation ${JSON.stringify(node.op)}.`);
  return operation;
}
