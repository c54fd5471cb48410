/** Ids that no other element of the page has. */

import { useState } from "preact/hooks";

// In Jupyter each widget is its own bundle with its own counter: a random part keeps their ids apart.
const BUNDLE = Math.random().toString(36).slice(2, 8);
let count = 0;

/** @param {string} prefix */
export function uniqueId(prefix) {
  count += 1;
  return `${prefix}-${BUNDLE}-${count}`;
}

/** The same id for as long as the component lives.  @param {string} prefix */
export function useUniqueId(prefix) {
  const [id] = useState(() => uniqueId(prefix));
  return id;
}
