/** The start of a descent in the reader's hand: by mouse or finger, and by arrow keys as a slider for each axis. */

import { useRef } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { magnification } from "../../parts/own_pixels.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

const NOTCHES = 200; // of an axis, at least
const COARSE = 10;

/**
 * @typedef {object} Field  where the ball lies, by axis: across, and for two parameters up
 * @property {number[]} at
 * @property {number[]} low
 * @property {number[]} high
 * @property {number[]} perPixel  to the right, and downwards
 * @property {(at: number[]) => Record<string, number>} pointAt  the parameters there
 */

/**
 * What each handle of the ball is given: one for each axis.
 * @param {DescentView} view
 * @param {Field} field
 */
export function useBallDrag(view, field) {
  const hold = useRef(/** @type {{ x: number, y: number, from: number[] } | null} */ (null));
  const { given, pass } = view;
  const names = pass.line ? [pass.line.name] : given.parameter_names;

  /** @param {number[]} wanted @param {number} [finer] */
  function put(wanted, finer = 1) {
    const to = wanted.map((value, axis) => rounded(value, field.low[axis] ?? 0, field.high[axis] ?? 1, finer));
    if (names.every((_, axis) => to[axis] === field.at[axis]) && view.step === 0) return;
    view.edit("start", (before) => ({ ...before, inputs: { ...before.inputs, ...field.pointAt(to) } }), { step: 0 });
  }

  /** @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function onPointerDown(event) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hold.current = { x: event.clientX, y: event.clientY, from: field.at };
  }

  /** @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function onPointerMove(event) {
    if (!hold.current) return;
    const times = magnification(event.currentTarget);
    const way = [(event.clientX - hold.current.x) / times, (event.clientY - hold.current.y) / times];
    if (Math.hypot(...way) < 3 && view.step !== 0) return; // a click may tremble
    put(hold.current.from.map((value, axis) => value + (way[axis] ?? 0) * (field.perPixel[axis] ?? 0)));
  }

  const onPointerUp = () => {
    hold.current = null;
  };

  /** @param {KeyboardEvent} event @param {number} axis */
  function onKeyDown(event, axis) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [low, high] = [field.low[axis] ?? 0, field.high[axis] ?? 1];
    const unit = unitOf(low, high) / (event.shiftKey ? COARSE : 1);
    const now = field.at[axis] ?? 0;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowRight: now + unit, ArrowUp: now + unit, ArrowLeft: now - unit, ArrowDown: now - unit,
      PageUp: now + COARSE * unit, PageDown: now - COARSE * unit, Home: low, End: high,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    put(field.at.map((value, each) => (each === axis ? to : value)), event.shiftKey ? COARSE : 1);
  }

  return names.map((name, axis) => ({
    name,
    role: /** @type {const} */ ("slider"),
    tabIndex: 0,
    "aria-label": `Start at ${plainText(name)}`,
    "aria-orientation": axis === 0 ? /** @type {const} */ ("horizontal") : /** @type {const} */ ("vertical"),
    "aria-valuemin": field.low[axis],
    "aria-valuemax": field.high[axis],
    "aria-valuenow": field.at[axis],
    "aria-valuetext": formatNumber(field.at[axis] ?? NaN, 4),
    onPointerDown, onPointerMove, onPointerUp,
    onPointerCancel: onPointerUp,
    onKeyDown: (/** @type {KeyboardEvent} */ event) => onKeyDown(event, axis),
  }));
}

/** A power of ten, of which the axis has 200 to 2000.  @param {number} low @param {number} high */
export const unitOf = (low, high) => 10 ** Math.floor(Math.log10((high - low) / NOTCHES));

/** Within the picture, which else would grow under the hand.  @param {number} value @param {number} low @param {number} high @param {number} finer */
function rounded(value, low, high, finer) {
  const unit = unitOf(low, high) / finer;
  const places = Math.max(Math.ceil(low / unit), Math.min(Math.floor(high / unit), Math.round(value / unit)));
  return Number((places * unit).toPrecision(12));
}
