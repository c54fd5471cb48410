/**
 * What a reader has answered, and when to ask again: Leitner's boxes, a day to two months apart.
 *
 * @typedef {object} Item  one exercise; days are whole numbers since 1970, by the reader's calendar
 * @property {number} seen  the day of the last answer
 * @property {number} right  how many answers were right
 * @property {number} wrong
 * @property {number} box  0 after a wrong answer, up to 5
 * @property {number} due  the day from which it is asked again
 *
 * @typedef {{ version: 1, items: Readonly<Record<string, Item>> }} Progress
 */

/** Days until an exercise is asked again, by its box. */
export const INTERVALS = [0, 1, 3, 7, 21, 60];
const LAST_BOX = INTERVALS.length - 1;
const DAY = 86400000; // milliseconds
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether an exercise may be called so: lower-case words with hyphens.  @param {string} id */
export const isId = (id) => ID.test(id);

/** @type {Progress} */
export const NOTHING = { version: 1, items: {} };

/** The day by the reader's calendar.  @param {Date} date */
export const dayOf = (date) => Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);

/** @param {Progress} progress @param {string} id @returns {Item | null} */
export const itemOf = ({ items }, id) => (Object.hasOwn(items, id) ? items[id] ?? null : null);

/**
 * The progress after an answer. A right one moves the exercise on by a box if it was due: once a day is enough. A wrong one
 * makes it due at once. An answer that cannot be read, or is right from an earlier wrong one, counts as neither.
 * @param {Progress} progress
 * @param {string} id  of the exercise
 * @param {import("./exercise.js").Verdict["kind"]} kind
 * @param {number} today
 * @returns {Progress}
 */
export function recorded(progress, id, kind, today) {
  if (!isId(id)) throw new Error(`An exercise is named by lower-case words with hyphens, not by ${JSON.stringify(id)}.`);
  const isRight = kind === "right";
  if (!isRight && kind !== "mistake" && kind !== "unknown") return progress;
  const before = itemOf(progress, id) ?? { seen: today, right: 0, wrong: 0, box: 0, due: today };
  const box = !isRight ? 0 : isDue(before, today) ? Math.min(before.box + 1, LAST_BOX) : before.box;
  const due = isRight && box === before.box && !isDue(before, today) ? before.due : today + (INTERVALS[box] ?? 0);
  const item = { seen: today, right: before.right + Number(isRight), wrong: before.wrong + Number(!isRight), box, due };
  return { ...progress, items: { ...progress.items, [id]: item } };
}

/** Whether it is to be asked again; also where the clock was ahead once.  @param {Item} item @param {number} today */
export const isDue = ({ seen, due }, today) => due <= today || seen > today;

/** The exercises that are due, the longest overdue first.  @param {Progress} progress @param {number} today */
export function dueIds({ items }, today) {
  return Object.entries(items)
    .filter(([, item]) => isDue(item, today))
    .sort(([a, first], [b, second]) => first.due - second.due || (a < b ? -1 : 1))
    .map(([id]) => id);
}

/**
 * Two records of one reader in one: for each exercise the later answer, and the larger counts. The same file twice
 * changes nothing; of two answers of one day, the one that is asked again sooner stays.
 * @param {Progress} mine
 * @param {Progress} theirs
 * @returns {Progress}
 */
export function merged(mine, theirs) {
  const ids = new Set([...Object.keys(mine.items), ...Object.keys(theirs.items)]);
  const items = [...ids].map((id) => {
    const [one, other] = [itemOf(mine, id), itemOf(theirs, id)];
    return [id, one && other ? mergedItem(one, other) : one ?? other];
  });
  return { version: 1, items: Object.fromEntries(items) };
}

/** @param {Item} one @param {Item} other @returns {Item} */
function mergedItem(one, other) {
  const later = one.seen - other.seen || other.box - one.box || other.due - one.due;
  return { ...(later >= 0 ? one : other), right: Math.max(one.right, other.right), wrong: Math.max(one.wrong, other.wrong) };
}
