/** What stands above the columns: how many neurons, which activation, which loss. */

import { WIDEST } from "../../arithmetic/network_spec.js";
import { Choice } from "./choice.jsx";
import { reshape } from "./reshape.js";
import { fits, leastOutputs, mostOutputs, shapeOf, withLayer, withLoss } from "./shape.js";

/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */
/** @typedef {import("../../arithmetic/network_spec.js").LossKind} LossKind */

/** @type {readonly { value: ActivationKind | "", text: string }[]} */
const ACTIVATIONS = [
  { value: "ReLU", text: "ReLU" },
  { value: "LeakyReLU", text: "leaky" },
  { value: "Sigmoid", text: "sigmoid" },
  { value: "Tanh", text: "tanh" },
  { value: "", text: "identity" },
];

/** @type {readonly { value: LossKind, text: string }[]} */
const LOSSES = [
  { value: "SquaredError", text: "squared error" },
  { value: "SoftmaxCrossEntropy", text: "softmax cross-entropy" },
  { value: "SigmoidCrossEntropy", text: "sigmoid cross-entropy" },
];

/** @param {number} least @param {number} most */
export const upTo = (least, most) =>
  Array.from({ length: most - least + 1 }, (_, at) => ({ value: String(least + at), text: String(least + at) }));

/** @type {import("../network/picture.jsx").Heads["Heads"]} */
function Heads({ view, drawing, columns, stage }) {
  const { given } = view;
  const { layers, inputs, loss } = shapeOf(given);
  const middle = (/** @type {number} */ column) => drawing.neurons[column]?.[0]?.x ?? 0;
  const passing = (/** @type {number | null} */ place) => (place !== null && place === stage.layer ? stage.part : undefined);
  return (
    <div class="net-build" style={`--pitch: ${middle(1) - middle(0)}px`}>
      <div class="net-build-column inputs" style={`left: ${middle(0)}px`}>
        <span class="net-build-name" aria-hidden="true">inputs</span>
        <Choice label="Number of inputs" options={upTo(1, WIDEST)} value={String(inputs)} onChange={(count) => reshape(view, (shape) => ({ ...shape, inputs: Number(count) }))} />
      </div>
      {layers.map(({ neurons, activation }, at) => {
        const column = columns[at + 1];
        const isLast = at === layers.length - 1;
        const name = `layers[${column?.dense}]`;
        const [least, most] = isLast ? [Math.min(neurons, leastOutputs(loss)), mostOutputs(loss, WIDEST)] : [1, WIDEST];
        return (
          <div key={isLast ? "output" : at} class={`net-build-column ${isLast ? "last" : ""}`} style={isLast ? `right: calc(100% - ${drawing.loss}px + 0.5rem)` : `left: ${middle(at + 1)}px`}>
            <span data-pass={passing(column?.dense ?? null)}>
              <Choice
                label={`Number of neurons in ${name}`} options={upTo(least, most)} value={String(neurons)}
                onChange={(count) => reshape(view, (shape) => withLayer(shape, at, { neurons: Number(count) }))}
              />
            </span>
            <span class="net-build-name neurons" aria-hidden="true">{neurons === 1 ? "neuron" : "neurons"}</span>
            <span class="net-build-activation" data-pass={passing(column?.activation ?? null)}>
              <Choice
                label={`Activation behind ${name}`} value={activation === "Linear" ? "" : activation}
                options={isLast ? ACTIVATIONS.filter(({ value }) => fits(value, loss)) : ACTIVATIONS}
                onChange={(kind) => reshape(view, (shape) => withLayer(shape, at, { activation: /** @type {ActivationKind | ""} */ (kind) }))}
              />
            </span>
          </div>
        );
      })}
      <div class="net-build-loss" style={`left: ${drawing.loss}px`} data-pass={stage.part === "loss" || stage.part === "dloss" ? stage.part : undefined}>
        <Choice label="Loss" options={LOSSES} value={loss} onChange={(kind) => reshape(view, (shape) => withLoss(shape, /** @type {LossKind} */ (kind)))} />
      </div>
    </div>
  );
}

/** @type {import("../network/picture.jsx").Heads} */
export const HEADS = { wide: { head: 34, body: 232 }, narrow: { head: 66, body: 232 }, Heads };
