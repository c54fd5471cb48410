/** Where the numbers of the edges are written: on their edges, or beside them, where they cover no number of a node. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { DIGITS, LETTER, SIGNS, lettersOf, wide } from "./letters.js";
import { isShare } from "./math.js";

/** @typedef {import("../../arithmetic/graph.js").NodeSpec} NodeSpec */
/** @typedef {import("./geometry.js").Edge} Edge */
/** @typedef {import("./geometry.js").Geometry} Geometry */
/** @typedef {import("./geometry.js").Point} Point */
/** @typedef {import("./math.js").Pass} Pass */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box  about its middle */
/** @typedef {{ factor: Point, arrival: Point | undefined }} Labels  where an edge has its local factor, and what it brings */

const ALONG = [0.2, 0.3, 0.4, 0.6, 0.7, 0.8];
const BESIDE = [0, -6, 6, -12, 12, -18, 18];
/** What it costs to stand beside the edge, for each pixel, and elsewhere on it, for its whole length: against a number that is covered whole. */
const [ASIDE, FAR] = [0.008, 0.2];
/** As the style sheet has them: the size of the letters, what is around the text, and the height. */
const LOOK = { row: [18, 15, 31], stack: [12, 9, 21] };
const LINE = 16; // pixels, of a number with what is between it and the next
const INSIDE = 6; // from the edge of a node to its name

/** @param {number} x  "+4" or "−3" */
export const signed = (x) => (x < 0 ? formatNumber(x, DIGITS) : `+${formatNumber(x, DIGITS)}`);

/** @param {number} x */
export const asFactor = (x) => `× ${formatNumber(x, DIGITS)}`;

/**
 * For each edge of a pass, by its key; the same at each step.
 * @param {Pass} pass @param {Geometry} drawing @param {Room} room
 * @returns {Map<string, Labels>}
 */
export function labelsOf(pass, drawing, room) {
  const [size = 0, around = 0, height = 0] = LOOK[room.form];
  const taken = pass.spec.nodes.flatMap((each) => writingOf(pass, each, drawing, room));
  /** @param {string} text @param {Edge} edge @param {number} usual */
  const place = (text, edge, usual) => {
    const label = { width: wide(text, size) + around, height };
    const at = bestPlace(edge, label, taken, usual);
    taken.push({ ...label, ...at });
    return at;
  };
  const steps = drawing.edges.flatMap((edge) => pass.steps.filter(({ node, argument }) => edge.node === node && edge.argument === argument).map((step) => ({ edge, step })));
  // What arrives stays, a factor stands there at its own step.
  const arrivals = steps.map(({ edge, step }) => isShare(pass, step) && place(signed(step.contribution), edge, edge.usual.arrival));
  return new Map(steps.map(({ edge, step }, at) => [edge.key, { factor: place(asFactor(step.local), edge, edge.usual.factor), arrival: arrivals[at] || undefined }]));
}

/** @param {Edge} edge @param {Omit<Box, "x" | "y">} label @param {Box[]} taken @param {number} usual @returns {Point} */
function bestPlace(edge, label, taken, usual) {
  const places = [usual, ...ALONG].flatMap((share) => BESIDE.map((aside) => {
    const on = onEdge(edge, share);
    const { x, y } = edge.span.standing ? { x: on.x + aside, y: on.y } : { x: on.x, y: on.y + aside };
    const covered = taken.reduce((sum, box) => sum + shareCovered(box, { ...label, x, y }), 0);
    return { x, y, cost: covered + FAR * Math.abs(share - usual) + ASIDE * Math.abs(aside) };
  }));
  return places.reduce((best, each) => (each.cost < best.cost ? each : best));
}

/** How much of the first box the second covers, and more the deeper it lies in it.  @param {Box} a @param {Box} b */
function shareCovered(a, b) {
  const wide = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const tall = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return wide > 0 && tall > 0 ? (wide * tall) / a.width / a.height : 0;
}

/** About on the curve that is drawn.  @param {Edge} edge @param {number} t @returns {Point} */
const onEdge = ({ span: { from, to } }, t) => ({ x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) });

/** Where the numbers of a node are written: its value and its gradient.  @param {Pass} pass @param {NodeSpec} spec @param {Geometry} drawing @param {Room} room @returns {Box[]} */
function writingOf(pass, { name, op }, { node, places }, { form }) {
  const { x, y } = places.get(name) ?? { x: 0, y: 0 };
  const sign = SIGNS[op] ?? "";
  const { width } = node;
  const letters = lettersOf(pass, name, sign, form, width);
  const value = wide(formatNumber(pass.values[name] ?? NaN, DIGITS), letters);
  const gradient = wide(formatNumber(pass.gradients[name] ?? 1, DIGITS), letters);
  const middle = y + node.height / 2;
  /** @param {number} at @param {number} long @param {number} line @returns {Box} */
  const box = (at, long, line) => ({ x: x + at, y: middle + line, width: long, height: LINE });
  const named = LETTER * (name.length + (form === "row" ? sign.length : 0));
  if (form === "stack") return [box((width + named) / 2, value, -10), box(width / 2, gradient, 10)];
  const last = Math.max(28, gradient);
  return [box((width + named - last) / 2, value, 0), box(width - INSIDE - last / 2, last, 0)];
}
