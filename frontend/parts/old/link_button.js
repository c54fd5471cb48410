/** The button that puts a widget's state into the page's address. */

import { h } from "../../markup/dom.js";

/** @typedef {import("../../types.js").Shared} Shared */

/**
 * @param {() => Promise<Shared>} share
 * @returns {{ element: HTMLElement, forget: () => void }} `forget` what was said, once the state is another
 */
export function createLinkButton(share) {
  const outcome = h("span", { class: "link-outcome", role: "status" });
  const button = h("button", { type: "button", class: "button" }, "Copy link");
  const forget = () => {
    outcome.textContent = "";
  };
  button.addEventListener("click", async () => {
    forget();
    try {
      const { copied } = await share();
      outcome.textContent = copied
        ? "Copied. The link, now the address of this page, opens this state."
        : "The address of this page now opens this state.";
    } catch (problem) {
      outcome.textContent = `No link could be made: ${problem instanceof Error ? problem.message : problem}`;
    }
  });
  return { element: h("span", { class: "link" }, button, " ", outcome), forget };
}
