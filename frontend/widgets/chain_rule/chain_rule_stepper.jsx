/** Steps through the backward pass of a graph, one chain-rule factor at a time. */

import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";
import { defineStepper } from "../../parts/stepper.jsx";
<<<<<<< HEAD
import { draw } from "./draw.js";
import { gradientOf, runningSum, stepLines, valueFormula, wholeChain } from "./math.js";
import { mistakesAt } from "./mistakes.js";
import { Picture } from "./picture.jsx";
import { say, speak } from "./words.js";
=======
import { stepping } from "./stepping.jsx";
>>>>>>> main

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./math.js").Pass} Pass */
/** @typedef {{ inputs: Record<string, number>, dvalue: number }} Numbers  that are changed in the picture */
/** @typedef {Numbers & { graph: GraphSpec }} Given */
/** @typedef {import("../../parts/stepper.jsx").View<Numbers, Pass>} ChainView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  ...stepping,
  room: "chain_rule",
  label: "Chain rule stepper",
  given: ["graph", "inputs", "dvalue"],
  fixed: ["graph"],
  choice: ["step", "predict", "seed", "factors"],
  pass: ({ graph, inputs, dvalue }) => ({ spec: graph, ...evaluate(graph, inputs, Number(dvalue)) }),
  initial: (trait) => ({ inputs: initialInputs(trait("graph")), dvalue: trait("initial_dvalue"), factors: false }),
  complete: (state) => ({
    ...state,
    inputs: { ...initialInputs(/** @type {GraphSpec} */ (state["graph"])), .../** @type {Record<string, number>} */ (state["inputs"]) },
  }),
<<<<<<< HEAD
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
=======
>>>>>>> main
}));
