/**
 * A number that is changed where it stands: click and type, drag sideways, or press ↑ and ↓ (with Shift
 * finer, with the Page keys coarser). What cannot be used stays in the field, marked, until it can or Escape.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { decimalPlaces, formatNumber, parseNumber } from "../arithmetic/numbers.js";
import { useFittedNumber } from "./fit_number.js";
import { useSidewaysDrag } from "./sideways_drag.js";

/** @typedef {import("./stepper.jsx").View<any, any>} View */

/**
 * @param {object} props
 * @param {Pick<View, "edit" | "refuse" | "refusals" | "lineId">} props.view
 * @param {string} props.name  of the field, in this widget: "inputs.w0"
 * @param {string} props.label  what it is called: "w₀"
 * @param {number} props.value
 * @param {(given: any, value: number) => any} props.change  what is given, with this number in it
 * @param {number} [props.unit]  what ↑ and ↓ add; else a unit of the last decimal, and a tenth for a whole number
 * @param {number} [props.digits]  shown while nobody edits it
 * @param {string} [props.class]
 */
export function NumberField({ view, name, label, value, change, unit, digits = 4, class: extra = "" }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [focused, setFocused] = useState(false);
  const refused = view.refusals.has(name);
  const drag = useSidewaysDrag();

  // What the reader typed stays while it means this value, or waits to be used.
  useEffect(() => {
    if (draft !== null && !refused && reads(draft) !== value) setDraft(null);
  }, [value, refused]);

  // With the focus all digits come in, and what is typed then takes their place.
  useLayoutEffect(() => {
    if (focused && draft === null) input.current?.select();
  }, [focused]);

  // A field that goes away takes along what was refused in it.
  const leave = useRef(() => {});
  leave.current = () => refused && view.refuse(name, null);
  useEffect(() => () => leave.current(), []);

  /** @param {string} text */
  function commit(text) {
    setDraft(text);
    try {
      const typed = parseNumber(text);
      if (typed !== value || refused) view.edit(name, (/** @type {any} */ given) => change(given, typed));
    } catch (problem) {
      view.refuse(name, problem instanceof Error ? problem.message : String(problem));
    }
  }

  // A drag goes on while the field is drawn anew.
  const latest = useRef(commit);
  latest.current = commit;

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && (draft !== null || refused)) {
      event.stopPropagation();
      setDraft(null);
      view.refuse(name, null);
      return;
    }
    /** @type {Record<string, number>} */
    const moves = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const text = draft ?? plain(value);
    const step = unit ?? unitOf(text);
    commit(moved(text, value, event.shiftKey ? Math.sign(move) * step / 10 : move * step));
  }

  /** @param {PointerEvent} event */
  function onPointerDown(event) {
    if (document.activeElement === input.current) return;
    const step = unit ?? unitOf(plain(value));
    drag.begin(event, (units, fine) => {
      const by = fine ? step / 10 : step;
      latest.current(moved(plain(value), value, units * by, by));
    });
  }

  /** @param {PointerEvent} event */
  function onPointerUp(event) {
    const how = drag.end(event);
    if (how === "drag") setDraft(null);
    if (how === "click") input.current?.focus();
  }

  const text = draft ?? (focused ? plain(value) : formatNumber(value, digits));
  useFittedNumber(input, text, focused);
  return (
    <input
      ref={input} type="text" class={`number-field ${extra}`} inputMode="decimal" autocomplete="off" spellcheck={false}
      aria-label={label} title={`${label} = ${plain(value)}: drag sideways, or click and type`}
      aria-invalid={refused} aria-describedby={refused ? view.lineId : undefined}
      value={text} style={`--letters: ${text.length}`}
      onInput={(event) => commit(event.currentTarget.value)}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        if (!refused) setDraft(null);
      }}
      onKeyDown={onKeyDown} onMouseDown={(event) => document.activeElement !== input.current && event.preventDefault()}
      onPointerDown={onPointerDown} onPointerMove={drag.move} onPointerUp={onPointerUp} onPointerCancel={drag.cancel}
    />
  );
}

/** @param {number} value with all its digits */
export const plain = (value) => String(value === 0 ? 0 : value).replace("-", "−");

/** A unit of the last decimal written; a tenth for a whole number.  @param {string} text */
export function unitOf(text) {
  try {
    parseNumber(text);
  } catch {
    return 0.1;
  }
  return 10 ** -Math.min(15, Math.max(1, decimalPlaces(text)));
}

/**
 * The text of a number that was moved. It keeps its decimals ("0.009" and up is "0.010"), so that the way
 * back is the same.
 * @param {string} text
 * @param {number} value  stands in for a text that is no number
 * @param {number} by
 * @param {number} [unit]
 */
export function moved(text, value, by, unit = Math.abs(by)) {
  const from = reads(text) ?? value;
  const places = Math.max(decimalPlaces(String(unit)), decimalPlaces(reads(text) === null ? String(value) : text));
  return (from + by).toFixed(Math.min(100, places)).replace(/^-(?=[0.]*$)/, "").replace("-", "−");
}

/** The number a text means, or null.  @param {string} text */
function reads(text) {
  try {
    return parseNumber(text);
  } catch {
    return null;
  }
}
