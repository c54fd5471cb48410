/**
 * The loss along a line of the parameters. Where it lies is told by the parameters that the figure begins with,
 * so that it stays while the ball is dragged along it.
 */

import { listed, measure, placesOf } from "./measure.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./measure.js").Point} Point */

/**
 * @typedef {object} Line
 * @property {string} name  the parameter on its axis: the one that changes most
 * @property {Point} through  a point of the line
 * @property {Point} direction  how each parameter changes with it
 * @property {number} low
 * @property {number} high  of the axis
 * @property {number} top  the loss where the picture ends
 * @property {Point} data  the inputs that no step changes
 *
 * @typedef {{ at: number, loss: number, flat: boolean }} Sample
 */

const SAMPLES = 160;

/**
 * The line along the gradient: a single neuron's descent stays on it. It shows thrice the way to the bottom of
 * a parabola that rests on 0, so that it is the same for each learning rate.
 * @param {GraphSpec} spec @param {string[]} parameters @param {Point} inputs
 * @returns {Line}
 */
export function lineOf(spec, parameters, inputs) {
  const { data, home, start } = placesOf(spec, parameters, inputs);
  const probe = measure(spec, parameters, inputs);
  const ours = lineFrom(probe, parameters, home);
  const line = ours && isOn(start, ours) ? ours : (lineFrom(probe, parameters, start) ?? { lead: 0, direction: [1], low: -1, high: 1, top: 1, from: start });
  const at = start[line.lead] ?? NaN;
  const margin = 0.1 * (line.high - line.low);
  const [low, high] = [Math.min(line.low, at < line.low ? at - margin : at), Math.max(line.high, at > line.high ? at + margin : at)];
  const named = (/** @type {number[]} */ values) => Object.fromEntries(parameters.map((name, i) => [name, values[i] ?? 0]));
  return { name: parameters[line.lead] ?? "", through: named(line.from), direction: named(line.direction), low, high, top: line.top, data };
}

/** @param {ReturnType<typeof measure>} probe @param {string[]} parameters @param {number[]} from */
function lineFrom(probe, parameters, from) {
  const found = probe(from);
  if (!found) return null;
  const { loss, slopes } = found;
  const steepest = Math.max(...slopes.map(Math.abs));
  const lead = Math.max(0, slopes.findIndex((slope) => Math.abs(slope) === steepest));
  const direction = parameters.map((_, i) => (steepest > 0 ? (slopes[i] ?? 0) / (slopes[lead] ?? 1) : Number(i === lead)));
  const square = slopes.reduce((sum, slope) => sum + slope * slope, 0);
  const at = from[lead] ?? 0;
  const way = square > 0 && loss > 0 ? (-2 * loss * (slopes[lead] ?? 0)) / square : Math.max(1, Math.abs(at));
  const ends = [at - 0.9 * way, at + 3.6 * way];
  return { lead, direction, low: tidy(Math.min(...ends)), high: tidy(Math.max(...ends)), top: 5 * loss, from };
}

/** Without the noise of a subtraction.  @param {number} x */
const tidy = (x) => Number(x.toPrecision(12));

/** @param {number[]} point @param {NonNullable<ReturnType<typeof lineFrom>>} line */
function isOn(point, { lead, direction, from }) {
  const way = (point[lead] ?? NaN) - (from[lead] ?? NaN);
  return point.every((x, i) => Math.abs(x - (from[i] ?? NaN) - way * (direction[i] ?? NaN)) <= 1e-9 * (Math.abs(x) + Math.abs(way)));
}

/** The parameters where the line's own has this value.  @param {Line} line @param {number} at @returns {Point} */
export const pointOn = ({ name, through, direction }, at) =>
  Object.fromEntries(Object.entries(through).map(([each, x]) =>
    [each, each === name ? at : tidy(x + (at - (through[name] ?? NaN)) * (direction[each] ?? 0))]));

/** @param {GraphSpec} spec @param {Line} line @returns {Sample[]} */
export function samplesOf(spec, line) {
  const parameters = Object.keys(line.through);
  const probe = measure(spec, parameters, { ...line.data, ...line.through });
  return Array.from({ length: SAMPLES + 1 }, (_, k) => {
    const at = line.low + ((line.high - line.low) * k) / SAMPLES;
    const found = probe(listed(pointOn(line, at), parameters));
    return { at, loss: found?.loss ?? NaN, flat: found?.slopes.every((slope) => slope === 0) ?? false };
  });
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
