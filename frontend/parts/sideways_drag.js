/** A number is turned by dragging sideways what stands for it: its field, a wire. */

import { useRef } from "preact/hooks";

const PIXELS = 6; // of sideways way for one unit
const SLACK = 3; // pixels that a click may tremble

/** @typedef {(units: number, fine: boolean) => void} OnDrag  is told the way so far, and whether Shift is held */

/** One drag at a time: handlers for pointer events. */
export function useSidewaysDrag() {
  const drag = useRef(/** @type {{ x: number, moved: boolean, onDrag: OnDrag } | null} */ (null));
  return {
    /** @param {PointerEvent} event @param {OnDrag} onDrag */
    begin(event, onDrag) {
      if (event.button !== 0) return;
      event.preventDefault();
      /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, moved: false, onDrag };
    },
    /** @param {PointerEvent} event */
    move(event) {
      const start = drag.current;
      if (!start) return;
      const way = event.clientX - start.x;
      if (!start.moved && Math.abs(way) <= SLACK) return;
      start.moved = true;
      start.onDrag(Math.round(way / PIXELS), event.shiftKey);
    },
    /** @param {PointerEvent} event @returns {"click" | "drag" | null} what it was */
    end(event) {
      const start = drag.current;
      drag.current = null;
      if (!start) return null;
      /** @type {Element} */ (event.currentTarget).releasePointerCapture(event.pointerId);
      return start.moved ? "drag" : "click";
    },
    cancel() {
      drag.current = null;
    },
  };
}
