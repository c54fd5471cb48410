/** Steps through softmax and cross-entropy, forward and back to the logits, in two steps, fused and measured. */

import { createAnnouncer } from "../../parts/old/announcer.js";
import { createRoot, h } from "../../markup/dom.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { answerMatches, formatNumber } from "../../arithmetic/numbers.js";
import { createQuestion } from "../../parts/old/question.js";
import { createSoftmaxBars } from "./bars.js";
import { checkBatch } from "../../arithmetic/targets.js";
import { createSoftmaxGradients } from "./gradients.js";
import { createSoftmaxInputs } from "./inputs.js";
import { formulaLine, lossSummary, stageLines } from "./math.js";
import { withoutNoise } from "../../arithmetic/softmax_noise.js";
import { pass } from "../../arithmetic/softmax.js";
import { lastStep, stageAt, stepOf, titleOf } from "./steps.js";
import { askedOf, remark, spoken } from "./words.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("./inputs.js").Batch} Batch */
/** @typedef {import("./math.js").View} View */
/** @typedef {import("./steps.js").Part} Part */
/** @typedef {import("../../types.js").State} State */

/** What the reader can change, and a link therefore holds. */
const linked = ["logits", "targets", "sample", "step", "predict"];

const PAUSE = 900; // before what an edit changed is told to a screen reader

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  checkBatch(state["logits"], state["targets"]);
  const logits = /** @type {number[][]} */ (state["logits"]);
  checkPlace("sample", state["sample"], logits.length - 1);
  checkPlace("step", state["step"], lastStep(logits[0]?.length ?? 0));
  return state;
}

