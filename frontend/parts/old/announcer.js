/** Says things to a screen reader, politely: after what it is saying now. */

import { h } from "../../markup/dom.js";

/**
 * Put `element` into the widget once, before the first announcement.
 * @returns {{ element: HTMLElement, announce: (text: string) => void }}
 */
export function createAnnouncer() {
  const element = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  return {
    element,
    announce(text) {
      // A live region speaks when its text changes; a trailing space makes a repeated text differ.
      element.textContent = element.textContent === text ? `${text}\u00a0` : text;
    },
  };
}
