// A graph's forward and backward pass: `backprop.graph` without Python, and the only one of the front end.

import { argumentsOf, checkGraph, formula, inputNames, isLeaf, localFormula, operationOf } from "./graph.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("./graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./graph.js").NodeSpec} NodeSpec */

/**
 * @typedef {object} Step one application of the chain rule, along one edge
 * @property {string} node
 * @property {string} wrt the argument of `node` that receives the contribution
 * @property {number} argument its position among the arguments
 * @property {number} incoming the gradient of the output with respect to `node`
 * @property {number} local the derivative of `node` with respect to `wrt`
 * @property {string} localFormula
 * @property {number} contribution incoming · local
 * @property {number} total the gradient of `wrt` so far
 */

/**
 * @typedef {object} Evaluation
 * @property {Record<string, number>} values of all nodes
 * @property {Record<string, number>} gradients of all nodes that are not constants
 * @property {Step[]} steps in reversed topological order
 */

/**
 * Run a graph forward and backward, and record every step.
 *
 * @param {GraphSpec} spec
 * @param {Record<string, number>} [inputs] values that replace those of the specification
 * @param {number} [dvalue] the gradient that comes in at the output
 * @returns {Evaluation}
 * @throws {Error} for an unknown input, and where a value or a derivative is not finite
 */
export function evaluate(spec, inputs = {}, dvalue = 1) {
  if (!Number.isFinite(dvalue)) throw new Error(`The incoming gradient is a finite number; got ${dvalue}.`);
  const tape = createTape(spec, inputs);
  /** @type {Step[]} */
  const steps = [];
  tape.forward();
  tape.backward(dvalue, (node, argument, wrt, incoming, local, contribution, total) => {
    const written = localFormula(spec, node, argument);
    steps.push({ node: node.name, wrt, argument, incoming, local, localFormula: written, contribution, total });
  });
  const moving = spec.nodes.filter((node) => node.op !== "constant");
  /** @param {NodeSpec[]} nodes @param {Float64Array} numbers */
  const byName = (nodes, numbers) => Object.fromEntries(nodes.map(({ name }) => [name, numbers[tape.indexOf(name)] ?? NaN]));
  return { values: byName(spec.nodes, tape.values), gradients: byName(moving, tape.gradients), steps };
}

/** @typedef {ReturnType<typeof createTape>} Tape */

/**
 * A graph as a list of operations over two arrays, with one place for each node: made once, and run
 * again and again with other numbers in the places of the inputs.
 *
 * @param {GraphSpec} spec
 * @param {Record<string, number>} [inputs] values that replace those of the specification
 * @throws {Error} if the specification is no graph, or for an unknown or non-finite input
 */
export function createTape(spec, inputs = {}) {
  checkGraph(spec);
  checkInputs(spec, inputs);
  const index = new Map(spec.nodes.map((node, place) => [node.name, place]));
  /** @param {string} name */
  const indexOf = (name) => index.get(name) ?? -1;
  const values = Float64Array.from(spec.nodes, ({ name, value }) => Number(Object.hasOwn(inputs, name) ? inputs[name] : value));
  const gradients = new Float64Array(spec.nodes.length);
  const moves = spec.nodes.map((node) => node.op !== "constant");
  const operations = spec.nodes
    .filter((node) => !isLeaf(node))
    .map((node) => ({ node, out: indexOf(node.name), args: argumentsOf(node).map(indexOf), ...operationOf(node) }));
  const backwards = operations.slice().reverse();

  /** @param {number} place */
  const valueAt = (place) => values[place] ?? NaN;

  /** Fill `values`.  @throws {Error} where one is not finite */
  function forward() {
    for (const operation of operations) {
      const value = operation.forward(...operation.args.map(valueAt));
      if (!Number.isFinite(value)) throw new Error(noValue(operation.node));
      values[operation.out] = value;
    }
  }

  /**
   * Fill `gradients`: gradient(argument) += gradient(node) · ∂node/∂argument, in reversed topological order.
   *
   * @param {number} [dvalue]
   * @param {(node: NodeSpec, argument: number, wrt: string, incoming: number, local: number, contribution: number, total: number) => void} [onStep]
   * @throws {Error} where a derivative is not finite
   */
  function backward(dvalue = 1, onStep) {
    gradients.fill(0);
    gradients[indexOf(spec.output)] = dvalue;
    for (const { node, out, args, local } of backwards) {
      const incoming = gradients[out] ?? NaN;
      const locals = local(valueAt(out), ...args.map(valueAt));
      for (let argument = 0; argument < args.length; argument += 1) {
        const place = args[argument] ?? -1;
        if (!moves[place]) continue;
        const factor = locals[argument] ?? NaN;
        const contribution = incoming * factor;
        const total = (gradients[place] ?? NaN) + contribution;
        if (!Number.isFinite(factor) || !Number.isFinite(total)) throw new Error(noSlope(node, place));
        gradients[place] = total;
        onStep?.(node, argument, spec.nodes[place]?.name ?? "", incoming, factor, contribution, total);
      }
    }
  }

  /** @param {NodeSpec} node */
  function noValue(node) {
    const where = [...new Set(argumentsOf(node))].map((name) => `${name} = ${formatNumber(valueAt(indexOf(name)))}`);
    return `${node.name} = ${formula(spec, node.name)} has no finite value at ${where.join(", ")}.`;
  }

  /** @param {NodeSpec} node @param {number} place */
  function noSlope(node, place) {
    const wrt = spec.nodes[place]?.name;
    return `The derivative of ${node.name} with respect to ${wrt} is not finite at ${wrt} = ${formatNumber(valueAt(place))}.`;
  }

  return { values, gradients, indexOf, forward, backward };
}

/** @param {GraphSpec} spec @param {Record<string, number>} inputs */
function checkInputs(spec, inputs) {
  const names = inputNames(spec);
  for (const [name, value] of Object.entries(inputs)) {
    if (!names.includes(name)) {
      throw new Error(`The inputs of this graph are ${names.join(", ")}; got ${JSON.stringify(name)}.`);
    }
    if (!Number.isFinite(value)) throw new Error(`Input ${name} expects a finite number; got ${value}.`);
  }
}
