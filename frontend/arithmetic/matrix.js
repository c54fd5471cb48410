/** Matrices as lists of rows: whether a value is one, its shape, and changed copies. */

/** @typedef {number[][]} Matrix */

/**
 * @param {unknown} value
 * @param {string} name  for the message: "inputs"
 * @returns {Matrix}
 * @throws {Error} a sentence, unless it is rows of equal length, of finite numbers
 */
export function checkMatrix(value, name) {
  const expected = `The ${name} must be a matrix, rows of equal length with finite numbers in them`;
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${expected}; got ${told(value)}.`);
  const columns = Array.isArray(value[0]) ? value[0].length : 0;
  value.forEach((row, i) => {
    if (!Array.isArray(row) || row.length === 0) throw new Error(`${expected}; row ${i} is ${told(row)}.`);
    if (row.length !== columns) throw new Error(`${expected}; row 0 has ${columns}, row ${i} has ${row.length}.`);
    row.forEach((x, j) => {
      if (!Number.isFinite(x)) throw new Error(`${expected}; at [${i}, ${j}] stands ${told(x)}.`);
    });
  });
  return value;
}

/** @param {unknown} value */
function told(value) {
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** How many rows and how many columns.  @param {Matrix} matrix @returns {[number, number]} */
export const shapeOf = (matrix) => [matrix.length, matrix[0]?.length ?? 0];

/** The shape as numpy writes it: (3, 4).  @param {Matrix} matrix */
export const shapeText = (matrix) => `(${shapeOf(matrix).join(", ")})`;

/** @param {Matrix} matrix @param {number} row @param {number} column */
export const entry = (matrix, row, column) => matrix[row]?.[column] ?? NaN;

/** @param {Matrix} matrix @returns {Matrix} */
export const transposed = (matrix) => (matrix[0] ?? []).map((_, j) => matrix.map((_, i) => entry(matrix, i, j)));

/**
 * A copy with some numbers changed.
 * @param {Matrix} matrix
 * @param {Iterable<[number, number, number]>} changes  row, column, number
 * @returns {Matrix}
 */
export function changedCopy(matrix, changes) {
  const copy = matrix.map((row) => [...row]);
  for (const [row, column, x] of changes) {
    const cells = copy[row];
    if (cells && column in cells) cells[column] = x;
  }
  return copy;
}
