/** Whether a product of two of the layer's matrices exists, and whether it is the one that is wanted. */

import { GIVEN, RESULTS, factor, resultShape, sizeOf, sumOf, sums, termOf } from "./dense.js";
import { entry, shapeOf, shapeText } from "./matrix.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./dense.js").Given} Given */
/** @typedef {import("./dense.js").ResultName} ResultName */

/** @typedef {[left: string, right: string]} Product */

/**
 * @typedef {object} Judgement
 * @property {[number, number]} left  the shape
 * @property {[number, number]} right
 * @property {"refused" | "wrong" | "right"} outcome  `wrong`: it exists, and is something else
 * @property {string} sentence
 */

/** What can be multiplied. */
export const FACTORS = [...GIVEN, "ones"].flatMap((name) => [name, `${name}.T`]);

/** @type {Readonly<Record<ResultName, Product>>} what one is tempted to write */
const TEMPTING = {
  outputs: ["weights", "inputs"],
  dweights: ["inputs", "dvalues"],
  dbiases: ["dvalues", "ones"],
  dinputs: ["dvalues", "weights"],
};

/** The product that is tried: the reader's, or the tempting one.  @param {string[]} trial @param {ResultName} wanted @returns {Product} */
export const tried = ([left, right], wanted) => (left && right ? [left, right] : TEMPTING[wanted]);

/**
 * @param {unknown[]} trial
 * @throws {Error} a sentence, unless it is empty or names two factors
 */
export function checkTrial(trial) {
  if (trial.length === 0) return;
  if (trial.length !== 2 || !trial.every((name) => FACTORS.includes(String(name)))) {
    throw new Error(`The product tried has two of the factors ${FACTORS.join(", ")}; got ${JSON.stringify(trial)}.`);
  }
}

/**
 * @param {Given} given
 * @param {ResultName} wanted
 * @param {Product} product
 * @returns {Judgement}
 */
export function judge(given, wanted, product) {
  const [left, right] = [factor(given, product[0]), factor(given, product[1])];
  const shapes = { left: shapeOf(left), right: shapeOf(right) };
  const [inner, meets] = [shapes.left[1], shapes.right[0]];
  if (inner !== meets) {
    const sentence = `Refused: ${shapeText(left)} @ ${shapeText(right)}: the inner sizes ${inner} and ${meets} differ.`;
    return { ...shapes, outcome: "refused", sentence };
  }
  return { ...shapes, ...compared(given, wanted, product, multiply(left, right)) };
}

/**
 * @param {Given} given
 * @param {ResultName} wanted
 * @param {Product} product
 * @param {Matrix} made
 * @returns {Pick<Judgement, "outcome" | "sentence">}
 */
function compared(given, wanted, product, made) {
  const { left, right, added } = RESULTS[wanted];
  const shape = shapeText(made);
  const wantedShape = `(${resultShape(given, wanted).join(", ")})`;
  if (product[0] === left && product[1] === right) {
    const rest = added ? ` before the ${added} are added to each row` : "";
    return { outcome: "right", sentence: `It fits: this is ${wanted}${rest}, shape ${shape}.` };
  }
  if (shape !== wantedShape) {
    return { outcome: "wrong", sentence: `It fits and gives shape ${shape}, but ${wanted} has shape ${wantedShape}.` };
  }
  const others = differing(made, sums(given, wanted, innerSize(given, wanted)));
  if (others > 0) {
    const count = made.flat().length;
    return {
      outcome: "wrong",
      sentence: `It fits and gives the shape of ${wanted}, ${shape}, and is wrong all the same: ${others} of its ${count} numbers ${others === 1 ? "differs" : "differ"}.`,
    };
  }
  const same = added ? `the product in ${wanted}` : wanted;
  return {
    outcome: "wrong",
    sentence: `It fits, and with these numbers it gives ${same} too. What gives it with any numbers is ${left} @ ${right}.`,
  };
}

/** How many terms the product in a result adds up, without what is added to it.  @param {Given} given @param {ResultName} result */
const innerSize = (given, result) => shapeOf(factor(given, RESULTS[result].left))[1];

/** Not a number where a sum is too large for one.  @param {Matrix} left @param {Matrix} right @returns {Matrix} */
const multiply = (left, right) =>
  left.map((row) => (right[0] ?? []).map((_, j) => {
    const terms = row.map((x, k) => termOf(x, entry(right, k, j)));
    return Number.isFinite(sizeOf(terms)) ? sumOf(terms) : NaN;
  }));

/** In how many cells two matrices differ by more than rounding.  @param {Matrix} made @param {Matrix} wanted */
const differing = (made, wanted) =>
  made.flatMap((row, i) => row.map((x, j) => [x, entry(wanted, i, j)]))
    .filter(([x = NaN, y = NaN]) => !(Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y)))).length;
