/** What the charts of an activation and of its derivative show: lines, ends of lines, ranges. */

import { ACTIVATIONS } from "../../arithmetic/activations.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("../../charts/function_chart.js").Curve} Curve */
/** @typedef {[number, number]} Point  z, and what stands over it */

const NARROWEST = 4;
const WIDEST = 20; // beyond it a sigmoid is a corner, and small numbers are one dot
const SAMPLES = 120;

/**
 * The z axis runs as far on both sides of 0. It holds the batch, unless that reaches far.
 * @param {number[][]} inputs
 * @returns {number}
 */
export function reachOf(inputs) {
  const furthest = Math.max(...inputs.flat().map(Math.abs));
  return Math.min(WIDEST, Math.max(NARROWEST, furthest)) * 1.05;
}

/** Where a z is drawn: at the end of the axis, if it lies beyond.  @param {number} z @param {number} reach */
export const drawnAt = (z, reach) => Math.max(-reach, Math.min(reach, z));

/** @param {number} reach @returns {number[]} */
const samples = (reach) => Array.from({ length: SAMPLES + 1 }, (_, i) => reach * ((2 * i) / SAMPLES - 1));

/**
 * @param {ActivationName} name
 * @param {number} reach
 * @returns {Curve}
 */
export function valueCurve(name, reach) {
  const { value } = ACTIVATIONS[name];
  const zs = { linear: [-reach, reach], relu: [-reach, 0, reach], sigmoid: samples(reach) }[name];
  const low = { linear: -reach, relu: -reach / 8, sigmoid: -0.1 }[name];
  const high = name === "sigmoid" ? 1.1 : reach;
  return { lines: [zs.map((z) => [z, value(z)])], low, high };
}

/**
 * @param {ActivationName} name
 * @param {number} reach
 * @returns {Curve}
 */
export function derivativeCurve(name, reach) {
  const { derivative } = ACTIVATIONS[name];
  if (name === "sigmoid") {
    const line = samples(reach).map((z) => /** @type {Point} */ ([z, derivative(z)]));
    return { lines: [line], low: -0.025, high: 0.3, level: { y: 0.25, label: "at most 1/4" } };
  }
  const flat = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ y) =>
    /** @type {Point[]} */ ([[from, y], [to, y]]);
  const range = { low: -0.1, high: 1.25 };
  if (name === "linear") return { lines: [flat(-reach, reach, 1)], ...range };
  return {
    lines: [flat(-reach, 0, 0), flat(0, reach, 1)],
    ends: [{ z: 0, y: 1, open: true }, { z: 0, y: derivative(0), open: false }],
    ...range,
  };
}
