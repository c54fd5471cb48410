/** The button that puts a widget's state into the page's address. */

import { h } from "./dom.js";

/**
 * @param {() => Promise<string>} share writes the link and resolves to it
 * @returns {HTMLElement}
 */
export function createLinkButton(share) {
  const outcome = h("span", { class: "link-outcome", role: "status" });
  const button = h("button", { type: "button", class: "button" }, "Copy link");
  button.addEventListener("click", async () => {
    try {
      await share();
      outcome.textContent = "The address of this page now opens this state.";
    } catch (problem) {
      outcome.textContent = `No link could be made: ${problem instanceof Error ? problem.message : problem}`;
    }
  });
  return h("span", { class: "link" }, button, " ", outcome);
}
