/** The learning rate: a field, and a slider over powers of ten that holds the rates of all presets. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { NumberField } from "../../parts/number_field.jsx";
import { useUniqueId } from "../../markup/unique_id.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */
/** @typedef {import("./descent_stepper.jsx").Given} Given */

const NOTCHES = 50; // for a power of ten

/**
 * The powers of ten between which the slider moves: one beyond each rate that the figure knows.
 * @param {Pick<Given, "initial" | "presets" | "learning_rate">} given
 * @returns {[number, number]}
 */
export function powersOf({ initial, presets, learning_rate: rate }) {
  const rates = [initial.learning_rate, ...presets.map((preset) => preset.learning_rate ?? initial.learning_rate)];
  const [low, high] = [Math.floor(Math.log10(Math.min(...rates))) - 1, Math.ceil(Math.log10(Math.max(...rates))) + 1];
  return [Math.min(low, Math.floor(Math.log10(rate))), Math.max(high, Math.ceil(Math.log10(rate)))];
}

/** @param {DescentView} view */
export function Rate(view) {
  const { given, edit } = view;
  const id = useUniqueId("rate");
  const [low, high] = powersOf(given);
  const at = Math.round(Math.log10(given.learning_rate) * NOTCHES);
  const set = (/** @type {any} */ before, /** @type {number} */ rate) => ({ ...before, learning_rate: rate });
  const [from, to] = [formatNumber(10 ** low, 3), formatNumber(10 ** high, 3)].map((text) => text.replace("1×", ""));
  return (
    <div class="descent-rate">
      <span aria-hidden="true">Learning rate <i>η</i></span>
      <NumberField view={view} name="learning_rate" label="Learning rate" value={given.learning_rate} change={set} unit={Number((10 ** Math.floor(at / NOTCHES)).toPrecision(1))} />
      <label class="visually-hidden" for={id}>Learning rate, from {from} to {to}, in powers of ten</label>
      <span class="rate-scale">
        <span class="rate-end" aria-hidden="true">{from}</span>
        <input
          type="range" id={id} class="rate-slider" min={low * NOTCHES} max={high * NOTCHES} value={at} aria-valuetext={formatNumber(given.learning_rate, 3)}
          onKeyDown={(event) => /^(Arrow|Home|End)/.test(event.key) && event.stopPropagation()}
          onInput={(event) => {
            const rate = Number((10 ** (event.currentTarget.valueAsNumber / NOTCHES)).toPrecision(3));
            edit("learning_rate", (before) => set(before, rate), { ahead: true });
          }}
        />
        <span class="rate-end" aria-hidden="true">{to}</span>
      </span>
    </div>
  );
}
