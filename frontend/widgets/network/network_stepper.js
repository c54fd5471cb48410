/** Steps through a small network, forward and backward, layer by layer, and writes one gradient out as factors. */

import { createAnnouncer } from "../../parts/old/announcer.js";
import { createRoot, h } from "../../markup/dom.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { math, mi } from "../../markup/old/mathml.js";
import { createNetworkCards } from "./cards.js";
import { createNetworkChain } from "./chain.js";
import { createEquations } from "./equations.js";
import { checkGiven, checkRate, keyOf, parameterAt } from "../../arithmetic/network_spec.js";
import { createNetworkGradient } from "./gradient.js";
import { createNetworkInside } from "./inside.js";
import { gradientMath } from "./math.js";
import { gradientOf, lossWith, pass, updated } from "../../arithmetic/network.js";
import { GIVEN, WATCHED, linked, settingsOf, validateState } from "./settings.js";
import { lastStep, stageAt, titleOf } from "./steps.js";
import { heading, isReached, remark, spoken, spokenParameter } from "./words.js";
import { createNumberField } from "../../parts/old/number_field.js";
import { answerMatches, formatNumber } from "../../arithmetic/numbers.js";
import { createQuestion } from "../../parts/old/question.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("./settings.js").Choice} Choice */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./words.js").View} View */
/** @typedef {import("../../types.js").State} State */

