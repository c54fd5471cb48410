/** Lines over steps, with a cursor: a click or a drag leads to its step. */

import { useMemo } from "preact/hooks";

import { placeOf } from "../arithmetic/record.js";
import { pointIn } from "../parts/own_pixels.js";
import { linearScale, logScale, stepTicks } from "./chart_scale.js";

/**
 * @typedef {object} Line
 * @property {readonly number[]} values
 * @property {readonly number[]} [steps]  where they stand, rising; without it at 0, 1, 2, …
 * @property {string} class  its colour and its dashes
 * @property {boolean} [goesOn]  whether more values are to come
 */

const [TOP, RIGHT, BOTTOM] = [26, 14, 24];
const BESIDE = 10; // pixels from the axis to its numbers, so that no dot covers them
const LETTER = 7.5; // pixels of a digit at 13 px
const MOST = 400; // points of a line that are drawn
const LOW = 130; // pixels of height, in which there is room for fewer ticks
const FAINTEST = 1e-30; // of the largest value: what is smaller stands on a logarithmic axis' lower edge

/**
 * @param {object} props
 * @param {readonly Line[]} props.lines
 * @param {number} props.last  where the axis of the steps ends; beyond its values a line stays level, dotted, unless it goes on
 * @param {number} props.cursor
 * @param {(step: number) => void} props.onPick
 * @param {number} props.width
 * @param {number} props.height
 * @param {boolean} props.log
 * @param {string} props.title
 * @param {string} props.description  for a screen reader
 */
export function LineChart({ lines, last, cursor, onPick, width, height, log, title, description }) {
  const end = Math.max(1, last);
  const layout = useMemo(() => layOut(lines, end, width, height, log), [lines, end, width, height, log]);
  const { x, y, left, right } = layout;
  // Drawn once for all cursors.
  const still = useMemo(() => <Still lines={lines} layout={layout} title={title} />, [lines, layout, title]);

  /** @param {PointerEvent & { currentTarget: SVGSVGElement }} event */
  function pick(event) {
    const part = (pointIn(event.currentTarget, event)[0] - left) / (right - left);
    onPick(Math.max(0, Math.min(last, Math.round(part * end))));
  }

  return (
    <svg
      class="line-chart chart-svg chart-pickable" role="img" aria-label={description} width={width} height={height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pick(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && pick(event)}
    >
      {still}
      <g class="chart-cursor">
        <line x1={x(cursor)} x2={x(cursor)} y1={TOP} y2={height - BOTTOM} />
        {lines.map((line, i) => {
          const at = placeOf(cursor, stepsOf(line));
          const value = line.values[at] ?? NaN;
          return Number.isFinite(value) && <circle key={i} class={`chart-dot ${line.class}`} cx={x(cursor)} cy={y(value)} r={5} />;
        })}
      </g>
    </svg>
  );
}

/** @param {Line} line @returns {readonly number[]} */
const stepsOf = ({ steps, values }) => steps ?? values.map((_, step) => step);

/**
 * The axis for all values together: from 0, or logarithmic.
 * @param {readonly number[]} values
 * @param {boolean} log
 * @param {number} [count]  about how many ticks
 */
export function verticalScale(values, log, count = 4) {
  const known = values.filter(Number.isFinite);
  const most = Math.max(0, ...known);
  const positive = known.filter((value) => value > 0);
  return log && positive.length > 0 ? logScale(Math.max(Math.min(...positive), most * FAINTEST), most, count) : linearScale(Math.min(0, ...known), most, count);
}

/**
 * Where everything stands, in pixels.
 * @param {readonly Line[]} lines @param {number} end @param {number} width @param {number} height @param {boolean} log
 */
function layOut(lines, end, width, height, log) {
  const vertical = verticalScale(lines.flatMap(({ values }) => values), log, height < LOW ? 2 : 4);
  const left = BESIDE + 2 + LETTER * Math.max(...vertical.ticks.map((tick) => vertical.format(tick).length));
  const right = width - RIGHT;
  return {
    vertical, left, right, width, height, end,
    /** @param {number} step */
    x: (step) => round(left + ((right - left) * step) / end),
    /** @param {number} value */
    y: (value) => round(height - BOTTOM - (height - TOP - BOTTOM) * vertical.place(value)),
  };
}

/** @param {number} pixels */
const round = (pixels) => Math.round(pixels * 10) / 10;

/** @param {{ lines: readonly Line[], layout: ReturnType<typeof layOut>, title: string }} props */
function Still({ lines, layout: { vertical, left, right, width, height, end, x, y }, title }) {
  return (
    <>
      <text class="chart-title" x={left} y={13}>{title}</text>
      {vertical.ticks.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - BESIDE} y={y(tick) + 4} text-anchor="end">{vertical.format(tick)}</text>
        </g>
      ))}
      {stepTicks(end, width < 260 ? 3 : 5).map((tick) => <text key={tick} x={x(tick)} y={height - 6} text-anchor="middle">{tick}</text>)}
      {lines.map((line, i) => {
        const steps = stepsOf(line);
        const stride = Math.max(1, Math.ceil(steps.length / MOST));
        const points = steps.map((step, k) => [x(step), y(line.values[k] ?? NaN)]);
        const drawn = points.filter((_, k) => k % stride === 0 || k === points.length - 1);
        const [stopX = left, stopY = 0] = points.at(-1) ?? [];
        return (
          <g key={i} class={line.class}>
            <path class="chart-line" d={drawn.map(([px, py], k) => `${k ? "L" : "M"}${px} ${py}`).join("")} />
            {drawn.length > 0 && !line.goesOn && stopX < right - 1 && <line class="chart-level" x1={stopX} x2={right} y1={stopY} y2={stopY} />}
          </g>
        );
      })}
    </>
  );
}
