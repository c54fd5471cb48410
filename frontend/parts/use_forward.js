/** Whether a view came to its step from the one before, so that the step may be set in motion. */

import { useRef } from "preact/hooks";

/**
 * @param {number} step
 * @param {string} what  is stepped through; another one begins anew
 */
export function useForward(step, what) {
  const last = useRef({ step, what, isForward: false });
  const { current } = last;
  if (current.step !== step || current.what !== what) {
    last.current = { step, what, isForward: current.what === what && step === current.step + 1 };
  }
  return last.current.isForward;
}
