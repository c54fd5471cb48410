/** A worksheet: exercises chosen from a seed, each with numbers of its own, as `backprop.exercises.worksheet` chooses. */

import { RandomNumbers } from "./random_numbers.js";

export const MOST = 40;
export const LEVELS = /** @type {const} */ ([1, 2, 3]);
const SEEDS = 2 ** 20;

/** @typedef {{ id: string, skills: readonly string[], questions: number, drawn: boolean }} Listed */
/** @typedef {{ id: string, exercises: readonly Listed[] }} Group */
/** @typedef {{ skill: string, level: number, count: number, seed: number }} Wanted  "" and 0 stand for all */
/** @typedef {{ chapter: string, id: string, seed: number }} Item */

/** Up to two questions are of level 1, three of 2, more of 3.  @param {number} questions */
export const levelOf = (questions) => Math.min(Math.max(questions - 1, 1), 3);

/**
 * None comes twice while there are others; in the book's order.
 * @param {readonly Group[]} chapters
 * @param {Wanted} wanted
 * @returns {Item[]}
 */
export function worksheet(chapters, { skill, level, count, seed }) {
  const fitting = chapters.flatMap(({ id: chapter, exercises }) =>
    exercises
      .filter(({ skills, questions }) => (!skill || skills.includes(skill)) && (!level || levelOf(questions) === level))
      .map((exercise) => ({ chapter, exercise })),
  );
  const random = new RandomNumbers(seed);
  /** @type {number[]} */
  const places = [];
  let group = fitting.map((_, place) => place);
  while (group.length > 0 && places.length < count) {
    const order = random.shuffled(group.length).map((at) => group[at] ?? NaN);
    places.push(...order.slice(0, count - places.length));
    group = fitting.flatMap(({ exercise }, place) => (exercise.drawn ? [place] : []));
  }
  return places.sort((a, b) => a - b).flatMap((place) => {
    const found = fitting[place];
    return found ? [{ chapter: found.chapter, id: found.exercise.id, seed: random.below(SEEDS) }] : [];
  });
}
