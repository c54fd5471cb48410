/** The numbers that common mistakes give in place of a cell of a layer's result. */

import { RESULTS, sumOf, termOf } from "../../arithmetic/dense.js";
import { mistake } from "../../exercises/mistake.js";
import { cellAt } from "./cell.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").LayerSums} LayerSums */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */

/**
 * @param {Given} given @param {LayerSums} pass
 * @param {{ compute: ResultName, cell: readonly number[], step: number }} choice
 * @returns {import("../../exercises/mistake.js").WrongAnswer[]}
 */
export function mistakesAt({ weights, biases, dvalues }, pass, { compute, cell, step }) {
  const [row = 0, column = 0] = cell;
  const terms = cellAt(pass, compute, cell).terms.slice(0, step);
  const newest = terms.at(-1)?.product ?? NaN;
  const isSquare = weights.length === weights[0]?.length; // else a missing transpose gives no product
  const isWhole = step === cellAt(pass, compute, cell).terms.length;
  switch (compute) {
    case "outputs": return [];
    case "dinputs": return [
      ...(step > 1 ? mistake("one path of several", newest) : []),
      ...(isSquare ? mistake("transpose missing", sumOf(products(dvalues[row], weights.map((each) => each[column] ?? NaN)).slice(0, step))) : []),
    ];
    case "dweights": return [
      ...mistake("own factor instead of the other", sumOf(terms.map(({ factors }) => termOf(weights[row]?.[column] ?? NaN, factors[1] ?? NaN)))),
      ...(step > 1 ? mistake("overwritten instead of added", newest) : []),
    ];
    case "dbiases": return [
      ...mistake("the bias printed instead of its gradient", biases[0]?.[column] ?? NaN),
      ...(step > 1 ? mistake("overwritten instead of added", newest) : []),
      ...(isWhole ? mistake("wrong axis for the biases", sumOf((dvalues[column] ?? []).map((x) => termOf(x)))) : []),
    ];
  }
}

/** @param {readonly number[] | undefined} left @param {readonly number[]} right */
const products = (left, right) => (left ?? []).map((x, k) => termOf(x, right[k] ?? NaN));
