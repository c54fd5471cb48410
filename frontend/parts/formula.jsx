/** A line of mathematics that is as large as its room allows: MathML breaks no lines. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { whenLaidOut } from "./laid_out.js";

const LEAST = 12; // pixels: a longer formula is scrolled sideways

/** @param {{ class?: string, children: import("preact").ComponentChildren }} props */
export function Formula({ class: extra = "", children }) {
  const line = useRef(/** @type {HTMLDivElement | null} */ (null));

  function fit() {
    const element = line.current;
    if (!element) return;
    element.style.fontSize = "";
    const part = element.clientWidth / element.scrollWidth;
    if (part >= 1 || element.clientWidth === 0) return;
    const size = parseFloat(getComputedStyle(element).fontSize);
    element.style.fontSize = `${Math.max(LEAST, Math.floor(10 * size * part * 0.99) / 10)}px`;
  }

  useLayoutEffect(() => (line.current ? whenLaidOut(line.current, fit) : undefined));
  useLayoutEffect(() => {
    if (!line.current) return undefined;
    let width = NaN; // until it is told
    const observer = new ResizeObserver(([entry]) => {
      const before = width;
      width = Math.round(entry?.contentRect.width ?? before);
      if (before >= 0 && width !== before) fit();
    });
    observer.observe(line.current);
    return () => observer.disconnect();
  }, []);

  return <div class={`formula ${extra}`.trim()} ref={line}>{children}</div>;
}
