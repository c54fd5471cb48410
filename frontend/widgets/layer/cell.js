/** The cell of a result that the figure is about, and what it stands in line with: its row, its column, its wires. */

import { RESULTS } from "../../arithmetic/dense.js";

/** @typedef {import("../../arithmetic/dense.js").LayerSums} LayerSums */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../arithmetic/dense.js").Term} Term */

/**
 * @typedef {object} CellSum  a cell, as far as the step has come
 * @property {ResultName} result
 * @property {number} row
 * @property {number} column
 * @property {Term[]} terms  all of them
 * @property {number} step  how many of them are added
 * @property {number} before  the sum without the newest of these
 * @property {number} sum
 * @property {boolean} hidden  the reader is to find it
 *
 * @typedef {"done" | "now" | ""} Stage  what the step has done with a term
 * @typedef {{ input: number, neuron: number, term: number, stage: Stage }} Wire  `input` is the number of inputs where the bias comes in
 */

/** @param {LayerSums} pass @param {ResultName} result @param {readonly number[]} cell */
export function cellAt(pass, result, [row = 0, column = 0]) {
  const cell = pass[result][row]?.[column];
  if (!cell) throw new Error(`There is no cell ${result}[${row}, ${column}].`);
  return cell;
}

/** @param {LayerSums} pass @param {ResultName} result @returns {[number, number]} */
export const shapeOfResult = (pass, result) => [pass[result].length, pass[result][0]?.length ?? 0];

/** A place as a matrix names it, "dweights[1, 2]", in its parts.  @param {string | null} place */
export function readPlace(place) {
  const match = /^(.+)\[(\d+), (\d+)\]$/.exec(place ?? "");
  return match ? { name: match[1] ?? "", row: Number(match[2]), column: Number(match[3]) } : null;
}

/**
 * The cell that is looked at: the one under the pointer or the focus, else the chosen one.
 * @param {Pick<import("./layer_stepper.jsx").LayerView, "pass" | "choice" | "step" | "lit" | "question">} view
 * @returns {CellSum}
 */
export function shownCell({ pass, choice, step, lit, question }) {
  const result = /** @type {ResultName} */ (choice.compute);
  const place = readPlace(lit);
  const looked = place?.name === result ? [place.row, place.column] : null;
  const [row = 0, column = 0] = looked && pass[result][looked[0] ?? 0]?.[looked[1] ?? 0] ? looked : choice.cell;
  const { terms, sums } = cellAt(pass, result, [row, column]);
  const isChosen = row === choice.cell[0] && column === choice.cell[1];
  return { result, row, column, terms, step, before: sums[step - 1] ?? 0, sum: sums[step] ?? 0, hidden: isChosen && question !== null };
}

/** @param {number} term @param {number} step @returns {Stage} */
export const stageOf = (term, step) => (term >= step ? "" : term === step - 1 ? "now" : "done");

/**
 * Why each cell of the product stands out: the row and the column of the cell that is looked at, or what the
 * factor that is looked at is multiplied with and goes into.
 * @param {CellSum} cell
 * @param {string | null} lit
 * @returns {Record<"left" | "right" | "added" | "result", (row: number, column: number) => string>}
 */
export function marksFor({ result, row, column, terms, step }, lit) {
  const { left, right, added } = RESULTS[result];
  const on = readPlace(lit);
  const when = (/** @type {boolean} */ is, /** @type {string} */ mark) => (is ? mark : "");
  const self = (/** @type {number} */ i, /** @type {number} */ j) => i === on?.row && j === on?.column;
  const none = () => "";
  if (on && on.name === left) {
    return {
      left: (i, k) => when(self(i, k), "row cell"), right: (k) => when(k === on.column, "row"), added: none,
      result: (i) => when(i === on.row, "row"),
    };
  }
  if (on && (on.name === right || on.name === added)) {
    const isRight = on.name === right;
    return {
      left: (_, k) => when(isRight && k === on.row, "column"), right: (k, j) => when(isRight && self(k, j), "column cell"),
      added: (_, j) => when(!isRight && j === on.column, "column cell"), result: (_, j) => when(j === on.column, "column"),
    };
  }
  const marked = (/** @type {string} */ mark, /** @type {number} */ term) => `${mark} ${stageOf(term, step)}`.trim();
  return {
    left: (i, k) => when(i === row, marked("row", k)), right: (k, j) => when(j === column, marked("column", k)),
    added: (_, j) => when(j === column, marked("column", terms.length - 1)), result: (i, j) => when(i === row && j === column, "cell"),
  };
}

/**
 * The wires that the terms of a cell run over, in the order of the terms.
 * @param {Pick<CellSum, "result" | "row" | "column" | "terms" | "step">} cell
 * @param {number} inputs  how many there are
 * @returns {Wire[]}
 */
export const wiresOf = ({ result, row, column, terms, step }, inputs) => terms.map((_, term) => {
  const stage = stageOf(term, step);
  switch (result) {
    case "outputs": return { input: term, neuron: column, term, stage };
    case "dinputs": return { input: column, neuron: term, term, stage };
    case "dweights": return { input: row, neuron: column, term, stage };
    case "dbiases": return { input: inputs, neuron: column, term, stage };
  }
});
