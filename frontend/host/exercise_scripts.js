/**
 * Loads a chapter's exercises where Python has written them as a script (`book/_ext/exercise_data.py`):
 *
 *     (globalThis.backpropExercises ??= {})["scale-the-inputs"] = […];
 */

/** @typedef {import("../exercises/exercise.js").Exercise} Exercise */

/** @type {Map<string, Promise<Exercise[]>>} */
const loaded = new Map();

/**
 * The exercises of a chapter; asked for again, they are loaded once.
 * @param {string} chapter  "scale-the-inputs"
 * @param {string} address  of its script, as the page sees it
 * @returns {Promise<Exercise[]>}  rejected with a sentence where the script cannot be had
 */
export function loadExercises(chapter, address) {
  const found = loaded.get(address) ?? load(chapter, address);
  loaded.set(address, found);
  found.catch(() => loaded.delete(address)); // to be tried again
  return found;
}

/** @param {string} chapter @param {string} address @returns {Promise<Exercise[]>} */
function load(chapter, address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => reject(new Error("The chapter’s questions could not be loaded. Are you offline? Try again."));
    script.src = address;
    script.onerror = fail;
    script.onload = () => {
      const exercises = /** @type {any} */ (globalThis).backpropExercises?.[chapter];
      if (exercises) resolve(exercises);
      else fail();
    };
    document.head.append(script);
    script.remove(); // it loads all the same
  });
}
