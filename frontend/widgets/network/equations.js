/** What one step computes, with its matrices: outputs = inputs @ weights + biases, and so on. */

import { h } from "../../markup/dom.js";
import { shapeOf, shapeText, transposed } from "../../arithmetic/matrix.js";
import { denseAt } from "../../arithmetic/network_spec.js";
import { chosenCell, createNetworkTable, fullName, withHidden } from "./matrices.js";

/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */
/** @typedef {import("./matrices.js").Place} Place */
/** @typedef {import("./matrices.js").Picking} Picking */
/** @typedef {import("./words.js").View} View */
/** @typedef {import("../../parts/old/matrix_frame.js").Lit} Lit */

/**
 * @typedef {Place & { value: Matrix, lit?: Lit }} Part
 *
 * @typedef {object} Equation
 * @property {string} [lead]  words before it
 * @property {string} [formula]
 * @property {(Part | string)[]} parts  matrices and the signs between them
 */

/** @type {Readonly<Record<string, string>>} */
const SIGNS = {
  "@": "matrix product", "+": "plus, in each row", "−": "minus", "=": "equals", "→": "gives", "⊙": "times, cell by cell",
};

const FORWARD = { Linear: "outputs = inputs", ReLU: "outputs = max(0, inputs)", Sigmoid: "outputs = 1 / (1 + exp(−inputs))" };
const SLOPES = { Linear: "1", ReLU: "(inputs > 0)", Sigmoid: "outputs * (1 − outputs)" };

/** @param {View} view @returns {Equation[]} */
export function equationsOf(view) {
  return { start, forward, loss, dloss, backward, update }[view.stage.part](view);
}

/** @param {View} view @returns {Equation[]} */
function start({ given, passed }) {
  return [{ parts: [{ name: "inputs", value: given.inputs }, { name: "targets", value: passed.loss.wanted }] }];
}

/** @param {View} view @returns {Equation[]} */
function forward({ given, passed, stage: { layer: place } }) {
  const layer = given.layers[place];
  const inputs = part("inputs", place, passed.values[place]);
  const outputs = part("outputs", place, passed.values[place + 1]);
  if (layer?.kind !== "Dense") {
    return [{ formula: FORWARD[layer?.kind ?? "Linear"], parts: [inputs, "→", outputs] }];
  }
  const { weights, biases } = layer;
  return [{
    formula: "outputs = inputs @ weights + biases",
    parts: [inputs, "@", part("weights", place, weights), "+", part("biases", place, biases), "=", outputs],
  }];
}

/** @param {View} view @returns {Equation[]} */
function loss({ given, passed }) {
  const { compared, wanted, losses } = passed.loss;
  const predictions = { name: "predictions", value: passed.values.at(-1) ?? [] };
  const targets = { name: "targets", value: wanted };
  const each = { name: "losses", value: losses.map((x) => [x]) };
  if (given.loss_kind === "SquaredError") {
    return [{ formula: "loss = mean over samples of ½ · sum of (predictions − targets)²", parts: [predictions, "−", targets, "→", each] }];
  }
  return [{
    formula: "loss = mean over samples of −log p of the target’s class",
    parts: [predictions, "→", { name: "probabilities", value: compared }, "with", targets, "→", each],
  }];
}

/** @param {View} view @returns {Equation[]} */
function dloss({ given, passed }) {
  const { compared, wanted, dpredictions } = passed.loss;
  const name = given.loss_kind === "SquaredError" ? "predictions" : "probabilities";
  return [{
    formula: `dpredictions = (${name} − targets) / n, n = ${compared.length}`,
    parts: ["(", { name, value: compared }, "−", { name: "targets", value: wanted }, `) ÷ ${compared.length} =`, { name: "dpredictions", value: dpredictions }],
  }];
}

