/** The row in which a reader answers for a hidden number, and is told whether it is right. */

import { h, uniqueId } from "../../markup/dom.js";
import { math, mo, symbol } from "../../markup/old/mathml.js";

/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */

/**
 * @param {(text: string) => void} onAnswer what it throws is shown as the verdict
 * @param {() => void} onReveal
 * @param {string} [label]  what comes before the name of what is asked for
 */
export function createQuestion(onAnswer, onReveal, label = "Your value for the local derivative, ") {
  const id = uniqueId("answer");
  const input = h("input", { type: "text", id, class: "number-input", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-verdict` });
  const verdict = h("p", { class: "verdict", id: `${id}-verdict`, role: "status" });
  const what = h("span");
  const ask = h("label", { for: id }, label, what);
  const form = h("form", { class: "question-form" }, ask, input,
    h("button", { type: "submit", class: "button" }, "Check"),
    h("button", { type: "button", class: "button", onclick: onReveal }, "Show it"));
  const element = h("div", { class: "question" }, form, verdict);
  /** @type {number | string | null} */
  let asked = null;

  /** @param {string} text @param {string} kind */
  function say(text, kind) {
    // A live region speaks when its text changes; a trailing space makes a repeated text differ.
    verdict.textContent = text !== "" && verdict.textContent === text ? `${text}\u00a0` : text;
    verdict.dataset["kind"] = kind;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      onAnswer(input.value);
    } catch (problem) {
      say(problem instanceof Error ? problem.message : String(problem), "wrong");
    }
  });

  return {
    element,
    say,
    /** Ask anew: the numbers have changed. */
    forget() {
      asked = null;
    },
    /** @param {Step | Node | null} step  a step of a graph, or the name of what is asked for @param {number | string} position  another one asks anew */
    show(step, position) {
      form.hidden = step === null;
      if (position === asked && step !== null) return;
      asked = step === null ? null : position;
      input.value = "";
      if (step) what.replaceChildren(step instanceof Node ? step : math(symbol(step.node), mo("→"), symbol(step.wrt)));
      say("", "");
    },
  };
}
