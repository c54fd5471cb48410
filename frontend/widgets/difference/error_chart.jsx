/** The error over the step size, both axes logarithmic: the dot on it is dragged along. */

import { useRef } from "preact/hooks";

import { DECADES, PRECISIONS, RULES, difference, isCentral, measure, stepSize } from "../../arithmetic/differences.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { logScale } from "../../charts/chart_scale.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { pointIn } from "../../parts/own_pixels.js";
import { isWhole, sizeText } from "./look.js";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */
/** @typedef {import("./difference_stepper.jsx").Precision} Precision */

const [TOP, RIGHT, BOTTOM, LEFT] = [8, 16, 36, 46];
const ASIDE = 12; // pixels between the axis and the largest step size, for the dot
const FINE = 8; // points of the curve for a power of ten
const NARROW = 420;
const NAMED_AT = 1e-11; // where the other precision's curve has its name: between both, or under them
/** @type {Readonly<Record<string, number>>} */
const KEYS = { ArrowUp: 1, ArrowDown: -1, PageUp: 4, PageDown: -4 };

/** @param {{ view: DifferenceView, width: number, height: number }} props */
export function ErrorChart({ view, width, height }) {
  const { given, pass, step, question, go } = view;
  const svg = useRef(/** @type {SVGSVGElement | null} */ (null));
  const clip = useUniqueId("clip");
  const [across, up] = [logScale(stepSize(DECADES), 1, width < NARROW ? 4 : 8), errorScale(given)];
  const [right, foot] = [Math.max(LEFT + 1, width - RIGHT), height - BOTTOM];
  const x = (/** @type {number} */ h) => right - (right - LEFT - ASIDE) * across.place(h);
  const y = (/** @type {number} */ error) => foot - (foot - TOP) * up.place(error);
  const hidden = question !== null;
  const whole = isWhole(view);
  const { error = NaN } = pass.places[step] ?? {};
  const [dotX, dotY] = [x(stepSize(step)), hidden ? foot : y(error)];
  const others = /** @type {Precision[]} */ (Object.keys(PRECISIONS)).filter((name) => name !== given.precision);

  /** @param {PointerEvent} event */
  function pick(event) {
    if (!svg.current) return;
    const part = (pointIn(svg.current, event)[0] - LEFT - ASIDE) / (right - LEFT - ASIDE);
    go(Math.round(part * DECADES));
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const by = KEYS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(step + by);
  }

  /** A line of the errors that one cause makes.  @param {(h: number) => number} errorAt */
  const line = (errorAt) => `M${x(1)} ${beyond(errorAt(1))}L${x(stepSize(DECADES))} ${beyond(errorAt(stepSize(DECADES)))}`;
  /** As y, but outside the picture too.  @param {number} value */
  const beyond = (value) => foot - ((foot - TOP) * (Math.log10(value) - Math.log10(up.low))) / (Math.log10(up.high) - Math.log10(up.low));
  const round = (/** @type {number} */ pixels) => pixels.toFixed(1);
  const curve = (/** @type {Precision} */ precision) => sizes().map((h, k) => {
    const at = PRECISIONS[precision].real(given.x);
    return `${k ? "L" : "M"}${round(x(h))} ${round(y(difference(given.function, at, h, given.rule, precision).error))}`;
  }).join("");

  return (
    <svg
      ref={svg} class="chart-svg chart-pickable difference-chart" width={width} height={height} role="group" aria-label="Error over the step size h"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        pick(event);
        /** @type {SVGElement | null} */ (event.currentTarget.querySelector("[role=slider]"))?.focus({ preventScroll: true });
      }}
      onPointerMove={(event) => event.buttons > 0 && pick(event)}
    >
      <defs><clipPath id={clip}><rect x={LEFT} y={TOP} width={right - LEFT} height={Math.max(0, foot - TOP)} /></clipPath></defs>
      <g aria-hidden="true">
        {up.ticks.map((tick) => (
          <g key={tick}>
            <line class="chart-grid" x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">{up.format(tick)}</text>
          </g>
        ))}
        {across.ticks.map((tick) => <text key={tick} x={x(tick)} y={foot + 17} text-anchor="middle">{across.format(tick)}</text>)}
        <text x={(LEFT + right) / 2} y={height - 3} text-anchor="middle">h, smaller to the right</text>
        <path class="chart-base" d={`M${LEFT} ${TOP}V${foot}H${right}`} fill="none" />
        <g clip-path={`url(#${clip})`}>
          {whole && pass.bend > 0 && <path class="bend-line" d={line((h) => pass.bend * (isCentral(given.rule) ? h * h : h))} />}
          {whole && pass.rounding > 0 && <path class="rounding-line" d={line((h) => pass.rounding / h)} />}
        </g>
        {whole && others.map((precision) => <path key={precision} class="other-line" d={curve(precision)} />)}
        {whole && others.map((precision) => (
          <text key={precision} x={x(NAMED_AT)} y={precision === "float64" ? foot - 8 : y(difference(given.function, PRECISIONS[precision].real(given.x), NAMED_AT, given.rule, precision).error) + 17} text-anchor="middle">{precision}</text>
        ))}
        {whole && <path class="error-line" d={curve(given.precision)} />}
        {!hidden && pass.places.map((place, k) => (whole || k <= step) && (
          <circle key={k} class={`error-foot ${place.error === 0 ? "exact" : ""}`} cx={x(stepSize(k))} cy={y(place.error)} r={4}><title>{`h = ${sizeText(k)}: error ${formatNumber(place.error, 3)}`}</title></circle>
        ))}
        <line class="guide" x1={dotX} x2={dotX} y1={dotY} y2={foot} />
      </g>
      <g
        class="dot" role="slider" tabindex={0} aria-label="Step size h, smaller to the right" aria-valuemin={0} aria-valuemax={DECADES} aria-valuenow={step}
        aria-valuetext={`h = ${sizeText(step)}${hidden ? "" : `, error ${formatNumber(error, 2)}`}`} onKeyDown={onKeyDown}
      >
        <circle class="hold" cx={dotX} cy={dotY} r={16} />
        <circle class="mark" cx={dotX} cy={dotY} r={8} />
      </g>
    </svg>
  );
}

/** The step sizes of the curve, from 1 down.  @returns {number[]} */
const sizes = () =>
  Array.from({ length: DECADES * FINE + 1 }, (_, k) => (k % FINE === 0 ? stepSize(k / FINE) : 10 ** (-k / FINE)));

/** Holds the errors of both rules and both precisions, so that they can be compared.  @param {DifferenceView["given"]} given */
function errorScale(given) {
  const all = RULES.flatMap((rule) => /** @type {Precision[]} */ (Object.keys(PRECISIONS)).flatMap((precision) => {
    try {
      return measure({ ...given, rule, precision }).places.map(({ error }) => error);
    } catch {
      return []; // x may be too near to an end in the other precision
    }
  })).filter((error) => error > 0);
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...all, 0.1)) - 0.7), 10 ** Math.ceil(Math.log10(Math.max(...all, 1)))];
  return { ...logScale(low, high, 6), low, high };
}
