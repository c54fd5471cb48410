/**
 * Lines over steps: axes, one or several series with labels at their ends, a cursor.
 * Drawn in pixels at the width there is, so that the text keeps its size.
 */

import { placeOf } from "../arithmetic/record.js";
import { linearScale, logScale, spreadLabels, stepTicks } from "./chart_scale.js";
import { h, s } from "../markup/dom.js";

/** @typedef {import("./chart_scale.js").Scale} Scale */

/**
 * @typedef {object} Series
 * @property {number[]} values
 * @property {string} [label]  written at the end of the line
 *
 * @typedef {object} Drawing
 * @property {Series[]} series  all of the same length, at least one number each
 * @property {number[]} [steps]  where the values stand, rising; without it at 0, 1, 2, …
 * @property {number} cursor  the step that is marked: the last one with values up to it
 * @property {string} description  what the chart shows, in words
 * @property {boolean} [log]  a logarithmic axis; what is not positive stands on its lower edge
 * @property {boolean} [zero]  whether a linear axis holds 0
 * @property {number[]} [range]  values that the axis holds as well, to compare with another chart
 * @property {number} [last]  where the axis of steps ends; beyond the values the lines stay level, dotted
 * @property {string | null} [mark]  written where the first line's values end
 *
 * @typedef {object} LineChart
 * @property {HTMLElement} element
 * @property {(drawing: Drawing) => void} draw
 * @property {(step: number) => void} setCursor
 * @property {() => void} destroy
 */

const TOP = 12;
const BOTTOM = 42;
const LINE = 16; // between the labels of two lines
const CHARACTER = 7.5;
const FEW = 30; // steps that are dots, too

/**
 * @param {{ xLabel: string, height?: number, onPick?: (step: number) => void }} options
 *   `onPick` is called when the reader points at a step
 * @returns {LineChart}
 */
export function createLineChart({ xLabel, height = 232, onPick }) {
  const svg = s("svg", { class: "chart-svg", role: "img", height, width: "100%" });
  const element = h("div", { class: "line-chart" }, svg);
  const marker = s("g", { class: "chart-cursor" });
  let width = 340;
  /** @type {Drawing | undefined} */
  let drawing;
  /** @type {ReturnType<typeof layOut> | undefined} */
  let layout;

  function render() {
    if (!drawing) return;
    layout = layOut(drawing, width, height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-label", drawing.description);
    svg.replaceChildren(axes(layout, xLabel), ...lines(drawing, layout), marker);
    renderCursor();
  }

  function renderCursor() {
    if (!drawing || !layout) return;
    const { x, y, right, left, steps, foot } = layout;
    const at = placeOf(drawing.cursor, steps);
    const step = x(steps[at] ?? NaN);
    const dots = drawing.series.map(({ values }, i) =>
      s("circle", { class: `chart-dot series-${i}`, cx: step, cy: y(values[at] ?? NaN), r: 4.5 }),
    );
    const rule = s("line", { x1: step, x2: step, y1: TOP, y2: foot });
    if (right > left) marker.replaceChildren(rule, ...dots);
  }

  /** @param {PointerEvent} event */
  function pick(event) {
    if (!drawing || !layout || !(event.buttons & 1)) return;
    const { left, right, end, steps } = layout;
    const box = svg.getBoundingClientRect();
    const along = ((event.clientX - box.left) * (width / box.width) - left) / (right - left);
    onPick?.(Math.max(0, Math.min(steps.at(-1) ?? 0, Math.round(along * end))));
  }

  const observer = new ResizeObserver(([entry]) => {
    const measured = Math.round(entry?.contentRect.width ?? 0);
    if (measured === 0 || measured === width) return;
    width = measured;
    render();
  });
  observer.observe(element);
  if (onPick) {
    element.classList.add("chart-pickable");
    svg.addEventListener("pointerdown", pick);
    svg.addEventListener("pointermove", pick);
  }

  return {
    element,
    draw(newDrawing) {
      drawing = newDrawing;
      render();
    },
    setCursor(step) {
      if (!drawing) return;
      drawing = { ...drawing, cursor: step };
      renderCursor();
    },
    destroy() {
      observer.disconnect();
      svg.removeEventListener("pointerdown", pick);
      svg.removeEventListener("pointermove", pick);
    },
  };
}

/** @param {Drawing} drawing @returns {number[]} */
const stepsOf = ({ steps, series }) => steps ?? (series[0]?.values ?? []).map((_, step) => step);

/**
 * The axis for all series together.
 * @param {Drawing} drawing
 * @returns {Scale}
 */
export function verticalScale({ series, log = false, zero = false, range = [] }) {
  let [low, high, least] = [Infinity, -Infinity, Infinity];
  for (const values of [...series.map((each) => each.values), range]) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      if (value > 0) least = Math.min(least, value);
    }
  }
  if (log) return least < Infinity ? logScale(least, high) : logScale(0.1, 1);
  if (zero) return linearScale(Math.min(0, low), Math.max(0, high));
  const room = high / 20 - low / 20; // so that no line lies on the base
  return linearScale(low - room, high + room);
}

