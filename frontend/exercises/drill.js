/**
 * Which exercise comes next: first what is due for review, then what is new in the chapters begun, then other chapters,
 * then what is due soonest. Neighbours are of different chapters where there is a choice, so that each also asks which kind it is.
 */

import { dueIds, isDue, itemOf } from "./progress.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {{ id: string, chapter: string, skills: readonly string[] }} Drill */
/** @typedef {{ due: Drill[], fresh: Drill[], unread: Drill[], later: Drill[] }} Standing */
/** @typedef {{ chapters: readonly string[], skill: string }} Choice  no chapter and "" stand for all */

const JUST_ASKED = 3; // not to be asked again at once, even where wrong

/** How many of these exercises were answered right once.  @param {Progress} progress @param {readonly string[]} ids */
export const answered = (progress, ids) => ids.filter((id) => (itemOf(progress, id)?.right ?? 0) > 0).length;

/** @template {Drill} D @param {readonly D[]} drills @param {Choice} choice @returns {D[]} */
export const chosen = (drills, { chapters, skill }) =>
  drills.filter((drill) => isIn(drill, chapters) && (!skill || drill.skills.includes(skill)));

/** The skills of the chosen chapters, in the order of the alphabet.  @param {readonly Drill[]} drills @param {readonly string[]} chapters */
export const skillsOf = (drills, chapters) =>
  [...new Set(drills.filter((drill) => isIn(drill, chapters)).flatMap(({ skills }) => skills))]
    .sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), "en"));

/** @param {Drill} drill @param {readonly string[]} chapters */
const isIn = ({ chapter }, chapters) => chapters.length === 0 || chapters.includes(chapter);

/**
 * Where the reader stands: what is due, the longest overdue first; what is new in chapters of which something was answered; what is in
 * others; the rest, the soonest first.
 * @param {Progress} progress
 * @param {readonly Drill[]} drills  in the order of the book
 * @param {number} today
 * @returns {Standing}
 */
export function standing(progress, drills, today) {
  const byId = new Map(drills.map((drill) => [drill.id, drill]));
  const due = dueIds(progress, today).flatMap((id) => byId.get(id) ?? []);
  const item = (/** @type {Drill} */ { id }) => itemOf(progress, id);
  const begun = new Set(drills.filter(item).map(({ chapter }) => chapter));
  const anew = drills.filter((drill) => !item(drill));
  const later = drills.filter((drill) => {
    const known = item(drill);
    return known !== null && !isDue(known, today);
  });
  return {
    due,
    fresh: anew.filter(({ chapter }) => begun.has(chapter)),
    unread: anew.filter(({ chapter }) => !begun.has(chapter)),
    later: later.sort((a, b) => (item(a)?.due ?? 0) - (item(b)?.due ?? 0)),
  };
}

/**
 * The next exercise, or null where there is none at all.
 * @param {Standing} stands
 * @param {readonly Drill[]} asked  in this sitting, the last one last
 * @returns {Drill | null}
 */
export function nextDrill({ due, fresh, unread, later }, asked) {
  const last = asked.at(-1);
  for (let without = JUST_ASKED; without >= 0; without -= 1) {
    const recent = without ? asked.slice(-without) : [];
    for (const group of [due, fresh, unread, later]) {
      const open = group.filter((drill) => !recent.some(({ id }) => id === drill.id));
      const found = open.find(({ chapter }) => chapter !== last?.chapter) ?? open[0];
      if (found) return found;
    }
  }
  return null;
}
