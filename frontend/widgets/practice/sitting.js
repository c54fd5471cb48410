/** One sitting at the exercises: what is asked now, what was asked, and from which chapters and skill. */

import { chosen, nextDrill, standing } from "../../exercises/drill.js";
import { createStaticModel } from "../../host/static_model.js";
import { createStore, nextVariant } from "../question/store.js";

/** @typedef {import("../../exercises/drill.js").Choice} Choice */
/** @typedef {import("../../exercises/exercise.js").Exercise} Exercise */
/** @typedef {import("../../exercises/progress_store.js").ProgressStore} ProgressStore */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */
/** @typedef {{ id: string, title: string, page: string, exercises: Exercise[] }} Chapter  as Python writes it; page is "" in Jupyter */
/** @typedef {{ id: string, chapter: string, skills: readonly string[], exercise: Exercise }} Drill */
/** @typedef {"Review" | "New" | "Not due yet"} Why */
/** @typedef {{ drill: Drill, why: Why, store: import("../question/store.js").Store, place: number }} Asked */

/** @param {readonly Chapter[]} chapters @returns {Drill[]} */
export const drillsOf = (chapters) =>
  chapters.flatMap(({ id: chapter, exercises }) =>
    exercises.map((exercise) => ({ id: exercise.id, chapter, skills: exercise.skills, exercise })));

/** A seed that was never seen. */
const freshSeed = () => Math.floor(Math.random() * 2 ** 32);

/** @param {readonly Drill[]} all @param {ProgressStore} progress */
export function createSitting(all, progress) {
  /** @type {Choice} */
  let choice = { chapters: [], skill: "" };
  /** @type {Drill[]} */
  const asked = [];

  const stands = () => standing(progress.now(), chosen(all, choice), progress.today());

  /** @param {Drill} drill @param {number} seed @param {Typed[]} [answers] @returns {Asked} */
  function ask(drill, seed, answers = []) {
    const { due, fresh } = stands();
    const isIn = (/** @type {{ id: string }[]} */ group) => group.some(({ id }) => id === drill.id);
    asked.push(drill);
    const store = createStore(createStaticModel({ exercise: drill.exercise, seed, worked: 0, answers }));
    return { drill, why: isIn(due) ? "Review" : isIn(fresh) ? "New" : "Not due yet", store, place: asked.length };
  }

  return {
    stands,
    ask,
    choice: () => choice,
    /** @param {Choice} next */
    choose(next) {
      choice = next;
    },
    /** Whether a choice leaves what is asked now among its exercises.  @param {Drill} drill */
    holds: (drill) => chosen([drill], choice).length > 0,
    /** @returns {Asked} */
    next() {
      const found = all.find(({ id }) => id === nextDrill(stands(), asked)?.id);
      if (!found) throw new Error("There is no exercise to practise.");
      return ask(found, nextVariant({ exercise: found.exercise, seed: freshSeed() }).seed);
    },
  };
}

/** @typedef {ReturnType<typeof createSitting>} Sitting */
