/** Where the picture of a graph has its nodes and edges, in pixels, for the room there is. */

import { argumentsOf } from "../../arithmetic/graph.js";
import { edgeKey, usesOf } from "./layout.js";
import { TALL } from "./room.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {{ x: number, y: number }} Point */

/**
 * @typedef {object} Edge  from an argument to the node that uses it
 * @property {string} key
 * @property {string} node
 * @property {string} wrt
 * @property {number} argument
 * @property {string} path  from the node to its argument, as the gradient goes
 * @property {{ from: Point, to: Point, standing: boolean }} span  its last part, on which its numbers are written
 * @property {{ factor: number, arrival: number }} usual  how far along they stand: its local factor, and what it brings
 *
 * @typedef {object} Geometry
 * @property {{ width: number, height: number }} node
 * @property {Map<string, Point>} places  the nodes' left upper corners
 * @property {Edge[]} edges
 */

const SIDE_BY_SIDE = 22; // between two edges of the same two nodes, so that what each brings can be read

/**
 * @param {GraphSpec} spec
 * @param {Layout} layout
 * @param {Room} room
 * @returns {Geometry}
 */
export function geometry(spec, layout, { form, column, standing, width, height }) {
  const inWidth = standing ? layout.rows : layout.columns;
  const rowsDown = standing ? layout.columns : layout.rows;
  const pitchY = rowsDown > 1 ? height / rowsDown : height;
  const { least, most } = TALL[form];
  const nodeHeight = Math.max(Math.min(least, pitchY - 2), Math.min(most, pitchY - 6));
  const nodeWidth = Math.min(column.most, (width - column.gap * (inWidth - 1)) / inWidth);
  const pitchX = inWidth > 1 ? (width - nodeWidth) / (inWidth - 1) : 0;
  const stepX = Math.min(pitchX, nodeWidth + 150);
  const left = (width - nodeWidth - stepX * (inWidth - 1)) / 2;
  const top = (pitchY - nodeHeight) / 2;

  /** @param {import("./layout.js").Place} place @returns {Point} */
  const corner = ({ column, row }) =>
    standing ? { x: left + row * stepX, y: top + column * pitchY } : { x: left + column * stepX, y: top + row * pitchY };
  const places = new Map([...layout.places].map(([name, place]) => [name, corner(place)]));

  const edges = spec.nodes.flatMap((node) => {
    const all = argumentsOf(node);
    return all.map((wrt, argument) => {
      const twins = all.flatMap((name, index) => (name === wrt ? [index] : []));
      const offset = (twins.indexOf(argument) - (twins.length - 1) / 2) * Math.min(SIDE_BY_SIDE, nodeHeight / twins.length);
      const between = [...(layout.routes.get(edgeKey(node.name, argument)) ?? [])].reverse().map(corner);
      const points = pathPoints(at(places, node.name), at(places, wrt), between, { width: nodeWidth, height: nodeHeight }, standing, offset);
      return { key: edgeKey(node.name, argument), node: node.name, wrt, argument, ...drawn(points, standing, usesOf(spec, wrt) > 2) };
    });
  });
  return { node: { width: nodeWidth, height: nodeHeight }, places, edges };
}

/** @param {Map<string, Point>} places @param {string} name @returns {Point} */
const at = (places, name) => places.get(name) ?? { x: 0, y: 0 };

/**
 * The points an edge runs through, from the node to its argument.
 * @param {Point} to @param {Point} from @param {Point[]} between
 * @param {{ width: number, height: number }} node @param {boolean} standing @param {number} offset
 */
function pathPoints(to, from, between, { width, height }, standing, offset) {
  if (standing) {
    const middle = width / 2 + offset;
    const passed = between.flatMap(({ x, y }) => [{ x: x + middle, y: y + height }, { x: x + middle, y }]);
    return [{ x: to.x + middle, y: to.y }, ...passed, { x: from.x + middle, y: from.y + height }];
  }
  const middle = height / 2 + offset;
  const passed = between.flatMap(({ x, y }) => [{ x: x + width, y: y + middle }, { x, y: y + middle }]);
  return [{ x: to.x, y: to.y + middle }, ...passed, { x: from.x + width, y: from.y + middle }];
}

/** @param {Point[]} points @param {boolean} standing @param {boolean} crowded  many edges lead to the argument: what they bring stands apart */
function drawn(points, standing, crowded) {
  const [first = { x: 0, y: 0 }] = points;
  const [before = first, last = first] = points.slice(-2);
  const curves = points.slice(1).map((to, index) => curve(points[index] ?? to, to, standing));
  return {
    path: `M${round(first.x)} ${round(first.y)} ${curves.join(" ")}`,
    span: { from: before, to: last, standing },
    usual: { factor: points.length === 2 ? 0.5 : 0.4, arrival: crowded ? 0.4 : 0.62 },
  };
}

/** @param {Point} from @param {Point} to @param {boolean} standing */
function curve(from, to, standing) {
  const [x, y] = [round((from.x + to.x) / 2), round((from.y + to.y) / 2)];
  const [a, b] = standing ? [`${round(from.x)} ${y}`, `${round(to.x)} ${y}`] : [`${x} ${round(from.y)}`, `${x} ${round(to.y)}`];
  return `C${a} ${b} ${round(to.x)} ${round(to.y)}`;
}

/** @param {number} x */
const round = (x) => Math.round(x * 10) / 10;
