/** The learning rate; under it a ball on its loss, and the loss over the steps. */

import { useMemo } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { LineChart } from "../../charts/line_chart.jsx";
import { linearScale } from "../../charts/chart_scale.js";
import { NumberField } from "../../parts/number_field.jsx";
import { useWidth } from "../../parts/use_width.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { deadZones, lineOf, planeOf } from "./landscape.js";
import { verdict } from "./words.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

const SIDE_BY_SIDE = 500; // pixels for the two pictures
const NOTCHES = 50; // of the slider, for a power of ten
const DOTS = 60; // of the path, at most

/** @param {DescentView} view */
export function Picture(view) {
  const { given, pass, step, go, choice } = view;
  const [box, width] = useWidth();
  const beside = width >= SIDE_BY_SIDE;
  const across = beside ? (width - 8) / 2 : width;
  const output = plainText(given.graph.output);
  const title = capital(output);
  const { losses, outcome } = pass;
  const lines = useMemo(() => [{ values: losses, class: "series-0" }], [losses]);
  return (
    <div ref={box} class="descent-picture">
      <Rate {...view} />
      <p class="outcome" data-outcome={outcome} title={pass.reason}>{verdict(pass)}</p>
      <div class={`descent-views ${beside ? "beside" : ""}`}>
        <Ball {...view} width={across} height={beside ? 264 : 150} />
        <LineChart
          lines={lines} last={losses.length - 1} cursor={step} onPick={go} width={across} height={beside ? 264 : 112} log={choice.log_scale}
          title={`${title} over steps`}
          description={`${title} over ${losses.length - 1} steps, from ${formatNumber(losses[0] ?? NaN)} to ${formatNumber(losses.at(-1) ?? NaN)}`}
        />
      </div>
    </div>
  );
}

/** "Loss", but "y".  @param {string} name */
const capital = (name) => (name.length > 2 ? name.charAt(0).toUpperCase() + name.slice(1) : name);

/** @param {DescentView} view */
function Rate(view) {
  const { given, edit } = view;
  const id = useUniqueId("rate");
  const centre = Math.round(Math.log10(given.initial.learning_rate) * NOTCHES);
  const at = Math.round(Math.log10(given.learning_rate) * NOTCHES);
  const set = (/** @type {any} */ before, /** @type {number} */ rate) => ({ ...before, learning_rate: rate });
  return (
    <div class="descent-rate">
      <span aria-hidden="true">Learning rate <i>η</i></span>
      <NumberField view={view} name="learning_rate" label="Learning rate" value={given.learning_rate} change={set} unit={Number((10 ** Math.floor(at / NOTCHES)).toPrecision(1))} />
      <label class="visually-hidden" for={id}>Learning rate, logarithmic</label>
      <input
        type="range" id={id} class="rate-slider" min={centre - 2 * NOTCHES} max={centre + 3 * NOTCHES} value={at}
        aria-valuetext={formatNumber(given.learning_rate, 3)} onKeyDown={(event) => /^(Arrow|Home|End)/.test(event.key) && event.stopPropagation()}
        onInput={(event) => {
          const rate = Number((10 ** (event.currentTarget.valueAsNumber / NOTCHES)).toPrecision(3));
          edit("learning_rate", (before) => set(before, rate));
        }}
      />
    </div>
  );
}

