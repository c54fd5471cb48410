/** The sheet that is wanted: its exercises loaded and drawn. */

import { draw } from "../../exercises/variant.js";
import { worksheet } from "../../exercises/worksheet.js";
import { exerciseOf } from "../practice/sitting.js";

/** @typedef {import("../../exercises/worksheet.js").Listed} Listed */
/** @typedef {import("../practice/sitting.js").Chapter & { exercises: Listed[] }} Chapter */
/** @typedef {import("../../exercises/worksheet.js").Wanted & { chosen: readonly string[] }} Settings */
/** @typedef {import("../../exercises/exercise.js").Variant} Variant */
/** @typedef {{ variant: Variant, chapter: Chapter }} Entry */

/** @param {readonly Chapter[]} chapters @param {readonly string[]} chosen */
export const chosenOf = (chapters, chosen) => chapters.filter(({ id }) => chosen.length === 0 || chosen.includes(id));

/** @param {readonly Chapter[]} chapters */
export const skillsOf = (chapters) =>
  [...new Set(chapters.flatMap(({ exercises }) => exercises.flatMap(({ skills }) => skills)))]
    .sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), "en"));

/**
 * @param {readonly Chapter[]} chapters
 * @param {Settings} settings
 * @returns {Promise<Entry[]>}  rejected with a sentence where a chapter's questions cannot be had
 */
export async function sheetOf(chapters, settings) {
  const items = worksheet(chosenOf(chapters, settings.chosen), settings);
  return Promise.all(items.map(async ({ chapter: name, id, seed }) => {
    const chapter = chapters.find((each) => each.id === name);
    if (!chapter) throw new Error(`There is no chapter “${name}”.`);
    const exercise = await exerciseOf(chapters, { id, chapter: name, skills: [] });
    return { variant: draw(exercise, seed), chapter };
  }));
}
