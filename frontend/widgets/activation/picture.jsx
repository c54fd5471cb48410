/** The curve of an activation with the batch on it: dots that are dragged along, each with its tangent. */

import { ACTIVATIONS } from "../../arithmetic/activations.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { Choices } from "../../parts/choices.jsx";
import { useWidth } from "../../parts/use_width.js";
import { Chart } from "./chart.jsx";
import { layerAt, lookOf } from "./look.js";

/** @typedef {import("./activation_stepper.jsx").ActivationView} ActivationView */
/** @typedef {import("./look.js").ActivationName} ActivationName */

const OPTIONS = /** @type {ActivationName[]} */ (Object.keys(ACTIVATIONS)).map((value) => ({ value, text: ACTIVATIONS[value].title }));
const LEAST = 120; // pixels of height, until it is measured

/** @param {ActivationView} view */
export function Picture(view) {
  const [box, width, height] = useWidth();
  return (
    <div class="activation-picture">
      <Choices
        label="Activation" options={OPTIONS} value={view.given.activation}
        onChange={(activation) => view.edit("activation", (given) => ({ ...given, activation }))}
      />
      <div class="curve" ref={box}>
        <Chart view={view} width={width} height={Math.max(LEAST, height)} />
        <Reading view={view} />
      </div>
    </div>
  );
}

/** What is read off the curve: value and slope at the dot, or in the layer that the gradient has come to.  @param {{ view: ActivationView }} props */
function Reading({ view }) {
  const look = lookOf(view);
  const { cell, activation: { sign }, inLayers, step, isSeen } = look;
  if (!cell) return null;
  const layer = inLayers ? layerAt(step) : 1;
  const z = cell.values[Math.max(0, layer - 1)] ?? NaN;
  const value = cell.values[Math.max(1, layer)] ?? NaN;
  const slope = layer === 0 ? null : (cell.slopes[layer - 1] ?? NaN);
  const seen = isSeen(cell.row, cell.column);
  return (
    <p class="reading" aria-hidden="true">
      {inLayers && layer > 0 && <span class="where">layer {layer}</span>}
      <span class="value" title={String(value)}>{sign}({formatNumber(z, 3)}) = {formatNumber(value, 3)}</span>
      {slope !== null && <span class="gradient" title={seen ? String(slope) : undefined}>slope {seen ? formatNumber(slope, 3) : "?"}</span>}
    </p>
  );
}
