/** A ball on its loss, which is dragged to where the descent starts; and every step it has made. */

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { linearScale } from "../../charts/chart_scale.js";
import { prefersReducedMotion } from "../../parts/motion.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { deadZones, pointOn, samplesOf } from "./line.js";
import { contoursOf } from "./plane.js";
import { useBallDrag } from "./ball_drag.js";
import { capital, shownStep } from "./words.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

const HINTS = ["M-16 -5l-5 5 5 5", "M16 -5l5 5 -5 5", "M-5 -16l5 -5 5 5", "M-5 16l5 5 5 -5"]; // it goes to the left, right, up and down
const DOTS = 60; // of the path, at most
const SLOPE = 34; // pixels of its tangent, to either side
const TRAVEL = 450; // milliseconds from step to step
const NARROW = 300; // pixels: no room for a long title
const [TOP, RIGHT, BOTTOM, DIGIT] = [22, 14, 24, 7.8]; // pixels

/** @param {DescentView & { ahead: boolean, width: number, height: number }} props  `ahead`: whether the steps to come are drawn */
export function Ball({ ahead, width, height, ...view }) {
  const { given: { graph, parameter_names: names }, pass } = view;
  const { line, plane, losses, parameters } = pass;
  const samples = useMemo(() => line && samplesOf(graph, line), [graph, JSON.stringify(line)]);
  const contours = useMemo(() => plane && contoursOf(graph, names, plane), [graph, JSON.stringify(plane)]);
  const clip = useUniqueId("clip");
  const ball = useRef(/** @type {SVGGElement | null} */ (null));

  const top = samples && line ? roofOf(samples.map(({ loss }) => loss), line.top) : 0;
  const [first = "", second = ""] = line ? [line.name] : names;
  const horizontal = line ? linearScale(line.low, line.high, 4) : linearScale(plane?.low[0] ?? 0, plane?.high[0] ?? 1, 3);
  const vertical = line ? linearScale(Math.min(0, top), top || 1, 4) : linearScale(plane?.low[1] ?? 0, plane?.high[1] ?? 1, 4);
  const left = 8 + DIGIT * Math.max(...vertical.ticks.map((tick) => vertical.format(tick).length));
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const x = (/** @type {number} */ value) => left + (right - left) * horizontal.place(value);
  const y = (/** @type {number} */ value) => bottom - (bottom - TOP) * vertical.place(value);
  const placeOf = (/** @type {number} */ k) => {
    const at = parameters[k] ?? {};
    return [clamp(x(at[first] ?? NaN), -width, 2 * width), clamp(y(line ? (losses[k] ?? NaN) : (at[second] ?? NaN)), -height, 2 * height)];
  };

  const shown = shownStep(view);
  const begin = Math.max(0, shown - DOTS);
  const made = Array.from({ length: shown - begin + 1 }, (_, i) => placeOf(begin + i));
  const coming = ahead ? Array.from({ length: Math.min(DOTS, losses.length - shown) }, (_, i) => placeOf(shown + i)) : [];
  const [ballX = 0, ballY = 0] = made.at(-1) ?? [];
  const isInside = ballX >= left - 1 && ballX <= right + 1 && ballY >= TOP - 1 && ballY <= bottom + 1;
  const [shownX, shownY] = [clamp(ballX, left, right), clamp(ballY, TOP, bottom)];
  useTravel(ball, shown, shownX, shownY);

  const handles = useBallDrag(view, {
    at: [parameters[shown]?.[first] ?? NaN, parameters[shown]?.[second] ?? NaN],
    low: line ? [line.low, NaN] : (plane?.low ?? [0, 0]),
    high: line ? [line.high, NaN] : (plane?.high ?? [1, 1]),
    perPixel: line ? [(line.high - line.low) / (right - left), 0] : [((plane?.high[0] ?? 1) - (plane?.low[0] ?? 0)) / (right - left), -((plane?.high[1] ?? 1) - (plane?.low[1] ?? 0)) / (bottom - TOP)],
    pointAt: ([at = NaN, other = NaN]) => (line ? pointOn(line, at) : { [first]: at, [second]: other }),
  });

  /** The slope under the ball: what the rate is multiplied with. */
  function tangent() {
    const slopes = pass.gradients[shown] ?? {};
    const slope = Object.entries(line?.direction ?? {}).reduce((sum, [name, part]) => sum + part * (slopes[name] ?? NaN), 0);
    const steep = (y(slope) - y(0)) / (x(1) - x(0));
    const half = SLOPE / Math.hypot(1, steep);
    return Number.isFinite(half) ? path([[ballX - half, ballY - half * steep], [ballX + half, ballY + half * steep]]) : "";
  }

  const short = line ? `${capital(plainText(graph.output))} over ${plainText(first)}` : `${plainText(second)} over ${plainText(first)}`;
  const title = line ? `${short}${names.length > 1 ? " (the rest moves along)" : ""}` : `${short}: lines of equal ${plainText(graph.output)}`;
  const where = names.map((name) => `${plainText(name)} = ${formatNumber(parameters[shown]?.[name] ?? NaN, 4)}`).join(", ");
  return (
    <div class="landscape">
      <svg class="chart-svg" width={width} height={height} role="img" aria-label={`${title}. The ball is at ${where}.`}>
        <defs><clipPath id={clip}><rect x={left} y={TOP} width={Math.max(0, right - left)} height={Math.max(0, bottom - TOP)} /></clipPath></defs>
        <text class="chart-title" x={left} y={14}>{width < NARROW ? short : title}</text>
        {vertical.ticks.map((tick) => <text key={tick} x={left - 6} y={y(tick) + 4} text-anchor="end">{vertical.format(tick)}</text>)}
        {horizontal.ticks.map((tick) => {
          const text = horizontal.format(tick);
          const half = (DIGIT * text.length) / 2;
          return <text key={tick} x={clamp(x(tick), half, width - half)} y={height - 6} text-anchor="middle">{text}</text>;
        })}
        <path class="chart-base" d={`M${left} ${TOP}V${bottom}H${right}`} fill="none" />
        <g clip-path={`url(#${clip})`}>
          {samples && deadZones(samples).map(([from, to]) => (
            <g key={from}>
              <rect class="dead-zone" x={x(from)} y={TOP} width={x(to) - x(from)} height={bottom - TOP} />
              {x(to) - x(from) > 80 && <text x={(x(from) + x(to)) / 2} y={TOP + 16} text-anchor="middle">no slope</text>}
            </g>
          ))}
          {samples && <path class="landscape-line" d={path(samples.filter(({ loss }) => Number.isFinite(loss)).map(({ at, loss }) => [x(at), y(Math.min(loss, 4 * top))]))} />}
          {contours?.map(({ level, segments }) => (
            <path key={level} class="contour" d={segments.map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => path([[x(x0), y(y0)], [x(x1), y(y1)]])).join("")} />
          ))}
          {line && isInside && <path class="ball-slope" d={tangent()} />}
          <path class="descent-path ahead" d={path(coming)} />
          {coming.slice(1).map(([px, py], i) => <circle key={i} class="descent-foot ahead" cx={px} cy={py} r={3} />)}
          <path class="descent-path" d={path(made)} />
          {made.slice(0, -1).map(([px, py], i) => <circle key={i} class="descent-foot" cx={px} cy={py} r={3.5} />)}
        </g>
        {!isInside && <text class="ball-out" x={clamp(shownX, left + 40, right - 40)} y={clamp(shownY + 26, TOP + 26, bottom - 6)} text-anchor="middle">out of sight</text>}
        <g ref={ball} class={`ball ${isInside ? "" : "out"}`} transform={`translate(${shownX} ${shownY})`}>
          {view.step === 0 && <path class="ball-hint" d={HINTS.slice(0, line ? 2 : 4).join("")} />}
          <circle class="ball-dot" r={9} />
        </g>
      </svg>
      {handles.map(({ name, ...handle }) => (
        <div key={name} {...handle} class="ball-handle" style={`left: ${shownX}px; top: ${shownY}px`} title={`Drag the ball, or move ${plainText(name)} by the arrow keys`} />
      ))}
    </div>
  );
}

/** The ball goes from the place of one step to that of the next.  @param {import("preact").RefObject<SVGGElement | null>} ball @param {number} step @param {number} x @param {number} y */
function useTravel(ball, step, x, y) {
  const last = useRef({ step, x, y });
  useLayoutEffect(() => {
    const before = last.current;
    if (before.step === step || prefersReducedMotion()) return undefined;
    const running = ball.current?.animate(
      [{ transform: `translate(${before.x}px, ${before.y}px)` }, { transform: `translate(${x}px, ${y}px)` }],
      { duration: step === before.step + 1 ? TRAVEL : TRAVEL / 3, easing: "ease-in-out" },
    );
    return () => running?.cancel();
  }, [step]);
  useLayoutEffect(() => {
    last.current = { step, x, y };
  });
}

/** Where the picture ends above: far enough that a ball that diverges is seen to.  @param {number[]} heights @param {number} wanted */
function roofOf(heights, wanted) {
  const known = heights.filter(Number.isFinite);
  return Math.min(Math.max(...known), Math.max(wanted, Math.min(...known) + 1e-9));
}

/** @param {number[][]} points */
const path = (points) => points.map(([px = 0, py = 0], i) => `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join("");

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
