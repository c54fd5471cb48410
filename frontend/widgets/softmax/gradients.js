/** The way back of one sample: the slopes of its loss times the Jacobian, and all three witnesses side by side. */

import { h } from "../../markup/dom.js";
import { createMatrixTable } from "../../parts/old/matrix_table.js";
import { math, partial } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { createHeatMap } from "./heat_map.js";
import { cellFormula, formulaLine } from "./math.js";
import { distance, verdict, verdictText } from "../../arithmetic/softmax_verdict.js";
import { clippedRemark } from "./words.js";

/** @typedef {import("./math.js").View} View */
/** @typedef {import("./steps.js").Part} Part */

/** @type {readonly { part: Part, title: string }[]} */
const WITNESSES = [
  { part: "product", title: "two steps" },
  { part: "fused", title: "fused" },
  { part: "differences", title: "measured" },
];

/**
 * @param {(part: Part, logit: number) => void} onPick  leads to the step that made a number
 * @param {(row: number, column: number) => void} onPickSlope  of the Jacobian
 */
export function createSoftmaxGradients(onPick, onPickSlope) {
  const names = {
    kind: /** @type {const} */ ("gradient"),
    rowNames: () => "this sample",
    rowHeads: () => "",
  };
  const ofLoss = createMatrixTable({
    ...names, name: "dprobabilities", legend: math(partial("loss", "p")),
    columnNames: (column) => `probability ${column}`, onPick: () => onPick("dprobabilities", 0),
  });
  const heatMap = createHeatMap(onPickSlope);
  const product = createMatrixTable({
    ...names, name: "dlogits", legend: math(partial("loss", "z")),
    columnNames: (column) => `logit ${column}`, onPick: (_, column) => onPick("product", column),
  });
  const comparison = createMatrixTable({
    name: "witnesses", legend: h("span", null, math(partial("loss", "z")), " from three witnesses"), kind: "gradient",
    rowNames: (row) => `logit ${row}`,
    columnNames: (column) => WITNESSES[column]?.title ?? "",
    columnHeads: (column) => WITNESSES[column]?.title ?? "",
    shapeOf: () => "",
    digits: 6,
    onPick: (row, column) => onPick(WITNESSES[column]?.part ?? "start", row),
  });
  const slope = h("div", { class: "softmax-slope" });
  const apart = h("p", { class: "field-hint" });
  const judgement = h("p", { class: "softmax-verdict" });
  const sign = (/** @type {string} */ text, /** @type {string} */ title) => h("span", { class: "matrix-sign", title }, text);

  return {
    element: h(
      "div",
      { class: "softmax-gradients" },
      h("div", { class: "matrix-row" },
        ofLoss.element, sign("·", "times the matrix"), heatMap.element, sign("=", "equals"), product.element),
      slope,
      h("div", { class: "softmax-comparison" }, comparison.element, h("div", { class: "softmax-judgement" }, judgement, apart)),
    ),
    /**
     * @param {View} view
     * @param {(part: Part, logit?: number) => boolean} isKnown
     * @param {{ row: number, column: number }} picked  of the Jacobian
     */
    show({ stage, hidden, passed, clean }, isKnown, picked) {
      const { dprobabilities, jacobian, dlogits, fused, differences, tolerance } = passed;
      const { part, logit } = stage;
      const whole = (/** @type {number[]} */ row, /** @type {boolean} */ known) => row.map((x) => (known ? x : null));
      const twoSteps = dlogits.map((x, j) => (isKnown("product", j) ? x : null));
      const columns = [twoSteps, whole(fused, isKnown("fused")), whole(differences, isKnown("differences"))];
      const slopesKnown = isKnown("jacobian");
      const inProduct = part === "product";

      ofLoss.show({ value: [whole(dprobabilities, isKnown("dprobabilities"))], lit: () => inProduct || part === "dprobabilities" });
      heatMap.show({
        value: jacobian.map((row) => whole(row, slopesKnown)),
        written: clean.jacobian,
        selected: slopesKnown ? picked : null,
        lit: (_, column) => part === "jacobian" || (inProduct && column === logit),
      });
      product.show({
        value: [twoSteps],
        selected: inProduct ? { row: 0, column: logit } : null,
        lit: (_, column) => inProduct && column === logit,
        written: [clean.dlogits],
      });
      comparison.show({
        value: dlogits.map((_, j) => columns.map((column) => column[j] ?? null)),
        lit: (row, column) => WITNESSES[column]?.part === part && (!inProduct || row === logit),
        written: clean.dlogits.map((x, j) => [x, clean.fused[j] ?? NaN, clean.differences[j] ?? NaN]),
      });

      const asked = hidden && part === "jacobian";
      slope.replaceChildren(...(slopesKnown || asked ? [formulaLine(cellFormula(clean, picked.row, picked.column, asked))] : []));
      const judged = isKnown("differences");
      const kind = verdict(passed);
      if (judged) judgement.dataset["verdict"] = kind;
      else delete judgement.dataset["verdict"];
      judgement.textContent = judged
        ? `${verdictText(kind, tolerance)} ${clippedRemark(passed)}`.trim()
        : "When the last step has come, this says whether the three agree.";
      apart.textContent = judged
        ? `Furthest from fused: two steps ${formatNumber(distance(dlogits, fused), 2)}, measured ${formatNumber(distance(differences, fused), 2)}; ` +
          `rounding explains up to 10⁻¹⁴ and ${formatNumber(tolerance, 2)}.`
        : "";
    },
    destroy() {
      for (const table of [ofLoss, heatMap, product, comparison]) table.destroy();
    },
  };
}
