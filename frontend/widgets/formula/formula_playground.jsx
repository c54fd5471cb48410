/** Steps through the backward pass of any formula that the reader types. */

import { evaluate } from "../../arithmetic/evaluate.js";
import { graphOf, valuesFor } from "../../formula/playground.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { drawInputs } from "../chain_rule/draw.js";
import { stepping } from "../chain_rule/stepping.jsx";
import { Picture } from "../chain_rule/picture.jsx";
import { FORMULA, FormulaField } from "./field.jsx";

/** @typedef {{ name: string, formula: string, inputs: Record<string, number> }} Example */
/** @typedef {{ formula: string, inputs: Record<string, number>, dvalue: number, examples: Example[] }} Given */
/** @typedef {import("../chain_rule/math.js").Pass} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} FormulaView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  ...stepping,
  room: "chain_rule formula_playground",
  label: "Formula playground",
  given: ["formula", "inputs", "dvalue", "examples"],
  fixed: ["examples"],
  choice: ["step", "predict", "seed", "factors"],
  pass({ formula, inputs, dvalue }) {
    const spec = graphOf(formula);
    return { spec, ...evaluate(spec, inputs, Number(dvalue)) };
  },
  still: "",
  initial: (trait) => trait("initial"),
  // A link may leave out numbers, or name a formula alone.
  upgrade(asked, base) {
    const isAnother = Object.hasOwn(asked, "formula") && asked["formula"] !== base["formula"];
    return isAnother && !Object.hasOwn(asked, "inputs") ? { ...asked, inputs: {} } : asked;
  },
  complete: (state) => {
    const spec = graphOf(state["formula"]);
    const inputs = /** @type {Record<string, number>} */ (state["inputs"]);
    return { ...state, inputs: { ...valuesFor(spec, inputs), ...inputs } };
  },
  draw(random, given) {
    const inputs = drawInputs(random, graphOf(given.formula));
    return inputs && { ...given, inputs };
  },
  Head: FormulaField,
  Picture: FormulaPicture,
}));

/** The picture of the last formula that could be used.  @param {FormulaView} view */
function FormulaPicture(view) {
  const stale = view.refusals.has(FORMULA);
  return (
    <div class="formula-picture" data-stale={stale}>
      <Picture {...view} fits />
      {stale && <p class="stale-note">Still the picture of <code>{view.given.formula}</code></p>}
    </div>
  );
}
