/** Numbers and arrays as Python reads them, to the last digit. */

/** @typedef {import("../arithmetic/matrix.js").Matrix} Matrix */

const WIDEST_LINE = 88;

/** The shortest text that Python reads as the same float: 1.0, -0.0, 1e-7.  @param {number} x */
export function floatText(x) {
  if (!Number.isFinite(x)) throw new RangeError(`expected a finite number, got ${x}`);
  const text = Object.is(x, -0) ? "-0" : String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/**
 * A line that makes an array: rows below each other where one line would be too long.
 * @param {string} name
 * @param {string} make  what takes the rows: np.array
 * @param {Matrix} matrix
 * @param {string} [options]  behind the rows, with their comma
 */
export function assignment(name, make, matrix, options = "") {
  const rows = matrix.map((row) => `[${row.map(floatText).join(", ")}]`);
  const line = `${name} = ${make}([${rows.join(", ")}]${options})`;
  if (line.length <= WIDEST_LINE) return line;
  return [`${name} = ${make}([`, ...rows.map((row) => `    ${row},`), `]${options})`].join("\n");
}
