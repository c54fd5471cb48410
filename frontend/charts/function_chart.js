/**
 * A function of z as a curve, with a dot on it for each number of a batch: one of them marked, with a
 * guide down to its z and, on request, the tangent there. Drawn in pixels at the width there is.
 */

import { linearScale } from "./chart_scale.js";
import { h, s } from "../markup/dom.js";

/** @typedef {import("./chart_scale.js").Scale} Scale */

/**
 * @typedef {object} Curve
 * @property {[number, number][][]} lines  each from point to point, [z, y]
 * @property {{ z: number, y: number, open: boolean }[]} [ends]  of lines that break off; an open end is not
 *   part of the curve
 * @property {{ y: number, label: string }} [level]  a line to compare with
 * @property {number} low  the ends of the upright axis
 * @property {number} high
 *
 * @typedef {object} Dot
 * @property {number} z
 * @property {number} y
 * @property {"left" | "right" | null} beyond  on which side its real place lies off the chart
 *
 * @typedef {object} Drawing
 * @property {Curve} curve
 * @property {number} reach  the z axis runs from −reach to reach
 * @property {Dot[]} dots
 * @property {number | null} current  the dot that is marked
 * @property {number | null} slope  of the tangent at that dot; null for none
 * @property {string} note  about that dot, written over the chart
 * @property {string} description  what the chart shows, in words
 */

const HEIGHT = 216;
const TOP = 26;
const BOTTOM = 40;
const CHARACTER = 7.5;
const TANGENT = 54; // half its length

/**
 * @param {{ kind: "value" | "gradient", onPick?: (dot: number) => void }} options
 *   `onPick` is called with the dot nearest to where the reader points
 */
