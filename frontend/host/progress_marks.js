/**
 * How far the reader is, where Python has left a place for it:
 *
 *     <p class="chapter-progress" data-exercises="one-factor two-factors …" data-practice="practice.html"></p>
 *     <span class="card-progress" data-exercises="…"></span>
 */

import { answered } from "../exercises/drill.js";
import { dueIds } from "../exercises/progress.js";
import { progress } from "../exercises/reader.js";
import { h } from "../markup/dom.js";

const PLACES = "[data-exercises]:is(.chapter-progress, .card-progress)";

/** Fill the places of this page, and keep them up to date. */
export function startMarks() {
  const places = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PLACES))];
  if (places.length === 0) return;
  const fill = () => places.forEach((place) => (place.matches(".card-progress") ? fillCard : fillChapter)(place));
  fill();
  progress.subscribe(fill);
  addEventListener("storage", () => progress.refresh());
  // Back to a page that the browser has kept as it was.
  addEventListener("pageshow", ({ persisted }) => persisted && progress.refresh());
}

/** @param {HTMLElement} place */
const idsOf = (place) => (place.dataset["exercises"] ?? "").split(" ").filter(Boolean);

/** @param {HTMLElement} place */
function fillChapter(place) {
  const ids = idsOf(place);
  const due = dueIds(progress.now(), progress.today()).filter((id) => ids.includes(id)).length;
  const review = h("a", { href: place.dataset["practice"] }, `${due} to review`);
  place.replaceChildren(`Questions: ${answered(progress.now(), ids)} of ${ids.length} answered correctly`);
  if (due) place.append(", ", review);
  if (progress.notice) place.append(h("span", { class: "progress-notice" }, progress.notice));
}

/** Nothing before the first answer.  @param {HTMLElement} place */
function fillCard(place) {
  const ids = idsOf(place);
  const count = answered(progress.now(), ids);
  place.replaceChildren();
  if (count === 0) return;
  place.append(
    h("span", { class: "card-bar", "aria-hidden": "true" }, h("span", { style: `width: ${(100 * count) / ids.length}%` })),
    h("span", {}, `${count} of ${ids.length}`),
    h("span", { class: "visually-hidden" }, " questions answered correctly"),
  );
}
