/** Axes, curve, tangents and dots. The dot nearest to the pointer is taken and follows it. */

import { useRef, useState } from "preact/hooks";

import { ACTIVATIONS } from "../../arithmetic/activations.js";
import { toDecimals } from "../../arithmetic/numbers.js";
import { linearScale } from "../../charts/chart_scale.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { withCell } from "../../parts/matrix.jsx";
import { pointIn } from "../../parts/own_pixels.js";
import { curveOf, draggedTo, drawnAt, heightOf, reachOf } from "./curve.js";
import { Dot } from "./dot.jsx";
import { cellName, layerAt, lookOf } from "./look.js";

/** @typedef {import("./activation_stepper.jsx").ActivationView} ActivationView */
/** @typedef {import("./look.js").Place} Place */

const [TOP, RIGHT, BOTTOM] = [10, 10, 36];
const LETTER = 7.5; // pixels of a digit at 13 px
const CATCH = 24; // pixels around a dot
const [UNIT, FINE] = [0.1, 0.01];
const [LONG, SHORT] = [64, 13]; // half a tangent

/** @param {{ view: ActivationView, width: number, height: number }} props */
export function Chart({ view, width, height }) {
  const { given: { inputs, activation: name }, choice } = view;
  const look = lookOf(view);
  const { activation, cell, inLayers, step } = look;
  const svg = useRef(/** @type {SVGSVGElement | null} */ (null));
  const held = useRef(/** @type {{ place: Place, off: number } | null} */ (null));
  const [heldReach, holdReach] = useState(/** @type {number | null} */ (null)); // the axis stays while a dot is dragged
  const clip = useUniqueId("clip");

  const reach = heldReach ?? reachOf(inputs);
  const [low, high] = heightOf(activation, reach);
  const [across, up] = [linearScale(-reach, reach, width < 420 ? 4 : 8), linearScale(low, high, 5)];
  const left = 10 + LETTER * Math.max(...up.ticks.map((tick) => up.format(tick).length));
  const [right, foot] = [Math.max(left + 1, width - RIGHT), height - BOTTOM];
  const x = (/** @type {number} */ z) => left + (right - left) * across.place(drawnAt(z, reach));
  const y = (/** @type {number} */ value) => foot - (foot - TOP) * up.place(value);
  const over = (/** @type {number} */ z) => y(activation.value(drawnAt(z, reach)));
  const dots = inputs.flatMap((row, i) => row.map((z, j) => ({ place: /** @type {Place} */ ([i, j]), z })));
  const isCurrent = (/** @type {Place} */ [i, j]) => cell !== null && cell.row === i && cell.column === j;
  const first = dots.findIndex(({ place }) => isCurrent(place));

  /** @param {Place} place @param {number} z */
  const move = ([i, j], z) =>
    view.edit(cellName("inputs", [i, j]), (given) => ({ ...given, inputs: withCell(given.inputs, i, j, z) }));

  /** To look at a cell; one whose turn has not come yet is multiplied with all before it.  @param {Place} place */
  function pick(place) {
    const turn = dots.findIndex((dot) => dot.place[0] === place[0] && dot.place[1] === place[1]) + 1;
    view.choose(inLayers ? { cell: place } : { cell: place, step: Math.max(choice.step, turn) });
  }

  /** @param {PointerEvent} event */
  function onPointerDown(event) {
    if (event.button !== 0 || !svg.current) return;
    const [pointX, pointY] = pointIn(svg.current, event);
    const away = dots.map(({ place, z }) =>
      Math.hypot(x(z) - pointX, over(z) - pointY) - (isCurrent(place) ? CATCH / 2 : 0));
    const nearest = away.indexOf(Math.min(...away));
    const dot = dots[nearest];
    if (!dot || (away[nearest] ?? CATCH) > CATCH) return;
    event.preventDefault();
    svg.current.setPointerCapture(event.pointerId);
    held.current = { place: dot.place, off: x(dot.z) - pointX };
    holdReach(reach);
    pick(dot.place);
    /** @type {SVGElement | undefined} */ (svg.current.querySelectorAll("[role=slider]")[nearest])?.focus({ preventScroll: true });
  }

  /** @param {PointerEvent} event */
  function onPointerMove(event) {
    if (!held.current || !svg.current) return;
    const { place, off } = held.current;
    const at = pointIn(svg.current, event)[0] + off;
    const z = draggedTo((reach * (2 * at - left - right)) / (right - left), reach, event.shiftKey ? FINE : UNIT);
    if (z !== inputs[place[0]]?.[place[1]]) move(place, z);
  }

  function letGo() {
    held.current = null;
    holdReach(null);
  }

  /** The piece of a tangent at a place of the curve, as long on the screen at each slope.  @param {number} z @param {number} slope @param {number} half */
  function tangent(z, slope, half) {
    const [dx, dy] = [x(1) - x(0), (y(1) - y(0)) * slope];
    const scale = half / Math.hypot(dx, dy);
    const [before, after] = [Math.min(scale, (x(z) - left) / dx), Math.min(scale, (right - x(z)) / dx)]; // no further than the axis
    return { x1: x(z) - dx * before, x2: x(z) + dx * after, y1: over(z) - dy * before, y2: over(z) + dy * after };
  }

  const layer = inLayers ? layerAt(step) : 1;
  const z = cell?.values[Math.max(0, layer - 1)];
  const shown = z === undefined || z !== drawnAt(z, reach) ? null : { z, slope: layer === 0 ? null : activation.derivative(z) };
  return (
    <svg
      ref={svg} class="chart-svg activation-chart" width={width} height={height} role="group" aria-label={`${activation.title} over z, with the batch on it`}
      onTouchStart={(event) => held.current && event.preventDefault() /* a finger on a dot drags it, and not the page */}
      onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={letGo} onPointerCancel={letGo}
    >
      <defs><clipPath id={clip}><rect x={left} y={0} width={right - left} height={foot + 4} /></clipPath></defs>
      <g aria-hidden="true">
        {up.ticks.map((tick) => (
          <g key={tick}>
            <line class="chart-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} text-anchor="end">{up.format(tick)}</text>
          </g>
        ))}
        {across.ticks.map((tick) => <text key={tick} x={x(tick)} y={foot + 17} text-anchor="middle">{across.format(tick)}</text>)}
        <text class="axis-name" x={(left + right) / 2} y={height - 4} text-anchor="middle">z</text>
        <line class="chart-base" x1={left} x2={right} y1={foot} y2={foot} />
        <line class="chart-base" x1={x(0)} x2={x(0)} y1={TOP} y2={foot} />
        <g clip-path={`url(#${clip})`}>
          <path class="activation-curve" d={curveOf(ACTIVATIONS[name], reach).map(([at, value], k) => `${k ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("")} />
          {!inLayers && dots.map(({ place, z: at }) => !isCurrent(place) && at === drawnAt(at, reach) && (
            <line key={place.join()} class="tangent small" {...tangent(at, activation.derivative(at), SHORT)} />
          ))}
          {shown && shown.slope !== null && <line class="tangent" {...tangent(shown.z, shown.slope, LONG)} />}
        </g>
        {cell && <line class="guide" x1={x(z ?? cell.z)} x2={x(z ?? cell.z)} y1={over(z ?? cell.z)} y2={foot} />}
        {inLayers && cell && cell.values.slice(1, -1).map((at, k) => <circle key={k} class="later" cx={x(at)} cy={over(at)} r={4} />)}
        {inLayers && layer > 1 && z !== undefined && <circle class="layer-dot" cx={x(z)} cy={over(z)} r={8} />}
      </g>
      {dots.map(({ place, z: at }, n) => (
        <Dot
          key={place.join()} name={cellName("z", place)} activation={activation} z={at} x={x(at)} y={over(at)} reach={reach} beyond={at === drawnAt(at, reach) ? 0 : Math.sign(at)}
          isCurrent={isCurrent(place)} isFaint={inLayers && !isCurrent(place)} isStop={n === Math.max(0, first)} isSeen={look.isSeen(...place)}
          onMove={(by) => {
            if (!isCurrent(place)) pick(place);
            move(place, toDecimals(at + by, 10));
          }}
          onLight={(on) => view.light(on ? cellName("z", place) : null)}
        />
      ))}
    </svg>
  );
}

