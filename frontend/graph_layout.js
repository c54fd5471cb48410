/** Where each node of a graph stands in its picture: columns from inputs to output, rows without crossings in a tree. */

import { argumentsOf, isLeaf, nodeNamed } from "./graph.js";

/** @typedef {import("./graph.js").GraphSpec} GraphSpec */

/**
 * @typedef {object} Place
 * @property {number} column 0 is the leftmost
 * @property {number} row in rows, not always whole: a node stands beside the middle of its arguments
 *
 * @typedef {object} Layout
 * @property {number} columns
 * @property {number} rows
 * @property {Map<string, Place>} places
 */

/**
 * Each operation stands one column right of its last argument, each leaf one left of its first use.
 * Leaves take the rows in the order of the backward pass; an operation stands beside the middle of
 * its arguments; where two nodes of a column would touch, both give way.
 *
 * @param {GraphSpec} spec
 * @returns {Layout}
 */
export function layOut(spec) {
  const columns = columnOf(spec);
  const rows = rowOf(spec);
  for (let column = Math.max(...columns.values()); column >= 0; column -= 1) {
    const names = [...columns.keys()].filter((name) => columns.get(name) === column);
    spread(names, rows);
  }
  const top = Math.min(...rows.values());
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const [name, column] of columns) places.set(name, { column, row: number(rows, name) - top });
  return {
    places,
    columns: Math.max(...columns.values()) + 1,
    rows: Math.max(...[...places.values()].map((place) => place.row)) + 1,
  };
}

/** @param {GraphSpec} spec @returns {Map<string, number>} */
function columnOf(spec) {
  /** @type {Map<string, number>} */
  const columns = new Map();
  for (const node of spec.nodes) {
    const before = argumentsOf(node).map((name) => number(columns, name));
    columns.set(node.name, isLeaf(node) ? 0 : Math.max(...before) + 1);
  }
  for (const leaf of spec.nodes.filter(isLeaf)) {
    const users = spec.nodes.filter((node) => argumentsOf(node).includes(leaf.name));
    const uses = users.map((node) => number(columns, node.name));
    if (uses.length > 0) columns.set(leaf.name, Math.min(...uses) - 1);
  }
  return columns;
}

/** @param {GraphSpec} spec @returns {Map<string, number>} */
function rowOf(spec) {
  /** @type {Map<string, number>} */
  const rows = new Map();
  let free = 0;
  /** @param {string} name @returns {number} */
  const place = (name) => {
    const known = rows.get(name);
    if (known !== undefined) return known;
    const args = [...new Set(argumentsOf(nodeNamed(spec, name)))];
    const own = args.filter((argument) => !rows.has(argument)).map(place);
    const beside = own.length > 0 ? own : args.map((argument) => number(rows, argument));
    const row = args.length > 0 ? (Math.min(...beside) + Math.max(...beside)) / 2 : free++;
    rows.set(name, row);
    return row;
  };
  place(spec.output);
  return rows;
}

/**
 * Move the nodes of one column apart to a distance of one row, as little as may be: neighbours that
 * touch form a block, and a block stands where its members wish to be on average.
 *
 * @param {string[]} names
 * @param {Map<string, number>} rows changed in place
 */
function spread(names, rows) {
  const ordered = [...names].sort((a, b) => number(rows, a) - number(rows, b));
  /** @type {{ start: number, members: string[] }[]} */
  const blocks = [];
  for (const name of ordered) {
    let block = { start: number(rows, name), members: [name] };
    for (let last = blocks.at(-1); last && last.start + last.members.length > block.start; last = blocks.at(-1)) {
      blocks.pop();
      const count = last.members.length + block.members.length;
      const wished = last.start * last.members.length + (block.start - last.members.length) * block.members.length;
      block = { start: wished / count, members: [...last.members, ...block.members] };
    }
    blocks.push(block);
  }
  for (const { start, members } of blocks) members.forEach((name, index) => rows.set(name, start + index));
}

/** @param {Map<string, number>} map @param {string} name */
function number(map, name) {
  return map.get(name) ?? 0;
}
