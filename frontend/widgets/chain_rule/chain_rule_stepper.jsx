/** Steps through the backward pass of a graph, one chain-rule factor at a time. */

import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { drawInputs } from "./draw.js";
import { stepping } from "./stepping.jsx";

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
  draw(random, given) {
    const inputs = drawInputs(random, given.graph);
    return inputs && { ...given, inputs };
  },
}));