/** @param {View} view @returns {Equation[]} */
function backward({ given, passed, parameter, stage: { layer: place } }) {
  const [inputs, coming, going] = [passed.values[place] ?? [], passed.dvalues[place + 1] ?? [], passed.dvalues[place]];
  const layer = given.layers[place];
  const dinputs = part("dinputs", place, going);
  if (layer?.kind !== "Dense") {
    const slope = part("slope", place, passed.slopes[place] ?? []);
    return [{
      formula: `dinputs = dvalues * ${SLOPES[layer?.kind ?? "Linear"]}`,
      parts: [part("dvalues", place, coming), "⊙", slope, "=", dinputs],
    }];
  }
  const { row, column } = parameter;
  const ofWeights = parameter.layer === place && parameter.name === "weights";
  const ofBiases = parameter.layer === place && parameter.name === "biases";
  const gradients = passed.gradients[place];
  return [
    {
      formula: "dweights = inputs.T @ dvalues",
      parts: [
        { ...part("inputs.T", place, transposed(inputs)), lit: (i) => ofWeights && i === row }, "@",
        { ...part("dvalues", place, coming), lit: (_, j) => ofWeights && j === column }, "=",
        part("dweights", place, gradients?.weights),
      ],
    },
    {
      formula: "dbiases = dvalues.sum(axis=0, keepdims=True)",
      parts: [
        { ...part("dvalues", place, coming), lit: (_, j) => ofBiases && j === column },
        "→", part("dbiases", place, gradients?.biases),
      ],
    },
    ...(place === 0 ? [] : [{
      formula: "dinputs = dvalues @ weights.T",
      parts: [part("dvalues", place, coming), "@", part("weights.T", place, transposed(layer.weights)), "=", dinputs],
    }]),
  ];
}

/** @param {View} view @returns {Equation[]} */
function update({ given, passed, parameter: { layer: place, name }, after }) {
  const gradient = passed.gradients[place]?.[name] ?? [];
  const rest = [...after.layers.entries()].flatMap(([at, layer]) =>
    layer.kind !== "Dense" ? [] : /** @type {const} */ (["weights", "biases"])
      .filter((each) => at !== place || each !== name)
      .map((each) => part(`updated ${each}`, at, layer[each])));
  return [
    {
      formula: `${name} −= learning_rate * d${name}`,
      parts: [
        part(name, place, denseAt(given.layers, place)[name]), "− η ·", part(`d${name}`, place, gradient), "=",
        part(`updated ${name}`, place, denseAt(after.layers, place)[name]),
      ],
    },
    { lead: "All others likewise, at the same time:", parts: rest },
  ];
}

/** @param {string} name @param {number} layer @param {Matrix} [value] @returns {Part} */
const part = (name, layer, value = []) => ({ name, layer, value });

/** @param {Picking} on */
export function createEquations(on) {
  const element = h("div", { class: "network-equations" });
  /** @type {Map<string, ReturnType<typeof createNetworkTable>>} */
  const tables = new Map();
  let laidOut = "";

  /** A table for each matrix of each equation, kept for the next time.  @param {number} row @param {Part} it @param {boolean} withLayer */
  function tableOf(row, it, withLayer) {
    const key = `${row} ${fullName(it)}`;
    const table = tables.get(key) ?? createNetworkTable(it, on, withLayer ? fullName(it) : it.name);
    tables.set(key, table);
    return table;
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      const equations = equationsOf(view);
      const several = view.stage.part === "update";
      const layout = JSON.stringify(equations.map(({ formula, parts }) => [formula, ...parts.map((it) => (typeof it === "string" ? it : fullName(it)))]));
      equations.forEach(({ parts }, row) => {
        for (const it of parts) {
          if (typeof it === "string") continue;
          tableOf(row, it, several).show({
            value: withHidden(it, it.value, view.parameter, view.hidden),
            selected: chosenCell(it, view.parameter),
            lit: it.lit ?? (() => false),
          });
        }
      });
      if (layout === laidOut) return;
      laidOut = layout;
      element.replaceChildren(...equations.map(({ lead, formula, parts }, row) => h("div", { class: "network-equation" },
        lead && h("p", { class: "network-formula" }, lead),
        formula && h("p", { class: "network-formula" }, h("code", null, formula), " ", h("span", { class: "matrix-shape" }, shapes(parts))),
        h("div", { class: "matrix-row" }, ...pieces(parts, (it) => tableOf(row, it, several).element)))));
    },
    destroy() {
      for (const table of tables.values()) table.destroy();
    },
  };
}

/** The shapes in the order of the formula: (4, 2) @ (2, 3) + (1, 3) = (4, 3).  @param {(Part | string)[]} parts */
const shapes = (parts) => parts.map((it) => (typeof it === "string" ? it : shapeText(it.value))).join(" ");

/** A sign stays with the matrix after it where the line wraps.  @param {(Part | string)[]} parts @param {(part: Part) => HTMLElement} elementOf */
function pieces(parts, elementOf) {
  return parts.flatMap((it, at) => {
    if (typeof it === "string") return [];
    const before = parts[at - 1];
    if (typeof before !== "string") return [elementOf(it)];
    return [h("div", { class: "signed-matrix" }, h("span", { class: "matrix-sign", title: SIGNS[before] ?? "" }, before), elementOf(it))];
  });
}
