/** Lines that are put in order: dragged, or moved by their buttons, or by ↑ and ↓ on one of these. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { fill } from "../../exercises/text.js";
import { useLineDrag } from "./line_drag.js";
import { Rich } from "./texts.jsx";

/** @param {import("./fields.jsx").FieldProps} props */
export function OrderAnswer({ step, names, typed, onType, announce, askId, lineId }) {
  const places = /** @type {number[]} */ (typed);
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const [moved, setMoved] = useState(/** @type {{ place: number, by: -1 | 1 } | null} */ (null));
  const tell = (/** @type {number} */ at) => announce(`Now ${at + 1} of ${places.length}.`);
  const { dragged, handlers } = useLineDrag(places, onType, tell);

  // What is moved in the document loses the focus.
  useLayoutEffect(() => {
    if (!moved) return;
    const item = list.current?.children[places.indexOf(moved.place)];
    item?.querySelectorAll("button")[moved.by < 0 ? 0 : 1]?.focus();
    setMoved(null);
  }, [moved]);

  /** @param {number} at @param {-1 | 1} by @param {-1 | 1} focus */
  function move(at, by, focus = by) {
    const to = at + by;
    const [place, other] = [places[at], places[to]];
    if (place === undefined || other === undefined) return;
    onType(places.map((each, index) => (index === at ? other : index === to ? place : each)));
    setMoved({ place, by: focus });
    tell(to);
  }

  return (
    <ol class="question-order" ref={list} aria-labelledby={askId} aria-describedby={lineId} {...handlers}>
      {places.map((place, at) => {
        const text = fill(step.answer.items[place] ?? [], names);
        const isDragged = dragged?.place === place;
        const button = (/** @type {-1 | 1} */ by) => (
          <button
            type="button" class="button sign" aria-label={`Move ${by < 0 ? "up" : "down"}: ${text.replaceAll("`", "")}`}
            aria-disabled={places[at + by] === undefined} onClick={() => move(at, by)}
            onKeyDown={(event) => {
              const along = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
              if (along === null || event.altKey || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              event.stopPropagation();
              move(at, along, by);
            }}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d={by < 0 ? "M3 10l5-5 5 5" : "M3 6l5 5 5-5"} /></svg>
          </button>
        );
        return (
          <li key={place} class={isDragged ? "dragged" : ""} style={isDragged ? `transform: translateY(${dragged.by}px)` : ""}>
            <svg class="question-grip" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4h0M6 8h0M6 12h0M10 4h0M10 8h0M10 12h0" /></svg>
            <span><Rich>{text}</Rich></span>{button(-1)}{button(1)}
          </li>
        );
      })}
    </ol>
  );
}
