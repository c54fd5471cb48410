/** Where the numbers of the edges are written: on their edges, or beside them, where they cover no number of a node. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { DIGITS, LETTER, SIGNS, lettersOf, wide } from "./letters.js";
import { isShare } from "./math.js";
import { TARGET, isNarrow } from "./room.js";

/** @typedef {import("../../arithmetic/graph.js").NodeSpec} NodeSpec */
/** @typedef {import("./geometry.js").Edge} Edge */
/** @typedef {import("./geometry.js").Geometry} Geometry */
/** @typedef {import("./geometry.js").Point} Point */
/** @typedef {import("./math.js").Pass} Pass */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {{ x: number, y: number, width: number, height: number, cost: number }} Box  about its middle */
/** @typedef {{ factor: Point, arrival: Point }} Labels  where an edge has its local factor, and what it brings */

const ALONG = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const BESIDE = [0, -6, 6, -12, 12, -18, 18, -24, 24];
/** What it costs to cover a number, a name, or another label whole, and to be out of sight. */
const COVERED = { number: 400, name: 100, label: 400, outside: 1000 };
/** What each pixel from the usual place costs. */
const AWAY = { along: 1, beside: 3 };
/** As the style sheet has them: the size of the letters, what is around the text, and the height. */
const LOOK = {
  row: { factor: { size: 18, around: 15, height: 31 }, share: { size: 14, around: 15, height: 23 } },
  stack: { factor: { size: 12, around: 9, height: 21 }, share: { size: 12, around: 9, height: 21 } },
};
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
  const look = LOOK[room.form];
  const taken = pass.spec.nodes.flatMap((each) => writingOf(pass, each, drawing, room));
  /** @param {Edge} edge @param {string} text @param {typeof look.factor} look @param {number} usual */
  const place = (edge, text, { size, around, height }, usual) => {
    const label = { width: wide(text, size) + around, height, cost: COVERED.label };
    const { x, y } = bestPlace(edge, label, taken, room, usual);
    taken.push({ ...label, x, y });
    return { x, y };
  };
  const steps = pass.steps.flatMap((step) => {
    const edge = drawing.edges.find((each) => each.node === step.node && each.argument === step.argument);
    return edge ? [{ step, edge }] : [];
  });
  // What arrives stays, a factor stands there at its own step.
  const arrivals = steps.map(({ step, edge }) => (isShare(pass, step) ? place(edge, signed(step.contribution), look.share, edge.usual.arrival) : onEdge(edge, edge.usual.arrival)));
  return new Map(steps.map(({ step, edge }, at) => [edge.key, {
    factor: place(edge, asFactor(step.local), look.factor, edge.usual.factor), arrival: arrivals[at] ?? onEdge(edge, 0.5),
  }]));
}

/** @param {Edge} edge @param {Omit<Box, "x" | "y">} label @param {Box[]} taken @param {Room} room @param {number} usual @returns {Point} */
function bestPlace(edge, label, taken, { standing, width, height }, usual) {
  const { from, to } = edge.span;
  const long = Math.hypot(to.x - from.x, to.y - from.y);
  const places = [usual, ...ALONG].flatMap((share) => BESIDE.map((aside) => {
    const on = onEdge(edge, share);
    const { x, y } = standing ? { x: on.x + aside, y: on.y } : { x: on.x, y: on.y + aside };
    const outside = Math.max(0, label.width / 2 - x, x + label.width / 2 - width) / label.width + Math.max(0, label.height / 2 - y, y + label.height / 2 - height) / label.height;
    const covered = taken.reduce((sum, box) => sum + box.cost * shareCovered(box, { ...label, x, y }), 0);
    return { x, y, cost: covered + COVERED.outside * outside + AWAY.along * Math.abs(share - usual) * long + AWAY.beside * Math.abs(aside) };
  }));
  return places.reduce((best, each) => (each.cost < best.cost ? each : best));
}

/** How much of the first box the second covers.  @param {Box} a @param {Box} b */
function shareCovered(a, b) {
  const wide = Math.min(a.x + a.width / 2, b.x + b.width / 2) - Math.max(a.x - a.width / 2, b.x - b.width / 2);
  const tall = Math.min(a.y + a.height / 2, b.y + b.height / 2) - Math.max(a.y - a.height / 2, b.y - b.height / 2);
  return wide > 0 && tall > 0 ? (wide * tall) / (a.width * a.height) : 0;
}

/** On the curve that is drawn.  @param {Edge} edge @param {number} t @returns {Point} */
function onEdge({ span: { from, to, standing } }, t) {
  const [slow, even] = [t * t * (3 - 2 * t), t + t * (1 - t) * (0.5 - t)];
  const [x, y] = standing ? [slow, even] : [even, slow];
  return { x: from.x + x * (to.x - from.x), y: from.y + y * (to.y - from.y) };
}

/** What is written in a node: its name, its value and its gradient.  @param {Pass} pass @param {NodeSpec} spec @param {Geometry} drawing @param {Room} room @returns {Box[]} */
function writingOf(pass, { name, op }, { node, places }, { form, scale }) {
  const { x, y } = places.get(name) ?? { x: 0, y: 0 };
  const sign = SIGNS[op] ?? "";
  const letters = lettersOf(pass, name, sign, form, node.width);
  const value = wide(formatNumber(pass.values[name] ?? NaN, DIGITS), letters);
  const gradient = wide(formatNumber(pass.gradients[name] ?? 1, DIGITS), letters);
  const middle = y + node.height / 2;
  /** @param {number} at @param {number} width @param {number} line @param {number} cost @returns {Box} */
  const box = (at, width, line, cost) => ({ x: x + at, y: line, width, height: LINE, cost });
  if (op === "constant") return [box(node.width / 2, value, middle, COVERED.number)];
  if (form === "row") {
    const named = LETTER * (name.length + sign.length);
    const end = node.width - INSIDE;
    const last = Math.max(28, gradient);
    return [box(INSIDE + named / 2, named, middle, COVERED.name), box((INSIDE + named + end - last) / 2, value, middle, COVERED.number), box(end - last / 2, last, middle, COVERED.number)];
  }
  const named = op === "input" && !isNarrow(node.width, scale) ? Math.max(TARGET / scale, LETTER * name.length) : LETTER * name.length;
  const [upper, lower] = [middle - LINE * 0.6, middle + LINE * 0.6];
  return [box(INSIDE / 2 + named / 2, named, upper, COVERED.name), box((node.width + named) / 2, value, upper, COVERED.number), box(node.width / 2, gradient, lower, COVERED.number)];
}
