/**
 * Stepping control: First, Back, Play, Next, Last, and a slider with "Step 3 of 14" beside it.
 * Positions run from 0 to count − 1.
 */

import { h, uniqueId } from "../../markup/dom.js";
import { ownsKey } from "../keys.js";

/**
 * @typedef {object} TransportOptions
 * @property {number} count  how many positions there are; 0 disables everything
 * @property {number} position
 * @property {(position: number, playing: boolean) => void} onChange  called when the reader, or play, moves;
 *   not by `setPosition`
 * @property {number | ((count: number) => number)} [interval]  milliseconds between steps while playing, asked
 *   for before each
 * @property {(count: number) => number} [stride]  how many positions play moves on at a time
 * @property {(playing: boolean) => void} [onPlaying]  called when play begins and when it ends
 * @property {string} [label]  the slider's name
 * @property {(position: number, count: number) => string} [describe]  the text beside the slider
 *
 * @typedef {object} Transport
 * @property {HTMLElement} element
 * @property {(count: number) => void} setCount  keeps the position, or the last one there is
 * @property {(position: number) => void} setPosition
 * @property {() => void} stop  stops playing
 * @property {(playing: boolean) => void} setPlaying
 * @property {() => void} focusNext  for a widget that takes away the control the reader was on
 * @property {() => void} destroy
 * @property {(event: KeyboardEvent) => void} handleKey  give it to the widget's root:
 *   `root.addEventListener("keydown", transport.handleKey)`
 */

/**
 * @param {TransportOptions} options
 * @returns {Transport}
 */
export function createTransport({
  count,
  position,
  onChange,
  interval = 1200,
  stride = () => 1,
  onPlaying,
  label = "Step",
  describe = (at, of) => `Step ${at + 1} of ${of}`,
}) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {number} to */
  const clamp = (to) => Math.max(0, Math.min(count - 1, Math.round(to)));
  const last = () => count - 1;

  /**
   * @param {number} to
   * @param {boolean} [playing]
   */
  function move(to, playing = false) {
    if (!playing) stop();
    if (clamp(to) === position) return;
    position = clamp(to);
    show();
    onChange(position, playing);
  }

  function play() {
    if (count < 2) return onPlaying?.(false);
    wait();
    if (position >= last()) move(0, true);
    show();
    onPlaying?.(true);
  }

  function wait() {
    timer = setTimeout(tick, typeof interval === "function" ? interval(count) : interval);
  }

  function tick() {
    wait();
    move(position + stride(count), true);
    if (position >= last()) stop();
  }

  function stop() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    show();
    onPlaying?.(false);
  }

  const toggle = () => (timer === undefined ? play() : stop());

  /**
   * @param {string} text
   * @param {string} title
   * @param {() => void} act
   */
  function button(text, title, act) {
    const element = h("button", { type: "button", class: "button", title }, text);
    element.addEventListener("click", () => {
      if (element.getAttribute("aria-disabled") !== "true") act();
    });
    return element;
  }

  const first = button("First", "First step (Home)", () => move(0));
  const back = button("Back", "Previous step (←)", () => move(position - 1));
  const playPause = button("Play", "Play (Space)", toggle);
  const next = button("Next", "Next step (→)", () => move(position + 1));
  const end = button("Last", "Last step (End)", () => move(last()));

  const sliderId = uniqueId("steps");
  const slider = h("input", { type: "range", class: "transport-slider", id: sliderId, min: 0, step: 1 });
  slider.addEventListener("input", () => move(slider.valueAsNumber));
  const where = h("span", { class: "transport-where", "aria-hidden": "true" });

  const element = h(
    "div",
    { class: "transport", role: "group", "aria-label": `${label} controls` },
    h("div", { class: "transport-buttons" }, first, back, playPause, next, end),
    h("label", { class: "visually-hidden", for: sliderId }, label),
    slider,
    where,
  );

  /**
   * A button that does nothing now stays focusable: `disabled` would drop the focus on the page,
   * and the reader's next arrow key would turn it.
   * @param {HTMLButtonElement} control
   * @param {boolean} off
   */
  function setOff(control, off) {
    control.setAttribute("aria-disabled", String(off));
  }

  function show() {
    const text = count > 0 ? describe(position, count) : "No steps";
    slider.max = String(Math.max(0, last()));
    slider.value = String(position);
    slider.disabled = count < 2;
    slider.setAttribute("aria-valuetext", text);
    where.textContent = text;
    for (const control of [first, back]) setOff(control, position <= 0);
    for (const control of [next, end]) setOff(control, position >= last());
    setOff(playPause, count < 2);
    playPause.textContent = timer === undefined ? "Play" : "Pause";
    playPause.title = `${playPause.textContent} (Space)`;
  }

  /** @type {Record<string, () => void>} */
  const shortcuts = {
    ArrowRight: () => move(position + 1),
    ArrowLeft: () => move(position - 1),
    Home: () => move(0),
    End: () => move(last()),
    " ": toggle,
  };

  /** @param {KeyboardEvent} event */
  function handleKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined;
    // Whoever handles an arrow, the page must not: its theme turns to another chapter on ← and →.
    if (act || event.key.startsWith("Arrow")) event.stopPropagation();
    if (!act || event.defaultPrevented || event.shiftKey || ownsKey(event.target, event.key)) return;
    event.preventDefault();
    act();
  }

  position = clamp(position);
  show();
  return {
    element,
    setCount(newCount) {
      count = newCount;
      position = clamp(position);
      if (position >= last()) stop();
      show();
    },
    setPosition(newPosition) {
      position = clamp(newPosition);
      show();
    },
    stop,
    setPlaying(playing) {
      if (playing !== (timer !== undefined)) toggle();
    },
    focusNext: () => next.focus(),
    destroy: () => clearTimeout(timer),
    handleKey,
  };
}
