/** A computed matrix of a network on the page: its axes by its name, and what a click on a cell chooses. */

import { axesOf, baseOf, isTransposed } from "../../arithmetic/dense.js";
import { createMatrixTable } from "../../parts/old/matrix_table.js";

/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("../../arithmetic/network_spec.js").ParameterName} ParameterName */

/**
 * @typedef {object} Place  which matrix it is
 * @property {string} name  as a layer calls it: "outputs", "dweights", "inputs.T", "probabilities"
 * @property {number} [layer]  its layer, where it belongs to one
 *
 * @typedef {object} Picking
 * @property {(parameter: Parameter) => void} parameter
 * @property {(sample: number) => void} sample
 */

/** With its layer: "layers[2].weights".  @param {Place} place */
export const fullName = ({ name, layer }) => (layer === undefined ? name : `layers[${layer}].${name}`);

/** The parameters that a matrix has a cell for; null where it has none.  @param {string} name @returns {ParameterName | null} */
export function parameterIn(name) {
  const base = baseOf(name).replace(/^(d|updated )/, "");
  return base === "weights" || base === "biases" ? base : null;
}

/** @param {string} name @returns {[string, string]} */
function axes(name) {
  const plain = name.replace(/^updated /, "");
  if (parameterIn(name) || /^(d?inputs|outputs|dvalues)(\.T)?$/.test(plain)) return axesOf(plain);
  return ["sample", name === "losses" ? "loss" : "output"];
}

/** Names for `createMatrixTable` and `createMatrixField`.  @param {Place} place @param {string} [legend] */
export function namesOf(place, legend = place.name) {
  const [row, column] = axes(place.name);
  return {
    name: fullName(place),
    legend,
    kind: /** @type {"value" | "gradient"} */ (/^d|^slope/.test(place.name) ? "gradient" : "value"),
    rowNames: (/** @type {number} */ i) => `${row} ${i}`,
    columnNames: (/** @type {number} */ j) => `${column} ${j}`,
  };
}

/** @param {Place} place @param {Picking} on @param {string} [legend] */
export function createNetworkTable(place, on, legend) {
  const { name, layer } = place;
  const parameter = parameterIn(name);
  return createMatrixTable({
    ...namesOf(place, legend),
    onPick(row, column) {
      if (isTransposed(name)) [row, column] = [column, row];
      if (parameter && layer !== undefined) on.parameter({ layer, name: parameter, row, column });
      else on.sample(row);
    },
  });
}

/**
 * Where the chosen parameter stands in a matrix, or null.
 * @param {Place} place
 * @param {Parameter} chosen
 */
export function chosenCell({ name, layer }, chosen) {
  if (chosen.layer !== layer || chosen.name !== parameterIn(name)) return null;
  const { row, column } = chosen;
  return isTransposed(name) ? { row: column, column: row } : { row, column };
}

/** The numbers to show: the chosen gradient is left out where the reader is to find it.  @param {Place} place @param {Matrix} value @param {Parameter} chosen @param {boolean} hidden */
export function withHidden(place, value, chosen, hidden) {
  const cell = hidden && /^d|^updated/.test(place.name) ? chosenCell(place, chosen) : null;
  return value.map((row, i) => row.map((x, j) => (cell?.row === i && cell.column === j ? null : x)));
}
