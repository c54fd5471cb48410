/**
 * The curve between the nudged points, magnified until they are far apart: computed with the chosen precision,
 * so that with a small h the steps of rounding show.
 */

import { FUNCTIONS, PRECISIONS, isCentral } from "../../arithmetic/differences.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { useWidth } from "../../parts/use_width.js";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */

const REACH = 1.4; // of h, to both sides
const SAMPLES = 240;
const ROOM = 0.2; // of the height, above and below
const [TOP, BOTTOM] = [6, 22];

/** @param {{ view: DifferenceView }} props */
export function Closeup({ view }) {
  const { given, pass, step, question } = view;
  const [box, width, measured] = useWidth(300);
  const clip = useUniqueId("clip");
  const height = Math.max(80, measured);
  const { real } = PRECISIONS[given.precision];
  const { value } = FUNCTIONS[given.function];
  const { h = 1, above = 0, below = 0 } = pass.places[step] ?? {};
  const here = value(pass.at, real);
  const rise = (/** @type {number} */ t) => value(real(pass.at + t * h), real) - here;

  const points = Array.from({ length: SAMPLES + 1 }, (_, k) => REACH * ((2 * k) / SAMPLES - 1)).map((t) => [t, rise(t)]);
  const central = isCentral(given.rule);
  const [from, to] = [central ? -1 : 0, 1];
  const seen = points.filter(([t = 0, dy = NaN]) => Math.abs(t) <= 1 && Number.isFinite(dy)).map(([, dy = 0]) => dy);
  const [least, most] = [Math.min(...seen, below - here, above - here), Math.max(...seen, below - here, above - here)];
  const span = most - least || 2 * Math.abs(pass.slope) * h || h;
  const [low, high] = [(most + least) / 2 - (0.5 + ROOM) * span, (most + least) / 2 + (0.5 + ROOM) * span];
  const x = (/** @type {number} */ t) => (width * (t + REACH)) / (2 * REACH);
  const y = (/** @type {number} */ dy) => TOP + (height - TOP - BOTTOM) * ((high - Math.max(low - 9 * span, Math.min(high + 9 * span, dy))) / (high - low));
  const steep = (above - below) / (to - from); // for a t of 1
  const lineAt = (/** @type {number} */ t) => y(below - here + steep * (t - from));
  const tangentAt = (/** @type {number} */ t) => y(pass.slope * h * t);
  return (
    <div class="closeup" ref={box}>
      <svg
        class="chart-svg" width={width} height={height} role="img"
        aria-label={`The curve near x, 2.8 times h wide: a line through the points at ${central ? "x − h" : "x"} and x + h${question ? "" : `, of slope ${formatNumber(pass.places[step]?.measured ?? NaN, 4)}`}; the tangent has ${formatNumber(pass.slope, 4)}`}
      >
        <defs><clipPath id={clip}><rect x={0} y={0} width={width} height={height - BOTTOM} /></clipPath></defs>
        <g clip-path={`url(#${clip})`}>
          <path class="closeup-tangent" d={`M0 ${tangentAt(-REACH)}L${width} ${tangentAt(REACH)}`} />
          <path class="closeup-curve" d={points.filter(([, dy]) => Number.isFinite(dy)).map(([t = 0, dy = 0], k) => `${k ? "L" : "M"}${x(t).toFixed(1)} ${y(dy).toFixed(1)}`).join("")} />
          <path class="closeup-secant" d={`M0 ${lineAt(-REACH)}L${width} ${lineAt(REACH)}`} />
        </g>
        <line class="chart-base" x1={0} x2={width} y1={height - BOTTOM} y2={height - BOTTOM} />
        {[from, to].map((t) => (
          <g key={t}>
            <line class="guide" x1={x(t)} x2={x(t)} y1={y(t === to ? above - here : below - here)} y2={height - BOTTOM} />
            <circle class="closeup-point" cx={x(t)} cy={y(t === to ? above - here : below - here)} r={6} />
          </g>
        ))}
        {(central ? [-1, 0, 1] : [0, 1]).map((t) => <text key={t} x={x(t)} y={height - 6} text-anchor="middle">{t === 0 ? "x" : t < 0 ? "x − h" : "x + h"}</text>)}
      </svg>
    </div>
  );
}
