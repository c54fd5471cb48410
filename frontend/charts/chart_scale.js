/** Axes of a chart: from numbers to places, and the round numbers to write beside them. */

import { formatNumber } from "../arithmetic/numbers.js";

/**
 * @typedef {object} Scale
 * @property {(value: number) => number} place  0 at the low end of the axis, 1 at the high end
 * @property {number[]} ticks
 * @property {(tick: number) => string} format
 */

/**
 * A linear axis from `low` to `high`, with round ticks between.
 * @param {number} low
 * @param {number} high
 * @param {number} [count]  about how many ticks
 * @returns {Scale}
 */
export function linearScale(low, high, count = 5) {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // One value, or two that only rounding tells apart, gets some room; and so does what is almost 0.
  if (size < 1e-290) return linearScale(low < 0 ? -1 : 0, 1, count);
  if (high / 2 - low / 2 <= size * 1e-6) return linearScale(low - size / 4, high + size / 4, count);
  const step = roundStep(high / count - low / count);
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const digits = Math.ceil(Math.log10(size / step)) + 2;
  return {
    // Halves: the whole length of an axis of the largest numbers would not be finite.
    place: (value) => (value / 2 - low / 2) / (high / 2 - low / 2),
    ticks: Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step),
    format: (tick) =>
      size < 1e6 && (decimals <= 4 || size > 1e-3) && tick !== 0
        ? tick.toFixed(decimals).replace("-", "−")
        : formatNumber(tick, digits),
  };
}

/**
 * A logarithmic axis that holds `low` and `high`, at least a decade long; ticks at powers of ten, and at
 * twice and five times them where there are few and more than two fit. What is not positive stands at the low end.
 * @param {number} low  the smallest positive value
 * @param {number} high
 * @param {number} [count]  about how many ticks
 * @returns {Scale}
 */
export function logScale(low, high, count = 6) {
  const room = Math.max(0, 1 - (Math.log10(high) - Math.log10(low))) / 2;
  const from = Math.log10(low) - room;
  const to = Math.log10(high) + room;
  const parts = to - from <= 2 && count > 2 ? [1, 2, 5] : [1];
  const stride = Math.max(1, roundStep((to - from) / count));
  const first = Math.floor(from / stride) * stride;
  const powers = Array.from({ length: Math.floor((to - first) / stride) + 1 }, (_, i) => first + i * stride);
  const inside = (/** @type {number} */ tick) =>
    tick > 0 && Math.log10(tick) >= from - 1e-9 && Math.log10(tick) <= to + 1e-9;
  return {
    place: (value) => (value > 0 ? Math.max(0, (Math.log10(value) - from) / (to - from)) : 0),
    ticks: powers.flatMap((power) => parts.map((part) => part * 10 ** power)).filter(inside),
    format: (tick) => (parts.length > 1 || (from >= -3 && to <= 5) ? formatNumber(tick, 3) : powerOfTen(tick)),
  };
}

/** @param {number} tick */
function powerOfTen(tick) {
  const power = Math.round(Math.log10(tick));
  const digits = String(power).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign))));
  return power === 0 ? "1" : `10${digits}`;
}

/**
 * 1, 2 or 5 times a power of ten, not below `least`.
 * @param {number} least
 */
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((part) => part * power >= least * (1 - 1e-9)) ?? 10);
}

/**
 * Whole numbers from 0 to `last` for an axis of steps.
 * @param {number} last
 * @param {number} [count]
 */
export function stepTicks(last, count = 5) {
  const step = Math.max(1, roundStep(Math.max(1, last) / count));
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}
