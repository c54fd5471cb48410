/**
 * A widget's one path of state: from the model's traits to what is given, from that to the pass (computed
 * once for each edit, never for a step), and back.
 */

import { LAST_SEED } from "../exercises/random_numbers.js";
import { nextNumbers } from "./new_numbers.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Model} Model */

/**
 * What a widget declares of its numbers. An error that it throws is a sentence for the reader.
 * @template {State} Given
 * @template Pass
 * @typedef {object} Numbers
 * @property {readonly (keyof Given & string)[]} given  the traits that the pass is computed from
 * @property {readonly (keyof Given & string)[]} [fixed]  those of them that neither reader nor link changes
 * @property {readonly string[]} choice  the traits that only choose what is looked at, `step` and `predict` among them, and `seed`
 *   where there are new numbers
 * @property {readonly string[]} [passing]  those of them that no link holds
 * @property {(given: Given) => Pass} pass  checks what is given and computes from it
 * @property {(pass: Pass, choice: any) => number} count  how many steps there are; `step` runs from 0 to it
 * @property {(trait: (name: string) => any) => State} initial  what Reset restores beside step 0 without predict
 * @property {string} [still]  what is said with a refusal of what is shown, unless the picture says it
 * @property {(state: State) => State} [complete]  fills in what a link may leave out
 * @property {(pass: Pass, choice: any, before: any) => State} [fit]  the nearest choice that this pass has; `before` is what was chosen until now
 * @property {(pass: Pass, choice: any) => { pass: Pass, done: boolean } | null} [more]  where a pass takes long: a few
 *   milliseconds more of it, and whether it is now as far as the choice asks; null where it was already
 * @property {(pass: Pass, choice: any) => void} [checkChoice]  throws for a choice that a link must not make
 */

/** @typedef {(given: any) => any} Change  what is given, with something in it changed */
/** @typedef {"edit" | "choice" | "reset" | "answer" | "work" | "draw"} Cause */

/** The name under which something is refused that no field holds: the next edit that can be used ends it. */
export const NO_FIELD = "";

/** @param {State} state @param {readonly string[]} names */
const pick = (state, names) => Object.fromEntries(names.map((name) => [name, state[name]]));

/** @param {unknown} problem */
const sentence = (problem) => (problem instanceof Error ? problem.message : String(problem));

/**
 * The traits that a link holds.
 * @param {Numbers<any, any>} numbers
 * @returns {string[]}
 */
export const linkedTraits = ({ given, fixed = [], choice, passing = [] }) =>
  [...given, ...choice].filter((name) => ![...fixed, ...passing].includes(name));

/**
 * For a choice that a link makes.
 * @param {string} name @param {unknown} place @param {number} last
 * @throws {Error} a sentence, unless it is a whole number from 0 to the last
 */
export function checkPlace(name, place, last) {
  if (Number.isInteger(place) && Number(place) >= 0 && Number(place) <= last) return;
  throw new Error(`“${name}” is a whole number from 0 to ${last}, but the link gives ${place}.`);
}

/**
 * The state that a link asks for, if the widget can show it.
 * @template {State} Given @template Pass
 * @param {Numbers<Given, Pass>} numbers
 * @param {State} asked
 * @returns {State}
 */
export function validate(numbers, asked) {
  const state = numbers.complete?.(asked) ?? asked;
  const pass = numbers.pass(/** @type {Given} */ (pick(state, numbers.given)));
  const choice = pick(state, numbers.choice);
  numbers.checkChoice?.(pass, choice);
  checkPlace("step", choice["step"], numbers.count(pass, choice));
  if (numbers.choice.includes("seed")) checkPlace("seed", choice["seed"] ?? 0, LAST_SEED);
  return state;
}

/**
 * @template {State} Given @template Pass
 * @param {Numbers<Given, Pass> & import("./new_numbers.js").Drawn<Given, Pass>} numbers
 * @param {Model} model
 */
