/** The gradient of one weight as mathematics: with its names, as matrix products, and its sum in numbers. */

import { applied, indexed } from "../activation/math.js";
import { flat, inParentheses } from "../../markup/old/chain_math.js";
import { equals } from "../descent/math.js";
import { leading } from "../layer/math.js";
import { shapeOf } from "../../arithmetic/matrix.js";
import { math, mfrac, mi, mn, mo, mrow, msub, msup, number, partial, symbol } from "../../markup/old/mathml.js";
import { denseAt, densePlaces } from "../../arithmetic/network_spec.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */
/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {number | string} Index */

const LETTERS = ["q", "r"]; // the neurons of the layers behind; i, j, k, and l for the loss, are taken

/** What goes into a layer: x, or z or a of the layer before.  @param {readonly Layer[]} layers @param {number} place @param {boolean} [whole]  the whole matrix */
function valueName(layers, place, whole = false) {
  const before = layers[place - 1];
  const letter = !before ? "x" : before.kind === "Dense" ? "z" : "a";
  return symbol(`${whole ? letter.toUpperCase() : letter}${before ? place - 1 : ""}`);
}

/** @param {ActivationKind} kind @returns {ActivationName} */
const signOf = (kind) => /** @type {ActivationName} */ (kind.toLowerCase());

/** w₂[0, 1], or of a bias b₂[0, 1].  @param {Parameter} parameter */
export const parameterMath = ({ layer, name, row, column }) => indexed(symbol(`${name === "weights" ? "w" : "b"}${layer}`), { row, column });

/** @param {Parameter} parameter */
export const gradientMath = (parameter) => partial("loss", parameterMath(parameter));

/** The slope of the loss by the network’s last outputs.  @param {readonly Layer[]} layers @param {Index} sample @param {Index} neuron */
const lossSlope = (layers, sample, neuron) => partial("loss", indexed(valueName(layers, layers.length), { row: sample, column: neuron }));

/**
 * The names of a path’s factors, for any neurons behind the weight’s own.
 * @param {Pick<Given, "layers">} given
 * @param {Parameter} parameter
 * @param {Index} sample
 * @returns {{ summed: string | null, name: Node }[]}  `summed`: the letter over which the sum runs from here on
 */
export function factorNames({ layers }, { layer, name, row, column }, sample) {
  /** @type {{ summed: string | null, name: Node }[]} */
  const names = [];
  /** @type {Index} */
  let neuron = column;
  let used = 0;
  if (name === "weights") names.push({ summed: null, name: indexed(valueName(layers, layer), { row: sample, column: row }) });
  layers.forEach((next, place) => {
    if (place <= layer) return;
    if (next.kind === "Dense") {
      const to = LETTERS[used++] ?? "s";
      names.push({ summed: to, name: indexed(symbol(`w${place}`), { row: neuron, column: to }) });
      neuron = to;
    } else {
      const at = indexed(valueName(layers, place), { row: sample, column: neuron });
      names.push({ summed: null, name: applied(signOf(next.kind), true, at) });
    }
  });
  names.push({ summed: null, name: lossSlope(layers, sample, neuron) });
  return names;
}

/** `∂loss/∂w₀[0, 1] = ∑ₖ x[k, 0] · ReLU′(z₀[k, 1]) · ∑ₗ …`, in pieces between which a line breaks.  @param {Pick<Given, "layers">} given @param {Parameter} parameter */
export function gradientInNames(given, parameter) {
  const factors = factorNames(given, parameter, "k").map(({ summed, name }) =>
    (summed === null ? [name] : [msub(mo("∑"), mi(summed)), name]));
  return [
    math(gradientMath(parameter), mo("="), msub(mo("∑"), mi("k")), ...(factors[0] ?? [])),
    ...factors.slice(1).map((factor) => math(leading("·"), ...factor)),
  ];
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
    const slope = next && next.kind !== "Dense" && applied(signOf(next.kind), true, valueName(layers, place + 1, true));
    const compared = kind === "SquaredError" ? valueName(layers, layers.length, true) : mi("P");
    const [incoming, shapes] = behind === undefined
      ? [mfrac(mrow(compared, mo("−"), mi("Y")), mn(String(samples))), shape(place)]
      : [mrow(delta(behind), mo("@"), transposed(symbol(`W${behind}`))), `${shape(behind)} @ (${[...sizes(layers, behind)].reverse().join(", ")})`];
    const isProduct = behind !== undefined;
    if (!slope) return { formula: math(delta(place), mo("="), incoming), shapes: isProduct ? `${shapes} = ${shape(place)}` : shapes };
    return {
      formula: math(delta(place), mo("="), ...(isProduct ? [flat("("), incoming, flat(")")] : [incoming]), mo("⊙"), slope),
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

/** @param {Node} matrix */
const transposed = (matrix) => msup(matrix, mi("T"));

/** How many numbers go into a Dense layer, and how many come out.  @param {readonly Layer[]} layers @param {number} place */
const sizes = (layers, place) => shapeOf(denseAt(layers, place).weights);

/**
 * `left = a + b + c = sum`, in pieces that wrap; without a left side `a + b + c = sum`.
 * @param {Node | null} left
 * @param {number[]} terms
 * @param {number} sum
 * @param {boolean} hidden
 */
export function sumInNumbers(left, terms, sum, hidden) {
  if (hidden) return [math(...(left ? [left, mo("=")] : []), mo("?"))];
  const total = left ? [left, mo(equals(sum)), number(sum)] : [number(sum)];
  if (terms.length === 1) return [math(...total)];
  const first = left ? [left, mo(equals(...terms))] : [];
  return [
    ...terms.map((term, at) => math(...(at === 0 ? first : [leading("+")]), inParentheses(term))),
    math(leading(equals(...terms, sum)), number(sum)),
  ];
}
