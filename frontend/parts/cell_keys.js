/**
 * Keys that lead from cell to cell of a matrix, beside Tab. Among buttons the arrow keys do. In a field they
 * move the caret and turn the number, so there ← and → lead on from the ends of its text, Enter and Shift
 * with Enter down and up.
 */

/**
 * @param {KeyboardEvent & { currentTarget: HTMLElement }} event  of the element whose children are the cells, row by row
 * @param {number} columns
 * @param {(event: KeyboardEvent, input: HTMLInputElement) => Move | null} [inField]  where a key leads from a field
 */
export function moveAmongCells(event, columns, inField = moveInField) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const cells = [...event.currentTarget.children];
  const at = cells.findIndex((cell) => cell.contains(/** @type {Node} */ (event.target)));
  const move = event.target instanceof HTMLInputElement ? inField(event, event.target) : event.shiftKey ? null : (MOVES[event.key] ?? null);
  if (at < 0 || move === null) return;
  event.preventDefault();
  event.stopPropagation();
  const to = neighbour(at, move, cells.length, columns);
  if (to === null) return;
  const next = cells[to];
  const control = next?.querySelector("input") ?? next;
  if (!(control instanceof HTMLElement)) return;
  control.focus();
  if (control instanceof HTMLInputElement) control.select();
}

/** @typedef {readonly [rows: number, columns: number]} Move */

/** @type {Readonly<Record<string, Move>>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {KeyboardEvent} event @param {HTMLInputElement} input @returns {Move | null} */
function moveInField({ key, shiftKey }, { selectionStart: start, selectionEnd: end, value }) {
  if (key === "Enter") return shiftKey ? [-1, 0] : [1, 0];
  if (shiftKey) return null;
  if (key === "ArrowLeft" && end === 0) return [0, -1];
  return key === "ArrowRight" && start === value.length ? [0, 1] : null;
}

/**
 * Among fields for an answer: ↑ and ↓ lead on, since there they turn no number; Enter is left to the form.
 * @param {KeyboardEvent & { currentTarget: HTMLElement }} event @param {number} columns
 */
export function moveAmongAnswers(event, columns) {
  if (event.key === "Enter") return;
  moveAmongCells(event, columns, (pressed, input) => (VERTICAL.has(pressed.key) ? (MOVES[pressed.key] ?? null) : moveInField(pressed, input)));
}

const VERTICAL = new Set(["ArrowUp", "ArrowDown"]);

/**
 * The place of the cell that a move leads to, or null at the edge.
 * @param {number} at @param {Move} move @param {number} count @param {number} columns
 */
export function neighbour(at, [rows, along], count, columns) {
  const column = (at % columns) + along;
  const to = at + rows * columns + along;
  return column < 0 || column >= columns || to < 0 || to >= count ? null : to;
}
