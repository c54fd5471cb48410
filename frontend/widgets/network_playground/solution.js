/** The whole worked solution: each number of both passes and of the update, with the sum or product that it comes from. */

import { entry } from "../../arithmetic/matrix.js";
import { gradientOf } from "../../arithmetic/network.js";
import { denseAt, keyOf, parameterValue, parametersOf } from "../../arithmetic/network_spec.js";
import { indexed } from "../../markup/formulas.js";
import { mo, mrow, number, symbol } from "../../markup/mathml.js";
import { FORWARD, SLOPES } from "../network/code_text.js";
import { activated, letter, slopeOf, valueName } from "../network/math.js";
import { DIGITS, each, gradient, line, product, slope, term } from "./solution_line.js";
import { lossGradientSection, lossSection } from "./solution_loss.js";

/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("../network/stepping.jsx").Given} Given */
/** @typedef {import("../network/stepping.jsx").Pass} Pass */
/** @typedef {import("./solution_line.js").Section} Section */

/** @param {Given} given @param {Pass} pass @returns {Section[]} */
export function solutionOf(given, pass) {
  const places = [...given.layers.keys()];
  return [
    ...places.map((place) => forward(given, pass, place)),
    lossSection(given, pass),
    lossGradientSection(given, pass),
    ...places.toReversed().flatMap((place) => backward(given, pass, place)),
    update(given, pass),
  ];
}

/** @param {Given} given @param {Pass} pass @param {number} place @returns {Section} */
function forward({ layers }, { values }, place) {
  const layer = layers[place];
  const [coming, going] = [values[place] ?? [], values[place + 1] ?? []];
  const formula = layer?.kind === "Dense" ? "outputs = inputs @ weights + biases" : FORWARD[layer?.kind ?? "Linear"];
  const lines = each(going, (k, j, value) => {
    const terms = layer?.kind === "Dense"
      ? [...layer.weights.map((row, i) => product(entry(coming, k, i), row[j] ?? NaN)), term(entry(layer.biases, 0, j))]
      : [activated(layer?.kind ?? "Linear", number(entry(coming, k, j), DIGITS))];
    return line(`layers[${place}].outputs[${k}, ${j}]`, indexed(valueName(layers, place + 1), k, j), terms, value, "value");
  });
  return { title: `Forward, layers[${place}]: ${layer?.kind}`, formula, lines };
}

/** @param {Given} given @param {Pass} pass @param {number} place @returns {Section[]} */
function backward({ layers }, { values, dvalues, slopes, gradients }, place) {
  const layer = layers[place];
  const [coming, passed] = [dvalues[place + 1] ?? [], dvalues[place] ?? []];
  const title = `Backward, layers[${place}]: ${layer?.kind}`;
  const inputs = (/** @type {(k: number, j: number) => Element[]} */ terms, sign = "+") => each(passed, (k, j, value) =>
    line(`layers[${place}].dinputs[${k}, ${j}]`, gradient(layers, place, k, j), terms(k, j), value, "gradient", { sign }));
  if (layer?.kind !== "Dense") {
    return [{
      title,
      formula: `dinputs = dvalues * ${SLOPES[layer?.kind ?? "Linear"]}`,
      lines: inputs((k, j) => [
        mrow(term(entry(coming, k, j)), mo("·"), slopeOf(layer?.kind ?? "Linear", number(entry(values[place] ?? [], k, j), DIGITS))),
        mrow(mo("="), product(entry(coming, k, j), entry(slopes[place] ?? [], k, j))),
      ], ""),
    }];
  }
  const own = gradients[place];
  const taken = values[place] ?? [];
  return [
    {
      title,
      formula: "dweights = inputs.T @ dvalues",
      lines: each(own?.weights ?? [], (i, j, value) => line(
        `layers[${place}].dweights[${i}, ${j}]`, slope(indexed(symbol(`w${place}`), i, j)),
        coming.map((row, k) => product(entry(taken, k, i), row[j] ?? NaN)), value, "gradient",
      )),
    },
    {
      title,
      formula: "dbiases = sum of dvalues over the samples",
      lines: each(own?.biases ?? [], (_, j, value) =>
        line(`layers[${place}].dbiases[0, ${j}]`, slope(indexed(symbol(`b${place}`), 0, j)), coming.map((row) => term(row[j] ?? NaN)), value, "gradient")),
    },
    ...(place === 0 ? [] : [{
      title,
      formula: "dinputs = dvalues @ weights.T",
      lines: inputs((k, i) => (layer.weights[i] ?? []).map((weight, j) => product(entry(coming, k, j), weight))),
    }]),
  ];
}

/** @param {Given} given @param {Pass} pass @returns {Section} */
function update({ layers, learning_rate: rate }, pass) {
  return {
    title: "The update",
    formula: "parameter − learning_rate * its gradient",
    lines: parametersOf(layers).map((parameter) => {
      const { layer, name, row, column } = parameter;
      const value = entry(denseAt(pass.after.layers, layer)[name], row, column);
      const step = mrow(number(parameterValue(layers, parameter), DIGITS), mo("−"), term(rate), mo("·"), term(gradientOf(pass, parameter)));
      return line(`updated ${keyOf(parameter)}`, indexed(letter(parameter), row, column), [step], value, "value", { becomes: "←" });
    }),
  };
}
