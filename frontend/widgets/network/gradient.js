/** The gradient of one weight or bias, written out through the layers: paths, products, and their sums. */

import { inParentheses } from "../../markup/old/chain_math.js";
import { h, uniqueId } from "../../markup/dom.js";
import { math, mo, number } from "../../markup/old/mathml.js";
import { densePlaces, keyOf, layerText, parameterAt, parametersOf } from "../../arithmetic/network_spec.js";
import { factorNames, gradientInMatrices, gradientInNames, gradientMath, sumInNumbers } from "./math.js";
import { gradientOf } from "../../arithmetic/network.js";
import { pathsOf, sumOfPaths } from "../../arithmetic/network_paths.js";
import { stepOf } from "./steps.js";
import { counted, isReached } from "./words.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("../../arithmetic/network_paths.js").Factor} Factor */
/** @typedef {import("../../arithmetic/network_paths.js").Path} Path */
/** @typedef {import("./words.js").View} View */

/**
 * @param {(parameter: Parameter) => void} onParameter
 * @param {(sample: number) => void} onSample
 * @param {HTMLElement} question  in which the reader answers for the gradient
 */
export function createNetworkGradient(onParameter, onSample, question) {
  /** @type {View["given"]["layers"]} */
  let layers = [];
  let options = "";
  const selectId = uniqueId("weight");
  const titleId = uniqueId("gradient");
  const select = h("select", { class: "select", id: selectId, onchange: () => onParameter(parameterAt(layers, select.value)) });
  const samples = h("div", { class: "controls", role: "group", "aria-label": "Sample" });
  const names = h("div", { class: "formula sum-terms" });
  const matrices = h("div", { class: "gradient-matrices" });
  const table = h("table", { class: "paths" });
  const cut = h("p", { class: "remark" });
  const sums = h("div", { class: "gradient-sums" });
  const scroll = h("div", { class: "paths-scroll", tabindex: "0", role: "region", "aria-label": "Paths", onkeydown: keepArrows }, table);
  const element = h(
    "div",
    { class: "panel network-gradient", role: "group", "aria-labelledby": titleId },
    h("div", { class: "gradient-head" },
      h("label", { id: titleId, for: selectId, class: "trial-title" }, "Factors of the gradient of"), select, samples),
    names,
    h("details", { class: "gradient-all" }, h("summary", null, "For the whole matrix at once, with shapes"), matrices),
    scroll,
    cut,
    sums,
    question,
  );

  /** Where the table is wider than its place, the arrows move it.  @param {KeyboardEvent} event */
  function keepArrows(event) {
    const wide = scroll.scrollWidth > scroll.clientWidth;
    if (wide && (event.key === "ArrowLeft" || event.key === "ArrowRight")) event.stopPropagation();
  }

  /** @param {View} view */
  function showChoice({ given, parameter, sample }) {
    ({ layers } = given);
    const key = layers.map(layerText).join();
    if (key !== options) {
      options = key;
      select.replaceChildren(...densePlaces(layers).map((place) => {
        const label = `layers[${place}]`;
        const own = parametersOf(layers).filter(({ layer }) => layer === place).map(keyOf);
        return h("optgroup", { label }, ...own.map((name) => h("option", { value: name }, name)));
      }));
    }
    select.value = keyOf(parameter);
    if (samples.childElementCount !== given.inputs.length) {
      samples.replaceChildren(...given.inputs.map((_, k) =>
        h("button", { type: "button", class: "button", onclick: () => onSample(k) }, `Sample ${k}`)));
    }
    samples.hidden = given.inputs.length === 1;
    [...samples.children].forEach((button, k) => button.setAttribute("aria-pressed", String(k === sample)));
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      const { given, passed, parameter, sample, hidden } = view;
      showChoice(view);
      names.replaceChildren(...gradientInNames(given, parameter));
      matrices.replaceChildren(...gradientInMatrices(given, parameter).map(({ formula, shapes }) =>
        h("div", { class: "gradient-line" }, h("span", { class: "formula" }, formula), h("span", { class: "matrix-shape" }, shapes))));
      const paths = pathsOf(given, passed, parameter, sample);
      table.replaceChildren(...pathTable(view, paths));
      cut.textContent = cutRemark(view, paths);
      if (!isReached(view)) {
        const step = stepOf("backward", given.layers.length, parameter.layer);
        sums.replaceChildren(h("p", { class: "field-hint" }, `The sum is complete at step ${step}, when the backward pass comes to layers[${parameter.layer}].`));
        return;
      }
      const shares = given.inputs.map((_, k) => sumOfPaths(pathsOf(given, passed, parameter, k)));
      const all = sumOfPaths(given.inputs.flatMap((_, k) => pathsOf(given, passed, parameter, k)));
      const own = gradientOf(passed, parameter);
      const { layer, name, row, column } = parameter;
      sums.replaceChildren(
        sumLine("share", `Sample ${sample}: `, shares[sample] ?? NaN, hidden, sumInNumbers(null, paths.map(({ product }) => product), shares[sample] ?? NaN, hidden)),
        sumLine("total", "", all, hidden, sumInNumbers(gradientMath(parameter), shares, all, hidden)),
        h("p", { class: "remark" }, `${given.inputs.length > 1 ? "Summed over the samples, and the" : "The"} same as the cell `,
          h("code", null, `layers[${layer}].d${name}[${row}, ${column}]`), ": ",
          h("strong", { "data-gradient": "cell", "data-value": hidden ? null : own }, hidden ? "?" : formatNumber(own)), "."),
      );
    },
  };
}

