/** The curve of an activation: how far its axes reach, its points, and the z under a finger. */

import { toDecimals } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/activations.js").Activation} Activation */

const REACHES = [4, 5, 6, 8, 10, 15, 20]; // beyond 20 a sigmoid is a corner, and small numbers are one dot
const ROOM = 0.95; // of an axis, for the dots: one that is dragged to the end makes it no longer
const SAMPLES = 120;

/** How far the z axis goes on both sides of 0: it holds the batch, unless that reaches far.  @param {number[][]} inputs */
export function reachOf(inputs) {
  const furthest = Math.max(...inputs.flat().map(Math.abs)) / ROOM;
  return REACHES.find((reach) => reach >= furthest) ?? REACHES.at(-1) ?? 1;
}

/** Where a z is drawn: at the end of the axis, if it lies beyond.  @param {number} z @param {number} reach */
export const drawnAt = (z, reach) => Math.max(-reach, Math.min(reach, z));

/** The z of a dot that is dragged or moved there.  @param {number} z @param {number} reach @param {number} unit */
export function draggedTo(z, reach, unit) {
  const end = reach * ROOM;
  return toDecimals(Math.max(-end, Math.min(end, Math.round(z / unit) * unit)), 2);
}

/** The low and the high end of the upright axis.  @param {Activation} activation @param {number} reach @returns {[number, number]} */
export function heightOf({ straight, value }, reach) {
  const [low, high] = [value(-reach), value(reach)];
  const room = straight ? 0.08 : 0.16; // a sigmoid's ends are level, and dots lie on them
  return [low - room * (high - low), high + (straight ? 0 : room * (high - low))];
}

/** Points of the curve, [z, value].  @param {Activation} activation @param {number} reach @returns {[number, number][]} */
export function curveOf({ straight, value }, reach) {
  const zs = straight ? [-reach, 0, reach] : Array.from({ length: SAMPLES + 1 }, (_, k) => reach * ((2 * k) / SAMPLES - 1));
  return zs.map((z) => [z, value(z)]);
}
