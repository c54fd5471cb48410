/** A number that is longer than its field is written in smaller letters: also with a reader's own spacing or font. */

import { useLayoutEffect } from "preact/hooks";

const LEAST = 7; // pixels
const AIR = 0.95; // no letter has quite the width that was asked for

/** @type {Set<HTMLInputElement>} */
const fields = new Set();
/** Whatever has changed their width waits for the next frame: none is measured while others are laid out.  @type {Set<HTMLInputElement>} */
const waiting = new Set();

/** @param {Iterable<HTMLInputElement>} changed */
function fitSoon(changed) {
  if (waiting.size === 0) requestAnimationFrame(fitWaiting);
  for (const field of changed) waiting.add(field);
}

function fitWaiting() {
  const late = [...waiting];
  waiting.clear();
  for (const field of late) if (field !== document.activeElement) fit(field);
}

/** @type {ResizeObserver | undefined} */
let observer;

function observed() {
  document.fonts?.addEventListener("loadingdone", () => fitSoon(fields));
  return new ResizeObserver((entries) => fitSoon(entries.map(({ target }) => /** @type {HTMLInputElement} */ (target))));
}

/** @param {HTMLInputElement} field */
function fit(field) {
  field.style.fontSize = "";
  const part = field.clientWidth / field.scrollWidth;
  if (!(part > 0 && part < 1)) return;
  const size = Math.max(LEAST, AIR * part * parseFloat(getComputedStyle(field).fontSize));
  field.style.setProperty("font-size", `${size}px`, "important"); // a small node's own is
}

/**
 * @param {import("preact").RefObject<HTMLInputElement | null>} input
 * @param {string} text
 * @param {boolean} focused  whoever types can scroll: the letters keep their size
 */
export function useFittedNumber(input, text, focused) {
  useLayoutEffect(() => {
    if (input.current && !focused) fit(input.current);
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