/** @param {string} name @param {string} label @param {number} value @param {boolean} hidden @param {Element[]} pieces */
const sumLine = (name, label, value, hidden, pieces) =>
  h("div", { class: "formula sum-terms", "data-gradient": name, "data-value": hidden ? null : value },
    label !== "" && h("span", { class: "sum-label" }, label), ...pieces);

/** A row for each path, a column for each factor.  @param {View} view @param {Path[]} paths */
function pathTable(view, paths) {
  const { given, parameter, sample, hidden } = view;
  const known = isReached(view) && !hidden;
  const heads = factorNames(given, parameter, sample);
  const several = paths.length > 1;
  return [
    h("caption", null, `Sample ${sample}: `, several ? `${counted(paths.length, "path")} from here to the loss, a product each` : "one path from here to the loss, one product"),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "neurons"),
      ...heads.map(({ name }) => h("th", { scope: "col" }, math(name))), h("th", { scope: "col" }, "product"))),
    h("tbody", null, ...paths.map(({ neurons, factors, product }, at) => {
      const dead = factors.some((factor) => isCut(view, factor));
      return h("tr", { class: dead ? "dead" : null },
        h("th", { scope: "row" }, neurons.join(" → ")),
        ...factors.map((factor) => factorCell(view, factor)),
        h("td", { class: "path-product", "data-path": at, "data-value": known ? product : null }, math(mo("="), known ? number(product) : mo("?"))));
    })),
  ];
}

/** Whether the steps have come to a factor.  @param {View} view @param {Factor} factor */
function isKnown({ given, step }, { kind, layer }) {
  if (kind === "weight") return true;
  if (kind === "input") return step >= layer;
  return step >= (kind === "slope" ? stepOf("forward", given.layers.length, layer) : stepOf("dloss", given.layers.length));
}

/** A slope of 0 lets nothing pass.  @param {View} view @param {Factor} factor */
const isCut = (view, factor) => factor.kind === "slope" && factor.value === 0 && isKnown(view, factor);

/** @param {View} view @param {Factor} factor */
function factorCell(view, factor) {
  const known = isKnown(view, factor);
  return h("td", { class: isCut(view, factor) ? "cut" : null, title: isCut(view, factor) ? "cuts the path" : null },
    math(known ? inParentheses(factor.value) : mo("?")));
}

/** What the slopes of 0 do.  @param {View} view @param {Path[]} paths */
function cutRemark(view, paths) {
  const dead = paths.filter(({ factors }) => factors.some((factor) => isCut(view, factor)));
  if (dead.length === 0) return "";
  const places = new Set(dead.flatMap(({ factors }) => factors.filter((factor) => isCut(view, factor)).map(({ layer, neuron }) => `neuron ${neuron} of layers[${layer}]`)));
  const which = dead.length === paths.length
    ? `${paths.length === 1 ? "its only path is" : "all its paths are"} cut, and nothing of this sample comes back here`
    : `${dead.length} of ${paths.length} paths ${dead.length === 1 ? "is" : "are"} cut`;
  return `A slope of 0 at ${[...places].join(" and at ")}: ${which}.`;
}

