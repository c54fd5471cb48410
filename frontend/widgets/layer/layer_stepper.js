/** Takes a layer's forward and backward pass apart: a result is chosen, then a cell of it, then its terms one by one. */

import { indexed } from "../activation/math.js";
import { createAnnouncer } from "../../parts/old/announcer.js";
import { createRoot, h } from "../../markup/dom.js";
import { createLayerMatrices } from "./matrices.js";
import { GIVEN, RESULTS, checkLayer, checkResult, resultShape, sumOf, termCount, termsOf } from "../../arithmetic/dense.js";
import { VIEWS, checkView } from "./views.js";
import { cellName, productText, progress, spokenCell, spokenStep, summedOver } from "./words.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { math } from "../../markup/old/mathml.js";
import { answerMatches, formatNumber } from "../../arithmetic/numbers.js";
import { createProductTrial } from "./trial.js";
import { checkTrial, judge, tried } from "../../arithmetic/shape_trial.js";
import { createQuestion } from "../../parts/old/question.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("./words.js").CellSum} CellSum */
/** @typedef {import("../../types.js").State} State */

/**
 * @typedef {object} Choice  what the reader has chosen to see
 * @property {ResultName} compute
 * @property {[number, number]} cell
 * @property {number} step
 * @property {import("./views.js").View} view
 * @property {boolean} predict
 * @property {string[]} trial
 *
 * @typedef {Given & Choice} Settings
 */

/** What the reader can change, and a link therefore holds. */
const linked = [...GIVEN, "compute", "cell", "step", "view", "predict", "trial"];

const PAUSE = 900; // before what an edit changed is told to a screen reader

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  const { compute, cell, step, view, trial, ...rest } = /** @type {Settings} */ (/** @type {unknown} */ (state));
  checkLayer(rest);
  const result = checkResult(compute);
  const shape = resultShape(rest, result);
  if (cell.length !== 2 || !shape.every((size, i) => isIndex(cell[i], size))) {
    throw new Error(`“cell” is a row and a column of ${result}, which has shape (${shape.join(", ")}), and the link gives ${JSON.stringify(cell)}.`);
  }
  const count = termCount(rest, result);
  if (!isIndex(step, count + 1)) {
    throw new Error(`“step” is a whole number from 0 to ${count}, and the link gives ${step}.`);
  }
  checkView(view);
  checkTrial(trial);
  return state;
}

