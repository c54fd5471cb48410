/**
 * Stepping control: First, Back, Play, Next, Last, and a slider with "Step 3 of 14" beside it. None of
 * them moves or changes its size from step to step.
 */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { useUniqueId } from "../markup/unique_id.js";
import { useInSight } from "./in_sight.js";
import { ownsKey } from "./keys.js";

/**
 * @typedef {object} TransportOptions
 * @property {number} position  from 0 to `last`
 * @property {number} last
 * @property {(position: number, playing: boolean) => void} onMove
 * @property {number | (() => number)} [interval]  milliseconds between two steps while playing
 * @property {() => number} [stride]  how many positions play moves on at a time
 * @property {(position: number, last: number) => string} [describe]  the text beside the slider
 * @property {boolean} [playing]  where somebody else keeps it, and is told by `onPlaying`
 * @property {(playing: boolean) => void} [onPlaying]
 *
 * @typedef {object} Labels  what is stepped through, and the two buttons that go on
 * @property {string} [step]
 * @property {string} [play]
 * @property {string} [next]
 */

/**
 * The state of a stepping control: give it to `<Transport>`, and its `onKeyDown` to the widget's root.
 * @param {TransportOptions} options
 */
export function useTransport({ position, last, onMove, interval = 1400, stride = () => 1, describe = described, playing: kept, onPlaying }) {
  const [own, setOwn] = useState(false);
  const playing = kept ?? own;
  const next = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const seen = useInSight(root, playing);

  /** @param {boolean} to */
  function setPlaying(to) {
    if (!onPlaying) setOwn(to);
    else if (to !== playing) onPlaying(to);
  }

  /** @param {number} to @param {boolean} [byPlay] */
  function move(to, byPlay = false) {
    if (!byPlay) setPlaying(false);
    const target = Math.max(0, Math.min(last, Math.round(to)));
    if (target !== position) onMove(target, byPlay);
  }

  function toggle() {
    if (last === 0) return;
    if (!playing && position >= last) move(0, true);
    setPlaying(!playing);
  }

  // Ended as soon as something else is drawn: a step that comes too late would undo what the reader chose.
  useLayoutEffect(() => {
    if (!playing) return undefined;
    if (position >= last) return setPlaying(false);
    if (!seen) return undefined; // it goes on once it can be seen
    const timer = setTimeout(() => move(position + stride(), true), typeof interval === "function" ? interval() : interval);
    return () => clearTimeout(timer);
  });

  /** @type {Record<string, () => void>} */
  const shortcuts = {
    ArrowRight: () => move(position + 1),
    ArrowLeft: () => move(position - 1),
    Home: () => move(0),
    End: () => move(last),
    " ": toggle,
  };

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined;
    // Whoever handles an arrow, the page must not: its theme turns to another chapter on ← and →.
    if (act || event.key.startsWith("Arrow")) event.stopPropagation();
    if (!act || event.defaultPrevented || event.shiftKey || ownsKey(event.target, event.key)) return;
    event.preventDefault();
    act();
  }

  return { position, last, playing, move, toggle, next, root, describe, onKeyDown, stop: () => setPlaying(false) };
}

/** @param {number} position @param {number} last */
export const described = (position, last) => (position === 0 ? "Start" : `Step ${position} of ${last}`);

/** @param {ReturnType<typeof useTransport> & { labels?: Labels | undefined }} props */
export function Transport({ position, last, playing, move, toggle, next, root, describe, labels: { step: label = "Step", play = "Play", next: goOn = "Next" } = {} }) {
  const one = label.toLowerCase();
  const id = useUniqueId("steps");
  const text = last > 0 ? describe(position, last) : "No steps";
  const atStart = position <= 0;
  const atEnd = position >= last;
  return (
    <div ref={root} class="transport" role="group" aria-label={`${label} controls`}>
      <div class="transport-buttons">
        <Control name="First" title={`First ${one} (Home)`} off={atStart} act={() => move(0)}><path d="M5 4v12M15 4l-7 6 7 6z" /></Control>
        <Control name="Back" title={`Previous ${one} (←)`} off={atStart} act={() => move(position - 1)}><path d="M14 4l-8 6 8 6z" /></Control>
        <Control name={playing ? "Pause" : play} title={`${playing ? "Pause" : play} (Space)`} off={last < 1} act={toggle} worded={play !== "Play"}>
          {playing ? <path d="M6 4h3v12H6zM11 4h3v12h-3z" /> : <path d="M6 4l9 6-9 6z" />}
        </Control>
        <button ref={next} type="button" class="button primary" title={`Next ${one} (→)`} aria-disabled={atEnd} onClick={() => !atEnd && move(position + 1)}>
          {goOn}
        </button>
        <Control name="Last" title={`Last ${one} (End)`} off={atEnd} act={() => move(last)}><path d="M15 4v12M5 4l7 6-7 6z" /></Control>
      </div>
      <label class="visually-hidden" for={id}>{label}</label>
      <input
        type="range" class="transport-slider" id={id} min={0} max={Math.max(0, last)} step={1} value={position} disabled={last < 1}
        aria-valuetext={text} onInput={(event) => move(event.currentTarget.valueAsNumber)}
      />
      <span class="transport-where" aria-hidden="true">{text}</span>
    </div>
  );
}

/**
 * A button with a sign. One that does nothing now stays focusable: `disabled` would drop the focus on
 * the page, and the reader's next arrow key would turn it.
 * @param {{ name: string, title: string, off: boolean, act: () => void, worded?: boolean, children: import("preact").ComponentChildren }} props
 *   `worded` if its name stands beside the sign
 */
function Control({ name, title, off, act, worded = false, children }) {
  return (
    <button type="button" class={`button sign ${worded ? "worded" : ""}`} aria-label={name} title={title} aria-disabled={off} onClick={() => !off && act()}>
      <svg viewBox="0 0 20 20" aria-hidden="true">{children}</svg>
      {worded && <span>{name}</span>}
    </button>
  );
}
