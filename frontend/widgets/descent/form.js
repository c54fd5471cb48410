/** The settings of a descent: fields for its numbers, buttons for those worth a try. */

import { checkLearningRate, checkSteps } from "../../arithmetic/descent.js";
import { h } from "../../markup/dom.js";
import { createFieldGroup } from "../../parts/old/field_group.js";
import { inputNames } from "../../arithmetic/graph.js";
import { math, mi, plainText, symbol } from "../../markup/old/mathml.js";
import { sameValue } from "../../arithmetic/same_value.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */

/**
 * @typedef {object} Settings what the reader can change, but for the step
 * @property {Record<string, number>} inputs
 * @property {number} learning_rate
 * @property {number} steps
 * @property {boolean} log_scale
 *
 * @typedef {Partial<Settings> & { label: string }} Preset
 */

/**
 * The fields. As soon as the texts read as settings that a descent can start from, they are committed.
 *
 * @param {GraphSpec} spec
 * @param {string[]} parameters
 * @param {Settings} settings
 * @param {(settings: Settings) => void} onCommit  throws where there is no descent
 */
export function createForm(spec, parameters, settings, onCommit) {
  const names = inputNames(spec);
  let committed = settings;

  /** @param {Settings} from @returns {Record<string, number>} the numbers in the fields, by their keys */
  const values = ({ inputs, learning_rate, steps }) => ({
    learning_rate,
    steps,
    ...Object.fromEntries(names.map((name) => [`input ${name}`, inputs[name] ?? NaN])),
  });

  const start = values(settings);
  const fields = createFieldGroup(
    {
      learning_rate: { label: h("span", null, "Learning rate ", math(mi("η"))), name: "Learning rate", value: settings.learning_rate },
      steps: { label: "Steps", step: 1, value: settings.steps },
      ...Object.fromEntries(
        names.map((name) => [
          `input ${name}`,
          { label: math(symbol(name)), name: plainText(name), value: start[`input ${name}`] ?? NaN },
        ]),
      ),
    },
    (changed) => {
      const { learning_rate = NaN, steps = NaN, ...rest } = { ...values(committed), ...changed };
      const inputs = Object.fromEntries(names.map((name) => [name, rest[`input ${name}`] ?? NaN]));
      checkLearningRate(learning_rate);
      checkSteps(steps);
      onCommit({ ...committed, inputs, learning_rate, steps });
    },
  );

  /** @param {string} legend @param {string[]} keys */
  const group = (legend, keys) =>
    h("fieldset", { class: "inputs" }, h("legend", null, legend), ...keys.flatMap(fields.element));
  const data = names.filter((name) => !parameters.includes(name));
  const keysOf = (/** @type {string[]} */ some) => some.map((name) => `input ${name}`);

  return {
    /** What is tried most stands on top of the widget. */
    rate: h("div", { class: "descent-form descent-rate" }, group("Descent", ["learning_rate", "steps"])),
    start: h(
      "div",
      { class: "descent-form" },
      group("Start at", keysOf(parameters)),
      data.length > 0 && group("Data", keysOf(data)),
    ),
    /** @param {Settings} from  what the reader is typing stays, where it means the same or nothing yet */
    show(from) {
      committed = from;
      fields.show(values(from));
    },
    /** @param {Settings} from */
    reset(from) {
      committed = from;
      fields.reset(values(from));
    },
    destroy: fields.destroy,
  };
}

/**
 * @param {Preset[]} presets
 * @param {Settings} initial  for what a preset leaves out
 * @param {(settings: Settings) => void} onChoose
 */
export function createPresets(presets, initial, onChoose) {
  const choices = presets.map(({ label, ...preset }) => {
    const settings = { ...initial, ...preset, inputs: { ...initial.inputs, ...preset.inputs } };
    const button = h("button", { type: "button", class: "button", onclick: () => onChoose(settings) }, label);
    return { button, settings };
  });
  const buttons = choices.map(({ button }) => button);
  const group = h("div", { class: "controls descent-presets", role: "group", "aria-label": "Presets" }, h("span", { class: "field-hint" }, "Try"), ...buttons);
  return {
    elements: buttons.length > 0 ? [group] : [],
    /** @param {Settings} settings */
    show(settings) {
      for (const choice of choices) {
        // The axis is the reader's own choice.
        const same = sameValue({ ...choice.settings, log_scale: null }, { ...settings, log_scale: null });
        choice.button.setAttribute("aria-pressed", String(same));
      }
    },
  };
}
