/** The layer's matrices: those of the product in its order, with its signs, and the given ones that are left. */

import { h } from "../../markup/dom.js";
import { GIVEN, RESULTS, axesOf, baseOf, factor, isTransposed, sums } from "../../arithmetic/dense.js";
import { stageOf } from "./views.js";
import { createMatrixField } from "../../parts/old/matrix_field.js";
import { createMatrixTable } from "../../parts/old/matrix_table.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").GivenName} GivenName */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("./words.js").CellSum} CellSum */
/** @typedef {import("../../parts/old/matrix_frame.js").Lit} Lit */

const SIGNS = { "@": "matrix product", "+": "plus, in each row", "=": "equals" };

/**
 * @param {Given} given
 * @param {object} on
 * @param {(changed: Partial<Given>) => void} on.edit  throws a sentence if the numbers cannot be used
 * @param {(row: number, column: number) => void} on.pick  a cell of the result
 * @param {(step: number) => void} on.step
 */
export function createLayerMatrices(given, on) {
  /** @param {string} name */
  const namesOf = (name) => {
    const [row, column] = axesOf(name);
    return {
      name,
      legend: name,
      kind: /** @type {"value" | "gradient"} */ (name.startsWith("d") ? "gradient" : "value"),
      rowNames: (/** @type {number} */ i) => `${row} ${i}`,
      columnNames: (/** @type {number} */ j) => `${column} ${j}`,
    };
  };
  /** @param {GivenName} name */
  const fieldOf = (name) => createMatrixField({
    ...namesOf(name), value: given[name], onCommit: (value) => edit(name, { [name]: value }),
  });
  /** @param {string} name @param {(row: number, column: number) => void} onPick */
  const tableOf = (name, onPick) => createMatrixTable({ ...namesOf(name), onPick });

  const fields = {
    inputs: fieldOf("inputs"), weights: fieldOf("weights"), biases: fieldOf("biases"), dvalues: fieldOf("dvalues"),
  };
  /** @type {Record<string, ReturnType<typeof createMatrixTable>>} */
  const tables = {
    ...Object.fromEntries(Object.keys(RESULTS).map((name) => [name, tableOf(name, on.pick)])),
    "inputs.T": tableOf("inputs.T", (row, column) => fields.inputs.input(column, row)?.focus()),
    "weights.T": tableOf("weights.T", (row, column) => fields.weights.input(column, row)?.focus()),
    ones: tableOf("ones", (_, sample) => on.step(sample + 1)),
  };
  /** @param {string} name */
  const elementOf = (name) => (tables[name] ?? fields[/** @type {GivenName} */ (name)]).element;

  const line = h("div", { class: "matrix-row" });
  const rest = h("div", { class: "matrix-row" });
  let laidOut = "";
  let retrying = false;

  /** @param {GivenName} name @param {Partial<Given>} changed */
  function edit(name, changed) {
    on.edit(changed);
    if (retrying) return;
    retrying = true; // what another matrix was refused may fit now
    for (const other of GIVEN) if (other !== name) fields[other].retry();
    retrying = false;
  }

  /** @param {ResultName} result */
  function layOut(result) {
    if (laidOut === result) return;
    laidOut = result;
    const focused = document.activeElement;
    const { left, right, added } = RESULTS[result];
    // A sign stays with the matrix after it where the line wraps.
    const signed = (/** @type {keyof typeof SIGNS} */ sign, /** @type {string} */ name) =>
      h("div", { class: "signed-matrix" }, h("span", { class: "matrix-sign", title: SIGNS[sign] }, sign), elementOf(name));
    line.replaceChildren(elementOf(left), signed("@", right), ...(added ? [signed("+", added)] : []), signed("=", result));
    rest.replaceChildren(...GIVEN.filter((name) => ![left, right, added].includes(name)).map(elementOf));
    // A field that moved keeps the focus.
    if (focused instanceof HTMLElement && (line.contains(focused) || rest.contains(focused))) focused.focus();
  }

  return {
    line,
    rest,
    /** @param {Given} current @param {CellSum} cell */
    show(current, { result, row, column, terms, step, hidden }) {
      layOut(result);
      const { left, right, added } = RESULTS[result];
      const marks = new Map(/** @type {[string, Lit][]} */ ([
        [left, (i, k) => i === row && stageOf(k, step)],
        [right, (k, j) => j === column && stageOf(k, step)],
      ]));
      if (added) marks.set(added, (_, j) => j === column && stageOf(terms.length - 1, step));
      for (const [name, lit] of [...marks]) if (isTransposed(name)) marks.set(baseOf(name), (i, j) => lit(j, i));

      for (const name of GIVEN) {
        fields[name].setValue(current[name]);
        fields[name].mark(marks.get(name) ?? (() => false));
      }
      for (const [name, lit] of marks) tables[name]?.show({ value: factor(current, name), lit });
      const partial = sums(current, result, step);
      const isChosen = (/** @type {number} */ i, /** @type {number} */ j) => i === row && j === column;
      tables[result]?.show({
        value: partial.map((cells, i) => cells.map((x, j) => (hidden && isChosen(i, j) ? null : x))),
        selected: { row, column },
        lit: isChosen,
      });
    },
    /** @param {Given} initial */
    reset(initial) {
      for (const name of GIVEN) fields[name].reset(initial[name]);
    },
    destroy() {
      for (const part of [...Object.values(fields), ...Object.values(tables)]) part.destroy();
    },
  };
}
