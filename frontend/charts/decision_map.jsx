/** Which class a network sees where in the plane of its two inputs, on a canvas under the points that it learnt from. */

import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { forward, gridPoints } from "../arithmetic/batch_forward.js";
import { watchColours } from "../parts/colours.js";
import { marks } from "./class_marks.js";
import { forgetPaint, paintSoon } from "./paint_queue.js";
import { createRegionCanvas } from "./region_canvas.js";
import { regions } from "./region_image.js";

/** @typedef {import("../arithmetic/record.js").Points} Points */
/** @typedef {import("../arithmetic/packed_parameters.js").Layer} Layer */

const SIZE = 256; // pixels of the image
const SIDE = 61; // points of the grid where the network is asked
const COARSE = 41; // while it plays: less than half as many
const SWATCH = 20;

/**
 * @param {object} props
 * @param {() => readonly Layer[]} props.layersAt  reads the network; another function is another picture
 * @param {Points} props.points
 * @param {string} props.label
 * @param {boolean} [props.moving]  whether another picture is to follow at once
 */
export function DecisionMap({ layersAt, points, label, moving = false }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const image = useRef(/** @type {ReturnType<typeof createRegionCanvas> | null} */ (null));
  const { n_classes: count, extent } = points;
  const dots = useMemo(() => <Dots points={points} />, [points]);
  const who = useRef({}).current;
  const side = moving ? COARSE : SIDE;

  useLayoutEffect(() => {
    if (!canvas.current) return undefined;
    const shown = createRegionCanvas(canvas.current, count);
    image.current = shown;
    const unwatch = watchColours(shown.recolour);
    return () => {
      unwatch();
      forgetPaint(who);
    };
  }, [points]);

  const painted = useRef(false);
  useEffect(() => {
    const draw = () => {
      const logits = forward([...layersAt()], gridPoints(extent, side), side * side);
      const found = regions(logits, side, count, SIZE);
      image.current?.show(found);
      box.current?.setAttribute("aria-label", `${label}: ${shares(found, count)}.`);
    };
    if (painted.current) paintSoon(who, draw);
    else draw(); // the first picture at once
    painted.current = true;
  }, [layersAt, points, label, side]);

  return (
    <div ref={box} class="decision-map" role="img">
      <canvas ref={canvas} width={SIZE} height={SIZE} />
      {dots}
    </div>
  );
}

/** What the colours, hatchings and marks stand for.  @param {{ count: number }} props */
export function ClassKeys({ count }) {
  return (
    <ul class="class-keys">
      {Array.from({ length: count }, (_, of) => <li key={of}><Swatch of={of} count={count} /> class {of}</li>)}
    </ul>
  );
}

/** @param {{ of: number, count: number }} props */
function Swatch({ of, count }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useLayoutEffect(() => {
    if (!canvas.current) return undefined;
    const size = SWATCH * SWATCH;
    const shown = createRegionCanvas(canvas.current, count);
    shown.show({ classes: new Uint8Array(size).fill(of), confidence: new Float64Array(size).fill(1) });
    return watchColours(shown.recolour);
  }, [of, count]);
  return (
    <span class="decision-map swatch" aria-hidden="true">
      <canvas ref={canvas} width={SWATCH} height={SWATCH} />
      <svg viewBox={`0 0 ${SWATCH} ${SWATCH}`}><path class={`class-mark class-${of}`} d={marks(of, [[SWATCH / 2, SWATCH / 2]])} /></svg>
    </span>
  );
}

/** @param {{ points: Points }} props */
function Dots({ points: { columns: [xs, ys], classes, n_classes: count, extent: [left = 0, right = 0, bottom = 0, top = 0] } }) {
  /** @param {number} i @returns {import("./class_marks.js").Place} */
  const place = (i) => [(SIZE * ((xs[i] ?? NaN) - left)) / (right - left), (SIZE * (top - (ys[i] ?? NaN))) / (top - bottom)];
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {Array.from({ length: count }, (_, of) => (
        <path key={of} class={`class-mark class-${of}`} d={marks(of, classes.flatMap((each, i) => (each === of ? [place(i)] : [])))} />
      ))}
    </svg>
  );
}

/** @param {import("./region_image.js").Regions} found @param {number} count */
function shares({ classes }, count) {
  const counts = new Array(count).fill(0);
  for (const each of classes) counts[each] += 1;
  return counts.map((of, k) => `class ${k} on ${Math.round((100 * of) / classes.length)} %`).join(", ");
}
