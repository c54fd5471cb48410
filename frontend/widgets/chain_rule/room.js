/** How a graph takes the room there is: lying or standing, its nodes of one line or two; as tall as it needs, or scaled to fit. */

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {"row" | "stack"} Form  of a node: its name, value and gradient in one line, or in two */
/**
 * @typedef {object} Room
 * @property {Form} form
 * @property {boolean} standing  from the top down
 * @property {number} width  before it is scaled
 * @property {number} height
 * @property {number} scale
 */

/** How wide a node is at least, how tall at least and at most, and how far it is to the next column. */
export const FORMS = {
  row: { width: 118, least: 28, most: 44, gap: 40 },
  stack: { width: 48, least: 48, most: 52, gap: 6 },
};
const TALLEST = 368;
const LEAST = 216;
const LONG = 300;
const PITCH = 54;
const STANDING = 46; // from one column to the next, where the graph stands on end
const APART = 4; // from one node to the next in its column, at least
const LETTERS = { row: 18, stack: 15 };
/** The stage of a figure whose height is given, in the book: beside the mathematics, and above it. */
const BESIDE = { width: 640, height: 340 };
const ABOVE = { width: 920, height: 250 };

/** A graph with more columns than this takes the whole width, and stands on end where that is too narrow.  @param {Layout} layout */
export const isLong = ({ columns }) => columns > 5;

/** Whether a graph is easier to read above the mathematics, where the room is given.  @param {Layout} layout */
export const isWide = (layout) => legibility(layout, ABOVE) > legibility(layout, BESIDE);

/** @param {Form} form @param {number} columns */
const widthOf = (form, columns) => columns * FORMS[form].width + (columns - 1) * FORMS[form].gap;

/**
 * As tall as the graph needs.
 * @param {Layout} layout @param {number} width
 * @returns {Room}
 */
export function grown(layout, width) {
  const { columns, rows } = layout;
  const standing = widthOf("stack", columns) > width && rows < columns;
  const form = !standing && widthOf("row", columns) <= width ? "row" : "stack";
  const height = isLong(layout) ? LONG : Math.max(LEAST, Math.min(TALLEST, Math.ceil(rows * PITCH)));
  return { form, standing, width, height: standing ? Math.max(height, columns * STANDING) : height, scale: 1 };
}

/**
 * In a room of this size, scaled where it must be.
 * @param {Layout} layout @param {{ width: number, height: number }} size
 * @returns {Room}
 */
export function fitted(layout, { width, height }) {
  const { form, standing, scale } = best(layout, { width, height });
  return { form, standing, width: width / scale, height: height / scale, scale };
}

/** @param {Layout} layout @param {{ width: number, height: number }} size */
const legibility = (layout, size) => best(layout, size).letters;

/** The way in which the letters are largest.  @param {Layout} layout @param {{ width: number, height: number }} size */
function best({ columns, rows }, { width, height }) {
  const ways = [
    { form: /** @type {Form} */ ("row"), standing: false, wide: widthOf("row", columns), tall: rows * (FORMS.row.least + APART) },
    { form: /** @type {Form} */ ("stack"), standing: false, wide: widthOf("stack", columns), tall: rows * (FORMS.stack.least + APART) },
    { form: /** @type {Form} */ ("stack"), standing: true, wide: widthOf("stack", rows), tall: columns * (FORMS.stack.least + APART) },
  ].map((way) => {
    const scale = Math.min(1, width / way.wide, height / way.tall);
    return { ...way, scale, letters: scale * LETTERS[way.form] };
  });
  return ways.reduce((found, way) => (way.letters > found.letters ? way : found));
}
