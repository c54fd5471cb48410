/** A labelled text field bound to a finite number. */

import { h, uniqueId } from "../../markup/dom.js";
import { decimalPlaces, parseNumber } from "../../arithmetic/numbers.js";

/**
 * @typedef {object} NumberFieldOptions
 * @property {string | Node} label
 * @property {number} value
 * @property {(value: number) => void} onCommit  called as soon as the text reads as another number; what it
 *   throws is shown below the field as its error
 * @property {string} [name]  the field's name in words, where the label is a formula
 * @property {number | undefined} [step]  what ↑ and ↓ add, Shift ten times as much; else a unit of the last decimal there
 *
 * @typedef {object} NumberField
 * @property {HTMLElement} element
 * @property {HTMLInputElement} input
 * @property {HTMLElement} error  where the message stands; in `element`, unless it is put elsewhere
 * @property {(value: number) => void} setValue  leaves what the reader typed where it means this value
 * @property {(value: number) => void} reset  writes the value whatever stands there, and clears the error
 * @property {(message: string | null) => void} setError
 * @property {() => void} destroy
 */

/**
 * @param {NumberFieldOptions} options
 * @returns {NumberField}
 */
export function createNumberField({ label, value, onCommit, name, step }) {
  const id = uniqueId("number");
  const input = h("input", {
    type: "text",
    id,
    class: "number-input",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": name,
    "aria-describedby": `${id}-error`,
  });
  const error = h("span", { class: "field-error", id: `${id}-error`, "aria-live": "polite", hidden: true });
  const element = h(
    "div",
    { class: "number-field" },
    h("label", { class: "field-label", for: id }, label),
    input,
    error,
  );

  /** @param {string | null} message */
  function setError(message) {
    error.textContent = message ?? "";
    error.hidden = message === null;
    input.setAttribute("aria-invalid", String(message !== null));
  }

  /** @param {number} newValue */
  function reset(newValue) {
    value = newValue;
    input.value = String(value === 0 ? 0 : value);
    setError(null);
  }

  function commit() {
    const before = value;
    try {
      const typed = parseNumber(input.value);
      const refused = !error.hidden;
      setError(null);
      if (typed === value && !refused) return;
      value = typed; // before the widget, answering, calls `setValue` with it
      onCommit(typed);
    } catch (problem) {
      value = before;
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    input.value = nudge(input.value, value, direction * (event.shiftKey ? 10 : 1), step);
    commit();
  }

  reset(value);
  input.addEventListener("input", commit);
  input.addEventListener("keydown", onKey);

  return {
    element,
    input,
    error,
    setValue(newValue) {
      if (newValue === value) return;
      if (reads(input.value) !== newValue) return reset(newValue);
      value = newValue;
      setError(null);
    },
    reset,
    setError,
    destroy() {
      input.removeEventListener("input", commit);
      input.removeEventListener("keydown", onKey);
    },
  };
}

/**
 * The text some steps up or down from `text`, or from `value` where the text is no number. Without a
 * `step`, one step is a unit of the last decimal written, and a tenth for a whole number. The text
 * keeps its decimals ("0.009" and up is "0.010"), so that the way back is the same.
 * @param {string} text
 * @param {number} value
 * @param {number} steps
 * @param {number} [step]
 * @returns {string}
 */
export function nudge(text, value, steps, step) {
  let from = value;
  let written = String(value);
  try {
    from = parseNumber(text);
    written = text;
  } catch {
    // The value stands in for what cannot be read.
  }
  const decimals = step === undefined ? Math.max(1, decimalPlaces(written)) : decimalPlaces(String(step));
  const places = Math.min(100, Math.max(decimals, decimalPlaces(written)));
  const moved = from + steps * (step ?? 10 ** -decimals);
  return moved.toFixed(places).replace(/^-(?=[0.]*$)/, "");
}

/** The number a text means, or null.  @param {string} text */
function reads(text) {
  try {
    return parseNumber(text);
  } catch {
    return null;
  }
}
