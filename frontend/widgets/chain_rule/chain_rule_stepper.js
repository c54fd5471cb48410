/** Steps through the backward pass of a graph, one chain-rule factor at a time. */

import { createAnnouncer } from "../../parts/old/announcer.js";
import { chainLines, runningSum, valueFormula } from "../../markup/old/chain_math.js";
import { createRoot, h } from "../../markup/dom.js";
import { evaluate } from "../../arithmetic/evaluate.js";
import { checkGraph, initialInputs, inputNames } from "../../arithmetic/graph.js";
import { createGraphPicture } from "./picture.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { math, mo, number, partial, plainText, symbol } from "../../markup/old/mathml.js";
import { createFieldGroup } from "../../parts/old/field_group.js";
import { answerMatches, formatNumber } from "../../arithmetic/numbers.js";
import { createQuestion } from "../../parts/old/question.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Evaluation} Evaluation */
/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("../../types.js").State} State */

/** What the reader can change, and a link therefore holds. */
const linked = ["inputs", "dvalue", "step", "predict"];

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  const spec = checkGraph(/** @type {GraphSpec} */ (state["graph"]));
  const inputs = { ...initialInputs(spec), .../** @type {Record<string, number>} */ (state["inputs"]) };
  const { steps } = evaluate(spec, inputs, Number(state["dvalue"]));
  const step = Number(state["step"]);
  if (!Number.isInteger(step) || step < 0 || step > steps.length) {
    throw new Error(`“step” is a whole number from 0 to ${steps.length}, and the link gives ${step}.`);
  }
  return { ...state, inputs };
}

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const spec = checkGraph(model.get("graph"));
    const names = inputNames(spec);
    const root = createRoot(el, "Chain rule stepper");

    /** @type {Evaluation} */
    let evaluation = evaluate(spec, model.get("inputs"), model.get("dvalue"));
    /** Steps whose factor the reader has found, or asked to see, for these inputs. */
    const answered = new Set();

    const picture = createGraphPicture(spec, selectNode);
    const factor = h("div", { class: "factor" });
    const question = createQuestion(answer, reveal);
    const transport = createTransport({
      count: evaluation.steps.length + 1,
      position: model.get("step"),
      onChange: (step) => {
        if (model.get("predict")) transport.stop();
        save("step", step);
      },
      describe: (at, count) => (at === 0 ? "Start" : `Step ${at} of ${count - 1}`),
    });
    const fields = createFieldGroup(
      {
        ...Object.fromEntries(
          names.map((name) => [
            `input ${name}`,
            { label: math(symbol(name)), name: plainText(name), value: model.get("inputs")[name] },
          ]),
        ),
        dvalue: { label: "Gradient coming in", value: model.get("dvalue") },
      },
      apply,
    );
    const predict = createCheckbox("Predict each factor", () => save("predict", predict.input.checked));
    const reset = h("button", { type: "button", class: "button" }, "Reset");
    const link = share && createLinkButton(() => share(Object.fromEntries(linked.map((trait) => [trait, model.get(trait)]))));
    const announcer = createAnnouncer();

    root.append(
      picture.element,
      h("div", { class: "panel factor-panel" }, factor, question.element),
      transport.element,
      h("div", { class: "tools" }, predict.element, reset, link?.element ?? false),
      h("fieldset", { class: "inputs" }, h("legend", null, "Change any input"), ...Object.keys(settings()).flatMap(fields.element)),
      announcer.element,
    );

    const current = () => evaluation.steps[model.get("step") - 1] ?? null;
    const isHidden = () => model.get("predict") && current() !== null && !answered.has(model.get("step"));

    /** @param {string} trait @param {unknown} value */
    function save(trait, value) {
      model.set(trait, value);
      model.save_changes();
    }

    function selectNode(/** @type {string} */ name) {
      const last = evaluation.steps.findLastIndex((step) => step.wrt === name);
      transport.stop();
      save("step", last + 1);
    }

    /** @param {string} text */
    function answer(text) {
      const step = current();
      if (!step) return;
      if (!answerMatches(text, step.local)) {
        question.say(`Not yet: ${text.trim()} is not the local derivative. Try again, or show it.`, "wrong");
        return;
      }
      answered.add(model.get("step"));
      show();
      transport.focusNext();
      question.say(`Right: the local derivative is ${formatNumber(step.local)}.`, "right");
    }

    function reveal() {
      answered.add(model.get("step"));
      show();
      transport.focusNext();
      announceStep();
    }

    /** The numbers in the fields, by their keys. */
    function settings() {
      const inputs = names.map((name) => [`input ${name}`, model.get("inputs")[name]]);
      return { ...Object.fromEntries(inputs), dvalue: model.get("dvalue") };
    }

    /**
     * @param {Record<string, number>} changed by the fields' keys
     * @throws {Error} where the graph has no finite value or gradient; nothing changes then
     */
    function apply(changed) {
      const { dvalue, ...rest } = { ...settings(), ...changed };
      const inputs = Object.fromEntries(names.map((name) => [name, rest[`input ${name}`]]));
      try {
        evaluate(spec, inputs, dvalue);
      } catch (problem) {
        const reason = problem instanceof Error ? problem.message : String(problem);
        throw new Error(`${reason} What is shown is still for the last values that worked.`);
      }
      model.set("inputs", inputs);
      model.set("dvalue", dvalue);
      model.save_changes();
    }

    function startAgain() {
      transport.stop();
      answered.clear();
      model.set("inputs", initialInputs(spec));
      model.set("dvalue", model.get("initial_dvalue"));
      model.set("step", 0);
      model.set("predict", false);
      model.save_changes();
      fields.reset(settings());
      show();
      announcer.announce("Reset to the values of the chapter.");
    }

    function show() {
      link?.forget();
      const position = model.get("step");
      const active = current();
      const hidden = isHidden();
      const taken = evaluation.steps.slice(0, position);
      transport.setPosition(position);
      predict.input.checked = model.get("predict");
      fields.show(settings());
      picture.show({ values: evaluation.values, done: taken, active, hidden, ...gradientsAfter(taken, hidden) });
      factor.replaceChildren(...(active ? stepLines(position, hidden) : startLines()));
      question.show(hidden && active ? active : null, position);
    }

    /** @param {Step[]} taken @param {boolean} hidden whether the last of them does not count yet */
    function gradientsAfter(taken, hidden) {
      const counted = hidden ? taken.slice(0, -1) : taken;
      const later = evaluation.steps.slice(counted.length);
      const gradients = new Map([[spec.output, evaluation.gradients[spec.output] ?? NaN]]);
      for (const step of counted) gradients.set(step.wrt, step.total);
      return { gradients, unfinished: new Set(later.map((step) => step.wrt)) };
    }

    /** @param {number} position @param {boolean} hidden */
    function stepLines(position, hidden) {
      const step = evaluation.steps[position - 1];
      if (!step) return [];
      const sum = hidden ? null : runningSum(spec, evaluation, position - 1);
      return [
        h("p", { class: "factor-title" }, `Step ${position}: from `, math(symbol(step.node)), " to ", math(symbol(step.wrt)),
          ", where ", math(valueFormula(spec, step.node))),
        ...chainLines(spec, evaluation, position - 1, hidden).map((line) => h("div", { class: "formula" }, line)),
        sum && h("div", { class: "formula" }, h("span", { class: "formula-note" }, "so far "), sum),
      ].filter((part) => part !== null);
    }

    function startLines() {
      const seed = evaluation.gradients[spec.output] ?? NaN;
      return [
        h("p", { class: "factor-title" }, "Every node has its ", h("strong", { class: "node-value" }, "value"),
          ". The ", h("strong", { class: "node-gradient" }, "∂ gradient"), " comes in at ", math(symbol(spec.output)), ", on the right, and goes back."),
        h("div", { class: "formula" },
          seed === 1 ? math(partial(spec.output, spec.output), mo("="), number(seed)) : math(symbol("dvalue"), mo("="), number(seed))),
      ];
    }

    function announceStep() {
      const step = current();
      if (!step) return announcer.announce("Start. Every node has its value; the gradient comes in at the output.");
      const way = `Step ${model.get("step")} of ${evaluation.steps.length}, from ${plainText(step.node)} to ${plainText(step.wrt)}.`;
      if (isHidden()) return announcer.announce(`${way} What is the local derivative?`);
      announcer.announce(
        `${way} Incoming gradient ${formatNumber(step.incoming)} times local derivative ${formatNumber(step.local)} ` +
        `is ${formatNumber(step.contribution)}. Gradient of ${plainText(step.wrt)}: ${formatNumber(step.total)}.`,
      );
    }

    function onValues() {
      try {
        evaluation = evaluate(spec, model.get("inputs"), model.get("dvalue"));
      } catch {
        return; // inputs and dvalue may only fit each other: the other one follows
      }
      answered.clear();
      question.forget();
      show();
    }

    function onStep() {
      show();
      announceStep();
    }

    /** @type {[string, () => void][]} */
    const listeners = [
      ["change:inputs", onValues],
      ["change:dvalue", onValues],
      ["change:step", onStep],
      ["change:predict", onStep],
    ];
    for (const [event, listener] of listeners) model.on(event, listener);
    reset.addEventListener("click", startAgain);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      for (const [event, listener] of listeners) model.off(event, listener);
      transport.destroy();
      picture.destroy();
      fields.destroy();
      root.remove();
    };
  },
};

/** @param {string} label @param {() => void} onChange */
function createCheckbox(label, onChange) {
  const input = h("input", { type: "checkbox" });
  input.addEventListener("change", onChange);
  return { input, element: h("label", { class: "checkbox" }, input, ` ${label}`) };
}
