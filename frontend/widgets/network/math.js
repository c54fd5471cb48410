/** The gradient of one weight as mathematics: with its names, and as products of matrices. */

import { h } from "preact";

import { shapeOf } from "../../arithmetic/matrix.js";
import { denseAt, densePlaces } from "../../arithmetic/network_spec.js";
import { fenced, indexed } from "../../markup/formulas.js";
import { math, mfrac, mi, mn, mo, mrow, msub, msup, partial, symbol } from "../../markup/mathml.js";

/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */
/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {number | string} Index */

const LETTERS = ["q", "r"]; // the neurons of the layers behind; i, j, k, and l for the loss, are taken

/** How an activation is written.  @type {Record<ActivationKind, string>} */
const SIGNS = { Linear: "linear", ReLU: "ReLU", LeakyReLU: "Leaky", Sigmoid: "σ", Tanh: "tanh" };

/** @param {ActivationKind} kind @param {Element} argument */
export const activated = (kind, argument) => mrow(mi(SIGNS[kind]), fenced(argument));

/** @param {ActivationKind} kind @param {Element} argument */
export const slopeOf = (kind, argument) => mrow(mi(`${SIGNS[kind]}′`), fenced(argument));

/** What goes into a layer: x, or z or a of the layer before.  @param {readonly Layer[]} layers @param {number} place @param {boolean} [whole]  the whole matrix */
export function valueName(layers, place, whole = false) {
  const before = layers[place - 1];
  const letter = !before ? "x" : before.kind === "Dense" ? "z" : "a";
  return symbol(`${whole ? letter.toUpperCase() : letter}${before ? place - 1 : ""}`);
}

/** w₂, or of a bias b₂.  @param {Parameter} parameter */
export const letter = ({ layer, name }) => symbol(`${name === "weights" ? "w" : "b"}${layer}`);

/** w₂[0, 1].  @param {Parameter} parameter */
const parameterMath = (parameter) => indexed(letter(parameter), parameter.row, parameter.column);

/** As a fraction.  @param {Parameter} parameter */
const gradientMath = (parameter) => partial("loss", parameterMath(parameter));

/** ∂loss/∂w in one line.  @param {Element} by */
export const slopeBy = (by) => mrow(close("∂"), symbol("loss"), close("/"), close("∂"), by);

/** A sign without room around it.  @param {string} sign */
const close = (sign) => h("mo", { lspace: "0", rspace: "0" }, sign);

/** The same with the indices, for a line of text.  @param {Parameter} parameter */
export const flatGradient = (parameter) => slopeBy(parameterMath(parameter));

/**
 * The names of a path’s factors, for any neurons behind the weight’s own.
 * @param {Pick<Given, "layers">} given
 * @param {Parameter} parameter
 * @param {Index} sample
 * @returns {{ summed: string | null, name: Element }[]}  `summed`: the letter over which the sum runs from here on
 */
export function factorNames({ layers }, { layer, name, row, column }, sample) {
  /** @type {{ summed: string | null, name: Element }[]} */
  const names = [];
  /** @type {Index} */
  let neuron = column;
  let used = 0;
  if (name === "weights") names.push({ summed: null, name: indexed(valueName(layers, layer), sample, row) });
  layers.forEach((next, place) => {
    if (place <= layer) return;
    if (next.kind === "Dense") {
      const to = LETTERS[used++] ?? "s";
      names.push({ summed: to, name: indexed(symbol(`w${place}`), neuron, to) });
      neuron = to;
    } else {
      names.push({ summed: null, name: slopeOf(next.kind, indexed(valueName(layers, place), sample, neuron)) });
    }
  });
  names.push({ summed: null, name: partial("loss", indexed(valueName(layers, layers.length), sample, neuron)) });
  return names;
}

/** `∂loss/∂w₀[0, 1] = ∑ₖ x[k, 0] · ReLU′(z₀[k, 1]) · ∑ₗ …`.  @param {Pick<Given, "layers">} given @param {Parameter} parameter */
export function gradientInNames(given, parameter) {
  const factors = factorNames(given, parameter, "k").map(({ summed, name }) =>
    (summed === null ? name : mrow(msub(mo("∑"), mi(summed)), name)));
  return math(gradientMath(parameter), mo("="), msub(mo("∑"), mi("k")), ...factors.flatMap((factor, at) => (at === 0 ? [factor] : [mo("·"), factor])));
}

/**
 * The same for all weights of the layer at once, from the loss back: each line with its shapes.
 * @param {Given} given
 * @param {Parameter} parameter
 * @returns {{ formula: Element, shapes: string }[]}
 */
export function gradientInMatrices({ layers, loss_kind: kind, inputs: { length: samples } }, { layer, name }) {
  const delta = (/** @type {number} */ place) => symbol(`δ${place}`);
  const shape = (/** @type {number} */ place) => `(${samples}, ${sizes(layers, place)[1]})`;
  const back = densePlaces(layers).filter((place) => place >= layer).reverse();
  const lines = back.map((place, at) => {
    const behind = back[at - 1];
    const next = layers[place + 1];
    const slope = next && next.kind !== "Dense" && slopeOf(next.kind, valueName(layers, place + 1, true));
    const compared = kind === "SquaredError" ? valueName(layers, layers.length, true) : mi("P");
    const [incoming, shapes] = behind === undefined
      ? [mfrac(mrow(compared, mo("−"), mi("Y")), mn(String(samples))), shape(place)]
      : [mrow(delta(behind), mo("@"), transposed(symbol(`W${behind}`))), `${shape(behind)} @ (${[...sizes(layers, behind)].reverse().join(", ")})`];
    const isProduct = behind !== undefined;
    if (!slope) return { formula: math(delta(place), mo("="), incoming), shapes: isProduct ? `${shapes} = ${shape(place)}` : shapes };
    return {
      formula: math(delta(place), mo("="), isProduct ? fenced(incoming) : incoming, mo("⊙"), slope),
      shapes: `${isProduct ? `(${shapes})` : shapes} ⊙ ${shape(place)} = ${shape(place)}`,
    };
  });
  const [taken, neurons] = sizes(layers, layer);
  const [left, letter, rows] = name === "weights" ? [valueName(layers, layer, true), "W", taken] : [mn("1"), "b", 1];
  lines.push({
    formula: math(partial("loss", symbol(`${letter}${layer}`)), mo("="), transposed(left), mo("@"), delta(layer)),
    shapes: `(${rows}, ${samples}) @ ${shape(layer)} = (${rows}, ${neurons})`,
  });
  return lines;
}

/** @param {Element} matrix */
const transposed = (matrix) => msup(matrix, mi("T"));

/** How many numbers go into a Dense layer, and how many come out.  @param {readonly Layer[]} layers @param {number} place */
const sizes = (layers, place) => shapeOf(denseAt(layers, place).weights);