/** @param {string} name @param {unknown} place @param {number} last */
function checkPlace(name, place, last) {
  if (Number.isInteger(place) && Number(place) >= 0 && Number(place) <= last) return;
  throw new Error(`“${name}” is a whole number from 0 to ${last}, and the link gives ${place}.`);
}

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const initial = /** @type {Batch & { sample: number }} */ (model.get("initial"));
    const root = createRoot(el, "Softmax stepper");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let applying = false;
    let batch = current();
    let passed = pass(batch.logits, batch.targets);
    /** Samples and steps whose number the reader has found, or asked to see, for this batch. */
    const answered = new Set();
    /** @type {{ row: number, column: number } | null} the cell of the Jacobian that is written out, if one was picked */
    let picked = null;

    const inputs = createSoftmaxInputs(batch, apply, chooseSample);
    const samples = h("div", { class: "controls", role: "group", "aria-label": "Sample" });
    const bars = createSoftmaxBars();
    const loss = h("div", { class: "softmax-loss" });
    const lines = h("div", { class: "softmax-lines" });
    const note = h("p", { class: "remark" });
    const question = createQuestion(answer, reveal, "Your value for ");
    const transport = createTransport({
      count: lastStep(classes()) + 1,
      position: model.get("step"),
      onChange: (step) => {
        if (model.get("predict")) transport.stop();
        save("step", step);
      },
      describe: (at, count) => `Step ${at} of ${count - 1}: ${titleOf(stageAt(at, classes()))}`,
    });
    const gradients = createSoftmaxGradients(
      (part, logit) => goTo(stepOf(part, classes(), logit)),
      pickSlope,
    );
    const predict = h("input", { type: "checkbox", onchange: () => save("predict", predict.checked) });
    const reset = h("button", { type: "button", class: "button", onclick: startAgain }, "Reset");
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      inputs.element,
      h("p", { class: "stale" }, "What is shown is for the last numbers that could be read."),
      samples,
      h("div", { class: "softmax-forward" }, bars.element, loss),
      h("div", { class: "panel softmax-panel" }, lines, note, question.element),
      transport.element,
      gradients.element,
      h("div", { class: "tools" }, h("label", { class: "checkbox" }, predict, " Predict each number"), reset, link?.element ?? false),
      announcer.element,
    );

    /** @returns {Batch} */
    function current() {
      return { logits: model.get("logits"), targets: model.get("targets") };
    }

    function classes() {
      return batch.logits[0]?.length ?? 0;
    }

    /** The chosen sample, as far as the steps have come.  @returns {View} */
    function view() {
      const sample = Math.min(model.get("sample"), passed.samples.length - 1);
      const stage = stageAt(model.get("step"), classes());
      const own = passed.samples[sample];
      const z = batch.logits[sample];
      if (!own || !z) throw new RangeError(`no sample ${sample}`);
      const losses = passed.samples.map((each) => each.loss);
      const shown = { sample, z, stage, passed: own, clean: withoutNoise(own), losses, loss: passed.loss, hidden: false };
      return { ...shown, hidden: model.get("predict") && askedOf(shown) !== null && !answered.has(place()) };
    }

    const place = () => `${model.get("sample")}:${model.get("step")}`;

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

    /** @param {number} sample */
    function chooseSample(sample) {
      transport.stop();
      save("sample", sample);
    }

    /** @param {number} row @param {number} column */
    function pickSlope(row, column) {
      const step = stepOf("jacobian", classes());
      if (model.get("step") < step) goTo(step);
      picked = { row, column };
      show();
    }

    /** @param {Partial<Batch> & { sample?: number, step?: number, predict?: boolean }} changed */
    function apply(changed) {
      transport.stop();
      applying = true;
      for (const [name, value] of Object.entries(changed)) model.set(name, value);
      applying = false;
      model.save_changes();
      onBatch();
    }

    function startAgain() {
      apply({ ...initial, step: 0, predict: false });
      inputs.reset(initial);
      announce("Reset to the values of the chapter.", 0);
    }

    /** @param {string} text */
    function answer(text) {
      const asked = askedOf(view());
      if (!asked) return;
      if (!answerMatches(text, asked.value)) {
        question.say(`Not yet: ${text.trim()} is not the number. Try again, or show it.`, "wrong");
        return;
      }
      found();
      question.say(`Right: it is ${formatNumber(asked.value)}.`, "right");
    }

    function reveal() {
      found();
      announceStep();
    }

    function found() {
      answered.add(place());
      show();
      transport.focusNext();
    }

    /** What comes soon after replaces this: a screen reader is told where it ends. */
    function announce(/** @type {string} */ text, /** @type {number} */ delay) {
      clearTimeout(announcing);
      announcing = setTimeout(() => announcer.announce(text), delay);
    }

    function announceStep(delay = 0) {
      announce(`Step ${model.get("step")} of ${lastStep(classes())}. ${spoken(view())}`, delay);
    }

    function show() {
      link?.forget();
      const now = view();
      const step = model.get("step");
      /** @param {Part} part @param {number} [logit] */
      const isKnown = (part, logit = 0) => {
        const made = stepOf(part, classes(), logit);
        return made < step || (made === step && !now.hidden);
      };
      const { target } = now.passed;
      inputs.show(batch, now.sample);
      showSamples(now.sample);
      predict.checked = model.get("predict");
      transport.setCount(lastStep(classes()) + 1);
      transport.setPosition(step);
      bars.draw(isKnown("softmax") ? now.passed.probabilities : null, classes(), target);
      loss.replaceChildren(...lossSummary(now, isKnown("loss")).map(({ name, value, formula, note: said }) =>
        h("div", { class: "formula", "data-cell": name, "data-value": value }, formula, h("span", { class: "field-hint" }, ` ${said}`))));
      lines.replaceChildren(...stageLines(now).map(formulaLine));
      note.textContent = now.hidden ? "" : remark(now);
      gradients.show(now, isKnown, picked ?? { row: target, column: now.stage.logit < 0 ? target : now.stage.logit });
      const asked = askedOf(now);
      question.show(now.hidden && asked ? h("span", null, asked.name) : null, step);
    }

    /** @param {number} sample */
    function showSamples(sample) {
      const count = batch.logits.length;
      if (samples.childElementCount !== count) {
        samples.replaceChildren(...batch.logits.map((_, i) =>
          h("button", { type: "button", class: "button", onclick: () => chooseSample(i) }, `Sample ${i}`)));
      }
      samples.hidden = count === 1;
      [...samples.children].forEach((button, i) => button.setAttribute("aria-pressed", String(i === sample)));
    }

    function onBatch() {
      if (applying) return;
      const asked = current();
      try {
        passed = pass(asked.logits, asked.targets);
      } catch {
        return; // logits and targets may only fit each other: the other one follows
      }
      const edited = !sameValue(asked, batch);
      batch = asked;
      if (edited) {
        answered.clear();
        question.forget();
      }
      show();
      if (edited) announceStep(PAUSE);
    }

    function onPlace() {
      if (applying) return;
      picked = null;
      show();
      announceStep();
    }

    function onSample() {
      question.forget();
      onPlace();
    }

    /** @type {[string, () => void][]} */
    const listeners = [
      ["change:logits", onBatch],
      ["change:targets", onBatch],
      ["change:sample", onSample],
      ["change:step", onPlace],
      ["change:predict", onPlace],
    ];
    for (const [event, listener] of listeners) model.on(event, listener);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      clearTimeout(announcing);
      for (const [event, listener] of listeners) model.off(event, listener);
      transport.destroy();
      inputs.destroy();
      gradients.destroy();
      root.remove();
    };
  },
};
