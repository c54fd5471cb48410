/** One step of a network in numpy, each line as the book writes it. */

import { densePlaces, layerText } from "../arithmetic/network_spec.js";
import { classesOf } from "../arithmetic/targets.js";
import { assignment, floatText } from "./python_text.js";

/** @typedef {import("../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../arithmetic/network_spec.js").ActivationKind} ActivationKind */

const SIGMOID = [
  "",
  "",
  "def sigmoid(z):",
  "    small = np.exp(-np.abs(z))  # at most 1: exp(-z) could overflow",
  "    return np.where(z >= 0, 1, small) / (1 + small)",
  "",
];

/** @type {Record<ActivationKind, { value: (inputs: string) => string, slope: (inputs: string, outputs: string) => string }>} */
const ACTIVATIONS = {
  Linear: { value: (inputs) => inputs, slope: () => "" },
  LeakyReLU: { value: (inputs) => `np.where(${inputs} > 0, ${inputs}, 0.01 * ${inputs})`, slope: (inputs) => ` * np.where(${inputs} > 0, 1, 0.01)` },
  ReLU: { value: (inputs) => `np.maximum(${inputs}, 0)`, slope: (inputs) => ` * (${inputs} > 0)` },
  Sigmoid: { value: (inputs) => `sigmoid(${inputs})`, slope: (_, outputs) => ` * ${outputs} * (1 - ${outputs})` },
  Tanh: { value: (inputs) => `np.tanh(${inputs})`, slope: (_, outputs) => ` * (1 - ${outputs}**2)` },
};

/** @param {Given} given @param {number} rate @returns {import("./network_program.js").Parts} */
export function numpyParts(given, rate) {
  const { layers, inputs } = given;
  return {
    opening: ["import numpy as np", ...(needsSigmoid(given) ? SIGMOID : [])],
    numbers: [
      assignment("inputs", "np.array", inputs),
      targetsOf(given),
      ...layers.flatMap((layer, place) => (layer.kind !== "Dense" ? [] : [
        assignment(`weights${place}`, "np.array", layer.weights),
        assignment(`biases${place}`, "np.array", layer.biases),
      ])),
      "n_samples = len(inputs)",
      `learning_rate = ${floatText(rate)}`,
    ],
    forward: layers.map((layer, place) => {
      const value = layer.kind === "Dense"
        ? `${into(place)} @ weights${place} + biases${place}`
        : ACTIVATIONS[layer.kind].value(into(place));
      return `outputs${place} = ${value}  # layers[${place}]: ${layerText(layer)}`;
    }),
    loss: lossOf(given),
    backward: backwardOf(given),
    update: densePlaces(layers).flatMap((place) => [`weights${place}`, `biases${place}`])
      .map((name) => `${name} = ${name} - learning_rate * d${name}`),
    show: (name) => `print("${name}", ${name}, sep="\\n")`,
  };
}

/** @param {Given} given */
const needsSigmoid = ({ layers, loss_kind: kind }) => kind === "SigmoidCrossEntropy" || layers.some((layer) => layer.kind === "Sigmoid");

/** What goes into a layer.  @param {number} place */
export const into = (place) => (place === 0 ? "inputs" : `outputs${place - 1}`);

/** @param {Given} given */
const targetsOf = ({ loss_kind: kind, targets }) => (kind !== "SoftmaxCrossEntropy"
  ? assignment("targets", "np.array", /** @type {import("../arithmetic/matrix.js").Matrix} */ (targets))
  : `targets = np.array([${classesOf(targets).join(", ")}])  # the class of each sample`);

/** @param {Given} given */
function lossOf({ layers, loss_kind: kind }) {
  const predictions = into(layers.length);
  if (kind === "SquaredError") {
    return [
      `misses = ${predictions} - targets`,
      "losses = (misses**2).sum(axis=1) / 2",
      "loss = losses.mean()",
    ];
  }
  if (kind === "SigmoidCrossEntropy") {
    return [
      `probabilities = sigmoid(${predictions})`,
      `distances = np.abs(${predictions})`,
      `wrong_side = np.where(${predictions} > 0, 1 - targets, targets)`,
      "losses = (np.log1p(np.exp(-distances)) + distances * wrong_side).sum(axis=1)",
      "loss = losses.mean()",
    ];
  }
  return [
    `shifted = ${predictions} - ${predictions}.max(axis=1, keepdims=True)  # exp cannot overflow now`,
    "exponentials = np.exp(shifted)",
    "totals = exponentials.sum(axis=1, keepdims=True)",
    "probabilities = exponentials / totals",
    `one_hot = np.eye(${predictions}.shape[1])[targets]`,
    "losses = ((np.log(totals) - shifted) * one_hot).sum(axis=1)",
    "loss = losses.mean()",
  ];
}

/** @param {Given} given */
function backwardOf({ layers, loss_kind: kind }) {
  const start = { SquaredError: "misses", SoftmaxCrossEntropy: "(probabilities - one_hot)", SigmoidCrossEntropy: "(probabilities - targets)" }[kind];
  const lines = [`dpredictions = ${start} / n_samples`];
  for (const [place, layer] of [...layers.entries()].reverse()) {
    const dvalues = place === layers.length - 1 ? "dpredictions" : `dinputs${place + 1}`;
    if (layer.kind === "Dense") {
      lines.push(
        `dweights${place} = ${into(place)}.T @ ${dvalues}`,
        `dbiases${place} = ${dvalues}.sum(axis=0, keepdims=True)`,
        `dinputs${place} = ${dvalues} @ weights${place}.T`,
      );
    } else {
      lines.push(`dinputs${place} = ${dvalues}${ACTIVATIONS[layer.kind].slope(into(place), `outputs${place}`)}`);
    }
  }
  return lines;
}
