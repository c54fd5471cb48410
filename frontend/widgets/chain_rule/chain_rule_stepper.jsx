/** Steps through the backward pass of a graph, one chain-rule factor at a time. */

import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";
import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { math, mo, number, partial, symbol } from "../../markup/mathml.js";
import { Formula } from "../../parts/formula.jsx";
import { defineStepper } from "../../parts/stepper.jsx";
import { draw } from "./draw.js";
import { gradientOf, runningSum, stepLines, valueFormula, wholeChain } from "./math.js";
import { mistakesAt } from "./mistakes.js";
import { Picture } from "./picture.jsx";
import { say, speak } from "./words.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./math.js").Pass} Pass */
/** @typedef {{ graph: GraphSpec, inputs: Record<string, number>, dvalue: number }} Given */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} ChainView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "chain_rule",
  label: "Chain rule stepper",
  given: ["graph", "inputs", "dvalue"],
  fixed: ["graph"],
  choice: ["step", "predict", "seed", "factors"],
  pass: ({ graph, inputs, dvalue }) => ({ spec: graph, ...evaluate(graph, inputs, Number(dvalue)) }),
  count: ({ steps }) => steps.length,
  initial: (trait) => ({ inputs: initialInputs(trait("graph")), dvalue: trait("initial_dvalue"), factors: false }),
  complete: (state) => ({
    ...state,
    inputs: { ...initialInputs(/** @type {GraphSpec} */ (state["graph"])), .../** @type {Record<string, number>} */ (state["inputs"]) },
  }),
  say: ({ pass, step }) => say(pass, step),
  speak: ({ pass, step, question }) => speak(pass, step, question !== null),
  result: ({ pass: { spec, values } }) => `${plainText(spec.output)} is ${formatNumber(values[spec.output] ?? NaN)}.`,
  predict: "Predict each factor",
  ask(pass, { step: position }) {
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
  draw,
  asks: ({ steps }) => steps.map((_, place) => ({ step: place + 1 })),
  Picture,
  Panel,
  Tools,
  More,
  moreLabel: "Every factor from the output to here",
}));

/** @param {ChainView} view */
function Panel({ pass, step: position, count, question }) {
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
        Step {position} of {count}, from {math(symbol(step.node))} to {math(symbol(step.wrt))}, where {math(valueFormula(spec, step.node))}
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
