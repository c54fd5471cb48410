/** Whether two answers are so far apart that no typed number fits both. */

import { flat } from "./arrays.js";

/** @typedef {import("./arrays.js").Value} Value */

const APART = 0.0507; // of the larger number: no drawn numbers differ by just so much

/**
 * @param {Value} first
 * @param {Value} second  of the same shape
 */
export function differ(first, second) {
  const others = flat(second);
  return flat(first).some((x, place) => {
    const y = others[place] ?? NaN;
    return Math.abs(x - y) > Math.max(APART * Math.max(Math.abs(x), Math.abs(y)), 1e-9);
  });
}
