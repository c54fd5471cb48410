/** One sitting at the exercises: what is asked now, what was asked, and from which chapters and skill. */

import { chosen, nextDrill, standing } from "../../exercises/drill.js";
import { loadExercises } from "../../host/exercise_scripts.js";
import { createStaticModel } from "../../host/static_model.js";
import { createStore, nextVariant } from "../question/store.js";

/** @typedef {import("../../exercises/drill.js").Choice} Choice */
/** @typedef {import("../../exercises/exercise.js").Exercise} Exercise */
/** @typedef {import("../../exercises/progress_store.js").ProgressStore} ProgressStore */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */
/** @typedef {import("../../exercises/drill.js").Drill} Drill */
/**
 * A chapter as Python writes it. Its exercises are whole where it has no script to load them from.
 * @typedef {object} Chapter
 * @property {string} id
 * @property {string} title
 * @property {string} page  "" in Jupyter
 * @property {string} script
 * @property {(Pick<Exercise, "id" | "skills"> | Exercise)[]} exercises
 */
/** @typedef {"Review" | "New" | "Not due yet"} Why */
/** @typedef {{ drill: Drill, why: Why, store: import("../question/store.js").Store, place: number }} Asked */

/** @param {readonly Chapter[]} chapters @returns {Drill[]} */
export const drillsOf = (chapters) =>
  chapters.flatMap(({ id: chapter, exercises }) => exercises.map(({ id, skills }) => ({ id, chapter, skills })));

/** @param {readonly Chapter[]} chapters @param {Drill} drill @returns {Promise<Exercise>} */
export async function exerciseOf(chapters, drill) {
  const chapter = chapters.find(({ id }) => id === drill.chapter);
  const exercises = chapter?.script ? await loadExercises(chapter.id, chapter.script) : chapter?.exercises;
  const found = exercises?.find(({ id }) => id === drill.id);
  if (!found) throw new Error(`The chapter’s questions have no “${drill.id}”. Reload this page.`);
  return /** @type {Exercise} */ (found);
}

/** A seed that was never seen. */
const freshSeed = () => Math.floor(Math.random() * 2 ** 32);

/** @param {readonly Chapter[]} chapters @param {ProgressStore} progress */
export function createSitting(chapters, progress) {
  const all = drillsOf(chapters);
  /** @type {Choice} */
  let choice = { chapters: [], skill: "" };
  /** @type {Drill[]} */
  const asked = [];

  const stands = () => standing(progress.now(), chosen(all, choice), progress.today());

  /** @param {Drill} drill @param {number} [seed] @param {Typed[]} [answers] @returns {Promise<Asked>} */
  async function ask(drill, seed, answers = []) {
    const exercise = await exerciseOf(chapters, drill);
    const { due, later } = stands();
    const isIn = (/** @type {Drill[]} */ group) => group.some(({ id }) => id === drill.id);
    asked.push(drill);
    const drawn = seed ?? nextVariant({ exercise, seed: freshSeed() }).seed;
    const store = createStore(createStaticModel({ exercise, seed: drawn, worked: 0, answers }));
    return { drill, why: isIn(due) ? "Review" : isIn(later) ? "Not due yet" : "New", store, place: asked.length };
  }

  return {
    drills: all,
    stands,
    ask,
    choice: () => choice,
    /** @param {Choice} next */
    choose(next) {
      choice = next;
    },
    /** Whether a choice leaves what is asked now among its exercises.  @param {Drill} drill */
    holds: (drill) => chosen([drill], choice).length > 0,
    /** @returns {Promise<Asked>} */
    async next() {
      const found = nextDrill(stands(), asked);
      if (!found) throw new Error("There is no exercise to practise.");
      return ask(found);
    },
  };
}

/** @typedef {ReturnType<typeof createSitting>} Sitting */
