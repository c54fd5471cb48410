/** A matrix that is computed: its cells are buttons which lead to what made them, and one stop for the Tab key. */

import { h } from "../../markup/dom.js";
import { shapeOf } from "../../arithmetic/matrix.js";
import { createMatrixFrame } from "./matrix_frame.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("./matrix_frame.js").MatrixNames} MatrixNames */
/** @typedef {import("./matrix_frame.js").Lit} Lit */
/** @typedef {{ row: number, column: number }} Place */

/**
 * @typedef {object} Shown
 * @property {(number | null)[][]} value  null where the number is not known yet
 * @property {Place | null} [selected]
 * @property {Lit} [lit]
 * @property {number[][]} [written]  the numbers as they are to be read, where the last digits are noise
 * @property {(row: number, column: number) => number} [shade]  from −1 to 1, how deep a cell is coloured
 */

const DIGITS = 4;
/** @type {Record<string, [number, number] | undefined>} down, right */
const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * @param {MatrixNames & { onPick: (row: number, column: number) => void, digits?: number }} options
 */
export function createMatrixTable({ onPick, digits = DIGITS, ...names }) {
  const frame = createMatrixFrame(names);
  /** @type {HTMLButtonElement[][]} */
  let buttons = [];
  /** @type {string[][]} */
  let labels = [];
  let shape = "";
  /** @type {Place} where the Tab key goes */
  let stop = { row: 0, column: 0 };

  /** @param {number} rows @param {number} columns */
  function build(rows, columns) {
    shape = `${rows},${columns}`;
    buttons = Array.from({ length: rows }, () => []);
    labels = Array.from({ length: rows }, () => []);
    frame.build(rows, columns, (row, column, label) => {
      const button = h("button", {
        type: "button",
        class: "matrix-cell",
        "data-cell": `${names.name}[${row}, ${column}]`,
        onclick: () => onPick(row, column),
        onfocus: () => moveStop({ row, column }),
        onkeydown: (/** @type {KeyboardEvent} */ event) => onKey(event, row, column),
      });
      buttons[row]?.push(button);
      labels[row]?.push(label);
      return button;
    });
    stop = { row: Math.min(stop.row, rows - 1), column: Math.min(stop.column, columns - 1) };
  }

  /** @param {Place} place */
  function moveStop(place) {
    stop = place;
    buttons.forEach((row, i) => row.forEach((button, j) => {
      button.tabIndex = i === stop.row && j === stop.column ? 0 : -1;
    }));
  }

  /** @param {KeyboardEvent} event @param {number} row @param {number} column */
  function onKey(event, row, column) {
    const way = WAYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [down, right] = way;
    event.preventDefault();
    event.stopPropagation();
    buttons[row + down]?.[column + right]?.focus();
  }

  return {
    element: frame.element,
    /** @param {Shown} shown */
    show({ value, selected = null, lit = () => false, written, shade }) {
      const [rows, columns] = shapeOf(/** @type {number[][]} */ (value));
      if (shape !== `${rows},${columns}`) build(rows, columns);
      buttons.forEach((row, i) => row.forEach((button, j) => {
        const x = value[i]?.[j] ?? null;
        const known = x !== null;
        const meant = known && written ? (written[i]?.[j] ?? x) : x;
        button.textContent = meant === null ? "?" : formatNumber(meant, digits);
        button.setAttribute("aria-label", `${labels[i]?.[j]}: ${meant === null ? "not known yet" : formatNumber(meant)}`);
        setShade(button, known && shade ? shade(i, j) : 0);
        if (known) button.dataset["value"] = String(x);
        else delete button.dataset["value"];
        if (selected?.row === i && selected.column === j) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }));
      const isFocused = buttons.flat().some((button) => button === document.activeElement);
      moveStop(isFocused || !selected ? stop : selected);
      frame.mark(lit);
    },
    /** Give the focus to a cell.  @param {number} row @param {number} column */
    focus: (row, column) => buttons[row]?.[column]?.focus(),
    destroy() {},
  };
}

/** Blue below 0, vermilion above it.  @param {HTMLElement} cell @param {number} depth */
function setShade(cell, depth) {
  cell.style.setProperty("--hue", depth === 0 ? "" : `var(${depth < 0 ? "--bp-value" : "--bp-gradient"})`);
  cell.style.setProperty("--depth", depth === 0 ? "" : String(Math.abs(depth)));
}
