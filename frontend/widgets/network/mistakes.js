/** The numbers that common mistakes give in place of the gradient of one parameter. */

import { parameterValue } from "../../arithmetic/network_spec.js";
import { pathsOf } from "../../arithmetic/network_paths.js";
import { entry } from "../../arithmetic/matrix.js";
import { mistake } from "../../exercises/mistake.js";

/** @typedef {import("../../arithmetic/network_paths.js").Path} Path */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("./stepping.jsx").Pass} Pass */

/** @param {Pass} passed @param {Parameter} parameter @returns {import("../../exercises/mistake.js").WrongAnswer[]} */
export function mistakesOf(passed, parameter) {
  const { given, gradients } = passed;
  const { inputs, layers } = given;
  const { layer, name, row } = parameter;
  const bySample = inputs.map((_, k) => pathsOf(given, passed, parameter, k));
  const gradient = entry(gradients[layer]?.[name] ?? [], row, parameter.column);
  const without = (/** @type {string} */ kind) =>
    total(bySample.flat().map(({ factors }) => product(factors.filter((factor) => factor.kind !== kind))));
  const has = (/** @type {string} */ kind) => bySample.flat().some(({ factors }) => factors.some((factor) => factor.kind === kind));
  const paths = bySample[0]?.length ?? 0;
  return [
    ...(paths > 1 ? Array.from({ length: paths }, (_, way) => total(bySample.map((each) => each[way]?.product ?? NaN))) : [])
      .flatMap((value) => mistake("one path of several", value)),
    ...(has("slope") ? mistake("no activation derivative", without("slope")) : []),
    ...othersMasks(given, passed).flatMap((masks) =>
      mistake("mask of the wrong layer", total(bySample.flatMap((paths, k) => paths.map((path) => masked(path, masks, k)))))),
    ...(name === "weights" ? mistake("incoming gradient left out", total(inputs.map((_, k) => entry(passed.values[layer] ?? [], k, row)))) : []),
    ...mistake("sign of (a − y)", -gradient),
    ...(inputs.length > 1 ? mistake("missing 1/n", gradient * inputs.length) : []),
    ...(inputs.length > 1 ? mistake("overwritten instead of added", total((bySample.at(-1) ?? []).map((path) => path.product))) : []),
    ...(name === "biases" ? mistake("the bias printed instead of its gradient", parameterValue(layers, parameter)) : []),
  ];
}

/** @param {number[]} numbers */
const total = (numbers) => numbers.reduce((sum, x) => sum + x, 0);

/** @param {{ value: number }[]} factors */
const product = (factors) => factors.reduce((each, { value }) => each * value, 1);

/**
 * The masks of each ReLU exchanged for those of the next one or of the one before, where all have a mask to take that fits.
 * @param {Pass["given"]} given @param {Pass} passed
 * @returns {Map<number, import("../../arithmetic/matrix.js").Matrix>[]}
 */
function othersMasks({ layers }, { slopes }) {
  const gates = layers.flatMap(({ kind }, place) => (kind === "ReLU" ? [place] : []));
  const taken = (/** @type {number} */ shift) => new Map(gates.map((place, at) => [place, slopes[gates[at + shift] ?? place] ?? []]));
  const fits = (/** @type {Map<number, number[][]>} */ masks) => gates.every((place) => masks.get(place)?.[0]?.length === slopes[place]?.[0]?.length);
  return gates.length > 1 ? [1, -1].map(taken).filter(fits) : [];
}

/** A path's product with other masks.  @param {Path} path @param {Map<number, number[][]>} masks @param {number} sample */
const masked = ({ factors }, masks, sample) => factors.reduce((each, { kind, layer, neuron, value }) => {
  const mask = kind === "slope" ? masks.get(layer) : undefined;
  return each * (mask ? entry(mask, sample, neuron) : value);
}, 1);
