/** Progress as text, for a file and for the browser's storage: what is no progress is refused. */

import { INTERVALS, isId } from "./progress.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {import("./progress.js").Item} Item */

const LONGEST = 1e6; // characters
const LARGEST = 1e6; // for days and counts: the year 4707
const LONGEST_INTERVAL = Math.max(...INTERVALS);

/** Progress of an edition that is newer than this one. */
export class NewerProgress extends Error {}

/** @param {Progress} progress */
export const progressText = (progress) => JSON.stringify(progress);

/**
 * @param {string} text
 * @returns {Progress}
 * @throws {Error} a sentence, where it is none
 */
export function readProgress(text) {
  const value = parsed(text);
  const version = isPlain(value) ? value["version"] : undefined;
  if (Number.isInteger(version) && Number(version) > 1) {
    throw new NewerProgress("This progress was written by a newer edition of the book. Reload the page to get that edition.");
  }
  if (version !== 1 || !isPlain(value) || !isPlain(value["items"])) throw new Error("This is no progress of this book.");
  const items = Object.entries(value["items"]).map(([id, item]) => [id, checkedItem(id, item)]);
  return { version: 1, items: Object.fromEntries(items) };
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  if (text.length > LONGEST) throw new Error("This is too long for progress of this book.");
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("This is no progress of this book: it is damaged, or another kind of file.");
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {string} id @param {unknown} value @returns {Item} */
function checkedItem(id, value) {
  const { seen, right, wrong, box, due } = /** @type {Item} */ (isPlain(value) ? value : {});
  const areCounts = [seen, right, wrong, box, due].every((x) => Number.isInteger(x) && x >= 0 && x <= LARGEST);
  if (!isId(id) || !areCounts || box >= INTERVALS.length || due < seen || due > seen + LONGEST_INTERVAL) {
    throw new Error(`This progress is damaged at ${JSON.stringify(id.slice(0, 60))}.`);
  }
  return { seen, right, wrong, box, due };
}
