/** The settings of a descent: fields for its numbers, buttons for those worth a try. */

import { checkLearningRate, checkSteps } from "./descent.js";
import { h } from "./dom.js";
import { inputNames } from "./graph.js";
import { math, mi, plainText, symbol } from "./mathml.js";
import { createNumberField } from "./number_field.js";
import { parseNumber } from "./numbers.js";
import { sameValue } from "./static_model.js";

/** @typedef {import("./graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./number_field.js").NumberField} NumberField */

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
  /** @type {Map<string, { field: NumberField, check: (value: number) => void }>} */
  const fields = new Map();
  let committed = settings;

  /** @param {Settings} from @param {string} key @returns {number} */
  const valueOf = (from, key) =>
    key === "learning_rate" || key === "steps" ? from[key] : from.inputs[key.slice("input ".length)] ?? NaN;

  /** @param {Settings} from @param {Iterable<[string, number]>} values @returns {Settings} */
  function changed(from, values) {
    const to = { ...from, inputs: { ...from.inputs } };
    for (const [key, value] of values) {
      if (key === "learning_rate" || key === "steps") to[key] = value;
      else to.inputs[key.slice("input ".length)] = value;
    }
    return to;
  }

  /** The numbers that stand in the fields, of those that can be read.  @returns {[string, number][]} */
  function typed() {
    return [...fields].flatMap(([key, { field, check }]) => {
      if (field.input.getAttribute("aria-invalid") !== "true") return [];
      try {
        const value = parseNumber(field.input.value);
        check(value);
        return [/** @type {[string, number]} */ ([key, value])];
      } catch {
        return [];
      }
    });
  }

  /** @param {string} key @param {number} value */
  function commit(key, value) {
    fields.get(key)?.check(value);
    const waiting = typed();
    try {
      // Values that were refused before may do together with this one.
      onCommit(changed(committed, [...waiting, [key, value]]));
      for (const [name] of waiting) fields.get(name)?.field.setError(null);
    } catch (problem) {
      if (waiting.length === 0) throw problem;
      onCommit(changed(committed, [[key, value]]));
    }
  }

  /**
   * @param {string} key
   * @param {(value: number) => void} check
   * @param {Omit<import("./number_field.js").NumberFieldOptions, "value" | "onCommit">} options
   */
  function add(key, check, options) {
    const field = createNumberField({
      ...options,
      value: valueOf(settings, key),
      onCommit: (value) => commit(key, value),
    });
    fields.set(key, { field, check });
    return field.element;
  }

  /** @param {string} name */
  const addInput = (name) => add(`input ${name}`, () => {}, { label: math(symbol(name)), name: plainText(name) });

  const data = inputNames(spec).filter((name) => !parameters.includes(name));
  const element = h(
    "div",
    { class: "descent-form" },
    h("fieldset", { class: "inputs descent-rate" }, h("legend", null, "Descent"),
      add("learning_rate", checkLearningRate, { label: h("span", null, "Learning rate ", math(mi("η"))), name: "Learning rate" }),
      add("steps", checkSteps, { label: "Steps", step: 1 })),
    h("fieldset", { class: "inputs" }, h("legend", null, "Start at"), ...parameters.map(addInput)),
    data.length > 0 && h("fieldset", { class: "inputs" }, h("legend", null, "Data"), ...data.map(addInput)),
  );

  /** @param {(field: NumberField, value: number) => void} write @param {Settings} from */
  function each(write, from) {
    committed = from;
    for (const [key, { field }] of fields) write(field, valueOf(from, key));
  }

  return {
    element,
    /** @param {Settings} from  what the reader is typing stays, where it means the same or nothing yet */
    show: (from) => each((field, value) => field.setValue(value), from),
    /** @param {Settings} from */
    reset: (from) => each((field, value) => field.reset(value), from),
    destroy() {
      for (const { field } of fields.values()) field.destroy();
    },
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
