/** The worked solution as a page to read or to print, and the same step as a program to run. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Code } from "./code.jsx";
import { solutionOf } from "./solution.js";

/** @typedef {import("../network/stepping.jsx").NetworkView} NetworkView */

const PAUSE = 150; // milliseconds without an edit, after which the solution follows

/** @param {NetworkView} view */
export function More(view) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { isOpen, isPaper } = useSight(box);
  return (
    <div ref={box} class="network-solution">
      {(isOpen || isPaper) && (
        <>
          <div class="solution-buttons">
            <button type="button" class="button" onClick={() => printAlone(view, box.current)}>Print the solution</button>
          </div>
          <Solution view={view} atOnce={isPaper} />
          <Code {...view} />
        </>
      )}
    </div>
  );
}

/**
 * Hundreds of formulas take a moment: while numbers are typed or dragged the solution waits, and says so.
 * @param {{ view: NetworkView, atOnce: boolean }} props
 */
function Solution({ view: { given, pass }, atOnce }) {
  const [shown, setShown] = useState({ given, pass });
  const isLate = shown.pass !== pass;
  useEffect(() => {
    if (!isLate) return undefined;
    const timer = setTimeout(() => setShown({ given, pass }), PAUSE);
    return () => clearTimeout(timer);
  }, [pass, isLate]);
  const now = atOnce ? { given, pass } : shown;
  const sections = useMemo(() => solutionOf(now.given, now.pass).map((section) => <Steps key={section.title + section.formula} {...section} />), [now.pass]);
  return <div class="solution" role="group" aria-label="Worked solution" aria-busy={isLate && !atOnce}>{sections}</div>;
}

/** @param {import("./solution_line.js").Section} section */
const Steps = ({ title, formula, lines }) => (
  <div class="solution-section">
    <p class="solution-title"><strong>{title}</strong> <code>{formula}</code></p>
    <ul class="solution-lines">
      {lines.map(({ name, value, pieces }) => (
        <li key={name} data-solved={name} data-value={value}><span class="pieces">{pieces}</span></li>
      ))}
    </ul>
  </div>
);

/**
 * Whether it is unfolded, and whether it is on paper.
 * @param {import("preact").RefObject<HTMLDivElement | null>} box
 */
function useSight(box) {
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
  return { isOpen, isPaper };
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
