/** The batch on its way: inputs and outputs, the gradient that comes in, the slopes, what goes on. */

import { h } from "../../markup/dom.js";
import { createMatrixField } from "../../parts/old/matrix_field.js";
import { createMatrixTable } from "../../parts/old/matrix_table.js";

/** @typedef {number[][]} Matrix */
/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("../../arithmetic/activations.js").Pass} Pass */
/** @typedef {import("./math.js").Cell} Cell */
/** @typedef {{ inputs: Matrix, dvalues: Matrix, activation: ActivationName }} Settings */

/**
 * @param {Settings} settings
 * @param {(changed: Partial<Settings>) => void} onEdit
 * @param {(row: number, column: number) => void} onPick
 */
export function createActivationMatrices(settings, onEdit, onPick) {
  const names = {
    rowNames: (/** @type {number} */ row) => `sample ${row}`,
    columnNames: (/** @type {number} */ column) => `neuron ${column}`,
  };
  const slopes = h("span");
  const fields = {
    inputs: createMatrixField({
      ...names, name: "inputs", legend: "inputs, z", kind: "value", value: settings.inputs, onCommit: (inputs) => onEdit({ inputs }),
    }),
    dvalues: createMatrixField({
      ...names, name: "dvalues", legend: "dvalues", kind: "gradient", value: settings.dvalues, onCommit: (dvalues) => onEdit({ dvalues }),
    }),
  };
  const tables = {
    outputs: createMatrixTable({ ...names, name: "outputs", legend: "outputs", kind: "value", onPick }),
    derivatives: createMatrixTable({ ...names, name: "derivatives", legend: slopes, kind: "gradient", onPick }),
    dinputs: createMatrixTable({ ...names, name: "dinputs", legend: "dinputs", kind: "gradient", onPick }),
  };

  /** @param {string} text @param {string} title */
  const sign = (text, title) => h("span", { class: "matrix-sign", title }, text);
  const element = h(
    "div",
    { class: "activation-matrices" },
    h("p", { class: "field-hint" }, "Change any number of inputs and dvalues. A click on a cell of the others, or Enter in a field, leads to its step."),
    h("div", { class: "matrix-row" },
      fields.inputs.element, sign("→", "through the activation"), tables.outputs.element),
    h("div", { class: "matrix-row" },
      fields.dvalues.element, sign("⊙", "times, cell by cell"), tables.derivatives.element, sign("=", "equals"), tables.dinputs.element),
  );

  /** @param {KeyboardEvent} event  Enter in a field leads to the step of its cell */
  function onKey(event) {
    if (event.key !== "Enter") return;
    for (const field of Object.values(fields)) {
      const cell = field.cellOf(event.target);
      if (cell) onPick(cell.row, cell.column);
    }
  }
  element.addEventListener("keydown", onKey);

  return {
    element,
    /**
     * @param {Settings} current
     * @param {Pass} passed
     * @param {{ step: number, cell: Cell | null, hidden: boolean }} at
     */
    show(current, { outputs, derivatives, dinputs }, { step, cell, hidden }) {
      const columns = current.inputs[0]?.length ?? 0;
      const isCurrent = (/** @type {number} */ row, /** @type {number} */ column) =>
        cell !== null && cell.row === row && cell.column === column;
      const known = dinputs.map((row, i) => row.map((x, j) => {
        const place = i * columns + j + 1;
        return place < step || (place === step && !hidden) ? x : null;
      }));
      const shared = { selected: cell, lit: isCurrent };
      const relu = current.activation === "relu";
      slopes.textContent = relu ? "mask, the derivative" : "derivative";
      fields.inputs.setValue(current.inputs);
      fields.dvalues.setValue(current.dvalues);
      fields.inputs.mark(isCurrent);
      fields.dvalues.mark(isCurrent);
      tables.outputs.show({ ...shared, value: outputs });
      tables.derivatives.show({ ...shared, value: derivatives });
      tables.dinputs.show({ ...shared, value: known });
    },
    /** @param {Settings} initial */
    reset(initial) {
      fields.inputs.reset(initial.inputs);
      fields.dvalues.reset(initial.dvalues);
    },
    destroy() {
      element.removeEventListener("keydown", onKey);
      for (const part of [...Object.values(fields), ...Object.values(tables)]) part.destroy();
    },
  };
}
