/** A logit: its number, and a bar from 0 that is dragged by its end. */

import { useRef } from "preact/hooks";

import { LARGEST_LOGIT } from "../../arithmetic/targets.js";
import { changedCopy } from "../../arithmetic/matrix.js";
import { plainText } from "../../arithmetic/names.js";
import { toDecimals } from "../../arithmetic/numbers.js";
import { NumberField } from "../../parts/number_field.jsx";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */

const LEAST = 3;
const ROOM = 0.98; // of an axis: a bar that reaches further gets a longer one
const UNIT = 0.1; // of the arrow keys
const STEPS = 50; // from 0 to the end of an axis, at least

/** How far the axis reaches: 3, 5, 10, 20, 50, 100, …  @param {number[]} z */
export function reachOf(z) {
  const largest = Math.max(...z.map(Math.abs)) / ROOM;
  if (largest <= LEAST) return LEAST;
  const unit = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((each) => each * unit >= largest) ?? 10) * unit;
}

/** The logit at a place of the axis, in its round steps.  @param {number} z @param {number} reach */
export function draggedTo(z, reach) {
  const decimals = -Math.floor(Math.log10(reach / STEPS));
  const unit = 10 ** -decimals;
  const end = Math.min(reach, LARGEST_LOGIT);
  return toDecimals(Math.max(-end, Math.min(end, Math.round(z / unit) * unit)), Math.max(0, decimals));
}

/**
 * @param {object} props
 * @param {SoftmaxView} props.view
 * @param {number} props.sample
 * @param {number} props.j
 * @param {number} props.z
 * @param {number} props.reach
 * @param {(reach: number | null) => void} props.hold  keeps the axis as it is while a bar is dragged
 */
export function Logit({ view, sample, j, z, reach, hold }) {
  const track = useRef(/** @type {HTMLDivElement | null} */ (null));
  const drag = useRef(/** @type {{ x: number, from: number } | null} */ (null));
  const name = `logits[${sample}, ${j}]`;
  const change = (/** @type {any} */ given, /** @type {number} */ x) => ({ ...given, logits: changedCopy(given.logits, [[sample, j, x]]) });

  /** @param {PointerEvent & { currentTarget: HTMLElement }} event */
  function onPointerDown(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from: z };
    hold(reach);
  }

  /** @param {PointerEvent} event */
  function onPointerMove(event) {
    if (!drag.current || !track.current) return;
    const perPixel = (2 * reach) / track.current.getBoundingClientRect().width; // as the pointer counts them
    const to = draggedTo(drag.current.from + (event.clientX - drag.current.x) * perPixel, reach);
    if (to !== z) view.edit(name, (given) => change(given, to));
  }

  function onPointerUp() {
    drag.current = null;
    hold(null);
  }

  const end = 50 + (50 * z) / reach;
  return (
    <div class="logit" data-cell={`logits[${j}]`} data-value={z}>
      <div class="logit-number">
        <span class="name" aria-hidden="true">{plainText(`z${j}`)}</span>
        <NumberField key={name} view={view} name={name} label={plainText(`z${j}`)} value={z} unit={UNIT} digits={3} change={change} />
      </div>
      <div class="track" ref={track} aria-hidden="true">
        <span class="axis" />
        <span class="bar value" style={`left: ${Math.min(50, end)}%; width: ${Math.abs(end - 50)}%`} />
        <span
          class={`handle ${z < 0 ? "below" : z > 0 ? "above" : ""}`} style={`left: ${end}%`} title={`Drag to change ${plainText(`z${j}`)}`}
          onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={onPointerUp} onPointerCancel={onPointerUp}
        />
      </div>
    </div>
  );
}
