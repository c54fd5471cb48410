/** Where each node of a graph stands in its picture: columns from inputs to output, rows without crossings in a tree. */

import { argumentsOf, isLeaf, nodeNamed } from "../../arithmetic/graph.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */

/**
 * @typedef {object} Place
 * @property {number} column 0 is the leftmost
 * @property {number} row in rows, not always whole: a node stands beside the middle of its arguments
 *
 * @typedef {object} Layout
 * @property {number} columns
 * @property {number} rows
 * @property {number} uses  the most that a node has, as an argument
 * @property {Map<string, Place>} places
 * @property {Map<string, Place[]>} routes for each edge, by `edgeKey`, the places between its nodes that
 *   it passes through, from the argument to the result
 *
 * @typedef {object} Cell  of a column: a node, or an edge (without a name) on its way through
 * @property {string} name
 * @property {number} column
 * @property {number} row
 */

/**
 * Each operation stands one column right of its last argument, each leaf one left of its first use.
 * Leaves keep the order of the backward pass, an operation stands beside the middle of its arguments,
 * and all stand as close as the columns allow. An edge over several columns holds a place of its own
 * in each, so that it runs round the nodes there. Where two places of a column would touch, both give way.
 *
 * @param {GraphSpec} spec
 * @returns {Layout}
 */
export function layOut(spec) {
  const columns = columnOf(spec);
  const rows = rowOf(spec, columns);
  const routes = routesOf(spec, columns, rows);
  const points = new Map([...columns, ...[...routes.values()].flat()]);
  for (let column = Math.max(...points.values()); column >= 0; column -= 1) {
    spread([...points.keys()].filter((name) => points.get(name) === column), rows);
  }
  const top = Math.min(...rows.values());
  /** @param {string} name @returns {Place} */
  const placeOf = (name) => ({ column: number(points, name), row: number(rows, name) - top });
  return {
    places: new Map([...columns.keys()].map((name) => [name, placeOf(name)])),
    routes: new Map([...routes].map(([edge, between]) => [edge, between.map(([name]) => placeOf(name))])),
    columns: Math.max(...columns.values()) + 1,
    rows: Math.max(...rows.values()) - top + 1,
    uses: Math.max(...[...columns.keys()].map((name) => usesOf(spec, name))),
  };
}

/** @param {GraphSpec} spec @param {string} name */
export const usesOf = (spec, name) => spec.nodes.flatMap(argumentsOf).filter((each) => each === name).length;

/** @param {string} node @param {number} argument */
export function edgeKey(node, argument) {
  return `${node}/${argument}`;
}

/**
 * @param {GraphSpec} spec
 * @param {Map<string, number>} columns
 * @param {Map<string, number>} rows gets the rows of the places between
 * @returns {Map<string, [string, number][]>} by `edgeKey`, the places between, each a name and a column
 */
function routesOf(spec, columns, rows) {
  /** @type {Map<string, [string, number][]>} */
  const routes = new Map();
  for (const node of spec.nodes) {
    argumentsOf(node).forEach((wrt, argument) => {
      const key = edgeKey(node.name, argument);
      const [from, to] = [number(columns, wrt), number(columns, node.name)];
      /** @type {[string, number][]} */
      const between = [];
      for (let column = from + 1; column < to; column += 1) {
        const share = (column - from) / (to - from);
        rows.set(`${key}/${column}`, number(rows, wrt) + share * (number(rows, node.name) - number(rows, wrt)));
        between.push([`${key}/${column}`, column]);
      }
      routes.set(key, between);
    });
  }
  return routes;
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

/**
 * By its name, and of the edges one by "".
 * Each argument's part of the graph moves up to the parts above it, until in some column the two would touch.
 * @param {GraphSpec} spec
 * @param {Map<string, number>} columns
 * @returns {Map<string, number>}
 */
function rowOf(spec, columns) {
  const seen = new Set();
  /** @param {string} name @returns {Cell[]} the node itself, first, and all that is seen from it for the first time */
  const partOf = (name) => {
    seen.add(name);
    const column = number(columns, name);
    /** @type {Cell[]} */
    const cells = [];
    /** @type {number[]} */
    const beside = [];
    for (const argument of argumentsOf(nodeNamed(spec, name))) {
      if (seen.has(argument)) continue;
      const part = partOf(argument);
      const row = part[0]?.row ?? 0;
      for (let passed = number(columns, argument) + 1; passed < column; passed += 1) part.push({ name: "", column: passed, row });
      const down = Math.max(0, ...cells.flatMap((above) => part.map((cell) => (cell.column === above.column ? above.row + 1 - cell.row : 0))));
      for (const cell of part) cell.row += down;
      cells.push(...part);
      beside.push(row + down);
    }
    return [{ name, column, row: beside.length > 0 ? (Math.min(...beside) + Math.max(...beside)) / 2 : 0 }, ...cells];
  };
  return new Map(partOf(spec.output).map(({ name, row }) => [name, row]));
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
