/** What is looked at: a cell of the batch, how far the steps have come, and what is still to be found. */

import { ACTIVATIONS, LAYERS } from "../../arithmetic/activations.js";
import { entry, shapeOf } from "../../arithmetic/matrix.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("../../arithmetic/activations.js").Activation} Activation */
/** @typedef {{ inputs: number[][], dvalues: number[][], activation: ActivationName }} Given */
/** @typedef {import("../../arithmetic/activations.js").Pass & Given} Pass */
/** @typedef {"cells" | "layers"} ViewName */
/** @typedef {{ view: ViewName, step: number, cell: number[], predict: boolean }} Choice  `cell` is empty for that of the step */
/** @typedef {[row: number, column: number]} Place */

/**
 * @typedef {object} Cell  of the batch, with its way through the layers
 * @property {number} row
 * @property {number} column
 * @property {number} z
 * @property {number} output
 * @property {number} slope
 * @property {number} dvalue
 * @property {number} product
 * @property {number[]} values  z, and what each layer makes of it
 * @property {number[]} slopes  of each layer
 * @property {number[]} left  of a gradient of 1 after 0, 1, … layers
 *
 * @typedef {object} Look
 * @property {Activation} activation
 * @property {boolean} inLayers  whether the view is that of the ten layers
 * @property {number} step
 * @property {Cell | null} cell  that is looked at
 * @property {boolean} asked  the reader is to find what the step brings
 * @property {(row: number, column: number) => boolean} isKnown  whether the product of a cell is
 * @property {(row: number, column: number) => boolean} isSeen  whether the slope at a cell may be told
 */

/** The place of the n-th cell.  @param {number} n @param {number[][]} inputs @returns {Place} */
export function placeOf(n, inputs) {
  const [, columns] = shapeOf(inputs);
  return [Math.floor(n / columns), n % columns];
}

/** A cell as the matrices call it.  @param {string} name @param {Place} place */
export const cellName = (name, [row, column]) => `${name}[${row}, ${column}]`;

/** @param {string | null} name  "dinputs[1, 2]" @returns {Place | null} */
export function readPlace(name) {
  const [, row, column] = /\[(\d+), (\d+)\]$/.exec(name ?? "") ?? [];
  return row === undefined ? null : [Number(row), Number(column)];
}

/** @param {number[][]} inputs @param {readonly number[] | null} place */
export const isWithin = (inputs, place) => place !== null && inputs[place[0] ?? -1]?.[place[1] ?? -1] !== undefined;

/** The cell that was picked, or that the step has come to, or that begins ten layers.  @param {Pass} pass @param {Choice} choice @returns {Place | null} */
export function chosenPlace({ inputs }, { view, step, cell }) {
  if (cell.length === 2) return /** @type {Place} */ (cell);
  if (view === "layers") return [0, 0];
  return step === 0 ? null : placeOf(step - 1, inputs);
}

/** @param {Pass} pass @param {Place} place @returns {Cell} */
export function cellAt(pass, [row, column]) {
  const of = (/** @type {number[][]} */ matrix) => entry(matrix, row, column);
  return {
    row, column,
    z: of(pass.inputs), output: of(pass.outputs), slope: of(pass.derivatives), dvalue: of(pass.dvalues), product: of(pass.dinputs),
    values: pass.values.map(of), slopes: pass.slopes.map(of), left: pass.left.map(of),
  };
}

/** @param {Pick<import("./activation_stepper.jsx").ActivationView, "pass" | "choice" | "lit" | "question">} view @returns {Look} */
export function lookOf({ pass, choice, lit, question }) {
  const { inputs, activation: name } = pass;
  const { step, predict } = /** @type {Choice} */ (choice);
  const activation = ACTIVATIONS[name];
  const inLayers = choice.view === "layers";
  const asked = question !== null;
  const [, columns] = shapeOf(inputs);
  const litPlace = inLayers ? null : readPlace(lit);
  const place = litPlace && isWithin(inputs, litPlace) ? litPlace : chosenPlace(pass, choice);
  const isKnown = (/** @type {number} */ row, /** @type {number} */ column) => row * columns + column < step - Number(asked);
  return {
    activation, inLayers, step, asked, isKnown,
    cell: place && cellAt(pass, place),
    isSeen: (row, column) => inLayers || !predict || !activation.straight || isKnown(row, column),
  };
}

/** The layer that the gradient has come back through last, 1 to 10; 0 before the first step.  @param {number} step */
export const layerAt = (step) => (step === 0 ? 0 : LAYERS + 1 - step);