/** @param {unknown} at @param {number} size */
const isIndex = (at, size) => typeof at === "number" && Number.isInteger(at) && at >= 0 && at < size;

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const initial = /** @type {Given & Pick<Choice, "compute" | "cell">} */ (model.get("initial"));
    const root = createRoot(el, "Layer stepper");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let applying = false;
    let settings = current();
    /** Cells and steps whose number the reader has found, or asked to see, for these matrices. */
    const answered = new Set();

    const results = buttons(Object.keys(RESULTS).map((name) => [name, name]), (name) => choose(checkResult(name)));
    const views = buttons(Object.entries(VIEWS).map(([name, { title }]) => [name, title]), (view) => apply({ view: checkView(view) }));
    const formula = h("p", { class: "layer-formula" });
    const panel = h("div", { class: "view" });
    const question = createQuestion(answer, reveal, "Your value for ");
    const transport = createTransport({
      count: terms() + 1,
      position: settings.step,
      onChange: (step) => {
        if (settings.predict) transport.stop();
        set({ step });
      },
      describe: (at, count) => progress(settings.compute, at, count - 1),
    });
    const matrices = createLayerMatrices(settings, {
      edit: (changed) => {
        checkLayer({ ...settings, ...changed });
        apply(changed);
      },
      pick: (row, column) => apply({ cell: [row, column] }),
      step: (step) => apply({ step }),
    });
    const trial = createProductTrial((product) => apply({ trial: product }));
    const predict = h("input", { type: "checkbox", onchange: () => apply({ predict: predict.checked }) });
    const reset = h("button", { type: "button", class: "button", onclick: startAgain }, "Reset");
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      h("div", { class: "controls", role: "group", "aria-label": "Result to compute" }, ...results.elements),
      formula,
      h("p", { class: "stale" }, "What is shown is for the last numbers that could be used."),
      h("p", { class: "field-hint" }, "Change any number in a field. A click on a cell of the result writes out its sum."),
      matrices.line,
      h("div", { class: "controls", role: "group", "aria-label": "View of the cell" }, ...views.elements),
      h("div", { class: "panel view-panel" }, panel, question.element),
      transport.element,
      h("p", { class: "rest-title" }, "Given, and not in this product as they stand:"),
      matrices.rest,
      trial.element,
      h("div", { class: "tools" }, h("label", { class: "checkbox" }, predict, " Predict the cell"), reset, link?.element ?? false),
      announcer.element,
    );

    /**
     * What the model says, with the cell and the step within the result: Python may change a shape before these.
     * @returns {Settings}
     * @throws {Error} where the matrices do not fit each other
     */
    function current() {
      const asked = /** @type {Settings} */ (/** @type {unknown} */ (
        Object.fromEntries(linked.map((name) => [name, model.get(name)]))));
      checkLayer(asked);
      const cell = within(asked.cell, resultShape(asked, asked.compute));
      return { ...asked, cell, step: Math.min(asked.step, termCount(asked, asked.compute)) };
    }

    function terms() {
      return termCount(settings, settings.compute);
    }

    /** The chosen cell, as far as its sum has come.  @returns {CellSum} */
    function cellSum() {
      const { compute: result, step, cell: [row, column] } = settings;
      const all = termsOf(settings, result, row, column);
      return {
        result, row, column, step, terms: all,
        before: sumOf(all.slice(0, Math.max(0, step - 1))),
        sum: sumOf(all.slice(0, step)),
        hidden: settings.predict && step > 0 && !answered.has(questionKey()),
      };
    }

    const questionKey = () => [settings.compute, ...settings.cell, settings.step].join(" ");

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

    /** @param {ResultName} result */
    function choose(result) {
      const cell = within(settings.cell, resultShape(settings, result));
      apply({ compute: result, cell, step: termCount(settings, result), trial: [] });
    }

    function startAgain() {
      const step = termCount(initial, initial.compute);
      apply({ ...initial, step, view: "sum", predict: false, trial: [] });
      matrices.reset(initial);
      announce("Reset to the values of the chapter.", 0);
    }

    /** @param {string} text */
    function answer(text) {
      const { result, row, column, sum } = cellSum();
      const name = cellName(result, row, column);
      if (!answerMatches(text, sum)) {
        question.say(`Not yet: ${text.trim()} is not ${name}. Try again, or show it.`, "wrong");
        return;
      }
      found();
      question.say(`Right: ${name} is ${formatNumber(sum)}.`, "right");
    }

    function reveal() {
      found();
      announce(spokenCell(cellSum()), 0);
    }

    function found() {
      answered.add(questionKey());
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
      const { compute: result, view, step } = settings;
      const cell = cellSum();
      results.press(result);
      views.press(view);
      predict.checked = settings.predict;
      transport.setCount(terms() + 1);
      transport.setPosition(step);
      formula.replaceChildren(h("strong", null, `${result} = ${productText(result)}`), ". ", summedOver(result).join(" "));
      matrices.show(settings, cell);
      panel.replaceChildren(...VIEWS[view].draw(cell, settings));
      question.show(cell.hidden ? math(indexed(result, cell)) : null, questionKey());
      trial.show(settings, result, tried(settings.trial, result));
    }

    function onChange() {
      if (applying) return;
      const before = settings;
      try {
        settings = current();
      } catch {
        return; // the matrices may only fit each other: the next one follows
      }
      const edited = GIVEN.some((name) => !sameValue(before[name], settings[name]));
      if (edited) {
        answered.clear();
        question.forget();
      }
      show();
      const [was, is] = /** @type {State[]} */ ([before, settings]);
      const changed = linked.filter((name) => !sameValue(was?.[name], is?.[name]));
      if (changed.length > 0) announce(told(changed), edited ? PAUSE : 0);
    }

    /** What to say of a change.  @param {string[]} changed  the names of what is another */
    function told(changed) {
      const { compute: result } = settings;
      if (changed.includes("compute")) return `${result} = ${productText(result)}. ${summedOver(result).join(" ")} ${spokenCell(cellSum())}`;
      if (changed.every((name) => name === "trial")) return judge(settings, result, tried(settings.trial, result)).sentence;
      if (changed.every((name) => name === "step")) return spokenStep(cellSum());
      return spokenCell(cellSum());
    }

    /**
     * @param {[string, string][]} choices  name and text
     * @param {(name: string) => void} onPress
     */
    function buttons(choices, onPress) {
      const all = choices.map(([name, text]) => ({
        name, element: h("button", { type: "button", class: "button", onclick: () => onPress(name) }, text),
      }));
      return {
        elements: all.map(({ element }) => element),
        press: (/** @type {string} */ pressed) => {
          for (const { name, element } of all) element.setAttribute("aria-pressed", String(name === pressed));
        },
      };
    }

    for (const name of linked) model.on(`change:${name}`, onChange);
    root.addEventListener("keydown", transport.handleKey);
    show();

    return () => {
      clearTimeout(announcing);
      for (const name of linked) model.off(`change:${name}`, onChange);
      transport.destroy();
      matrices.destroy();
      root.remove();
    };
  },
};

/** The cell, or the last one there is in that direction.  @param {[number, number]} cell @param {[number, number]} shape @returns {[number, number]} */
const within = ([row, column], [rows, columns]) => [Math.min(row, rows - 1), Math.min(column, columns - 1)];
