/** A figure on the whole screen, as large as it fits: for a projector, and for the last row. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { ownsKey } from "./keys.js";

const NARROWEST = 736; // pixels that it is laid out in: in these, picture and mathematics still stand side by side
const WIDEST = 960; // as on the page
const LEGIBLE = 1.25; // times its size on the page, at least, of what grows
const SCREEN = ["backprop-widget", "backprop-screen"]; // for the colours, and the styles

/** Absent in a frame that may not use it, and on phones that have it for videos alone. */
const isPossible = () => document.fullscreenEnabled ?? false;

/**
 * What fills the screen is the element around the figure; the figure in it is magnified, and stays what it is.
 * @param {import("preact").RefObject<HTMLElement | null>} root  of the figure
 * @param {(refusal: string) => void} onRefused
 * @param {{ grows?: boolean }} [how]  whether it grows as it is answered: it is then scrolled, and what stands in it stays
 */
export function useFullScreen(root, onRefused, { grows = false } = {}) {
  const [on, setOn] = useState(false);
  const top = useRef(0); // of the figure in the window, before
  const possible = isPossible();

  useEffect(() => {
    const turn = () => setOn(document.fullscreenElement !== null && document.fullscreenElement === root.current?.parentElement);
    document.addEventListener("fullscreenchange", turn);
    return () => document.removeEventListener("fullscreenchange", turn);
  }, []);

  useLayoutEffect(() => {
    const figure = root.current;
    if (!on || !figure) return undefined;
    const putBack = fill(figure, grows);
    return () => {
      putBack();
      scrollBy({ top: figure.getBoundingClientRect().top - top.current, behavior: "instant" }); // the page was shorter without it
    };
  }, [on]);

  async function toggle() {
    if (!on && root.current) top.current = root.current.getBoundingClientRect().top;
    try {
      await (on ? document.exitFullscreen() : root.current?.parentElement?.requestFullscreen());
    } catch {
      onRefused("The browser does not let this figure fill the screen.");
    }
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (!possible || event.key.toLowerCase() !== "f" || event.defaultPrevented) return;
    if (event.altKey || event.ctrlKey || event.metaKey || ownsKey(event.target, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
  }

  return { on, possible, toggle, onKeyDown };
}

/**
 * Magnify a figure until it fills its room, and anew when the room or its content changes; what is unfolded is scrolled to.
 * @param {HTMLElement} root
 * @param {boolean} grows
 * @returns {() => void} puts it back
 */
function fill(root, grows) {
  const place = /** @type {HTMLElement} */ (root.parentElement);
  const before = root.style.cssText;
  let [room, times] = ["", Infinity];

  function fit() {
    const { offsetWidth: width, offsetHeight: height } = place;
    const isNew = room !== `${width} ${height}`;
    if (grows && !isNew) return;
    if (isNew) times = width / NARROWEST;
    room = `${width} ${height}`;
    const needed = root.offsetHeight - unfolded(root);
    // It only shrinks: at another width it may be less tall, and would otherwise go to and fro.
    times = Math.max(grows ? LEGIBLE : 1, Math.min(times, height / (needed + 1))); // a whole number hides a part of a pixel
    const own = Math.min(WIDEST, width / times);
    const [left, top] = [(width - own * times) / 2, Math.max(0, (height - needed * times) / 2)];
    Object.assign(root.style, { scale: String(times), width: `${own}px`, translate: `${left}px ${top}px` });
  }

  place.classList.add(...SCREEN);
  fit();
  const observer = new ResizeObserver(fit);
  for (const each of [place, root]) observer.observe(each);
  return () => {
    observer.disconnect();
    place.classList.remove(...SCREEN);
    root.style.cssText = before;
  };
}

/** Pixels of what the reader has unfolded under the figure.  @param {HTMLElement} root */
const unfolded = (root) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(":scope > details[open]"))]
    .reduce((sum, details) => sum + details.offsetHeight - (details.querySelector("summary")?.offsetHeight ?? 0), 0);

/** @param {ReturnType<typeof useFullScreen>} props */
export function FullScreenButton({ on, possible, toggle }) {
  if (!possible) return null;
  return (
    <button type="button" class="button quiet sign full-screen" aria-label="Full screen" aria-pressed={on} title={on ? "Leave the full screen (F or Esc)" : "Full screen (F)"} onClick={toggle}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path fill="none" d={on ? "M8 3v5H3M12 3v5h5M8 17v-5H3M12 17v-5h5" : "M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5"} />
      </svg>
    </button>
  );
}
