/** The second view of the same state: what the step computes, as matrices with their shapes. */

import { transposed } from "../../arithmetic/matrix.js";
import { denseAt, parameterAt } from "../../arithmetic/network_spec.js";
import { targetRows } from "../../arithmetic/losses.js";
import { isWide } from "./columns.js";
import { FORWARD, SLOPES } from "./code_text.js";
import { NetworkMatrix, fullName } from "./matrix.jsx";
import { stageAt } from "./steps.js";

/** @typedef {import("./matrix.jsx").Part} Part */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

/** @typedef {{ formula?: string, parts: (Part | Part[] | string)[] }} Equation  matrices, some over each other, and the signs between them */

/** @param {NetworkView} view @returns {Equation[]} */
export function equationsOf(view) {
  const { part, layer } = stageAt(view.step, view.given.layers.length);
  return { start, forward, loss, dloss, backward, update }[part](view, layer);
}

/** @param {NetworkView} view @returns {Equation[]} */
const start = ({ given }) => [{ formula: "the batch", parts: [{ name: "inputs", rows: given.inputs }, { name: "targets", rows: targetRows(given.targets) }] }];

/** @param {NetworkView} view @param {number} place @returns {Equation[]} */
function forward({ given, pass }, place) {
  const layer = given.layers[place];
  const inputs = of(place, "inputs", pass.values[place]);
  const outputs = of(place, "outputs", pass.values[place + 1]);
  if (layer?.kind !== "Dense") return [{ formula: FORWARD[layer?.kind ?? "Linear"], parts: [inputs, "→", outputs] }];
  const { weights, biases } = layer;
  return [{
    formula: "outputs = inputs @ weights + biases",
    parts: [{ ...inputs, follows: ["outputs", "row"] }, "@", { ...of(place, "weights", weights), follows: ["outputs", "column"] }, "+", { ...of(place, "biases", biases), follows: ["outputs", "column"] }, "=", outputs],
  }];
}

/** @param {NetworkView} view @returns {Equation[]} */
function loss({ given, pass }) {
  const { compared, wanted, losses } = pass.loss;
  const predictions = { name: "predictions", rows: pass.values.at(-1) ?? [] };
  const targets = { name: "targets", rows: wanted };
  const each = { name: "losses", rows: losses.map((x) => [x]) };
  if (given.loss_kind === "SquaredError") {
    return [{ formula: "loss = mean over samples of ½ · sum of (predictions − targets)²", parts: [predictions, "−", targets, "→", each] }];
  }
  if (given.loss_kind === "SigmoidCrossEntropy") {
    return [{ formula: "loss = mean over samples of −t · log p − (1 − t) · log(1 − p)", parts: [predictions, "→", { name: "probabilities", rows: compared }, "with", targets, "→", each] }];
  }
  return [{ formula: "loss = mean over samples of −log p of the target’s class", parts: [predictions, "→", { name: "probabilities", rows: compared }, "with", targets, "→", each] }];
}

/** @param {NetworkView} view @returns {Equation[]} */
function dloss({ given, pass }) {
  const { compared, wanted, dpredictions } = pass.loss;
  const name = given.loss_kind === "SquaredError" ? "predictions" : "probabilities";
  return [{
    formula: `dpredictions = (${name} − targets) / ${compared.length}`,
    parts: ["(", { name, rows: compared }, "−", { name: "targets", rows: wanted }, `) ÷ ${compared.length} =`, { name: "dpredictions", rows: dpredictions }],
  }];
}

/** @param {NetworkView} view @param {number} place @returns {Equation[]} */
function backward({ given, pass }, place) {
  const layer = given.layers[place];
  const dvalues = of(place, "dvalues", pass.dvalues[place + 1]);
  const dinputs = of(place, "dinputs", pass.dvalues[place]);
  if (layer?.kind !== "Dense") {
    const slope = pass.slopes[place] ?? [];
    const closed = (/** @type {number} */ i, /** @type {number} */ j) => slope[i]?.[j] === 0;
    return [{ formula: `dinputs = dvalues * ${SLOPES[layer?.kind ?? "Linear"]}`, parts: [dvalues, "⊙", { ...of(place, "slope", slope), closed }, "=", { ...dinputs, closed }] }];
  }
  const gradients = pass.gradients[place];
  return [
    {
      parts: [
        { ...of(place, "inputs.T", transposed(pass.values[place] ?? [])), follows: ["dweights", "row"] }, "@", { ...dvalues, follows: ["dweights", "column"] }, "=",
        [of(place, "dweights", gradients?.weights), of(place, "dbiases", gradients?.biases)],
      ],
    },
    ...(place === 0 ? [] : [{
      parts: [
        /** @type {Part} */ ({ ...dvalues, follows: ["dinputs", "row"] }), "@",
        /** @type {Part} */ ({ ...of(place, "weights.T", transposed(layer.weights)), follows: ["dinputs", "column"] }), "=", dinputs,
      ],
    }]),
  ];
}

/** @param {NetworkView} view @returns {Equation[]} */
function update({ given, pass, choice }) {
  const { layer: place, name } = parameterAt(given.layers, choice.weight);
  return [{
    formula: `${name} −= learning_rate * d${name}, and all others likewise`,
    parts: [
      of(place, name, denseAt(given.layers, place)[name]), `− ${given.learning_rate} ·`, of(place, `d${name}`, pass.gradients[place]?.[name]), "=",
      of(place, `updated ${name}`, denseAt(pass.after.layers, place)[name]),
    ],
  }];
}

/** @param {number} layer @param {string} name @param {number[][]} [rows] @returns {Part} */
const of = (layer, name, rows = []) => ({ name, layer, rows });

/** @param {NetworkView} view */
export function Equations(view) {
  return (
    <div class="network-equations" role="group" data-many={isWide(view.given.layers) || undefined} aria-label="Matrices of this step">
      {equationsOf(view).map(({ formula, parts }, row) => (
        <div key={row}>
          {formula && <p class="network-formula"><code>{formula}</code></p>}
          <div class="network-row">
            {pieces(parts).map(({ sign, matrices }) => (
              <div key={matrices.map(fullName).join()} class="network-piece">
                {sign && <span class="matrix-sign">{sign}</span>}
                <div class="network-stack">{matrices.map((part) => <NetworkMatrix key={fullName(part)} view={view} part={part} />)}</div>
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** A sign stays with the matrix after it where the line wraps.  @param {Equation["parts"]} parts @returns {{ sign: string | null, matrices: Part[] }[]} */
function pieces(parts) {
  return parts.flatMap((it, at) => {
    if (typeof it === "string") return [];
    const before = parts[at - 1];
    return [{ sign: typeof before === "string" ? before : null, matrices: Array.isArray(it) ? it : [it] }];
  });
}
