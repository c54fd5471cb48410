/** One step of a backward pass as mathematics: with its names, with its numbers, and as the whole chain. */

import { argumentsOf, nodeNamed } from "../../arithmetic/graph.js";
import { formulasOf, inParentheses, joined } from "../../markup/formulas.js";
import { marked, math, mi, mo, mrow, number, partial, symbol, textOf } from "../../markup/mathml.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("../../arithmetic/evaluate.js").Evaluation} Evaluation */
/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {Evaluation & { spec: GraphSpec }} Pass */

const DIGITS = 4; // all of them in the table

/** How a node is computed, in names: z = p₀ + p₁ + p₂ + b.  @param {GraphSpec} spec @param {string} name */
export function valueFormula(spec, name) {
  const node = nodeNamed(spec, name);
  return mrow(symbol(name), mo("="), formulasOf(node.op).value(...argumentsOf(node).map((each) => written(spec, each))));
}

/** The derivative of a step's node with respect to its argument, in names.  @param {GraphSpec} spec @param {Step} step */
export function localFormula(spec, step) {
  const node = nodeNamed(spec, step.node);
  const { local } = formulasOf(node.op);
  const formula = local[step.argument] ?? local[0];
  if (!formula) throw new Error(`No local derivative is known for ${JSON.stringify(node.op)}.`);
  return formula(symbol(step.node), ...argumentsOf(node).map((each) => written(spec, each)));
}

/**
 * The step as three lines: incoming gradient times local derivative; the same with the local derivative as a
 * formula; in numbers. What an argument with several uses receives is a share (`+=`).
 * @param {Pass} pass @param {Step} step @param {boolean} hidden  the reader is to find the local derivative
 * @returns {{ names: Element, formula: Element | null, numbers: Element }}
 */
export function stepLines(pass, step, hidden) {
  const { spec } = pass;
  const local = localFormula(spec, step);
  const incoming = gradient(step.incoming);
  const inNumbers = marked("value", inParentheses(step.local, DIGITS));
  const asFormula = hidden ? mo("?") : local;
  const sign = isShare(pass, step) ? "+=" : "=";
  const isNumber = !hidden && [number(step.local), inParentheses(step.local)].some((each) => textOf(each) === textOf(local));
  const result = hidden ? [] : [mo("="), marked("gradient strong", number(step.contribution, DIGITS))];
  return {
    names: math(gradientOf(pass, step.wrt), mo(sign), gradientOf(pass, step.node), mo("·"), partial(step.node, step.wrt)),
    formula: isNumber ? null : math(mo("="), incoming, mo("·"), asFormula),
    numbers: hidden ? math(mo("="), incoming, mo("·"), mo("?")) : math(mo("="), incoming, mo("·"), inNumbers, ...result),
  };
}

/** A gradient's number in a product.  @param {number} value */
const gradient = (value) => marked("gradient", inParentheses(value, DIGITS));

/**
 * What has come together at an argument that is used more than once: 4 + 6 = 10; null where it is used once.
 * @param {Pass} pass @param {Step} step
 */
export function runningSum(pass, step) {
  if (!isShare(pass, step)) return null;
  const parts = pass.steps.slice(0, pass.steps.indexOf(step) + 1).filter((other) => other.wrt === step.wrt);
  const terms = joined(parts.map((part) => inParentheses(part.contribution, DIGITS)), "+");
  const total = terms.length > 1 ? [mo("="), number(step.total, DIGITS)] : [];
  return math(gradientOf(pass, step.wrt), mo("="), marked("gradient", ...terms, ...total));
}

/**
 * Every factor from the output down to this step, in names and in numbers. Above a node with several uses
 * its gradient is already a sum, and the chain starts there.
 * @param {Pass} pass @param {Step} step
 * @returns {Element[]}
 */
export function wholeChain(pass, step) {
  const { start, edges } = chain(pass, step);
  const seed = start ?? (pass.gradients[pass.spec.output] === 1 ? null : pass.spec.output);
  const names = [...(seed === null ? [] : [gradientOf(pass, seed)]), ...edges.map((edge) => partial(edge.node, edge.wrt))];
  const numbers = [...(seed === null ? [] : [gradient(pass.gradients[seed] ?? 0)]), ...edges.map((edge) => inParentheses(edge.local, DIGITS))];
  return [
    math(gradientOf(pass, step.wrt), mo(isShare(pass, step) ? "+=" : "="), ...joined(names, "·")),
    math(mo("="), ...joined(numbers, "·"), mo("="), marked("gradient strong", number(step.contribution, DIGITS))),
  ];
}

/**
 * The gradient of a node: ∂y/∂w₀, times dvalue where another gradient than 1 comes in at the output.
 * @param {Pass} pass @param {string} name
 */
export function gradientOf({ spec, gradients }, name) {
  const derivative = partial(spec.output, name);
  return gradients[spec.output] === 1 ? derivative : mrow(marked("gradient", mi("dvalue")), mo("·"), derivative);
}

/**
 * The edges from the output down to a step, while each node has one use only.
 * @param {Evaluation} evaluation @param {Step} step
 * @returns {{ start: string | null, edges: Step[] }} `start` is null where the chain begins at the output
 */
export function chain({ steps }, step) {
  const edges = [step];
  let node = step.node;
  for (;;) {
    const uses = steps.filter((other) => other.wrt === node);
    const [use] = uses;
    if (!use) return { start: null, edges };
    if (uses.length > 1) return { start: node, edges };
    edges.unshift(use);
    node = use.node;
  }
}

/** @param {Evaluation} evaluation @param {Step} step */
export const isShare = ({ steps }, step) => steps.filter((other) => other.wrt === step.wrt).length > 1;

/** @param {GraphSpec} spec @param {string} name */
function written(spec, name) {
  const node = nodeNamed(spec, name);
  return node.op === "constant" ? inParentheses(Number(node.value)) : symbol(name);
}
