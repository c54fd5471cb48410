/** A number that is longer than its field is written in smaller letters: also with a reader's own spacing or font. */

import { useLayoutEffect } from "preact/hooks";
import { whenLaidOut } from "./laid_out.js";

const LEAST = 7; // pixels
const AIR = 0.95; // no letter has quite the width that was asked for

/** @type {Set<HTMLInputElement>} */
const fields = new Set();

/**
 * A place where fields wait to be fitted together: to measure one after another has been fitted would lay out the page again.
 * @param {(fit: () => void) => unknown} later
 */
function queue(later) {
  /** @type {Set<HTMLInputElement>} */
  const waiting = new Set();
  return (/** @type {Iterable<HTMLInputElement>} */ changed) => {
    if (waiting.size === 0) {
      later(() => {
        const together = [...waiting].filter((field) => field !== document.activeElement);
        waiting.clear();
        fit(together);
      });
    }
    for (const field of changed) waiting.add(field);
  };
}

const fitTogether = queue((fit) => queueMicrotask(fit));
/** Whatever has changed their width waits for the next frame: none is measured while others are laid out. */
const fitSoon = queue((fit) => requestAnimationFrame(fit));

/** @type {ResizeObserver | undefined} */
let observer;
/** Fields whose first width has been told: they were fitted to it.  @type {WeakSet<Element>} */
const met = new WeakSet();

function observed() {
  document.fonts?.addEventListener("loadingdone", () => fitSoon(fields));
  return new ResizeObserver((entries) => {
    const told = entries.map(({ target }) => /** @type {HTMLInputElement} */ (target));
    fitSoon(told.filter((field) => met.has(field)));
    for (const field of told) met.add(field);
  });
}

/** @param {HTMLInputElement[]} together */
function fit(together) {
  for (const field of together) field.style.fontSize = "";
  const sizes = together.map(fittedSize);
  for (const [index, size] of sizes.entries()) {
    if (size) together[index]?.style.setProperty("font-size", `${size}px`, "important"); // a small node's own is
  }
}

/** @param {HTMLInputElement} field */
function fittedSize(field) {
  const part = field.clientWidth / field.scrollWidth;
  return part > 0 && part < 1 && Math.max(LEAST, AIR * part * parseFloat(getComputedStyle(field).fontSize));
}

/**
 * @param {import("preact").RefObject<HTMLInputElement | null>} input
 * @param {string} text
 * @param {boolean} focused  whoever types can scroll: the letters keep their size
 */
export function useFittedNumber(input, text, focused) {
  useLayoutEffect(() => {
    const field = input.current;
    return field && !focused ? whenLaidOut(field, () => fitTogether([field])) : undefined;
  }, [text, focused]);
  useLayoutEffect(() => {
    const field = input.current;
    if (!field) return undefined;
    observer ??= observed();
    observer.observe(field);
    fields.add(field);
    return () => {
      observer?.unobserve(field);
      fields.delete(field);
    };
  }, []);
}