/** @param {DescentView & { width: number, height: number }} props */
function Ball({ given, pass, step, width, height }) {
  const { graph, parameter_names: names, inputs } = given;
  const now = pass.parameters[step] ?? {};
  const two = names.length === 2;
  const line = useMemo(() => (two ? null : lineOf(graph, names, inputs, now)), [graph, names, inputs, pass, step]);
  const plane = useMemo(() => (two ? planeOf(graph, names, inputs) : null), [graph, names, inputs]);
  const clip = useUniqueId("clip");
  const start = pass.losses[0] ?? 1;
  const heights = line?.samples.map(({ loss }) => loss).filter(Number.isFinite) ?? [];
  const most = line ? Math.min(Math.max(...heights), Math.max(2.6 * start, Math.min(...heights) + 1e-9)) : 1;
  const [first = "", second = ""] = line ? [line.name] : names;
  const horizontal = line ? linearScale(line.low, line.high, 4) : linearScale(plane?.low[0] ?? 0, plane?.high[0] ?? 1, 3);
  const vertical = line ? linearScale(0, most, 4) : linearScale(plane?.low[1] ?? 0, plane?.high[1] ?? 1, 4);
  const left = 8 + 7.5 * Math.max(...vertical.ticks.map((tick) => vertical.format(tick).length));
  const [right, top, bottom] = [width - 10, 20, height - 24];
  const x = (/** @type {number} */ value) => left + (right - left) * horizontal.place(value);
  const y = (/** @type {number} */ value) => bottom - (bottom - top) * vertical.place(value);
  const places = pass.parameters.slice(Math.max(0, step - DOTS), step + 1).map((entry, i) => {
    const k = Math.max(0, step - DOTS) + i;
    return [x(entry[first] ?? NaN), y(line ? (pass.losses[k] ?? NaN) : (entry[second] ?? NaN))];
  });
  const path = (/** @type {number[][]} */ points) => points.map(([px = 0, py = 0], i) => `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join("");
  const [ballX = 0, ballY = 0] = places.at(-1) ?? [];
  const inside = ballX >= left && ballX <= right && ballY >= top && ballY <= bottom;
  const [shownX, shownY] = [clamp(ballX, left, right), clamp(ballY, top, bottom)];
  const axis = plainText(first);
  const title = line ? `${capital(plainText(graph.output))} over ${axis}${names.length > 1 ? ", all moving" : ""}` : `${plainText(second)} over ${axis}`;
  return (
    <svg class="landscape chart-svg" width={width} height={height} role="img" aria-label={`${title}. The ball is at ${names.map((name) => `${plainText(name)} = ${formatNumber(now[name] ?? NaN, 4)}`).join(", ")}.`}>
      <defs><clipPath id={clip}><rect x={left} y={top} width={Math.max(0, right - left)} height={Math.max(0, bottom - top)} /></clipPath></defs>
      <text class="chart-title" x={left} y={13}>{title}</text>
      {vertical.ticks.map((tick) => <text key={tick} x={left - 6} y={y(tick) + 4} text-anchor="end">{vertical.format(tick)}</text>)}
      {horizontal.ticks.map((tick) => <text key={tick} x={clamp(x(tick), left, right - 8)} y={height - 6} text-anchor="middle">{horizontal.format(tick)}</text>)}
      <path class="chart-base" d={`M${left} ${top}V${bottom}H${right}`} fill="none" />
      <g clip-path={`url(#${clip})`}>
        {line && deadZones(line.samples).map(([from, to]) => (
          <g key={from}>
            <rect class="dead-zone" x={x(from)} y={top} width={x(to) - x(from)} height={bottom - top} />
            <text x={(x(from) + x(to)) / 2} y={top + 14} text-anchor="middle">no slope</text>
          </g>
        ))}
        {line && <path class="landscape-line" d={path(line.samples.filter(({ loss }) => Number.isFinite(loss)).map(({ at, loss }) => [x(at), y(Math.min(loss, 4 * most))]))} />}
        {plane?.levels.map(({ level, segments }) => (
          <path key={level} class="contour" d={segments.map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => `M${x(x0).toFixed(1)} ${y(y0).toFixed(1)}L${x(x1).toFixed(1)} ${y(y1).toFixed(1)}`).join("")} />
        ))}
        <path class="descent-path" d={path(places.map(([px = 0, py = 0]) => [clamp(px, -width, 2 * width), clamp(py, -height, 2 * height)]))} />
        {places.slice(0, -1).map(([px, py], i) => <circle key={i} class="descent-foot" cx={px} cy={py} r={3} />)}
      </g>
      <circle class={`ball ${inside ? "" : "out"}`} cx={shownX} cy={shownY} r={8} />
      {!inside && <text class="ball-out" x={clamp(shownX, left + 24, right - 24)} y={clamp(shownY + 24, top + 24, bottom - 6)} text-anchor="middle">out of sight</text>}
    </svg>
  );
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
