/** A matrix on the page: its name and shape above, row and column numbers at its edges, cells inside. */

import { h } from "../../markup/dom.js";

/**
 * @typedef {object} MatrixNames
 * @property {string} name  the matrix's own, in the names of its cells
 * @property {string | Node} legend  what stands above it
 * @property {"value" | "gradient"} kind  which of the two colours is its own
 * @property {(row: number) => string} rowNames  for a screen reader: "sample 0"
 * @property {(column: number) => string} columnNames  "neuron 2"
 * @property {(row: number) => string} [rowHeads]  what stands before a row; its number, unless given
 * @property {(column: number) => string} [columnHeads]  what stands above a column, likewise
 * @property {(rows: number, columns: number) => string} [shapeOf]  "(3, 4)", unless another word is for it
 *
 * @typedef {(row: number, column: number) => boolean | string} Lit
 *   whether a cell is lit; a word tells how, where there are several ways
 */

/** @param {MatrixNames} names @param {...Node} below */
export function createMatrixFrame(names, ...below) {
  const { name, legend, kind, rowNames, columnNames } = names;
  const { rowHeads = String, columnHeads = String, shapeOf = (rows, columns) => `(${rows}, ${columns})` } = names;
  const shape = h("span", { class: "matrix-shape" });
  const table = h("table", { class: "matrix", "aria-label": name });
  /** @type {HTMLElement[][]} */
  let cells = [];
  return {
    element: h(
      "div",
      { class: `matrix-frame ${kind}` },
      h("div", { class: "matrix-legend" }, h("span", { class: "matrix-name" }, legend), " ", shape),
      h("div", { class: "matrix-scroll" }, table),
      ...below,
    ),
    cells: () => cells,
    /**
     * @param {number} rows
     * @param {number} columns
     * @param {(row: number, column: number, label: string) => Node} content  of each cell, whose name is `label`
     */
    build(rows, columns, content) {
      shape.textContent = shapeOf(rows, columns);
      cells = count(rows).map((i) =>
        count(columns).map((j) => h("td", null, content(i, j, `${name}, ${rowNames(i)}, ${columnNames(j)}`))));
      table.replaceChildren(
        h("thead", null, h("tr", null, h("td"), ...count(columns).map((j) => head("col", columnHeads(j), columnNames(j))))),
        h("tbody", null, ...cells.map((row, i) => h("tr", null, head("row", rowHeads(i), rowNames(i)), ...row))),
      );
    },
    /** @param {Lit} lit */
    mark(lit) {
      cells.forEach((row, i) => row.forEach((cell, j) => {
        const how = lit(i, j);
        if (how === false) delete cell.dataset["lit"];
        else cell.dataset["lit"] = how === true ? "" : how;
      }));
    },
  };
}

/** @param {number} size */
const count = (size) => Array.from({ length: size }, (_, i) => i);

/** What is seen, and before it what only a screen reader needs.  @param {"row" | "col"} scope @param {string} text @param {string} name */
const head = (scope, text, name) =>
  h("th", { scope, title: name },
    h("span", { class: "visually-hidden" }, name === text ? "" : name.replace(/\s*\d+$/, " ")), text);
