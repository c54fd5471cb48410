/**
 * A figure's state that stands in a script beside the page (`book/_ext/figure_data.py`), since it is long:
 *
 *     (globalThis.backpropStates ??= {})["rates"] = "{…}";
 *
 * It is loaded once the reader comes near; until then, on paper and without scripts, the figure is its table.
 */

const ADDRESS = /^[\w./-]+\.js\?v=\w+$/;
const NEAR = "150% 0px"; // of the window's height, above and below it

/** @param {HTMLElement} figure */
export const isBeside = (figure) => ADDRESS.test(figure.dataset["state"] ?? "");

/**
 * Put the state into the figure.
 * @param {HTMLElement} figure
 * @returns {Promise<void>}  rejected with a sentence where the script cannot be had
 */
export function loadState(figure) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => reject(new Error("Its data could not be loaded. Are you offline?"));
    script.src = figure.dataset["state"] ?? "";
    script.onerror = fail;
    script.onload = () => {
      const state = /** @type {any} */ (globalThis).backpropStates?.[figure.id];
      if (!state) return fail();
      figure.dataset["state"] = state;
      resolve();
    };
    document.head.append(script);
    script.remove(); // it loads all the same
  });
}

/**
 * Wait until a figure is near the window.
 * @param {HTMLElement} figure
 * @returns {Promise<void>}
 */
export function whenNear(figure) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (changes) => {
        if (!changes.some((change) => change.isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: NEAR },
    );
    observer.observe(figure);
  });
}
