/** Steps through a small network: what its figures share but their names. */

import { gradientOf, lossWith, pass, updated } from "../../arithmetic/network.js";
import { checkRate, keyOf, parameterAt, parametersOf } from "../../arithmetic/network_spec.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { math } from "../../markup/mathml.js";
import { Choices } from "../../parts/choices.jsx";
import { checkPlace } from "../../parts/store.js";
import { Equations } from "./equations.jsx";
import { draw } from "./draw.js";
import { flatGradient } from "./math.js";
import { mistakesOf } from "./mistakes.js";
import { More } from "./more.jsx";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { lastStep } from "./steps.js";
import { describe, isReached, say, speak } from "./words.js";

/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").Given & { learning_rate: number }} Given */
/** @typedef {import("../../arithmetic/network.js").NetworkPass & { given: Given, after: { layers: Layer[], loss: number | null } }} Pass  `after` the update */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} NetworkView */

export const VIEWS = /** @type {const} */ ([{ value: "picture", text: "Picture" }, { value: "matrices", text: "Matrices" }]);

/** @type {Omit<import("../../parts/stepper.jsx").Definition<Given, Pass>, "room" | "label">} */
export const stepping = {
  given: ["layers", "loss_kind", "inputs", "targets", "learning_rate"],
  choice: ["weight", "sample", "step", "view", "predict", "seed"],
  pass(given) {
    checkRate(given.learning_rate);
    const passed = pass(given);
    const layers = updated(given.layers, passed, given.learning_rate);
    return { ...passed, given, after: { layers, loss: lossWith(given, layers) } };
  },
  count: ({ given: { layers } }) => lastStep(layers.length),
  initial: (trait) => ({ view: "picture", sample: 0, ...trait("initial") }),
  fit({ given: { layers, inputs } }, choice) {
    const keys = parametersOf(layers).map(keyOf);
    const weight = keys.includes(String(choice["weight"])) ? choice["weight"] : keys[0];
    return { ...choice, weight, sample: Math.min(Number(choice["sample"]), inputs.length - 1) };
  },
  checkChoice({ given: { layers, inputs } }, { weight, sample, view }) {
    parameterAt(layers, weight);
    checkPlace("sample", sample, inputs.length - 1);
    if (!VIEWS.some(({ value }) => value === view)) throw new Error(`“view” is picture or matrices, but the link gives ${view}.`);
  },
  upgrade: ({ inside, ...asked }) => (typeof inside === "number" && inside >= 0 ? { view: "matrices", ...asked } : asked),
  describe,
  say,
  speak,
  result: ({ pass: { loss } }) => `The loss is ${formatNumber(loss.loss)}.`,
  predict: "Predict the gradient",
  ask(passed, { weight, step }) {
    const { layers } = passed.given;
    const parameter = parameterAt(layers, weight);
    if (!isReached(layers.length, step, parameter)) return null;
    const answer = gradientOf(passed, parameter);
    return {
      key: weight,
      ask: <>Your value for {math(flatGradient(parameter))}</>,
      answer,
      right: `Right: the gradient is ${formatNumber(answer)}.`,
      mistakes: mistakesOf(passed, parameter),
    };
  },
  draw,
  asks: ({ given: { layers } }) => parametersOf(layers).map((parameter) => ({ weight: keyOf(parameter), step: lastStep(layers.length) })),
  Picture: (view) => (view.choice.view === "matrices" ? <Equations {...view} /> : <Picture view={view} />),
  Panel,
  Tools,
  More,
  moreLabel: "Every path, every matrix",
};

/** @param {NetworkView} view */
function Tools({ given, choice, choose }) {
  const samples = given.inputs.map((_, k) => ({ value: String(k), text: String(k) }));
  return (
    <>
      {samples.length > 1 && (
        <span class="sample-choice">
          <span aria-hidden="true">Sample</span>
          <Choices label="Sample" options={samples} value={String(choice.sample)} onChange={(k) => choose({ sample: Number(k) })} />
        </span>
      )}
      <Choices label="View" options={VIEWS} value={choice.view} onChange={(each) => choose({ view: each })} />
    </>
  );
}
