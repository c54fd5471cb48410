/** Sets in motion what a step brings, where it was reached from the one before or its number was found. */

import { useLayoutEffect, useRef } from "preact/hooks";

import { prefersReducedMotion } from "./motion.js";

export const TRAVEL = { duration: 600, easing: "ease-in-out", fill: /** @type {const} */ ("backwards") };

/**
 * A further step, or an answer, ends the motion: its end is what is shown without it.
 * @param {{ step: number, question: unknown }} view
 * @param {() => Animation[]} animate
 */
export function useArrival({ step, question }, animate) {
  const asked = question !== null;
  const before = useRef({ step, asked });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { step, asked };
    const arrived = !asked && (step === last.step + 1 || (step === last.step && last.asked));
    if (!arrived || prefersReducedMotion()) return undefined;
    const running = animate();
    return () => running.forEach((each) => each.cancel());
  }, [step, asked]);
}
