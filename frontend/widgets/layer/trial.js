/** A product to try: two factors to choose, their shapes, and whether they fit. */

import { h, uniqueId } from "../../markup/dom.js";
import { FACTORS, judge } from "../../arithmetic/shape_trial.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../arithmetic/shape_trial.js").Product} Product */

/** @param {(trial: string[]) => void} onTry */
export function createProductTrial(onTry) {
  const left = choice("Left factor");
  const right = choice("Right factor");
  const shapes = h("span", { class: "trial-shapes" });
  const verdict = h("p", { class: "trial-verdict" });
  const titleId = uniqueId("trial");

  /** @param {string} label */
  function choice(label) {
    return h("select", { class: "select", "aria-label": label, onchange: () => onTry([left.value, right.value]) },
      ...FACTORS.map((name) => h("option", { value: name }, name)));
  }

  /** A shape with its inner size marked.  @param {[number, number]} shape @param {0 | 1} inner */
  function marked([rows, columns], inner) {
    const size = (/** @type {number} */ x, /** @type {boolean} */ marked) =>
      h("span", { class: marked ? "inner-size" : null }, x);
    return h("span", null, "(", size(rows, inner === 0), ", ", size(columns, inner === 1), ")");
  }

  return {
    element: h("div", { class: "panel product-trial", role: "group", "aria-labelledby": titleId },
      h("span", { id: titleId, class: "trial-title" }, "Try a product"),
      h("div", { class: "trial-factors" }, left, h("span", { class: "matrix-sign" }, "@"), right, shapes),
      verdict),
    /** @param {Given} given @param {ResultName} wanted @param {Product} product */
    show(given, wanted, product) {
      const judgement = judge(given, wanted, product);
      [left.value, right.value] = product;
      shapes.replaceChildren(marked(judgement.left, 1), " @ ", marked(judgement.right, 0));
      verdict.textContent = judgement.sentence;
      verdict.dataset["outcome"] = judgement.outcome;
    },
  };
}
