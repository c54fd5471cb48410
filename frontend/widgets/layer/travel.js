/** The factors of the newest term travel along their row and their column to the cell where they meet. */

import { useLayoutEffect, useRef } from "preact/hooks";

import { RESULTS } from "../../arithmetic/dense.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { prefersReducedMotion } from "../../parts/motion.js";
import { boxIn } from "../../parts/own_pixels.js";
import { useForward } from "../../parts/use_forward.js";
import { cellName, kindOf } from "./words.js";

/** @typedef {import("./cell.js").CellSum} CellSum */

const TRAVEL = 550; // milliseconds to the cell

/**
 * @param {CellSum} cell
 * @param {string} what  is stepped through
 * @returns {import("preact").RefObject<HTMLDivElement | null>}  of the layer they travel in, a child of the product
 */
export function useTravel({ result, row, column, terms, step }, what) {
  const layer = useRef(/** @type {HTMLDivElement | null} */ (null));
  const isForward = useForward(step, what);
  useLayoutEffect(() => {
    const term = terms[step - 1];
    if (!isForward || !term || !layer.current || prefersReducedMotion()) return undefined;
    const { left, right, added = "" } = RESULTS[result];
    const from = term.factors.length === 1
      ? [cellName(added, 0, column)]
      : [cellName(left, row, step - 1), cellName(right, step - 1, column)];
    const texts = term.factors.map((x) => formatNumber(x, 4));
    return travel(layer.current, from.map((place, side) => ({ place, text: texts[side] ?? "" })), cellName(result, row, column));
  }, [step, what]);
  return layer;
}

/**
 * @param {HTMLElement} layer  above the matrices
 * @param {{ place: string, text: string }[]} from  cells
 * @param {string} to
 * @returns {() => void} ends it
 */
function travel(layer, from, to) {
  const at = (/** @type {string} */ place) => layer.parentElement?.querySelector(`[data-cell="${place}"]`);
  const target = at(to);
  if (!target) return () => {};
  const end = boxIn(target, layer);
  const motions = from.flatMap(({ place, text }) => {
    const cell = at(place);
    if (!cell) return [];
    const start = boxIn(cell, layer);
    const chip = document.createElement("span");
    chip.className = `traveller ${kindOf(place)}`;
    chip.textContent = text;
    chip.style.cssText = `left: ${start.left}px; top: ${start.top}px; width: ${start.width}px; height: ${start.height}px`;
    layer.append(chip);
    const there = `translate(${end.left - start.left}px, ${end.top - start.top}px)`;
    const motion = chip.animate(
      [{ transform: "none" }, { transform: there, opacity: 1, offset: 0.9 }, { transform: there, opacity: 0 }],
      { duration: TRAVEL, easing: "ease-in-out" },
    );
    motion.onfinish = () => chip.remove();
    return [motion];
  });
  const growing = target.animate([{ color: "transparent" }, { color: "transparent", offset: 0.85 }, {}], { duration: TRAVEL });
  return () => {
    layer.replaceChildren();
    for (const motion of [growing, ...motions]) motion.cancel();
  };
}
