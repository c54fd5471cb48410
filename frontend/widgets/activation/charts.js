/** An activation and its derivative, side by side over the same z, with the batch on both. */

import { applied } from "./math.js";
import { derivativeCurve, drawnAt, reachOf, valueCurve } from "./curves.js";
import { ACTIVATIONS } from "../../arithmetic/activations.js";
import { h } from "../../markup/dom.js";
import { createFunctionChart } from "../../charts/function_chart.js";
import { math, mi } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("./math.js").Cell} Cell */

/** @param {(cell: number) => void} onPick  called with the cell whose dot the reader points at */
export function createActivationCharts(onPick) {
  const value = createFunctionChart({ kind: "value", onPick });
  const derivative = createFunctionChart({ kind: "gradient", onPick });
  const titles = [h("span"), h("span")];
  const [valueTitle, derivativeTitle] = titles;
  const element = h(
    "div",
    { class: "activation-charts" },
    h("div", { class: "activation-chart" }, h("div", { class: "chart-title" }, valueTitle), value.element),
    h("div", { class: "activation-chart" }, h("div", { class: "chart-title" }, derivativeTitle), derivative.element),
  );

  return {
    element,
    /**
     * @param {ActivationName} name
     * @param {number[][]} inputs
     * @param {Cell | null} cell  the one that is marked
     */
    draw(name, inputs, cell) {
      const { sign, value: f, derivative: slope } = ACTIVATIONS[name];
      const reach = reachOf(inputs);
      const zs = inputs.flat();
      const current = cell && cell.row * (inputs[0]?.length ?? 0) + cell.column;
      /** @param {(z: number) => number} over @returns {import("../../charts/function_chart.js").Dot[]} */
      const dots = (over) =>
        zs.map((z) => {
          const at = drawnAt(z, reach);
          return { z: at, y: over(at), beyond: at === z ? null : z < 0 ? "left" : "right" };
        });
      const shared = { reach, current };
      const where = cell && `z = ${formatNumber(cell.z, 4)}`;
      valueTitle?.replaceChildren("The curve ", math(applied(name, false, mi("z"))));
      derivativeTitle?.replaceChildren("Its slope ", math(applied(name, true, mi("z"))));
      value.draw({
        ...shared,
        curve: valueCurve(name, reach),
        dots: dots(f),
        slope: cell && cell.derivative,
        note: cell ? `${where}, ${sign}(z) = ${formatNumber(cell.output, 4)}` : "",
        description: described(`The curve of ${sign} over z`, cell && `, value ${formatNumber(cell.output)}, with the tangent there`),
      });
      derivative.draw({
        ...shared,
        curve: derivativeCurve(name, reach),
        dots: dots(slope),
        slope: null,
        note: cell ? `${where}, slope ${formatNumber(cell.derivative, 4)}` : "",
        description: described(`The derivative of ${sign} over z`, cell && `, slope ${formatNumber(cell.derivative)}`),
      });

      /** @param {string} what @param {string | null} there */
      function described(what, there) {
        const range = `from ${formatNumber(-reach, 3)} to ${formatNumber(reach, 3)}`;
        const count = zs.filter((z) => drawnAt(z, reach) !== z).length;
        const beyond = count === 0 ? "" : `; ${count} of them beyond the ends`;
        const marked = cell && there ? ` Marked is z = ${formatNumber(cell.z)}${there}.` : "";
        return `${what} ${range}, and on it the ${zs.length} numbers of the batch${beyond}.${marked}`;
      }
    },
    destroy() {
      value.destroy();
      derivative.destroy();
    },
  };
}
