/** Passes a gradient back through an activation, one cell of a batch at a time. */

import { createActivationCharts } from "./charts.js";
import { indexed, productLines, remark, spoken } from "./math.js";
import { createActivationMatrices } from "./matrices.js";
import { ACTIVATIONS, checkActivation, checkBatch, pass } from "../../arithmetic/activations.js";
import { createAnnouncer } from "../../parts/old/announcer.js";
import { createRoot, h } from "../../markup/dom.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { math } from "../../markup/old/mathml.js";
import { answerMatches, formatNumber } from "../../arithmetic/numbers.js";
import { createQuestion } from "../../parts/old/question.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/activations.js").ActivationName} ActivationName */
/** @typedef {import("./math.js").Cell} Cell */
/** @typedef {import("../../types.js").State} State */

/**
 * @typedef {object} Settings what the chapter gives and the reader can change
 * @property {number[][]} inputs
 * @property {number[][]} dvalues
 * @property {ActivationName} activation
 */

/** What the reader can change, and a link therefore holds. */
const linked = ["inputs", "dvalues", "activation", "step", "predict"];

const PAUSE = 900; // before what an edit changed is told to a screen reader

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  checkActivation(state["activation"]);
  checkBatch(state["inputs"], state["dvalues"]);
  const cells = /** @type {number[][]} */ (state["inputs"]).flat().length;
  const step = Number(state["step"]);
  if (!Number.isInteger(step) || step < 0 || step > cells) {
    throw new Error(`“step” is a whole number from 0 to ${cells}, and the link gives ${step}.`);
  }
  return state;
}

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const initial = /** @type {Settings} */ (model.get("initial"));
    const root = createRoot(el, "Activation stepper");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let applying = false;
    let settings = current();
    let passed = pass(settings.activation, settings.inputs, settings.dvalues);
    /** Steps whose product the reader has found, or asked to see, for these numbers. */
    const answered = new Set();

    const choices = Object.entries(ACTIVATIONS).map(([name, { title }]) => ({
      name,
      button: h("button", { type: "button", class: "button", onclick: () => choose(name) }, title),
    }));
    const charts = createActivationCharts((cell) => goTo(cell + 1));
    const product = h("div", { class: "product" });
    const question = createQuestion(answer, reveal, "Your value for ");
    const transport = createTransport({
      count: passed.dinputs.flat().length + 1,
      position: model.get("step"),
      onChange: (step) => {
        if (model.get("predict")) transport.stop();
        save("step", step);
      },
      describe: (at, count) => (at === 0 ? "Start" : `Cell ${at} of ${count - 1}`),
    });
    const matrices = createActivationMatrices(settings, apply, (row, column) => goTo(row * columns() + column + 1));
    const predict = h("input", { type: "checkbox", onchange: () => save("predict", predict.checked) });
    const reset = h("button", { type: "button", class: "button", onclick: startAgain }, "Reset");
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      h("div", { class: "controls", role: "group", "aria-label": "Activation" }, ...choices.map(({ button }) => button)),
      h("p", { class: "stale" }, "What is shown is for the last numbers that could be read."),
      charts.element,
      h("div", { class: "panel product-panel" }, product, question.element),
      transport.element,
      matrices.element,
      h("div", { class: "tools" }, h("label", { class: "checkbox" }, predict, " Predict each product"), reset, link?.element ?? false),
      announcer.element,
    );

    /** @returns {Settings} */
    function current() {
      return { inputs: model.get("inputs"), dvalues: model.get("dvalues"), activation: model.get("activation") };
    }

    const columns = () => settings.inputs[0]?.length ?? 1;

    /** The cell that the step has come to, or null at the start.  @returns {Cell | null} */
    function currentCell() {
      const at = model.get("step") - 1;
      const [row, column] = [Math.floor(at / columns()), at % columns()];
      const of = (/** @type {number[][]} */ matrix) => matrix[row]?.[column] ?? NaN;
      if (at < 0 || row >= settings.inputs.length) return null;
      const { outputs, derivatives, dinputs } = passed;
      return {
        row,
        column,
        z: of(settings.inputs),
        output: of(outputs),
        derivative: of(derivatives),
        dvalue: of(settings.dvalues),
        product: of(dinputs),
      };
    }

    const isHidden = () => model.get("predict") && currentCell() !== null && !answered.has(model.get("step"));

    /** @param {string} trait @param {unknown} value */
    function save(trait, value) {
      model.set(trait, value);
      model.save_changes();
    }

    /** @param {number} step */
    function goTo(step) {
      transport.stop();
      save("step", step);
    }

    /** @param {string} name */
    function choose(name) {
      transport.stop();
      save("activation", name);
    }

    /** @param {Partial<Settings> & { step?: number, predict?: boolean }} changed */
    function apply(changed) {
      transport.stop();
      applying = true;
      for (const [name, value] of Object.entries(changed)) model.set(name, value);
      applying = false;
      model.save_changes();
      onNumbers();
    }

    function startAgain() {
      apply({ ...initial, step: 0, predict: false });
      matrices.reset(initial);
      announce("Reset to the values of the chapter.", 0);
    }

    /** @param {string} text */
    function answer(text) {
      const cell = currentCell();
      if (!cell) return;
      if (!answerMatches(text, cell.product)) {
        question.say(`Not yet: ${text.trim()} is not the product. Try again, or show it.`, "wrong");
        return;
      }
      found();
      question.say(`Right: the product is ${formatNumber(cell.product)}.`, "right");
    }

    function reveal() {
      found();
      announceStep();
    }

    function found() {
      answered.add(model.get("step"));
      show();
      transport.focusNext();
    }

    /** What comes soon after replaces this: a screen reader is told where it ends. */
    function announce(/** @type {string} */ text, /** @type {number} */ delay) {
      clearTimeout(announcing);
      announcing = setTimeout(() => announcer.announce(text), delay);
    }

    function announceStep(delay = 0) {
      const cell = currentCell();
      const count = settings.inputs.flat().length;
      const { title } = ACTIVATIONS[settings.activation];
      announce(
        cell
          ? `Cell ${model.get("step")} of ${count}: ${spoken(settings.activation, cell, isHidden())}`
          : `Start, ${title}: no cell is multiplied yet.`,
        delay,
      );
    }

    function show() {
      link?.forget();
      const step = model.get("step");
      const cell = currentCell();
      const hidden = isHidden();
      for (const { name, button } of choices) button.setAttribute("aria-pressed", String(name === settings.activation));
      predict.checked = model.get("predict");
      transport.setCount(settings.inputs.flat().length + 1);
      transport.setPosition(step);
      charts.draw(settings.activation, settings.inputs, cell);
      matrices.show(settings, passed, { step, cell, hidden });
      product.replaceChildren(...(cell ? cellLines(cell, hidden) : startLines()));
      question.show(hidden && cell ? math(indexed("dinputs", cell)) : null, step);
    }

    /** @param {Cell} cell @param {boolean} hidden */
    function cellLines(cell, hidden) {
      const lines = productLines(settings.activation, cell, hidden);
      return [
        h("div", { class: "product-lines" }, ...lines.map((line) => h("div", { class: "formula" }, line))),
        h("p", { class: "remark" }, remark(settings.activation, cell)),
      ];
    }

    function startLines() {
      return [
        h("p", { class: "remark" }, "The gradient ", h("strong", { class: "gradient-name" }, "dvalues"),
          " comes in. Each of its cells is multiplied by the slope of the curve at the z of the same cell: that is ",
          h("strong", { class: "gradient-name" }, "dinputs"), "."),
      ];
    }

    function onNumbers() {
      if (applying) return;
      const asked = current();
      try {
        passed = pass(asked.activation, asked.inputs, asked.dvalues);
      } catch {
        return; // the two matrices may only fit each other: the other one follows
      }
      const edited = !sameValue(asked, settings);
      settings = asked;
      if (edited) {
        answered.clear();
        question.forget();
      }
      show();
      if (edited) announceStep(PAUSE);
    }

    function onStep() {
      if (applying) return;
      show();
      announceStep();
    }

    /** @type {[string, () => void][]} */
    const listeners = [
      ["change:inputs", onNumbers],
      ["change:dvalues", onNumbers],
      ["change:activation", onNumbers],
      ["change:step", onStep],
      ["change:predict", onStep],
    ];
    for (const [event, listener] of listeners) model.on(event, listener);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      clearTimeout(announcing);
      for (const [event, listener] of listeners) model.off(event, listener);
      transport.destroy();
      charts.destroy();
      matrices.destroy();
      root.remove();
    };
  },
};
