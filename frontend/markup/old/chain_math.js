/** The chain rule as mathematics: one step of a backward pass, with its names and with its numbers. */

import { argumentsOf, nodeNamed } from "../../arithmetic/graph.js";
import { math, mfrac, mi, mn, mo, mrow, msup, number, partial, symbol } from "./mathml.js";
import { numberParts } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("../../arithmetic/evaluate.js").Evaluation} Evaluation */

/** @param {string} name a function's */
const named = (name) => (/** @type {Node} */ argument) => mrow(mi(name), fenced(argument));
const one = () => mn("1");
/** @param {Node} node */
const minus = (node) => mrow(mo("−"), node);
/** @param {Node} base */
const squared = (base) => msup(base, mn("2"));

/**
 * Each operation's value and local derivatives as MathML, by the names in OPERATIONS.
 * `value(args)`, and `local(out, args)` with one formula for each argument.
 *
 * @type {Readonly<Record<string, { value: (...args: Node[]) => Node, local: ((out: Node, ...args: Node[]) => Node)[] }>>}
 */
export const FORMULAS = {
  add: { value: (a, b) => mrow(a, mo("+"), b), local: [one, one] },
  sub: { value: (a, b) => mrow(a, mo("−"), b), local: [one, () => minus(one())] },
  mul: { value: (a, b) => mrow(a, mo("·"), b), local: [(_, _a, b) => b, (_, a) => a] },
  div: {
    value: (a, b) => mfrac(a, b),
    local: [(_, _a, b) => mfrac(one(), b), (_, a, b) => minus(mfrac(a, squared(b)))],
  },
  neg: { value: minus, local: [() => minus(one())] },
  pow: {
    value: (a, b) => msup(a, b),
    local: [
      (_, a, b) => mrow(b, mo("·"), msup(a, mrow(b.cloneNode(true), mo("−"), one()))),
      (out, a) => mrow(out, mo("·"), named("log")(a)),
    ],
  },
  exp: { value: named("exp"), local: [(_, a) => named("exp")(a)] },
  log: { value: named("log"), local: [(_, a) => mfrac(one(), a)] },
  relu: { value: named("ReLU"), local: [(_, a) => mrow(flat("["), a, mo(">"), mn("0"), flat("]"))] },
  sigmoid: {
    value: named("σ"),
    local: [(out) => mrow(out, mo("·"), fenced(one(), mo("−"), out.cloneNode(true)))],
  },
  tanh: { value: named("tanh"), local: [(out) => mrow(one(), mo("−"), squared(out))] },
  square: { value: squared, local: [(_, a) => mrow(mn("2"), mo("·"), a)] },
  sum: { value: (...args) => mrow(...joined(args, "+")), local: [one] },
};

/**
 * How a node is computed, in names: z = p₀ + p₁ + p₂ + b.
 *
 * @param {GraphSpec} spec
 * @param {string} name
 */
export function valueFormula(spec, name) {
  const node = nodeNamed(spec, name);
  const formula = formulasOf(node.op).value;
  return mrow(symbol(name), mo("="), formula(...argumentsOf(node).map((argument) => written(spec, argument))));
}

/**
 * The product that one step stands for: as derivatives, with the newest factor as a formula, and in
 * numbers. An argument that is used several times receives a share (`+=`), and its newest factor is
 * written as a formula at once: ∂node/∂argument would also mean the sum of all the shares.
 *
 * @param {GraphSpec} spec
 * @param {Evaluation} evaluation
 * @param {number} index of the step among `evaluation.steps`
 * @param {boolean} hidden write a question mark for the newest factor, and no result
 * @returns {Element[]} formulas
 */
export function chainLines(spec, evaluation, index, hidden) {
  const step = at(evaluation.steps, index);
  const isShare = several(evaluation, step);
  const { start, edges } = chain(spec, evaluation, step);
  const seed = start === null && isSeeded(spec, evaluation);
  const before = edges.slice(0, -1);

  const names = () => [
    ...(seed ? [mi("dvalue")] : []),
    ...(start === null ? [] : [gradientOf(spec, evaluation, start)]),
    ...before.map((edge) => partial(edge.node, edge.wrt)),
  ];
  const leading = seed ? spec.output : start;
  const numbers = () => [
    ...(leading === null ? [] : [inParentheses(evaluation.gradients[leading] ?? 0)]),
    ...before.map((edge) => inParentheses(edge.local)),
  ];
  const newest = () => (hidden ? mo("?") : localFormula(spec, step));
  const inNumber = inParentheses(step.local).textContent;
  const isNumber = !hidden && [inNumber, number(step.local).textContent].some((text) => text === newest().textContent);
  const alone = names().length === 0;

  /** @type {Node[][]} the lines, each without its equals sign */
  const lines = [];
  if (isShare) lines.push([...names(), isNumber ? inParentheses(step.local) : newest()]);
  else if (!alone) lines.push([...names(), partial(step.node, step.wrt)]);
  if (!isNumber && !(isShare && alone)) lines.push([...numbers(), newest()]);
  const inNumbers = [...numbers(), inParentheses(step.local)];
  if (!hidden && !(isNumber && isShare && alone)) lines.push(inNumbers);

  return lines.map((factors, line) => {
    const left = line === 0 ? [gradientOf(spec, evaluation, step.wrt), mo(isShare ? "+=" : "=")] : [mo("=")];
    const isLast = !hidden && line === lines.length - 1;
    const result = isLast && factors.length > 1 ? [mo("="), number(step.contribution)] : [];
    const isPlain = isLast && factors.length === 1;
    return math(...left, ...(isPlain ? [number(step.local)] : joined(factors, "·")), ...result);
  });
}

