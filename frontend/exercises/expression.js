/** Formulas as data, evaluated as `backprop.exercises.expression` does. */

import { at, depthOf, flat, shapeText } from "./arrays.js";
import { FUNCTIONS } from "./functions.js";

/** @typedef {import("./arrays.js").Value} Value */
/** @typedef {ReadonlyMap<string, Value>} Names */
/**
 * A number, a name, or an operation's name and its operands.
 * @typedef {number | boolean | string | [string, ...any[]]} Tree
 */

const DEEPEST = 100;

/**
 * Compute a formula.
 * @param {Tree} tree
 * @param {Names} names
 * @returns {Value}
 * @throws {Error} if a name has no value, the shapes do not fit, or the result is not finite
 */
export function evaluate(tree, names) {
  const value = valueOf(tree, names, 0);
  if (!flat(value).every(Number.isFinite)) throw new Error(`${JSON.stringify(tree)} is not finite.`);
  return value;
}

/** @param {Tree} tree @param {Names} names @param {number} depth @returns {Value} */
function valueOf(tree, names, depth) {
  if (depth > DEEPEST) throw new Error(`A formula is nested at most ${DEEPEST} deep.`);
  if (typeof tree === "string") return valueOfName(tree, names);
  if (typeof tree === "number" || typeof tree === "boolean") return Number(tree);
  if (!Array.isArray(tree)) throw new Error(`A formula is a number, a name or a list, got ${JSON.stringify(tree)}.`);
  const [operation, ...operands] = tree;
  /** @param {Tree} operand */
  const compute = (operand) => valueOf(operand, names, depth + 1);
  if (operation === "at") {
    const [whole, ...places] = operands;
    return at(compute(whole), places.map((place) => (place === ":" ? place : wholeNumber(compute(place)))));
  }
  const values = operands.map(compute);
  return operation === "list" ? listOf(values) : call(operation, values);
}

/** @param {string} name @param {Names} names @returns {Value} */
function valueOfName(name, names) {
  const value = names.get(name);
  if (value === undefined) throw new Error(`${name} has no value here; there are ${[...names.keys()].join(", ")}.`);
  return value;
}

/** @param {unknown} name @param {Value[]} values */
function call(name, values) {
  const known = typeof name === "string" && Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw new Error(`There is no function ${String(name)}; there are ${Object.keys(FUNCTIONS).join(", ")}.`);
  if (values.length < known.least || values.length > known.most) {
    throw new Error(`${String(name)} takes ${known.most} values, got ${values.length}.`);
  }
  return known.compute(...values);
}

/** @param {Value[]} values @returns {Value} */
function listOf(values) {
  const shapes = new Set(values.map(shapeText));
  if (shapes.size > 1 || values.some((value) => depthOf(value) === 2)) {
    throw new Error(`A list holds numbers, or vectors of one length; got the shapes ${[...shapes].join(", ")}.`);
  }
  return /** @type {Value} */ (values);
}

/** @param {Value} value */
function wholeNumber(value) {
  if (Number.isInteger(value)) return Number(value);
  throw new Error(`an index must be a whole number, got ${JSON.stringify(value)}.`);
}
