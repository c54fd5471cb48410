/** The picture of the network in training, the knobs beside it, and what is kept of it. */

import { useMemo } from "preact/hooks";

import { LIMITS, OPTIMIZER_NAMES, pythonProgram } from "../../arithmetic/live_training.js";
import { lastEpoch } from "../../arithmetic/record.js";
import { DecisionMap } from "../../charts/decision_map.jsx";
import { useUniqueId } from "../../markup/unique_id.js";
import { NumberField } from "../../parts/number_field.jsx";
import { Reading } from "./tools.jsx";
import { MOST_KEPT, settingsOf } from "./trainings.js";

/** @typedef {import("./training_playground.jsx").PlaygroundView} PlaygroundView */
/** @typedef {import("../../arithmetic/live_training.js").Settings} Settings */

/** @param {PlaygroundView} view */
export function Bench(view) {
  const { pass: { tracks: [own], points }, step, choice } = view;
  const epoch = own ? Math.min(step, lastEpoch(own.run)) : 0;
  const layersAt = useMemo(() => () => own?.networkAt(epoch) ?? [], [own?.networkAt, epoch]);
  const still = useMemo(() => points, [own?.networkAt]);
  return (
    <div class="bench">
      <div class="map"><DecisionMap layersAt={layersAt} points={still} label={`Decision boundary at epoch ${epoch}`} moving={(choice.playing ?? false) || epoch < step} /></div>
      <div class="knobs" role="group" aria-label="Settings">
        <Optimizer {...view} />
        <Knob view={view} name="rate" label="Learning rate" scale="log" />
        <Knob view={view} name="scale" label="Initial weights" scale="log" />
        <Knob view={view} name="hidden" label="Hidden neurons" scale="log" unit={1} />
        <Knob view={view} name="noise" label="Noise" scale="linear" unit={0.01} />
        <Knob view={view} name="seed" label="Seed" unit={1} />
      </div>
    </div>
  );
}

/** @param {PlaygroundView} view */
function Optimizer({ given, edit }) {
  return (
    <label class="knob">
      <span class="knob-name">Optimizer</span>
      <select class="button" value={given.optimizer} onChange={(event) => edit("optimizer", (before) => ({ ...before, optimizer: /** @type {Settings["optimizer"]} */ (event.currentTarget.value) }))}>
        {OPTIMIZER_NAMES.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </label>
  );
}

const NOTCHES = 50; // of a logarithmic slider, for a power of ten

/** @typedef {{ toNotch: (value: number) => number, toValue: (notch: number) => number }} Scale */

/** @type {Record<"log" | "linear", Scale>} */
const SCALES = {
  log: { toNotch: (value) => Math.round(NOTCHES * Math.log10(value)), toValue: (notch) => Number((10 ** (notch / NOTCHES)).toPrecision(2)) },
  linear: { toNotch: (value) => Math.round(100 * value), toValue: (notch) => notch / 100 },
};

/**
 * A number with a slider, or with a button for the next one.
 * @param {object} props
 * @param {PlaygroundView} props.view
 * @param {keyof typeof LIMITS} props.name
 * @param {string} props.label
 * @param {"log" | "linear"} [props.scale]
 * @param {number} [props.unit]
 */
function Knob({ view, name, label, scale, unit }) {
  const id = useUniqueId(name);
  const { [name]: value } = view.given;
  const { least, most, whole = false } = LIMITS[name];
  const set = (/** @type {any} */ before, /** @type {number} */ to) => ({ ...before, [name]: to });
  const turn = (/** @type {number} */ to) => view.edit(name, (before) => set(before, Math.max(least, Math.min(most, whole ? Math.round(to) : to))));
  const { toNotch, toValue } = SCALES[scale ?? "linear"];
  return (
    <div class="knob" data-knob={name}>
      <span class="knob-name" aria-hidden="true">{label}</span>
      <NumberField view={view} name={name} label={label} value={value} change={set} {...(unit && { unit })} digits={10} />
      {scale ? (
        <>
          <label class="visually-hidden" for={id}>{label}, slider</label>
          <input
            type="range" id={id} min={toNotch(least)} max={toNotch(most)} value={toNotch(value)} aria-valuetext={String(value)}
            onKeyDown={(event) => /^(Arrow|Home|End|Page)/.test(event.key) && event.stopPropagation()}
            onInput={(event) => turn(toValue(event.currentTarget.valueAsNumber))}
          />
        </>
      ) : <button type="button" class="button quiet" onClick={() => turn(value + 1)}>Next seed</button>}
    </div>
  );
}

/** @param {PlaygroundView} view */
export function Keep({ given, edit, choice, adjust }) {
  const { kept } = given;
  const own = settingsOf(given);
  const isKept = kept.some((each) => JSON.stringify(settingsOf(each)) === JSON.stringify(own));
  return (
    <>
      <button
        type="button" class="button quiet" aria-disabled={isKept}
        onClick={() => !isKept && edit("kept", (before) => ({ ...before, kept: [own, ...before.kept].slice(0, MOST_KEPT) }))}
      >
        Keep to compare
      </button>
      <button type="button" class="button quiet" aria-disabled={kept.length === 0} onClick={() => edit("kept", (before) => ({ ...before, kept: [] }))}>Forget</button>
      <label class="checkbox">
        <input type="checkbox" checked={choice.log_scale} onChange={(event) => adjust({ log_scale: event.currentTarget.checked })} />
        Logarithmic loss
      </label>
    </>
  );
}

/** @param {PlaygroundView} view */
export function Program({ given, pass: { points, epochs }, step }) {
  return (
    <>
      <p>This program trains the same network, with the same losses:</p>
      <pre tabIndex={0} role="group" aria-label="Python program" onKeyDown={(event) => event.key.startsWith("Arrow") && event.stopPropagation()}><code>{pythonProgram(given, step || epochs)}</code></pre>
      <Reading points={points} />
    </>
  );
}
