/** The loss that a descent goes down: along its line, or over the plane of two parameters. */

import { createTape } from "../../arithmetic/evaluate.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {Record<string, number>} Point */
/** @typedef {{ at: number, loss: number, flat: boolean }} Sample */
/** @typedef {{ name: string, low: number, high: number, samples: Sample[] }} Line */

const SAMPLES = 160;

/**
 * The loss and its slopes at a point, or null where they are not finite.
 * @param {GraphSpec} spec @param {string[]} parameters @param {Point} inputs
 */
function measure(spec, parameters, inputs) {
  const tape = createTape(spec, inputs);
  const at = parameters.map((name) => tape.indexOf(name));
  return (/** @type {number[]} */ point) => {
    point.forEach((value, i) => (tape.values[at[i] ?? 0] = value));
    try {
      tape.forward();
      tape.backward();
    } catch {
      return null;
    }
    return { loss: tape.values[tape.indexOf(spec.output)] ?? NaN, slopes: at.map((i) => tape.gradients[i] ?? NaN) };
  };
}

/**
 * The loss along the gradient at the start, through `now`, over the parameter that changes most: a single
 * neuron's descent stays on that line. It shows twice the way to the bottom of a parabola that rests on 0,
 * so that the picture is the same for each learning rate.
 *
 * @param {GraphSpec} spec @param {string[]} parameters @param {Point} inputs
 * @param {Point} now
 * @returns {Line}
 */
export function lineOf(spec, parameters, inputs, now) {
  const probe = measure(spec, parameters, inputs);
  const start = parameters.map((name) => inputs[name] ?? NaN);
  const { loss = 0, slopes = [] } = probe(start) ?? {};
  const steepest = Math.max(...slopes.map(Math.abs));
  const lead = Math.max(0, slopes.findIndex((slope) => Math.abs(slope) === steepest));
  const direction = parameters.map((_, i) => (steepest > 0 ? (slopes[i] ?? 0) / (slopes[lead] ?? 1) : Number(i === lead)));
  const square = slopes.reduce((sum, slope) => sum + slope * slope, 0);
  const way = square > 0 && loss > 0 ? (-2 * loss * (slopes[lead] ?? 0)) / square : Math.max(1, Math.abs(start[lead] ?? 0));
  const ends = [(start[lead] ?? 0) - 0.6 * way, (start[lead] ?? 0) + 2.6 * way];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const name = parameters[lead] ?? "";
  const samples = Array.from({ length: SAMPLES + 1 }, (_, k) => {
    const at = low + ((high - low) * k) / SAMPLES;
    const found = probe(parameters.map((each, i) => (now[each] ?? NaN) + (at - (now[name] ?? NaN)) * (direction[i] ?? 0)));
    return { at, loss: found?.loss ?? NaN, flat: found?.slopes.every((slope) => slope === 0) ?? false };
  });
  return { name, low, high, samples };
}

/** From where to where no gradient comes through.  @param {Sample[]} samples @returns {[number, number][]} */
export function deadZones(samples) {
  /** @type {[number, number][]} */
  const zones = [];
  samples.forEach(({ at, flat }, k) => {
    const zone = zones.at(-1);
    if (!flat) return;
    if (zone && samples[k - 1]?.flat) zone[1] = at;
    else zones.push([at, at]);
  });
  return zones.filter(([from, to]) => to > from);
}

/** @typedef {{ low: [number, number], high: [number, number], levels: { level: number, segments: number[][] }[] }} Plane */

const CELLS = 40;

/**
 * The loss over two parameters as contours, around the start and the bottom that its curvature tells.
 * @param {GraphSpec} spec @param {string[]} parameters  two of them
 * @param {Point} inputs
 * @returns {Plane}
 */
export function planeOf(spec, parameters, inputs) {
  const probe = measure(spec, parameters, inputs);
  const start = parameters.map((name) => inputs[name] ?? 0);
  const bottom = bottomOf(probe, start);
  const reach = start.map((x, i) => Math.max(Math.abs((bottom[i] ?? x) - x), 1e-9 + 0.1 * Math.abs(x)));
  /** @param {number} side @returns {[number, number]} */
  const corner = (side) => /** @type {[number, number]} */ (start.map((x, i) => (x + (bottom[i] ?? x)) / 2 + side * 1.1 * (reach[i] ?? 1)));
  const [low, high] = [corner(-1), corner(1)];
  const place = (/** @type {number} */ k, /** @type {0 | 1} */ axis) => low[axis] + ((high[axis] - low[axis]) * k) / CELLS;
  const grid = Array.from({ length: CELLS + 1 }, (_, row) =>
    Array.from({ length: CELLS + 1 }, (_, column) => probe([place(column, 0), place(row, 1)])?.loss ?? NaN));
  const all = grid.flat().filter(Number.isFinite);
  const least = Math.min(probe(bottom)?.loss ?? Infinity, ...all);
  const most = Math.max(...all);
  const levels = [0.01, 0.04, 0.1, 0.2, 0.35, 0.55, 0.8].map((part) => {
    const level = least + part * (most - least);
    return { level, segments: contour(grid, level).map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => [place(x0, 0), place(y0, 1), place(x1, 0), place(y1, 1)]) };
  });
  return { low, high, levels };
}

/**
 * Where the gradient would be 0 if the loss were a parabola.
 * @param {ReturnType<typeof measure>} probe @param {number[]} start
 */
function bottomOf(probe, start) {
  const [g0 = 0, g1 = 0] = probe(start)?.slopes ?? [];
  const h = start.map((x) => Math.max(1e-3, Math.abs(x) * 1e-3));
  const column = (/** @type {number} */ i) => {
    const beside = probe(start.map((x, k) => x + (k === i ? (h[i] ?? 0) : 0)))?.slopes ?? [];
    return [((beside[0] ?? g0) - g0) / (h[i] ?? 1), ((beside[1] ?? g1) - g1) / (h[i] ?? 1)];
  };
  const [[a = 0, c = 0], [b = 0, d = 0]] = [column(0), column(1)];
  const area = a * d - b * c;
  if (!(area > 0)) return start.map((x, i) => x - ([g0, g1][i] ?? 0));
  return [(start[0] ?? 0) - (d * g0 - b * g1) / area, (start[1] ?? 0) - (a * g1 - c * g0) / area];
}

/**
 * Marching squares: the pieces of the line at `level`, in units of cells.
 * @param {number[][]} grid @param {number} level
 */
export function contour(grid, level) {
  /** @type {number[][]} */
  const segments = [];
  for (let y = 0; y + 1 < grid.length; y += 1) {
    for (let x = 0; x + 1 < (grid[y]?.length ?? 0); x += 1) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      const crossed = corners.flatMap(([x0 = 0, y0 = 0], i) => {
        const [x1 = 0, y1 = 0] = corners[(i + 1) % 4] ?? [];
        const [from, to] = [grid[y0]?.[x0] ?? NaN, grid[y1]?.[x1] ?? NaN];
        if (from < level === to < level) return [];
        const part = (level - from) / (to - from);
        return [[x0 + part * (x1 - x0), y0 + part * (y1 - y0)]];
      });
      for (let i = 0; i + 1 < crossed.length; i += 2) segments.push([...(crossed[i] ?? []), ...(crossed[i + 1] ?? [])]);
    }
  }
  return segments;
}