export function createStore(numbers, model) {
  /** @type {Set<(cause: Cause) => void>} */
  const listeners = new Set();
  /** Changes that were refused, by the field's name: two numbers may only fit each other. @type {Map<string, Change>} */
  const waiting = new Map();
  /** The sentence that each refused field got. @type {Map<string, string>} */
  let refusals = new Map();
  /** The questions that are answered, for these numbers. @type {Set<string>} */
  let answered = new Set();
  let writing = false;

  const trait = (/** @type {string} */ name) => model.get(name);
  const traits = () => {
    const state = Object.fromEntries([...numbers.given, ...numbers.choice].map((name) => [name, trait(name)]));
    return numbers.complete?.(state) ?? state;
  };
  let given = /** @type {Given} */ (pick(traits(), numbers.given));
  let pass = numbers.pass(given);
  /** @type {any} */
  let choice = pick(traits(), numbers.choice);

  /** @param {Cause} cause */
  const tell = (cause) => {
    for (const listener of listeners) listener(cause);
  };

  /** @param {State} changed */
  function write(changed) {
    writing = true;
    for (const [name, value] of Object.entries(changed)) model.set(name, value);
    writing = false;
    model.save_changes();
  }

  /** The choice as it is, or the nearest that this pass has.  @param {State} wanted */
  function fitted(wanted) {
    const fit = numbers.fit?.(pass, wanted, choice) ?? wanted;
    return { ...fit, step: Math.max(0, Math.min(Number(fit["step"]), numbers.count(pass, fit))) };
  }

  /** @param {Given} next @param {State} [wanted]  @throws {Error} if it cannot be used; nothing changes then */
  function commit(next, wanted = choice) {
    pass = numbers.pass(next);
    given = next;
    choice = fitted(wanted);
    answered = new Set();
    write({ ...given, ...choice });
  }

  /** @param {string} name @param {string | null} refusal */
  function note(name, refusal) {
    refusals = new Map(refusals);
    if (refusal === null) refusals.delete(name);
    else refusals.set(name, refusal);
  }

  /**
   * Change what is given. What was refused before is tried along with it.
   * @param {string} name  the field's
   * @param {Change} change
   * @param {State} [chosen]  what is looked at then, where that changes along with it
   * @returns {boolean} whether it could be used
   */
  function edit(name, change, chosen = {}) {
    const wanted = { ...choice, ...chosen };
    try {
      commit([...waiting.values(), change].reduce((each, next) => next(each), given), wanted);
      // What cannot be read, in another field, stays refused.
      for (const used of [...waiting.keys(), name, NO_FIELD]) note(used, null);
      waiting.clear();
    } catch (problem) {
      try {
        if (waiting.size === 0) throw problem;
        commit(change(given), wanted);
        waiting.delete(name);
        note(name, null);
      } catch (alone) {
        waiting.set(name, change);
        note(name, `${sentence(alone)} ${numbers.still ?? "The figure still shows the last values that worked."}`.trim());
        tell("edit");
        return false;
      }
    }
    tell("edit");
    return true;
  }

  function onGiven() {
    if (writing) return;
    try {
      const next = /** @type {Given} */ (pick(traits(), numbers.given));
      pass = numbers.pass(next);
      given = next;
    } catch {
      return; // two traits may only fit each other: the other one follows
    }
    answered = new Set();
    choice = fitted(pick(traits(), numbers.choice));
    tell("edit");
  }

  function onChoice() {
    if (writing) return;
    choice = fitted(pick(traits(), numbers.choice));
    tell("choice");
  }

  for (const name of numbers.given) model.on(`change:${name}`, onGiven);
  for (const name of numbers.choice) model.on(`change:${name}`, onChoice);

  return {
    edit,
    /** A text that is no number: nothing to try again.  @param {string} name @param {string | null} refusal */
    refuse(name, refusal) {
      waiting.delete(name);
      note(name, refusal);
      tell("edit");
    },
    /** Look at something else: another step, another cell.  @param {State} changed */
    choose(changed) {
      choice = fitted({ ...choice, ...changed });
      write(choice);
      tell("choice");
    },
    /** Goes on with a pass that is not as far as the choice asks. */
    goOn() {
      const next = numbers.more?.(pass, choice);
      if (!next) return;
      pass = next.pass;
      const asked = choice;
      choice = fitted(asked);
      if (choice["step"] !== asked["step"]) write(choice);
      tell(next.done ? "choice" : "work");
    },
    /** The reader has found what `key` asks for, or asked to see it.  @param {string} key */
    answer(key) {
      answered = new Set([...answered, key]);
      tell("answer");
    },
    /** Draw other numbers, and go to the first step.  @returns {boolean} whether there are any */
    drawAnew() {
      const next = nextNumbers(numbers, choice["seed"] ?? 0, given);
      if (!next) return false;
      waiting.clear();
      refusals = new Map();
      commit(next.given, { ...choice, seed: next.seed, step: 0 });
      tell("draw");
      return true;
    },
    reset() {
      waiting.clear();
      refusals = new Map();
      const restored = { ...given, ...choice, step: 0, predict: false, seed: 0, ...numbers.initial(trait) };
      commit(/** @type {Given} */ (pick(restored, numbers.given)), pick(restored, numbers.choice));
      tell("reset");
    },
    /** What a link to this state holds. */
    linked: () => pick({ ...given, ...choice }, linkedTraits(numbers)),
    /** What is shown now. */
    now: () => ({ given, pass, choice, refusals, answered, count: numbers.count(pass, choice) }),
    /** @param {(cause: Cause) => void} listener @returns {() => void} ends it */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      for (const name of numbers.given) model.off(`change:${name}`, onGiven);
      for (const name of numbers.choice) model.off(`change:${name}`, onChoice);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
