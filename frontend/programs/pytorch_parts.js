/** One step of a network in PyTorch: what it finds gets the book's names. */

import { densePlaces, layerText } from "../arithmetic/network_spec.js";
import { classesOf } from "../arithmetic/targets.js";
import { into } from "./numpy_parts.js";
import { assignment, floatText } from "./python_text.js";

/** @typedef {import("../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../arithmetic/matrix.js").Matrix} Matrix */

const DOUBLE = ", dtype=torch.float64";

/** @type {Record<import("../arithmetic/network_spec.js").ActivationKind, (inputs: string) => string>} */
const ACTIVATIONS = {
  Linear: (inputs) => inputs,
  LeakyReLU: (inputs) => `functional.leaky_relu(${inputs}, 0.01)`,
  ReLU: (inputs) => `torch.relu(${inputs})`,
  Sigmoid: (inputs) => `torch.sigmoid(${inputs})`,
  Tanh: (inputs) => `torch.tanh(${inputs})`,
};

/** @param {Given} given @param {number} rate @returns {import("./network_program.js").Parts} */
export function pytorchParts(given, rate) {
  const { layers, inputs } = given;
  const parameters = densePlaces(layers).flatMap((place) => [`weights${place}`, `biases${place}`]);
  return {
    opening: [
      "import torch",
      ...(needsFunctional(given) ? ["from torch.nn import functional"] : []),
      "",
      "torch.set_printoptions(precision=8)",
    ],
    numbers: [
      leaf("inputs", inputs),
      targetsOf(given),
      ...layers.flatMap((layer, place) => (layer.kind !== "Dense" ? [] : [
        leaf(`weights${place}`, layer.weights),
        leaf(`biases${place}`, layer.biases),
      ])),
      `learning_rate = ${floatText(rate)}`,
    ],
    forward: layers.map((layer, place) => {
      const value = layer.kind === "Dense"
        ? `${into(place)} @ weights${place} + biases${place}`
        : ACTIVATIONS[layer.kind](into(place));
      return `outputs${place} = ${value}  # layers[${place}]: ${layerText(layer)}`;
    }),
    loss: [lossOf(given)],
    backward: [
      `for outputs in [${layers.map((_, place) => `outputs${place}`).join(", ")}]:`,
      "    outputs.retain_grad()  # PyTorch would forget the gradients on the way",
      "loss.backward()",
      `dpredictions = ${into(layers.length)}.grad`,
      ...[...layers.entries()].reverse().flatMap(([place, { kind }]) => [
        ...(kind === "Dense" ? [`dweights${place} = weights${place}.grad`, `dbiases${place} = biases${place}.grad`] : []),
        `dinputs${place} = ${into(place)}.grad`,
      ]),
    ],
    update: [`torch.optim.SGD([${parameters.join(", ")}], lr=learning_rate).step()`],
    // Numbers alone, without the note that PyTorch can go back from them; a gradient has none.
    show: (name) => `print("${name}", ${name.startsWith("d") ? name : `${name}.detach()`}, sep="\\n")`,
  };
}

/** @param {Given} given */
const needsFunctional = ({ layers, loss_kind: kind }) => kind !== "SquaredError" || layers.some((layer) => layer.kind === "LeakyReLU");

/** @param {string} name @param {Matrix} matrix */
const leaf = (name, matrix) => assignment(name, "torch.tensor", matrix, `${DOUBLE}, requires_grad=True`);

/** @param {Given} given */
const targetsOf = ({ loss_kind: kind, targets }) => (kind !== "SoftmaxCrossEntropy"
  ? assignment("targets", "torch.tensor", /** @type {Matrix} */ (targets), DOUBLE)
  : `targets = torch.tensor([${classesOf(targets).join(", ")}])  # the class of each sample`);

/** @param {Given} given */
function lossOf({ layers, loss_kind: kind }) {
  const predictions = into(layers.length);
  return {
    SquaredError: `loss = ((${predictions} - targets)**2).sum(dim=1).mean() / 2`,
    SoftmaxCrossEntropy: `loss = functional.cross_entropy(${predictions}, targets)`,
    SigmoidCrossEntropy: `loss = functional.binary_cross_entropy_with_logits(${predictions}, targets)`,
  }[kind];
}
