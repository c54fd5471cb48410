/** The worked solution as a page to read or to print, and the same step as a program to run. */

import { useEffect, useRef, useState } from "preact/hooks";

import { Code } from "./code.jsx";
import { solutionOf } from "./solution.js";

/** @typedef {import("../network/stepping.jsx").NetworkView} NetworkView */

/** @param {NetworkView} view */
export function More(view) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const isNeeded = useNeed(box);
  return (
    <div ref={box} class="network-solution">
      {isNeeded && (
        <>
          <div class="solution-buttons">
            <button type="button" class="button" onClick={() => printAlone(view, box.current)}>Print the solution</button>
          </div>
          <Solution {...view} />
          <Code {...view} />
        </>
      )}
    </div>
  );
}

/** @param {NetworkView} view */
function Solution({ given, pass }) {
  return (
    <div class="solution" role="group" aria-label="Worked solution">
      {solutionOf(given, pass).map(({ title, formula, lines }) => (
        <div key={title + formula} class="solution-section">
          <p class="solution-title"><strong>{title}</strong> <code>{formula}</code></p>
          <ul class="solution-lines">
            {lines.map(({ name, value, pieces }) => (
              <li key={name} data-solved={name} data-value={value}><span class="pieces">{pieces}</span></li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/**
 * Whether it is seen, unfolded or on paper: hundreds of formulas take a moment at each key.
 * @param {import("preact").RefObject<HTMLDivElement | null>} box
 */
function useNeed(box) {
  const [isOpen, setOpen] = useState(false);
  const [isPaper, setPaper] = useState(false);
  useEffect(() => {
    const details = box.current?.closest("details");
    const paper = matchMedia("print");
    const look = () => {
      setOpen(details?.open ?? true);
      setPaper(paper.matches);
    };
    const begin = () => setPaper(true);
    const end = () => setPaper(false);
    look();
    details?.addEventListener("toggle", look);
    paper.addEventListener("change", look);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      details?.removeEventListener("toggle", look);
      paper.removeEventListener("change", look);
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return isOpen || isPaper;
}

/** Prints the figure with all its numbers, and its solution, without the page around it.  @param {NetworkView} view @param {HTMLElement | null} box */
function printAlone(view, box) {
  const root = box?.closest(".backprop-root");
  if (!root) return;
  view.go(view.count);
  root.setAttribute("data-print", "alone");
  addEventListener("afterprint", () => root.removeAttribute("data-print"), { once: true });
  requestAnimationFrame(() => globalThis.print());
}
