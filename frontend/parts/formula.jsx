/** A line of mathematics that is as large as its room allows: MathML breaks no lines. */

import { useLayoutEffect, useRef } from "preact/hooks";

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

  useLayoutEffect(fit);
  useLayoutEffect(() => {
    if (!line.current) return undefined;
    let width = line.current.clientWidth;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? width);
      if (now === width) return;
      width = now;
      fit();
    });
    observer.observe(line.current);
    return () => observer.disconnect();
  }, []);

  return <div class={`formula ${extra}`.trim()} ref={line}>{children}</div>;
}
