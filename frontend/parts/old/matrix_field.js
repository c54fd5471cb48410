/** A matrix that can be edited: a number field for each cell, and below it what is wrong with one. */

import { h } from "../../markup/dom.js";
import { createFieldGroup } from "./field_group.js";
import { changedCopy, shapeOf, shapeText } from "../../arithmetic/matrix.js";
import { createMatrixFrame } from "./matrix_frame.js";

/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */
/** @typedef {import("./matrix_frame.js").MatrixNames} MatrixNames */
/** @typedef {import("./matrix_frame.js").Lit} Lit */

/** @param {number} row @param {number} column */
const keyAt = (row, column) => `${row},${column}`;

/**
 * @param {MatrixNames & { value: Matrix, onCommit: (value: Matrix) => void, step?: number }} options
 *   `onCommit` throws a sentence if the numbers cannot be used; it is shown, and what was typed stays;
 *   `step` is that of each number field
 */
export function createMatrixField({ value, onCommit, step, ...names }) {
  const errors = h("div", { class: "matrix-errors" });
  const frame = createMatrixFrame(names, errors);
  /** @type {ReturnType<typeof createFieldGroup>} */
  let group;

  /** @param {Matrix} matrix */
  function build(matrix) {
    group?.destroy();
    value = matrix;
    const [rows, columns] = shapeOf(matrix);
    /** @type {Record<string, import("./field_group.js").FieldOptions>} */
    const options = {};
    /** @type {Map<string, string>} */
    const labels = new Map();
    matrix.forEach((row, i) => row.forEach((x, j) => {
      const label = `${names.name}, ${names.rowNames(i)}, ${names.columnNames(j)}`;
      labels.set(keyAt(i, j), label);
      options[keyAt(i, j)] = { label: "", name: label, value: x, step };
    }));
    group = createFieldGroup(options, commit);
    const made = group;
    frame.build(rows, columns, (i, j) => made.field(keyAt(i, j))?.input ?? h("span"));
    errors.replaceChildren(...[...labels.keys()].map((key) => made.field(key)?.error ?? h("span")));
  }

  /** @param {Record<string, number>} changed */
  function commit(changed) {
    const before = value;
    const cells = Object.entries(changed).map(([key, x]) => {
      const [row = 0, column = 0] = key.split(",").map(Number);
      return /** @type {[number, number, number]} */ ([row, column, x]);
    });
    value = changedCopy(value, cells); // before the widget, answering, calls `setValue` with it
    try {
      onCommit(value);
    } catch (problem) {
      value = before;
      throw problem;
    }
  }

  /** @param {Matrix} matrix */
  const byKey = (matrix) =>
    Object.fromEntries(matrix.flatMap((row, i) => row.map((x, j) => [keyAt(i, j), x])));

  build(value);
  return {
    element: frame.element,
    /** @param {Matrix} matrix  what the reader typed stays where it means the same */
    setValue(matrix) {
      if (shapeText(matrix) !== shapeText(value)) return build(matrix);
      value = matrix;
      group.show(byKey(matrix));
    },
    /** @param {Matrix} matrix  written whatever stands there, and the errors cleared */
    reset(matrix) {
      if (shapeText(matrix) !== shapeText(value)) return build(matrix);
      value = matrix;
      group.reset(byKey(matrix));
    },
    /** Try again what was refused: another matrix has changed. */
    retry: () => group.retry(),
    /** @param {Lit} lit */
    mark: (lit) => frame.mark(lit),
    /** @param {number} row @param {number} column @returns {HTMLInputElement | undefined} */
    input: (row, column) => group.field(keyAt(row, column))?.input,
    /** @param {EventTarget | null} target @returns {{ row: number, column: number } | null} the cell it is in */
    cellOf(target) {
      for (const [row, cells] of value.entries()) {
        const column = cells.findIndex((_, j) => group.field(keyAt(row, j))?.input === target);
        if (column >= 0) return { row, column };
      }
      return null;
    },
    destroy: () => group.destroy(),
  };
}

