/** The loss, step after step of descent: once, ten or a hundred times. */

import { useRef } from "preact/hooks";

import { descend } from "../../arithmetic/network.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { NO_FIELD } from "../../parts/store.js";
import { NumberField } from "../../parts/number_field.jsx";
import { lastStep, stepOf } from "./steps.js";
import { counted } from "./words.js";

/** @typedef {import("./stepping.jsx").Given} Given */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

const TIMES = [1, 10, 100];
const [WIDTH, HEIGHT] = [168, 34];

/**
 * The losses so far, the first before any update, and what makes so many updates more.
 * @param {NetworkView} view
 */
export function useTraining(view) {
  const { given, pass } = view;
  const { layers, inputs, targets, learning_rate: rate } = given;
  const numbers = { layers, inputs, targets };
  const history = useRef({ numbers, losses: [pass.loss.loss] });
  // Any other edit than an update begins anew.
  if (!sameValue(history.current.numbers, numbers)) history.current = { numbers, losses: [pass.loss.loss] };
  const { losses } = history.current;

  /** @param {number} times */
  function update(times) {
    const { layers: moved, losses: more, stopped } = descend(given, rate, times);
    history.current = { numbers: { ...numbers, layers: moved }, losses: [...losses, ...more] };
    view.choose({ step: lastStep(layers.length) });
    if (more.length > 0) view.edit("layers", (/** @type {Given} */ before) => ({ ...before, layers: moved }));
    if (stopped) view.refuse(NO_FIELD, `${more.length === 0 ? "It cannot be updated" : `It stops after ${counted(more.length, "update")}`}: ${stopped} Try a smaller rate.`);
  }

  return { losses, update };
}

/** @param {{ view: NetworkView, losses: number[] }} props */
export function Loss({ view, losses }) {
  const { given: { layers }, pass: { loss: { loss } }, step } = view;
  const isKnown = step >= stepOf("loss", layers.length);
  return (
    <div class="network-loss">
      <span>loss <strong class="value" data-loss={isKnown ? loss : undefined}>{isKnown ? formatNumber(loss, 4) : "?"}</strong></span>
      <Curve losses={isKnown ? losses : []} />
    </div>
  );
}

/** @param {{ view: NetworkView, update: (times: number) => void }} props */
export function Update({ view, update }) {
  return (
    <div class="network-update" role="group" aria-label="Update">
      <label>
        <span aria-hidden="true">rate</span>
        <NumberField view={view} name="learning_rate" label="Learning rate" value={view.given.learning_rate} change={(before, x) => ({ ...before, learning_rate: x })} />
      </label>
      <span>Update</span>
      {TIMES.map((times) => (
        <button key={times} type="button" class="button" aria-label={`Update ×${times}`} onClick={() => update(times)}>×{times}</button>
      ))}
    </div>
  );
}

/** The losses over the updates.  @param {{ losses: number[] }} props */
function Curve({ losses }) {
  const steps = losses.length - 1;
  const largest = Math.max(1e-12, ...losses);
  const x = (/** @type {number} */ at) => 4 + ((WIDTH - 8) * at) / Math.max(10, steps);
  const y = (/** @type {number} */ loss) => HEIGHT - 4 - ((HEIGHT - 8) * loss) / largest;
  const last = losses.at(-1);
  const label = last === undefined ? "Loss over the updates: not known yet" : `Loss after ${counted(steps, "update")}: ${formatNumber(last, 4)}`;
  return (
    <svg class="network-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} data-updates={Math.max(0, steps)}>
      <path class="axis" d={`M2 2 V${HEIGHT - 2} H${WIDTH}`} />
      <polyline class="curve" points={losses.map((loss, at) => `${x(at).toFixed(1)},${y(loss).toFixed(1)}`).join(" ")} />
      {last !== undefined && <circle cx={x(steps)} cy={y(last)} r={3.5} />}
    </svg>
  );
}
