/** The width of an element, and again whenever it changes. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * @param {number} [first]  until it is measured
 * @returns {[import("preact").RefObject<HTMLDivElement | null>, number]}
 */
export function useWidth(first = 600) {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => element.clientWidth > 0 && setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