export function createFunctionChart({ kind, onPick }) {
  const svg = s("svg", { class: "chart-svg", role: "img", height: HEIGHT, width: "100%" });
  const element = h("div", { class: `function-chart ${kind}` }, svg);
  let width = 340;
  /** @type {Drawing | undefined} */
  let drawing;

  function render() {
    if (!drawing) return;
    const layout = layOut(drawing, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute("aria-label", drawing.description);
    svg.replaceChildren(axes(layout), curve(drawing.curve, layout), dots(drawing, layout));
  }

  /** @param {PointerEvent} event */
  function pick(event) {
    if (!drawing || event.button !== 0) return;
    const { x, y } = layOut(drawing, width);
    const box = svg.getBoundingClientRect();
    const scale = width / box.width;
    const away = drawing.dots.map((dot) =>
      Math.hypot(x(dot.z) - (event.clientX - box.left) * scale, y(dot.y) - (event.clientY - box.top) * scale),
    );
    if (away.length > 0) onPick?.(away.indexOf(Math.min(...away)));
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
  }

  return {
    element,
    /** @param {Drawing} newDrawing */
    draw(newDrawing) {
      drawing = newDrawing;
      render();
    },
    destroy() {
      observer.disconnect();
      svg.removeEventListener("pointerdown", pick);
    },
  };
}

/**
 * Where everything stands, in pixels.
 * @param {Drawing} drawing
 * @param {number} width
 */
function layOut({ curve, reach }, width) {
  const [across, up] = [linearScale(-reach, reach, width < 300 ? 4 : 6), linearScale(curve.low, curve.high, 4)];
  const widest = Math.max(...up.ticks.map((tick) => up.format(tick).length));
  const left = widest * CHARACTER + 10;
  const right = Math.max(left + 1, width - 12);
  const foot = HEIGHT - BOTTOM;
  return {
    across,
    up,
    left,
    right,
    foot,
    /** @param {number} z */
    x: (z) => round(left + (right - left) * across.place(z)),
    /** @param {number} value */
    y: (value) => round(TOP + (foot - TOP) * (1 - up.place(value))),
  };
}

/** @typedef {ReturnType<typeof layOut>} Layout */

/** @param {number} pixels */
const round = (pixels) => Math.round(pixels * 10) / 10;

/** @param {Layout} layout */
function axes({ across, up, left, right, foot, x, y }) {
  return s(
    "g",
    { class: "chart-axes", "aria-hidden": "true" },
    ...up.ticks.flatMap((tick) => [
      s("line", { class: "chart-grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
      s("text", { x: left - 8, y: y(tick), dy: "0.32em", "text-anchor": "end" }, up.format(tick)),
    ]),
    s("line", { class: "chart-grid", x1: x(0), x2: x(0), y1: TOP, y2: foot }),
    s("line", { class: "chart-base", x1: left, x2: right, y1: foot, y2: foot }),
    ...across.ticks.flatMap((tick) => [
      s("line", { class: "chart-base", x1: x(tick), x2: x(tick), y1: foot, y2: foot + 5 }),
      s("text", { x: x(tick), y: foot + 18, "text-anchor": "middle" }, across.format(tick)),
    ]),
    s("text", { class: "chart-variable", x: (left + right) / 2, y: foot + 35, "text-anchor": "middle" }, "z"),
  );
}

/**
 * @param {Curve} curve
 * @param {Layout} layout
 */
function curve({ lines, ends = [], level }, { x, y, left, right }) {
  return s(
    "g",
    { "aria-hidden": "true" },
    level && s("line", { class: "chart-limit", x1: left, x2: right, y1: y(level.y), y2: y(level.y) }),
    level && s("text", { x: right, y: y(level.y) - 6, "text-anchor": "end" }, level.label),
    ...lines.map((line) =>
      s("polyline", { class: "chart-line", points: line.map(([z, value]) => `${x(z)},${y(value)}`).join(" ") }),
    ),
    ...ends.map(({ z, y: at, open }) =>
      s("circle", { class: `chart-end ${open ? "open" : "closed"}`, cx: x(z), cy: y(at), r: 4 }),
    ),
  );
}

/**
 * @param {Drawing} drawing
 * @param {Layout} layout
 */
function dots({ dots, current, slope, note }, layout) {
  const { x, y, left, right, foot } = layout;
  const marked = current === null ? undefined : dots[current];
  const others = dots.filter((dot) => dot !== marked).map((dot) => mark(dot, layout, 4, "chart-dot"));
  if (!marked) return s("g", { "aria-hidden": "true" }, ...others);
  const at = x(marked.z);
  const rightHalf = at > (left + right) / 2;
  return s(
    "g",
    { "aria-hidden": "true" },
    ...others,
    s("line", { class: "chart-guide", x1: at, x2: at, y1: TOP - 6, y2: foot }),
    slope !== null && !marked.beyond && tangent(marked, slope, layout),
    mark(marked, layout, 6.5, "chart-dot current"),
    s("text", { class: "chart-note", x: at, y: TOP - 12, "text-anchor": rightHalf ? "end" : "start" }, note),
  );
}

/**
 * A dot; where its place lies off the chart, an arrow head at the edge.
 * @param {Dot} dot
 * @param {Layout} layout
 * @param {number} size
 * @param {string} name
 */
function mark({ z, y: value, beyond }, { x, y }, size, name) {
  const [cx, cy] = [x(z), y(value)];
  if (!beyond) return s("circle", { class: name, cx, cy, r: size });
  const out = (beyond === "right" ? 1.5 : -1.5) * size;
  return s("polygon", { class: name, points: `${cx},${cy - size} ${cx},${cy + size} ${cx + out},${cy}` });
}

/**
 * The same length on the screen at each slope, and nothing of it outside of the axes.
 * @param {Dot} dot
 * @param {number} slope
 * @param {Layout} layout
 */
function tangent({ z, y: value }, slope, { x, y, left, right, foot }) {
  const [across, up] = [x(z + 1) - x(z), (y(value + 1) - y(value)) * slope];
  const scale = TANGENT / Math.hypot(across, up);
  const [dx, dy] = [across * scale, up * scale];
  const [cx, cy] = [x(z) - left, y(value) - TOP];
  return s(
    "svg",
    { class: "chart-window", x: left, y: TOP, width: right - left, height: foot - TOP },
    s("line", { class: "chart-tangent", x1: cx - dx, x2: cx + dx, y1: cy - dy, y2: cy + dy }),
  );
}
