/** Whether an element can be seen: the page is not hidden, and the element not scrolled away. */

import { useEffect, useState } from "preact/hooks";

/**
 * @param {import("preact").RefObject<Element | null>} ref
 * @param {boolean} watched  it counts as seen while nobody asks
 */
export function useInSight(ref, watched) {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (!watched || !ref.current) return undefined;
    let within = true;
    const tell = () => setSeen(within && !document.hidden);
    const observer = new IntersectionObserver((entries) => {
      within = entries.at(-1)?.isIntersecting ?? true;
      tell();
    });
    observer.observe(ref.current);
    document.addEventListener("visibilitychange", tell);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", tell);
      setSeen(true);
    };
  }, [watched]);
  return seen;
}
