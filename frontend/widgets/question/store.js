/** The path of a question's state: from the model's traits to the numbers drawn and the verdicts, and back. */

import { sameValue } from "../../arithmetic/same_value.js";
import { judge } from "../../exercises/judge.js";
import { LAST_SEED } from "../../exercises/random_numbers.js";
import { draw } from "../../exercises/variant.js";
import { noAnswers } from "./typed.js";

/** @typedef {import("../../exercises/exercise.js").Exercise} Exercise */
/** @typedef {import("../../exercises/exercise.js").Variant} Variant */
/** @typedef {import("../../exercises/exercise.js").Verdict} Verdict */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */
/** @typedef {{ variant: Variant, worked: number, answers: Typed[], verdicts: (Verdict | null)[] }} Now */

const TRAITS = ["exercise", "seed", "worked", "answers"];

/** @param {Variant} variant @param {Typed[]} answers @returns {(Verdict | null)[]} */
export const verdictsOf = (variant, answers) =>
  answers.map((answer, step) => (answer === null ? null : judge(variant, step, answers)));

/** @param {import("../../types.js").Model} model */
export function createStore(model) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let writing = false;
  let now = read();

  /** @returns {Now} */
  function read() {
    const [exercise, seed, worked, given] = TRAITS.map((name) => model.get(name));
    const variant = draw(/** @type {Exercise} */ (exercise), seed);
    const answers = given?.length ? given : noAnswers(variant);
    return { variant, worked, answers, verdicts: verdictsOf(variant, answers) };
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  /** @param {Now} next */
  function write(next) {
    now = next;
    writing = true;
    model.set("seed", now.variant.seed);
    model.set("answers", now.answers);
    model.set("verdicts", now.verdicts);
    writing = false;
    model.save_changes();
    tell();
  }

  function onTrait() {
    if (writing) return;
    const next = read();
    if (sameValue([next.variant.seed, next.worked, next.answers], [now.variant.seed, now.worked, now.answers])) return;
    now = next;
    tell();
  }

  for (const name of TRAITS) model.on(`change:${name}`, onTrait);

  return {
    /** Answer a step; returns the verdict.  @param {number} step @param {Typed} typed @returns {Verdict} */
    answer(step, typed) {
      const answers = now.answers.map((answer, place) => (place === step ? typed : answer));
      const verdict = judge(now.variant, step, answers);
      if (typed !== null) write({ ...now, answers, verdicts: verdictsOf(now.variant, answers) });
      return verdict;
    },
    /** Draw other numbers. A seed that draws none is passed over. */
    drawAnew() {
      const variant = nextVariant(now.variant);
      const answers = noAnswers(variant);
      write({ ...now, variant, answers, verdicts: verdictsOf(variant, answers) });
    },
    /** What a link to this state holds. */
    linked: () => ({ seed: now.variant.seed, answers: now.answers }),
    now: () => now,
    /** @param {() => void} listener @returns {() => void} ends it */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      for (const name of TRAITS) model.off(`change:${name}`, onTrait);
    },
  };
}

/** The numbers of the next seed that draws some.  @param {Pick<Variant, "exercise" | "seed">} variant @returns {Variant} */
export function nextVariant({ exercise, seed }) {
  for (let tries = 1; tries <= 50; tries += 1) {
    try {
      return draw(exercise, (seed + tries) % (LAST_SEED + 1));
    } catch {
      // none of this seed's draws fits: the next one's may
    }
  }
  return draw(exercise, seed);
}

/** @typedef {ReturnType<typeof createStore>} Store */
