/** What stepping through a graph is, wherever the graph comes from: what is asked and said of a step, and its views. */

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { math, mo, number, partial, symbol } from "../../markup/mathml.js";
import { Formula } from "../../parts/formula.jsx";
import { gradientOf, runningSum, stepLines, valueFormula, wholeChain } from "./math.js";
import { mistakesAt } from "./mistakes.js";
import { Picture } from "./picture.jsx";
import { say, speak } from "./words.js";

/** @typedef {import("./math.js").Pass} Pass */
/** @typedef {import("./chain_rule_stepper.jsx").ChainView} ChainView */

/** @satisfies {Partial<import("../../parts/stepper.jsx").Definition<any, Pass>>} */
export const stepping = {
  count: (/** @type {Pass} */ { steps }) => steps.length,
  say: (/** @type {ChainView} */ { pass, step }) => say(pass, step),
  speak: (/** @type {ChainView} */ { pass, step, question }) => speak(pass, step, question !== null),
  result: (/** @type {ChainView} */ { pass: { spec, values } }) => `${plainText(spec.output)} is ${formatNumber(values[spec.output] ?? NaN)}.`,
  predict: "Predict each factor",
  ask(/** @type {Pass} */ pass, /** @type {any} */ { step: position }) {
    const step = pass.steps[position - 1];
    if (!step) return null;
    return {
      key: String(position),
      ask: <>Your value for the factor {math(partial(step.node, step.wrt))}</>,
      answer: step.local,
      right: `Right: ${formatNumber(step.local, 4)}.`,
      mistakes: mistakesAt(pass, step),
    };
  },
  asks: (/** @type {Pass} */ { steps }) => steps.map((_, place) => ({ step: place + 1 })),
  Picture,
  Panel,
  Tools,
  More,
  moreLabel: "Every factor from the output to here",
};

/** @param {ChainView} view */
function Panel({ pass, step: position, question }) {
  const step = pass.steps[position - 1];
  const { spec } = pass;
  if (!step) {
    const seed = pass.gradients[spec.output] ?? NaN;
    return (
      <>
        <p class="formula-title">Forward: the <strong class="value">values</strong>. Back: the <strong class="gradient">gradients</strong>.</p>
        <Formula>{math(valueFormula(spec, spec.output))}</Formula>
        <Formula>{math(seed === 1 ? partial(spec.output, spec.output) : symbol("dvalue"), mo("="), number(seed))}</Formula>
      </>
    );
  }
  const hidden = question !== null;
  const { names, formula, numbers } = stepLines(pass, step, hidden);
  const sum = hidden ? null : runningSum(pass, step);
  return (
    <>
      <p class="formula-title">
        From {math(symbol(step.node))} to {math(symbol(step.wrt))}, where {math(valueFormula(spec, step.node))}
      </p>
      <Formula>{names}</Formula>
      {formula && <Formula>{formula}</Formula>}
      {!(hidden && formula) && <Formula class="large">{numbers}</Formula>}
      {sum && <Formula class="sum">{sum}</Formula>}
    </>
  );
}

/** @param {ChainView} view */
function Tools({ choice, choose }) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={choice.factors} onChange={(event) => choose({ factors: event.currentTarget.checked })} />
      All local factors
    </label>
  );
}

/** @param {ChainView} view */
function More({ pass, step: position, question }) {
  const step = pass.steps[position - 1];
  if (!step || question) return <div class="formula">{math(gradientOf(pass, pass.spec.output))}</div>;
  return <>{wholeChain(pass, step).map((line, index) => <div key={index} class="formula">{line}</div>)}</>;
}
