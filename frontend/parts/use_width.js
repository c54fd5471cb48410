/** The width and the height of an element, and again whenever they change. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { whenLaidOut } from "./laid_out.js";

/**
 * @param {number} [first]  the width, until it is measured
 * @returns {[ref: import("preact").RefObject<HTMLDivElement | null>, width: number, height: number]}
 */
export function useWidth(first = 600) {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [{ width, height }, setSize] = useState({ width: first, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      // Where nothing changes, the same object: nothing is drawn anew.
      if (clientWidth > 0) setSize((now) => (now.width === clientWidth && now.height === clientHeight ? now : { width: clientWidth, height: clientHeight }));
    };
    const forget = whenLaidOut(element, measure);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      forget();
      observer.disconnect();
    };
  }, []);
  return [ref, width, height];
}