/**
 * Where everything stands, in pixels.
 * @param {Drawing} drawing
 * @param {number} width
 * @param {number} height
 */
function layOut(drawing, width, height) {
  const steps = stepsOf(drawing);
  const foot = height - BOTTOM;
  const scale = verticalScale(drawing);
  const widest = Math.max(0, ...scale.ticks.map((tick) => scale.format(tick).length));
  const label = Math.max(0, ...drawing.series.map((series) => series.label?.length ?? 0));
  const left = widest * CHARACTER + 10;
  const right = width - (label > 0 ? label * CHARACTER + 16 : 12);
  const end = Math.max(1, drawing.last ?? 0, steps.at(-1) ?? 0);
  return {
    scale,
    left,
    right,
    end,
    steps,
    foot,
    /** @param {number} step */
    x: (step) => round(left + (right - left) * (step / end)),
    /** @param {number} value */
    y: (value) => round(TOP + (foot - TOP) * (1 - scale.place(value))),
  };
}

/** @typedef {ReturnType<typeof layOut>} Layout */

/** @param {number} pixels */
const round = (pixels) => Math.round(pixels * 10) / 10;

/**
 * @param {Layout} layout
 * @param {string} xLabel
 */
function axes({ scale, left, right, end, foot, x, y }, xLabel) {
  const wide = String(end).length * CHARACTER * 2.5;
  const steps = stepTicks(end, Math.min(5, Math.max(1, Math.floor((right - left) / wide))));
  return s(
    "g",
    { class: "chart-axes", "aria-hidden": "true" },
    ...scale.ticks.flatMap((tick) => [
      s("line", { class: "chart-grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
      s("text", { x: left - 8, y: y(tick), dy: "0.32em", "text-anchor": "end" }, scale.format(tick)),
    ]),
    s("line", { class: "chart-base", x1: left, x2: right, y1: foot, y2: foot }),
    ...steps.flatMap((step) => [
      s("line", { class: "chart-base", x1: x(step), x2: x(step), y1: foot, y2: foot + 5 }),
      s("text", { x: x(step), y: foot + 18, "text-anchor": "middle" }, step),
    ]),
    s("text", { x: (left + right) / 2, y: foot + 36, "text-anchor": "middle" }, xLabel),
  );
}

/**
 * @param {Drawing} drawing
 * @param {Layout} layout
 */
function lines(drawing, layout) {
  const { x, y, right, end, steps, foot } = layout;
  const n = steps.length - 1;
  const last = steps[n] ?? 0;
  const ends = drawing.series.map(({ values }) => y(values[n] ?? NaN));
  const labels = spreadLabels(ends, LINE, TOP, foot - 4);
  const drawn = drawing.series.map(({ values, label }, i) =>
    s(
      "g",
      { class: `chart-series series-${i}`, "aria-hidden": "true" },
      s("polyline", { class: "chart-line", points: values.map((value, k) => `${x(steps[k] ?? NaN)},${y(value)}`).join(" ") }),
      last < end && s("line", { class: "chart-level", x1: x(last), x2: right, y1: ends[i], y2: ends[i] }),
      ...(n <= FEW ? values.map((value, k) => s("circle", { class: "chart-point", cx: x(steps[k] ?? NaN), cy: y(value), r: 2.5 })) : []),
      label && s("text", { class: "chart-label", x: right + 8, y: labels[i], dy: "0.32em" }, label),
    ),
  );
  return drawing.mark ? [...drawn, endMark(drawing.mark, x(last), ends[0] ?? 0, layout)] : drawn;
}

/**
 * Where the lines go on level there is room to the right of their end, otherwise to the left.
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Layout} layout
 */
function endMark(text, x, y, { right }) {
  const level = right - x > text.length * CHARACTER + 8;
  const below = level && y - TOP < 28;
  return s(
    "text",
    {
      class: "chart-mark",
      x: level ? x + 8 : x - 12,
      y: level ? y + (below ? 20 : -10) : y,
      dy: level ? 0 : "0.32em",
      "text-anchor": level ? "start" : "end",
    },
    text,
  );
}
