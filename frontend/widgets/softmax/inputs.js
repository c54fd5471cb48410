/** What the reader may change: the logits, and the targets as class numbers or as one-hot rows. */

import { h } from "../../markup/dom.js";
import { createMatrixField } from "../../parts/old/matrix_field.js";
import { checkBatch, classesOf, isOneHot, oneHotRows, withOneMoved } from "../../arithmetic/targets.js";

/** @typedef {number[][]} Matrix */
/** @typedef {import("../../arithmetic/targets.js").Targets} Targets */
/** @typedef {{ logits: Matrix, targets: Targets }} Batch */

/**
 * @param {Batch} batch
 * @param {(changed: Partial<Batch>) => void} onEdit  only with what can be used
 * @param {(sample: number) => void} onPick  Enter in a field chooses its sample
 */
export function createSoftmaxInputs(batch, onEdit, onPick) {
  const rowNames = (/** @type {number} */ row) => `sample ${row}`;
  const columnNames = (/** @type {number} */ column) => `class ${column}`;
  const count = () => batch.logits[0]?.length ?? 0;
  const numbered = (/** @type {Targets} */ targets) => classesOf(targets).map((target) => [target]);
  const marked = (/** @type {Targets} */ targets) => oneHotRows(classesOf(targets), count());

  const fields = {
    logits: createMatrixField({
      name: "logits", legend: "logits, z", kind: "value", rowNames, columnNames,
      value: batch.logits, onCommit: (logits) => edit({ logits }),
    }),
    classNumbers: createMatrixField({
      name: "targets", legend: "targets", kind: "value", step: 1, rowNames, columnNames: () => "class number",
      columnHeads: () => "", shapeOf: (rows) => `(${rows},)`,
      value: numbered(batch.targets), onCommit: (rows) => edit({ targets: rows.flat() }),
    }),
    oneHot: createMatrixField({
      name: "targets", legend: "targets, y", kind: "value", step: 1, rowNames, columnNames,
      value: marked(batch.targets), onCommit: (rows) => edit({ targets: withOneMoved(rows, classesOf(batch.targets)) }),
    }),
  };
  const forms = [
    { oneHot: false, button: h("button", { type: "button", class: "button", onclick: () => toForm(false) }, "Class numbers") },
    { oneHot: true, button: h("button", { type: "button", class: "button", onclick: () => toForm(true) }, "One-hot") },
  ];
  const element = h(
    "div",
    { class: "softmax-inputs" },
    h("div", { class: "matrix-row" }, fields.logits.element, fields.classNumbers.element, fields.oneHot.element),
    h("div", { class: "controls", role: "group", "aria-label": "Targets as" },
      h("span", { class: "controls-name", "aria-hidden": "true" }, "Targets as"), ...forms.map(({ button }) => button)),
  );

  /** @param {Partial<Batch>} changed */
  function edit(changed) {
    const asked = { ...batch, ...changed };
    checkBatch(asked.logits, asked.targets);
    onEdit(changed);
  }

  /** Writing the targets anew forgets what could not be read of them.  @param {boolean} asRows */
  function toForm(asRows) {
    if (asRows === isOneHot(batch.targets)) return;
    onEdit({ targets: asRows ? marked(batch.targets) : classesOf(batch.targets) });
    resetTargets();
  }

  function resetTargets() {
    fields.classNumbers.reset(numbered(batch.targets));
    fields.oneHot.reset(marked(batch.targets));
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Enter") return;
    for (const field of Object.values(fields)) {
      const cell = field.cellOf(event.target);
      if (cell) onPick(cell.row);
    }
  }
  element.addEventListener("keydown", onKey);

  return {
    element,
    /** @param {Batch} current @param {number} sample */
    show(current, sample) {
      batch = current;
      const rows = isOneHot(current.targets);
      fields.logits.setValue(current.logits);
      fields.classNumbers.setValue(numbered(current.targets));
      fields.oneHot.setValue(marked(current.targets));
      fields.classNumbers.element.hidden = rows;
      fields.oneHot.element.hidden = !rows;
      for (const field of Object.values(fields)) field.mark((row) => row === sample);
      for (const { oneHot, button } of forms) button.setAttribute("aria-pressed", String(oneHot === rows));
    },
    /** @param {Batch} initial */
    reset(initial) {
      batch = initial;
      fields.logits.reset(initial.logits);
      resetTargets();
    },
    destroy() {
      element.removeEventListener("keydown", onKey);
      for (const field of Object.values(fields)) field.destroy();
    },
  };
}