const PAUSE = 900; // before what an edit changed is told to a screen reader

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const initial = /** @type {Given & Pick<Choice, "weight" | "learning_rate">} */ (model.get("initial"));
    const root = createRoot(el, "Network stepper");
    root.classList.add("network-stepper");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let applying = false;
    let settings = settingsOf(model);
    let passed = pass(settings);
    /** Parameters whose gradient the reader has found, or asked to see, for these numbers. */
    const answered = new Set();

    const picking = {
      parameter: (/** @type {Parameter} */ parameter) => apply({ weight: keyOf(parameter) }),
      sample: (/** @type {number} */ sample) => apply({ sample }),
    };
    const chain = createNetworkChain((step) => apply({ step }));
    const transport = createTransport({
      count: lastStep(settings.layers.length) + 1,
      position: settings.step,
      onChange: (step) => {
        if (settings.predict) transport.stop();
        set({ step });
      },
      describe: (at, count) => `Step ${at} of ${count - 1}: ${titleOf(stageAt(at, settings.layers.length))}`,
    });
    const title = h("p", { class: "network-title" });
    const equations = createEquations(picking);
    const note = h("p", { class: "remark" });
    const goOn = h("button", { type: "button", class: "button", onclick: takeStep }, "Go on with the updated parameters");
    const refused = h("p", { class: "field-error", role: "status" });
    const question = createQuestion(answer, reveal, "Your value for ");
    const gradient = createNetworkGradient(picking.parameter, picking.sample, question.element);
    const inside = createNetworkInside((place) => apply({ inside: place }));
    const cards = createNetworkCards(settings, (changed) => {
      checkGiven({ ...settings, ...changed });
      apply(changed);
    }, picking);
    const rate = createNumberField({
      label: h("span", null, "Learning rate ", math(mi("η"))), name: "Learning rate", value: settings.learning_rate,
      onCommit: (value) => {
        checkRate(value);
        apply({ learning_rate: value });
      },
    });
    const predict = h("input", { type: "checkbox", onchange: () => apply({ predict: predict.checked }) });
    const reset = h("button", { type: "button", class: "button", onclick: startAgain }, "Reset");
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      chain.element,
      transport.element,
      h("p", { class: "stale" }, "What is shown is for the last numbers that could be used."),
      h("div", { class: "network-step" }, title, equations.element, note, goOn, refused,
        h("p", { class: "field-hint" }, "A click on a cell of weights or biases chooses it, on any other its sample.")),
      gradient.element,
      inside.choice,
      inside.element,
      h("details", { class: "network-all" },
        h("summary", null, "Every matrix, to read and to change"), cards.element),
      h("div", { class: "tools" }, rate.element,
        h("label", { class: "checkbox" }, predict, " Predict the gradient"), reset, link?.element ?? false),
      announcer.element,
    );

    /** @returns {View} */
    function view() {
      const { layers, step, weight, sample, learning_rate, predict: predicting } = settings;
      const moved = updated(layers, passed, learning_rate);
      const shown = {
        given: settings, passed, step, sample, rate: learning_rate, hidden: false,
        stage: stageAt(step, layers.length),
        parameter: parameterAt(layers, weight),
        after: { layers: moved, loss: lossWith(settings, moved) },
      };
      return { ...shown, hidden: predicting && isReached(shown) && !answered.has(weight) };
    }

    /** @param {Partial<Settings>} changed */
    function set(changed) {
      applying = true;
      for (const [name, value] of Object.entries(changed)) model.set(name, value);
      applying = false;
      model.save_changes();
      onChange();
    }

    /** @param {Partial<Settings>} changed */
    function apply(changed) {
      transport.stop();
      set(changed);
    }

    function takeStep() {
      const { layers } = view().after;
      try {
        checkGiven({ ...settings, layers });
      } catch (problem) {
        refused.textContent = `These cannot be gone on with. ${problem instanceof Error ? problem.message : problem}`;
        return;
      }
      apply({ layers, step: 0 });
      transport.focusNext();
    }

    function startAgain() {
      apply({ ...initial, sample: 0, step: 0, inside: -1, predict: false });
      cards.reset(initial);
      rate.reset(initial.learning_rate);
      announce("Reset to the values of the chapter.", 0);
    }

    /** @param {string} text */
    function answer(text) {
      const truth = gradientOf(passed, view().parameter);
      if (!answerMatches(text, truth)) {
        question.say(`Not yet: ${text.trim()} is not the gradient. Try again, or show it.`, "wrong");
        return;
      }
      found();
      question.say(`Right: the gradient is ${formatNumber(truth)}.`, "right");
    }

    function reveal() {
      found();
      announce(spokenParameter(view()), 0);
    }

    function found() {
      answered.add(settings.weight);
      show();
      transport.focusNext();
    }

    /** What comes soon after replaces this: a screen reader is told where it ends. */
    function announce(/** @type {string} */ text, /** @type {number} */ delay) {
      clearTimeout(announcing);
      announcing = setTimeout(() => announcer.announce(text), delay);
    }

    function show() {
      link?.forget();
      const now = view();
      chain.show(now);
      transport.setCount(lastStep(settings.layers.length) + 1);
      transport.setPosition(settings.step);
      title.textContent = heading(now);
      equations.show(now);
      note.textContent = remark(now);
      goOn.hidden = now.stage.part !== "update";
      refused.textContent = "";
      gradient.show(now);
      question.show(now.hidden ? math(gradientMath(now.parameter)) : null, settings.weight);
      inside.show(now, settings.inside);
      cards.show(now);
      rate.setValue(settings.learning_rate);
      predict.checked = settings.predict;
    }

    function onChange() {
      if (applying) return;
      const before = settings;
      try {
        settings = settingsOf(model);
      } catch {
        return; // layers and batch may only fit each other: the next one follows
      }
      const [was, is] = /** @type {State[]} */ (/** @type {unknown} */ ([before, settings]));
      const changed = WATCHED.filter((name) => !sameValue(was?.[name], is?.[name]));
      const edited = changed.some((name) => GIVEN.includes(name));
      if (edited) {
        passed = pass(settings);
        answered.clear();
        question.forget();
      }
      show();
      if (changed.length > 0) announce(told(changed), edited ? PAUSE : 0);
    }

    /** What to say of a change.  @param {string[]} changed  the names of what is another */
    function told(changed) {
      const only = (/** @type {string} */ name) => changed.every((each) => each === name);
      if (only("weight")) return spokenParameter(view());
      if (only("sample")) return `Sample ${settings.sample}.`;
      if (only("inside")) return settings.inside < 0 ? "Closed." : `Inside layers[${settings.inside}], a copy.`;
      return spoken(view());
    }

    for (const name of WATCHED) model.on(`change:${name}`, onChange);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      clearTimeout(announcing);
      for (const name of WATCHED) model.off(`change:${name}`, onChange);
      transport.destroy();
      equations.destroy();
      inside.destroy();
      cards.destroy();
      rate.destroy();
      root.remove();
    };
  },
};