/**
 * What has come together at an argument that is used more than once: 4 + 6 = 10; null where it is
 * used once.
 *
 * @param {GraphSpec} spec
 * @param {Evaluation} evaluation
 * @param {number} index
 * @returns {Element | null}
 */
export function runningSum(spec, evaluation, index) {
  const step = at(evaluation.steps, index);
  if (!several(evaluation, step)) return null;
  const parts = evaluation.steps.slice(0, index + 1).filter((other) => other.wrt === step.wrt);
  const terms = joined(parts.map((part) => inParentheses(part.contribution)), "+");
  const total = terms.length > 1 ? [mo("="), number(step.total)] : [];
  return math(gradientOf(spec, evaluation, step.wrt), mo("="), ...terms, ...total);
}

/**
 * The gradient of a node: ∂y/∂w₀, times dvalue where another gradient than 1 comes in at the output.
 *
 * @param {GraphSpec} spec
 * @param {Evaluation} evaluation
 * @param {string} name
 */
function gradientOf(spec, evaluation, name) {
  const derivative = partial(spec.output, name);
  return isSeeded(spec, evaluation) ? mrow(mi("dvalue"), mo("·"), derivative) : derivative;
}

/** @param {GraphSpec} spec @param {Evaluation} evaluation */
function isSeeded(spec, evaluation) {
  return evaluation.gradients[spec.output] !== 1;
}

/**
 * The derivative of a step's node with respect to its argument, in names.
 *
 * @param {GraphSpec} spec
 * @param {Step} step
 */
export function localFormula(spec, step) {
  const node = nodeNamed(spec, step.node);
  const { local } = formulasOf(node.op);
  const formula = local[step.argument] ?? at(local, 0);
  return formula(symbol(step.node), ...argumentsOf(node).map((argument) => written(spec, argument)));
}

/**
 * The edges from the output down to a step, while each node has one use only; above a node that is
 * used several times, its gradient is already a sum, and the chain starts there.
 *
 * @param {GraphSpec} spec
 * @param {Evaluation} evaluation
 * @param {Step} step
 * @returns {{ start: string | null, edges: Step[] }} `start` is null where the chain begins at the output
 */
export function chain(spec, evaluation, step) {
  const edges = [step];
  let node = step.node;
  while (node !== spec.output) {
    const uses = evaluation.steps.filter((other) => other.wrt === node);
    const [use] = uses;
    if (uses.length !== 1 || !use) return { start: node, edges };
    edges.unshift(use);
    node = use.node;
  }
  return { start: null, edges };
}

/** @param {Evaluation} evaluation @param {Step} step */
function several(evaluation, step) {
  return evaluation.steps.filter((other) => other.wrt === step.wrt).length > 1;
}

/** @param {GraphSpec} spec @param {string} name @returns {Node} */
function written(spec, name) {
  const node = nodeNamed(spec, name);
  return node.op === "constant" ? inParentheses(Number(node.value)) : symbol(name);
}

/** @param {number} value in parentheses if it has a sign or a power of ten, as a part of a formula */
export function inParentheses(value) {
  const { sign, exponent } = numberParts(value);
  return sign !== "" || exponent !== null ? fenced(number(value)) : number(value);
}

/** @param {...Node} content */
function fenced(...content) {
  return mrow(flat("("), ...content, flat(")"));
}

/** @param {string} bracket that keeps the height of the line */
export function flat(bracket) {
  const operator = mo(bracket);
  operator.setAttribute("stretchy", "false");
  return operator;
}

/**
 * @param {Node[]} parts
 * @param {string} operator
 * @returns {Node[]}
 */
export function joined(parts, operator) {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [mo(operator), part]));
}

/** @param {string} op */
function formulasOf(op) {
  const formulas = FORMULAS[op];
  if (!formulas) throw new Error(`No formula is known for the operation ${JSON.stringify(op)}.`);
  return formulas;
}

/** @template T @param {T[]} list @param {number} index @returns {T} */
function at(list, index) {
  const item = list[index];
  if (item === undefined) throw new RangeError(`No item ${index} among ${list.length}.`);
  return item;
}
