/** What a step brings comes from its cause: copies of numbers travel from there. */

import { TRAVEL } from "../../parts/arrival.js";
import { boxIn } from "../../parts/own_pixels.js";
import { ADDED, PARTS, STEPPED } from "./look.js";

/** @param {HTMLElement | null} box @param {number} step @returns {Animation[]} */
export function arrive(box, step) {
  if (!box) return [];
  const cells = (/** @type {string} */ start) => [.../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(`[data-cell^="${start}"]`))];
  const one = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (box.querySelector(`[data-cell="${name}"]`));
  const total = one("total");
  if (step === PARTS) return cells("part ").flatMap((to) => travel(box, one(String(to.dataset["cell"]).replace("part", "mean")), to));
  if (step === STEPPED) return cells("weight ").flatMap((to) => travel(box, total, to));
  if (step !== ADDED || !total) return [];
  return [...cells("sum "), total].flatMap((to) => {
    const level = Number(to.dataset["level"]);
    const delay = (level - 1) * TRAVEL.duration;
    return childrenOf(to).flatMap((name) => travel(box, one(name), to, delay));
  });
}

/** The cells that are added in this one.  @param {HTMLElement} to */
const childrenOf = (to) => (to.dataset["of"] ?? "").split(",").filter(Boolean);

/** A copy of a number on its way to another.  @param {HTMLElement} box @param {HTMLElement | null} from @param {HTMLElement} to @param {number} [delay] */
function travel(box, from, to, delay = 0) {
  if (!from) return [];
  const [start, end] = [boxIn(from, box), boxIn(to, box)];
  const copy = document.createElement("span");
  copy.className = "traveller gradient";
  copy.setAttribute("aria-hidden", "true");
  copy.textContent = from.dataset["text"] ?? from.textContent;
  copy.style.cssText = `left: ${start.left}px; top: ${start.top}px; width: ${start.width}px; height: ${start.height}px; line-height: ${start.height}px`;
  box.append(copy);
  const timing = { duration: TRAVEL.duration, easing: TRAVEL.easing, delay }; // unseen before and after
  const way = `translate(${end.left + end.width / 2 - start.left - start.width / 2}px, ${end.top + end.height / 2 - start.top - start.height / 2}px)`;
  const motion = copy.animate([{ transform: "none", opacity: 1 }, { transform: way, opacity: 1 }], timing);
  motion.onfinish = motion.oncancel = () => copy.remove();
  return [motion, to.animate([{ color: "transparent" }, { color: "transparent" }], { duration: TRAVEL.duration + delay })];
}
