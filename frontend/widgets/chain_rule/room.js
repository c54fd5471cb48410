/** How a graph takes the room there is: lying or standing, its nodes of one line or two; as tall as it needs, or scaled to fit. */

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {"row" | "stack"} Form  of a node: its name, value and gradient in one line, or in two */
/**
 * @typedef {object} Room
 * @property {Form} form
 * @property {{ width: number, most: number, gap: number }} column  how wide a node is at least and at most, and how far it is to the next column
 * @property {boolean} standing  from the top down
 * @property {number} width  before it is scaled
 * @property {number} height
 * @property {number} scale
 */

/** How tall a node is, at least and at most. */
export const TALL = { row: { least: 28, most: 44 }, stack: { least: 48, most: 52 } };
const COLUMNS = { row: { width: 118, most: 130, gap: 40 }, stack: { width: 48, most: 72, gap: 6 } };
/** For numbers of any length, and for factors on the edges. */
const ROOMY = { row: { width: 160, most: 184, gap: 44 }, stack: { width: 70, most: 90, gap: 20 } };
const CROWDED = 36; // more between columns, where more than two edges lead to one node
const TALLEST = 368;
const LEAST = 216;
const LONG = 288;
const PITCH = 54;
const STANDING = 62; // from one column to the next, where the graph stands on end
const APART = 4; // from one node to the next in its column, at least
const LEVEL = 66; // from one column to the next, where it stands and is scaled
const LETTERS = { row: 18, stack: 15 };
/** The stage of a figure whose height is given, in the book: beside the mathematics, and above it. */
const BESIDE = { width: 640, height: 340 };
const ABOVE = { width: 920, height: 242 };

export const TARGET = 24; // pixels that a finger needs
const NUMBER = 38; // that five digits and signs need, in letters of 12

/** Whether a node has no room for its name, as a target, and its number side by side.  @param {number} width @param {number} scale */
export const isNarrow = (width, scale) => width * scale < TARGET + NUMBER + 4;

/** A graph with more columns than this takes the whole width, and stands on end where that is too narrow.  @param {Layout} layout */
export const isLong = ({ columns }) => columns > 5;

/** Whether a graph is easier to read above the mathematics, where the room is given.  @param {Layout} layout */
export const isWide = (layout) => legibility(layout, ABOVE) > legibility(layout, BESIDE);

/** @param {{ width: number, gap: number }} column @param {number} count */
const widthOf = ({ width, gap }, count) => count * width + (count - 1) * gap;

/**
 * As tall as the graph needs.
 * @param {Layout} layout @param {number} width @param {boolean} inOneLine  whether a node's numbers fit into one
 * @returns {Room}
 */
export function grown(layout, width, inOneLine) {
  const { columns, rows } = layout;
  const standing = widthOf(COLUMNS.stack, columns) > width && rows < columns;
  const roomy = !standing && widthOf(COLUMNS.row, columns) <= width;
  const height = isLong(layout) ? LONG : Math.max(LEAST, Math.min(TALLEST, Math.ceil(rows * PITCH)));
  return { form: roomy && inOneLine ? "row" : "stack", column: roomy ? COLUMNS.row : COLUMNS.stack, standing, width, height: standing ? columns * STANDING : height, scale: 1 };
}

/**
 * In a room of this size, scaled where it must be.
 * @param {Layout} layout @param {{ width: number, height: number }} size
 * @returns {Room}
 */
export function fitted(layout, { width, height }) {
  const { form, standing, scale, column } = best(layout, { width, height });
  return { form, column: standing ? COLUMNS.stack : column, standing, width: width / scale, height: height / scale, scale };
}

/** @param {Layout} layout @param {{ width: number, height: number }} size */
const legibility = (layout, size) => best(layout, size).letters;

/** The way in which the letters are largest.  @param {Layout} layout @param {{ width: number, height: number }} size */
function best({ columns, rows, uses }, { width, height }) {
  const crowded = uses > 2 ? CROWDED : 0;
  const row = { ...ROOMY.row, gap: ROOMY.row.gap + crowded };
  const stack = { ...ROOMY.stack, gap: ROOMY.stack.gap + crowded };
  const ways = [
    { form: /** @type {Form} */ ("row"), standing: false, column: row, wide: widthOf(row, columns), tall: rows * (TALL.row.least + APART) },
    { form: /** @type {Form} */ ("stack"), standing: false, column: stack, wide: widthOf(stack, columns), tall: rows * (TALL.stack.least + APART) },
    { form: /** @type {Form} */ ("stack"), standing: true, column: stack, wide: rows * (stack.width + APART), tall: columns * LEVEL },
  ].map((way) => {
    const scale = Math.min(1, width / way.wide, height / way.tall);
    return { ...way, scale, letters: scale * LETTERS[way.form] };
  });
  return ways.reduce((found, way) => (way.letters > found.letters ? way : found));
}
