/** Says things to a screen reader, politely: after what it is saying now. */

import { useEffect, useRef, useState } from "preact/hooks";

export const PAUSE = 500; // milliseconds without a further edit: a number that is turned or typed is told once, at its end

/**
 * What the frame has to say, in a region that is there before the first of it.
 * @returns {{ region: import("preact").ComponentChildren, announce: (text: string, pause?: number) => void }}
 */
export function useAnnouncer() {
  const [spoken, setSpoken] = useState("");
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  useEffect(() => () => clearTimeout(timer.current), []);

  /** @param {string} text */
  // A live region speaks when its text changes; a trailing space makes a repeated text differ.
  const say = (text) => setSpoken((before) => (before === text && text ? `${text}\u00a0` : text));

  return {
    region: <div class="visually-hidden" role="status" aria-live="polite">{spoken}</div>,
    announce(text, pause = 0) {
      clearTimeout(timer.current);
      if (pause === 0) say(text);
      else timer.current = setTimeout(() => say(text), pause);
    },
  };
}
