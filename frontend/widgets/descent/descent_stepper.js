/** Follows gradient descent over a graph, one update at a time. */

import { createAnnouncer } from "../../parts/old/announcer.js";
import { checkParameters, descend, the } from "../../arithmetic/descent.js";
import { createForm, createPresets } from "./form.js";
import { mark, updateLine } from "./math.js";
import { createRoot, h } from "../../markup/dom.js";
import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";
import { createLineChart } from "../../charts/line_chart.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { plainText } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/descent.js").Descent} Descent */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./form.js").Settings} Settings */

const SETTINGS = /** @type {const} */ (["inputs", "learning_rate", "steps", "log_scale"]);

/** What the reader can change, and a link therefore holds. */
const linked = [...SETTINGS, "step"];

const SHORTEST = 60; // milliseconds between steps at play
const WHOLE = 10_000; // milliseconds for all of them
const LONG = 54; // characters of an update that does not fit on one line
const PAUSE = 900; // before what goes on changing is told to a screen reader

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  const spec = /** @type {GraphSpec} */ (state["graph"]);
  const parameters = /** @type {string[]} */ (state["parameter_names"]);
  checkParameters(spec, parameters);
  const given = /** @type {Settings & { step: number }} */ (/** @type {unknown} */ (state));
  const start = initialInputs(spec);
  const inputs = { ...start, ...given.inputs };
  const { losses } = run(spec, parameters, { ...given, inputs });
  if (!Number.isInteger(given.step) || given.step < 0 || given.step >= losses.length) {
    throw new Error(`“step” is a whole number from 0 to ${losses.length - 1}, and the link gives ${given.step}.`);
  }
  return { ...state, inputs };
}

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const spec = /** @type {GraphSpec} */ (model.get("graph"));
    const parameters = /** @type {string[]} */ (model.get("parameter_names"));
    checkParameters(spec, parameters);
    const initial = { inputs: initialInputs(spec), ...model.get("initial") };

    const root = createRoot(el, "Descent stepper");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let applying = false;

    /** @returns {Settings} */
    const current = () => ({
      inputs: { ...initial.inputs, ...model.get("inputs") },
      learning_rate: model.get("learning_rate"),
      steps: model.get("steps"),
      log_scale: model.get("log_scale"),
    });

    /** @type {{ settings: Settings, descent: Descent }} the last descent, made or shown */
    let made = { settings: current(), descent: run(spec, parameters, current()) };
    /** @type {typeof made | undefined} what the charts show */
    let drawn;

    /** @param {Settings} settings @returns {Descent} */
    function descentOf(settings) {
      if (!sameValue(settings, made.settings)) {
        const again = sameValue({ ...settings, log_scale: made.settings.log_scale }, made.settings);
        made = { settings, descent: again ? made.descent : run(spec, parameters, settings) };
      }
      return made.descent;
    }

    /**
     * @param {Settings} settings
     * @param {number} step
     * @throws {Error} where the descent cannot start; nothing changes then
     */
    function apply(settings, step) {
      const { losses } = descentOf(settings);
      transport.stop();
      applying = true;
      for (const name of SETTINGS) model.set(name, settings[name]);
      model.set("step", Math.min(step, losses.length - 1));
      applying = false;
      model.save_changes();
      show();
    }

    const form = createForm(spec, parameters, current(), (settings) => {
      apply(settings, model.get("step"));
      announce(made.descent.reason, PAUSE);
    });
    const presets = createPresets(model.get("presets"), initial, (settings) => {
      apply(settings, 0);
      form.reset(settings);
      announce(made.descent.reason, 0);
    });

    const outcome = h("p", { class: "descent-outcome" });
    const logScale = h("input", { type: "checkbox" });
    const losses = createLineChart({ xLabel: "step", onPick: goTo });
    const paths = createLineChart({ xLabel: "step", onPick: goTo });
    const update = h("div", { class: "panel descent-update" });
    const transport = createTransport({
      count: made.descent.losses.length,
      position: model.get("step"),
      onChange: onMove,
      interval: (count) => Math.min(600, Math.max(SHORTEST, WHOLE / count)),
      stride: (count) => Math.max(1, Math.round(((count - 1) * SHORTEST) / WHOLE)),
      describe: (at, count) => (at === 0 ? "Start" : `Step ${at} of ${count - 1}`),
    });
    const reset = h("button", { type: "button", class: "button" }, "Reset");
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      ...presets.elements,
      form.rate,
      h("p", { class: "descent-stale" }, "What follows is for the last values that could be used."),
      outcome,
      transport.element,
      h(
        "div",
        { class: "descent-charts" },
        h(
          "div",
          { class: "descent-chart" },
          h("div", { class: "descent-chart-head" },
            h("span", { class: "descent-chart-title" }, capital(plainText(spec.output))),
            h("label", { class: "checkbox" }, logScale, " Logarithmic axis")),
          losses.element,
        ),
        h(
          "div",
          { class: "descent-chart" },
          h("div", { class: "descent-chart-head" }, h("span", { class: "descent-chart-title" }, "Parameters")),
          paths.element,
        ),
      ),
      update,
      form.start,
      h("div", { class: "tools" }, reset, link?.element ?? false),
      announcer.element,
    );

    /**
     * @param {number} step
     * @param {boolean} playing
     */
    function onMove(step, playing) {
      const last = made.descent.losses.length - 1;
      save("step", step);
      announce(`Step ${step} of ${last}: ${plainText(spec.output)} ${formatNumber(made.descent.losses[step] ?? NaN)}.`, playing ? PAUSE : 200);
    }

    /** @param {number} step */
    function goTo(step) {
      transport.stop();
      if (step !== model.get("step")) onMove(step, false);
    }

    /** @param {string} trait @param {unknown} value */
    function save(trait, value) {
      model.set(trait, value);
      model.save_changes();
    }

    /** What comes soon after replaces this: a screen reader is told where it ends. */
    function announce(/** @type {string} */ text, /** @type {number} */ delay) {
      clearTimeout(announcing);
      announcing = setTimeout(() => announcer.announce(text), delay);
    }

    function show() {
      if (applying) return;
      link?.forget();
      const settings = current();
      const descent = descentOf(settings);
      const last = descent.losses.length - 1;
      const step = Math.max(0, Math.min(last, model.get("step")));
      if (drawn !== made) {
        drawn = made;
        form.show(settings);
        presets.show(settings);
        logScale.checked = settings.log_scale;
        transport.setCount(last + 1);
        outcome.replaceChildren(...outcomeText(descent.reason));
        outcome.dataset["outcome"] = descent.outcome;
        drawCharts(settings, descent, step);
      } else {
        losses.setCursor(step);
        paths.setCursor(step);
      }
      transport.setPosition(step);
      update.replaceChildren(...updateText(settings, descent, step));
    }

    /** @param {Settings} settings @param {Descent} descent @param {number} cursor */
    function drawCharts({ steps, log_scale: log }, descent, cursor) {
      const made = descent.losses.length - 1;
      const stuck = descent.outcome === "stuck";
      const last = stuck ? Math.min(steps, Math.max(10, Math.ceil(made * 1.25))) : made;
      const ends = { finished: null, diverged: "diverged", stuck: descent.reason.startsWith("At rest") ? "at rest" : "stuck" };
      const span = `over ${made} ${made === 1 ? "step" : "steps"}`;
      losses.draw({
        series: [{ values: descent.losses }],
        cursor,
        log,
        zero: true,
        last,
        mark: ends[descent.outcome],
        description: `${capital(plainText(spec.output))} ${span}: ${fromTo(descent.losses)}.`,
      });
      const series = parameters.map((name) => ({
        label: plainText(name),
        values: descent.parameters.map((entry) => entry[name] ?? NaN),
      }));
      const told = series.map(({ label, values }) => `${label} ${fromTo(values)}`);
      paths.draw({ series, cursor, last, description: `Parameters ${span}: ${told.join(", ")}.` });
    }

    /** @param {Settings} settings @param {Descent} descent @param {number} step */
    function updateText({ inputs, learning_rate: rate }, descent, step) {
      const now = descent.parameters[step] ?? {};
      const loss = descent.losses[step] ?? NaN;
      const last = step === descent.losses.length - 1;
      const next = {
        finished: "That was the last step. One more would be:",
        stuck: "A further step changes nothing:",
        diverged: `Step ${step + 1} leaves the numbers that a computer has:`,
      };
      const title = h(
        "p",
        { class: "update-title" },
        step === 0 ? "At the start" : `After ${step === 1 ? "1 step" : `${step} steps`}`,
        ` ${the(spec.output)} is `,
        mark(h("strong", { class: "update-loss" }, formatNumber(loss)), "nodeValue", spec.output, loss),
        `. ${last ? next[descent.outcome] : `Step ${step + 1}:`}`,
      );
      try {
        const { gradients } = evaluate(spec, { ...inputs, ...now });
        const lines = parameters.map((name) =>
          updateLine(spec.output, name, now[name] ?? NaN, rate, gradients[name] ?? NaN),
        );
        const long = lines.some((line) => (line.textContent?.length ?? 0) > LONG);
        return [title, h("div", { class: `update-lines ${long ? "stacked" : ""}` }, ...lines)];
      } catch (problem) {
        return [title, h("p", { class: "update-title" }, problem instanceof Error ? problem.message : String(problem))];
      }
    }

    function startAgain() {
      apply(initial, 0);
      form.reset(initial);
      announce("Reset to the values of the chapter.", 0);
    }

    const onLogScale = () => save("log_scale", logScale.checked);
    const events = linked.map((name) => `change:${name}`);
    for (const event of events) model.on(event, show);
    logScale.addEventListener("change", onLogScale);
    reset.addEventListener("click", startAgain);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      clearTimeout(announcing);
      for (const event of events) model.off(event, show);
      transport.destroy();
      losses.destroy();
      paths.destroy();
      form.destroy();
      root.remove();
    };
  },
};

/** @param {GraphSpec} spec @param {string[]} parameters @param {Settings} settings */
function run(spec, parameters, { inputs, learning_rate, steps }) {
  return descend(spec, parameters, { inputs, learningRate: learning_rate, steps });
}

/** The sentence, with what comes before the first colon in bold.  @param {string} reason */
function outcomeText(reason) {
  const [head = "", ...rest] = reason.split(": ");
  return rest.length > 0 ? [h("strong", null, `${head}: `), rest.join(": ")] : [reason];
}

/** @param {number[]} values */
function fromTo(values) {
  return `from ${formatNumber(values[0] ?? NaN)} to ${formatNumber(values.at(-1) ?? NaN)}`;
}

/** @param {string} name  "Loss", but "y" */
const capital = (name) => (name.replace(/\p{N}+$/u, "").length > 2 ? name.charAt(0).toUpperCase() + name.slice(1) : name);
