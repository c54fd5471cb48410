/** Measures a slope with smaller and smaller nudges: the error over the step size. */

import { DECADES, measure, stepSize } from "../../arithmetic/differences.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { draw } from "./draw.js";
import { hasOneBest, sizeText } from "./look.js";
import { otherSizes } from "./mistakes.js";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { result, say, speak } from "./words.js";

/** @typedef {import("../../arithmetic/differences.js").FunctionName} FunctionName */
/** @typedef {import("../../arithmetic/differences.js").Rule} Rule */
/** @typedef {import("../../arithmetic/differences.js").Precision} Precision */
/** @typedef {{ function: FunctionName, x: number, rule: Rule, precision: Precision }} Given */
/** @typedef {import("../../arithmetic/differences.js").Differences} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} DifferenceView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "difference",
  label: "Difference stepper",
  given: ["function", "x", "rule", "precision"],
  choice: ["step", "ahead", "predict", "seed"],
  pass: measure,
  count: () => DECADES,
  initial: (trait) => ({ ahead: false, ...trait("initial") }),
  say,
  speak,
  result,
  predict: "Predict the best h",
  ask: (pass, { step }) => (step === 0 || !hasOneBest(pass) ? null : {
    key: "best", ask: "The best power of ten for h:", answer: stepSize(pass.best), mistakes: otherSizes(pass),
    right: `Right: the error is ${formatNumber(pass.places[pass.best]?.error ?? NaN, 2)}.`,
  }),
  draw,
  asks: () => [{ step: 1 }],
  describe: (step) => `h = ${sizeText(step)}`,
  labels: { step: "Step", next: "h ÷ 10" },
  Picture,
  Panel,
  Tools,
}));

/** @param {DifferenceView} view */
function Tools({ choice, choose }) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={choice.ahead} onChange={(event) => choose({ ahead: event.currentTarget.checked })} />
      Show the whole curve
    </label>
  );
}
