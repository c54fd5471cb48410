/** A line over steps, with a cursor: a click or a drag leads to its step. */

import { linearScale, logScale, stepTicks } from "./chart_scale.js";

const [TOP, RIGHT, BOTTOM] = [26, 14, 24];
const LETTER = 7.5; // pixels of a digit at 13 px
const MOST = 400; // points that are drawn

/**
 * @param {object} props
 * @param {number[]} props.values  one for each step, from step 0
 * @param {number} props.last  where the axis of the steps ends
 * @param {number} props.cursor
 * @param {(step: number) => void} props.onPick
 * @param {number} props.width
 * @param {number} props.height
 * @param {boolean} props.log
 * @param {string} props.title
 * @param {string} props.description  for a screen reader
 */
export function LineChart({ values, last, cursor, onPick, width, height, log, title, description }) {
  const known = values.filter(Number.isFinite);
  const positive = known.filter((value) => value > 0);
  const most = Math.max(...known);
  const count = height < 130 ? 2 : 4;
  const vertical = log && positive.length > 0 ? logScale(Math.max(Math.min(...positive), most * 1e-30), most, count) : linearScale(Math.min(0, ...known), most, count);
  const left = 8 + LETTER * Math.max(...vertical.ticks.map((tick) => vertical.format(tick).length));
  const x = (/** @type {number} */ step) => left + ((width - left - RIGHT) * step) / Math.max(1, last);
  const y = (/** @type {number} */ value) => height - BOTTOM - (height - TOP - BOTTOM) * vertical.place(value);
  const stride = Math.max(1, Math.ceil(values.length / MOST));
  const drawn = values.map((value, step) => ({ value, step })).filter(({ step }) => step % stride === 0 || step === values.length - 1);

  /** @param {PointerEvent & { currentTarget: SVGSVGElement }} event */
  function pick(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left - left) / (width - left - RIGHT);
    onPick(Math.max(0, Math.min(last, Math.round(part * Math.max(1, last)))));
  }

  return (
    <svg
      class="line-chart chart-svg chart-pickable series-0" role="img" aria-label={description} width={width} height={height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pick(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && pick(event)}
    >
      <text class="chart-title" x={left} y={13}>{title}</text>
      {vertical.ticks.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={left} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} text-anchor="end">{vertical.format(tick)}</text>
        </g>
      ))}
      {stepTicks(last, width < 260 ? 3 : 5).map((tick) => <text key={tick} x={x(tick)} y={height - 6} text-anchor="middle">{tick}</text>)}
      <path class="chart-line" d={drawn.map(({ value, step }, i) => `${i ? "L" : "M"}${x(step)} ${y(value)}`).join("")} />
      <g class="chart-cursor">
        <line x1={x(cursor)} x2={x(cursor)} y1={TOP} y2={height - BOTTOM} />
        <circle class="chart-dot" cx={x(cursor)} cy={y(values[cursor] ?? NaN)} r={5} />
      </g>
    </svg>
  );
}
