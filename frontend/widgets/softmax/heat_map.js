/** The Jacobian as a heat map: each cell has its number, and a colour as deep as it is far from 0. */

import { h } from "../../markup/dom.js";
import { createMatrixTable } from "../../parts/old/matrix_table.js";
import { math, partial } from "../../markup/old/mathml.js";

/** @typedef {import("../../parts/old/matrix_table.js").Shown} Shown */

const LARGEST = 1 / 4; // no slope of a softmax is further from 0

/** @param {(row: number, column: number) => void} onPick */
export function createHeatMap(onPick) {
  const table = createMatrixTable({
    name: "jacobian",
    legend: math(partial("p", "z")),
    kind: "gradient",
    rowNames: (row) => `by how much probability ${row}`,
    columnNames: (column) => `moves with logit ${column}`,
    digits: 3,
    onPick,
  });
  const scale = h(
    "div",
    { class: "heat-scale" },
    h("span", null, "−1/4"),
    h("span", { class: "heat-ramp", "aria-hidden": "true" }),
    h("span", null, "1/4"),
  );
  return {
    element: h("div", { class: "heat-map" }, table.element, scale),
    /** @param {Shown} shown */
    show(shown) {
      table.show({
        ...shown,
        shade: (row, column) => (shown.value[row]?.[column] ?? 0) / LARGEST,
      });
    },
    destroy: () => table.destroy(),
  };
}
