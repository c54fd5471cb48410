/** A number of the batch on the curve: a slider for keyboard and screen reader. */

import { formatNumber } from "../../arithmetic/numbers.js";

const [UNIT, COARSE] = [0.1, 10];
/** @type {Readonly<Record<string, number>>} */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: COARSE, PageDown: -COARSE };

/**
 * @param {object} props
 * @param {string} props.name
 * @param {import("./look.js").Activation} props.activation
 * @param {number} props.z
 * @param {number} props.x
 * @param {number} props.y
 * @param {number} props.reach  of the axis
 * @param {number} props.beyond  the side on which its place lies off the axis, or 0
 * @param {boolean} props.isCurrent
 * @param {boolean} props.isFaint
 * @param {boolean} props.isStop  whether the Tab key finds it
 * @param {boolean} props.isSeen  whether its slope may be told
 * @param {(by: number) => void} props.onMove
 * @param {(on: boolean) => void} props.onLight
 */
export function Dot({ name, activation, z, x, y, reach, beyond, isCurrent, isFaint, isStop, isSeen, onMove, onLight }) {
  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const units = KEYS[event.key];
    if (units === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onMove(units * (event.shiftKey ? UNIT / 10 : UNIT));
  }

  const size = isCurrent ? 8 : 5;
  const slope = isSeen ? `, slope ${formatNumber(activation.derivative(z), 3)}` : "";
  return (
    <g
      class={`dot ${isCurrent ? "current" : ""} ${isFaint ? "faint" : ""}`} role="slider" tabindex={isStop ? 0 : -1}
      aria-label={name} aria-valuemin={Math.min(-reach, z)} aria-valuemax={Math.max(reach, z)} aria-valuenow={z}
      aria-valuetext={`${formatNumber(z)}, ${activation.title} ${formatNumber(activation.value(z), 3)}${slope}`}
      onKeyDown={onKeyDown} onPointerEnter={() => onLight(true)} onPointerLeave={() => onLight(false)} onFocusIn={() => onLight(true)} onFocusOut={() => onLight(false)}
    >
      <circle class="hold" cx={x} cy={y} r={16} />
      {beyond === 0
        ? <circle class="mark" cx={x} cy={y} r={size} />
        : <path class="mark" d={`M${x} ${y - size}V${y + size}L${x + beyond * 1.6 * size} ${y}z`} />}
    </g>
  );
}
