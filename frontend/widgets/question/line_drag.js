/** A line of a list is dragged up and down: it follows the pointer, and the others make room. */

import { useRef, useState } from "preact/hooks";

/** @typedef {{ place: number, by: number }} Dragged  the item, and how many pixels it is drawn from where it stands */
/** @typedef {{ place: number, others: number[], heights: ReadonlyMap<number, number>, hold: number }} Drag */

/**
 * @param {readonly number[]} places  of the items, as the children of the list stand
 * @param {(places: number[]) => void} onOrder
 * @param {(at: number) => void} onDrop  is told where the item now stands
 */
export function useLineDrag(places, onOrder, onDrop) {
  const drag = useRef(/** @type {Drag | null} */ (null));
  const [dragged, setDragged] = useState(/** @type {Dragged | null} */ (null));

  /** Touch takes hold at the grip, so that a finger elsewhere scrolls.  @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function onPointerDown(event) {
    const { currentTarget: list, button, clientY, pointerId, pointerType } = event;
    const touched = /** @type {Element} */ (event.target);
    const lines = [...list.children];
    const line = lines.find((each) => each.contains(touched));
    const place = line && places[lines.indexOf(line)];
    if (!line || place === undefined || button !== 0 || touched.closest("button")) return;
    if (pointerType !== "mouse" && !touched.closest(".question-grip")) return;
    list.setPointerCapture(pointerId); // a line loses it when it is moved in the document
    drag.current = {
      place,
      others: places.filter((each) => each !== place),
      heights: new Map(places.map((each, at) => [each, lines[at]?.getBoundingClientRect().height ?? 0])),
      hold: clientY - line.getBoundingClientRect().top,
    };
    setDragged({ place, by: 0 });
  }

  /** @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function onPointerMove({ currentTarget: list, clientY }) {
    if (!drag.current) return;
    const { place, others, heights, hold } = drag.current;
    const heightOf = (/** @type {number} */ each) => heights.get(each) ?? 0;
    const room = others.reduce((sum, each) => sum + heightOf(each), 0);
    const top = Math.min(Math.max(clientY - hold - list.getBoundingClientRect().top, 0), room);
    let at = 0;
    let above = 0;
    for (const each of others) {
      if (top <= above + heightOf(each) / 2) break;
      above += heightOf(each);
      at += 1;
    }
    const next = others.toSpliced(at, 0, place);
    if (String(next) !== String(places)) onOrder(next);
    setDragged({ place, by: top - above });
  }

  function onPointerUp() {
    if (drag.current) onDrop(places.indexOf(drag.current.place));
    drag.current = null;
    setDragged(null);
  }

  return { dragged, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp } };
}
