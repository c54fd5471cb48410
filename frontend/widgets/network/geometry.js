/** Where the picture of a network has its neurons and wires, in pixels, for the width there is. */

import { denseAt, keyOf } from "../../arithmetic/network_spec.js";

/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("./columns.js").Column} Column */
/** @typedef {{ x: number, y: number }} Point */

/**
 * @typedef {object} Wire
 * @property {string} key  of its weight: "layers[0].weights[0, 1]"
 * @property {Parameter} parameter
 * @property {number} weight
 * @property {number} column  where it begins
 * @property {string} path  forward
 * @property {(share: number) => Point} at  a point on it, 0 where it begins and 1 where it ends
 *
 * @typedef {object} Geometry
 * @property {"wide" | "narrow" | "tight"} size
 * @property {number} height  of the picture
 * @property {number} node  a neuron's width
 * @property {number} nodeHeight
 * @property {number} loss  where the column of the loss begins
 * @property {Point[][]} neurons  their middles, by column
 * @property {Wire[]} wires
 */

/** @typedef {{ head: number, body: number }} Room  the heights of what stands above the columns, and of these */

/** @type {Room} */
export const ROOM = { head: 26, body: 232 };
export const WIDE = 560;
const GRADIENT = 24; // below a neuron
const ROWS = { few: { pitch: 80, nodeHeight: 38 }, many: { pitch: 58, nodeHeight: 32 } }; // up to three, or four
const SIZES = {
  wide: { node: 84, loss: 172, gap: 36 },
  narrow: { node: 50, loss: 78, gap: 14 },
  tight: { node: 45, loss: 64, gap: 8 }, // four columns on a phone
};

/**
 * @param {readonly Layer[]} layers
 * @param {readonly Column[]} columns
 * @param {number} width
 * @param {Room} [room]
 * @returns {Geometry}
 */
export function geometry(layers, columns, width, { head, body } = ROOM) {
  const most = Math.max(...columns.map(({ count }) => count));
  const { pitch: down, nodeHeight } = most > 3 ? ROWS.many : ROWS.few;
  const size = width >= WIDE ? "wide" : columns.length > 3 ? "tight" : "narrow";
  const { node, gap } = SIZES[size];
  const loss = width - SIZES[size].loss;
  const pitch = (loss - gap - node) / (columns.length - 1);
  const neurons = columns.map(({ count }, at) => Array.from({ length: count }, (_, j) => ({
    x: node / 2 + at * pitch,
    y: head + (body - GRADIENT) / 2 + (j - (count - 1) / 2) * down,
  })));
  const wires = columns.flatMap(({ dense }, at) => {
    if (dense === null) return [];
    return denseAt(layers, dense).weights.flatMap((row, i) => row.map((weight, j) => {
      const parameter = { layer: dense, name: /** @type {const} */ ("weights"), row: i, column: j };
      const [from, to] = [neurons[at - 1]?.[i], neurons[at]?.[j]];
      return { key: keyOf(parameter), parameter, weight, column: at - 1, ...curve({ x: (from?.x ?? 0) + node / 2, y: from?.y ?? 0 }, { x: (to?.x ?? 0) - node / 2, y: to?.y ?? 0 }) };
    }));
  });
  return { size, height: head + body, node, nodeHeight, loss, neurons, wires };
}

/** @param {Point} from @param {Point} to */
function curve(from, to) {
  const middle = (from.x + to.x) / 2;
  return {
    path: `M${from.x} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`,
    at(/** @type {number} */ t) {
      const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
      return { x: a * from.x + (b + c) * middle + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
    },
  };
}
