/** The loss over the plane of two parameters, as contours; the plane, too, stays while the ball is dragged over it. */

import { contour } from "../../charts/contour.js";
import { measure, placesOf } from "./measure.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./measure.js").Point} Point */
/** @typedef {{ low: [number, number], high: [number, number], bottom: number[], data: Point }} Plane */

const CELLS = 40;
const MARGIN = 0.35; // of what is to be seen, to each side
const LEVELS = [0.01, 0.04, 0.1, 0.2, 0.35, 0.55, 0.8]; // of the way up

/**
 * What holds the first place, the start, the bottom that the curvature tells, and where the steepest way down ends.
 * @param {GraphSpec} spec @param {string[]} parameters  two of them
 * @param {Point} inputs
 * @returns {Plane}
 */
export function planeOf(spec, parameters, inputs) {
  const { data, home, start } = placesOf(spec, parameters, inputs);
  const { bottom, foot } = curvedFrom(measure(spec, parameters, inputs), home);
  const [low, high] = /** @type {const} */ ([-1, 1]).map((side) => /** @type {[number, number]} */ ([0, 1].map((i) => {
    const seen = [home, bottom, foot].map((point) => point[i] ?? NaN);
    const span = Math.max(Math.max(...seen) - Math.min(...seen), 0.2 * Math.abs(home[i] ?? 0), 1e-9);
    const end = (side > 0 ? Math.max(...seen) : Math.min(...seen)) + side * MARGIN * span;
    const beyond = ((start[i] ?? end) - end) * side;
    return beyond > 0 ? end + side * (beyond + MARGIN * span) : end;
  })));
  return { low: low ?? [0, 0], high: high ?? [1, 1], bottom, data };
}

/**
 * Where the gradient would be 0 if the loss were a parabola, and where it would be lowest straight down its slope.
 * @param {ReturnType<typeof measure>} probe @param {number[]} from
 */
function curvedFrom(probe, from) {
  const [g0 = 0, g1 = 0] = probe(from)?.slopes ?? [];
  const h = from.map((x) => Math.max(1e-3, Math.abs(x) * 1e-3));
  const column = (/** @type {number} */ i) => {
    const beside = probe(from.map((x, k) => x + (k === i ? (h[i] ?? 0) : 0)))?.slopes ?? [];
    return [((beside[0] ?? g0) - g0) / (h[i] ?? 1), ((beside[1] ?? g1) - g1) / (h[i] ?? 1)];
  };
  const [[a = 0, c = 0], [b = 0, d = 0]] = [column(0), column(1)];
  const area = a * d - b * c;
  const [x = 0, y = 0] = from;
  if (!(area > 0)) return { bottom: [x - g0, y - g1], foot: [x - g0, y - g1] };
  const bend = g0 * (a * g0 + b * g1) + g1 * (c * g0 + d * g1);
  const way = bend > 0 ? (g0 * g0 + g1 * g1) / bend : 0;
  return { bottom: [x - (d * g0 - b * g1) / area, y - (a * g1 - c * g0) / area], foot: [x - way * g0, y - way * g1] };
}

/**
 * The contours of the loss over a plane, as pieces from one pair of parameters to another.
 * @param {GraphSpec} spec @param {string[]} parameters @param {Plane} plane
 * @returns {{ level: number, segments: number[][] }[]}
 */
export function contoursOf(spec, parameters, { low, high, bottom, data }) {
  const probe = measure(spec, parameters, data);
  const place = (/** @type {number} */ k, /** @type {0 | 1} */ axis) => low[axis] + ((high[axis] - low[axis]) * k) / CELLS;
  const grid = Array.from({ length: CELLS + 1 }, (_, row) =>
    Array.from({ length: CELLS + 1 }, (_, column) => probe([place(column, 0), place(row, 1)])?.loss ?? NaN));
  const all = grid.flat().filter(Number.isFinite);
  const least = Math.min(probe(bottom)?.loss ?? Infinity, ...all);
  const most = Math.max(...all);
  return LEVELS.map((part) => {
    const level = least + part * (most - least);
    return { level, segments: contour(grid, level).map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => [place(x0, 0), place(y0, 1), place(x1, 0), place(y1, 1)]) };
  });
}
