/** The probabilities of one sample as bars, the target's marked by its outline and a word. */

import { h } from "../../markup/dom.js";
import { math, symbol } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";

export function createSoftmaxBars() {
  const element = h("ul", { class: "softmax-bars", "aria-label": "Probabilities" });
  return {
    element,
    /**
     * @param {number[] | null} probabilities  null where they are not known yet
     * @param {number} classes
     * @param {number} target
     */
    draw(probabilities, classes, target) {
      element.replaceChildren(...Array.from({ length: classes }, (_, j) => bar(j, probabilities?.[j] ?? null, j === target)));
    },
  };
}

/** @param {number} j @param {number | null} p @param {boolean} isTarget */
function bar(j, p, isTarget) {
  const fill = h("div", { class: "softmax-fill", style: `width: ${(p ?? 0) * 100}%` });
  return h(
    "li",
    { class: isTarget ? "softmax-bar target" : "softmax-bar" },
    h("span", { class: "softmax-class" }, math(symbol(`p${j}`)), isTarget && h("span", { class: "softmax-target" }, " target")),
    h("div", { class: "softmax-track", "aria-hidden": "true" }, fill),
    h("span", { class: "softmax-number", "data-cell": `probabilities[${j}]`, "data-value": p }, p === null ? "?" : formatNumber(p, 4)),
  );
}
