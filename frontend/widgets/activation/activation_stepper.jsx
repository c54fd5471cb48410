/** Passes a gradient back through an activation, cell by cell of a batch, or one cell through ten layers. */

import { LAYERS, checkActivation, pass } from "../../arithmetic/activations.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { indexed } from "../../markup/formulas.js";
import { math } from "../../markup/mathml.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { draw } from "./draw.js";
import { cellAt, chosenPlace, isWithin, lookOf, placeOf } from "./look.js";
import { mistakesInCell, mistakesInLayers } from "./mistakes.js";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { say, speak } from "./words.js";

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("./look.js").Pass} Pass */
/** @typedef {import("./look.js").Choice} Choice */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} ActivationView */

const VIEWS = ["cells", "layers"];

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "activation",
  label: "Activation stepper",
  given: ["inputs", "dvalues", "activation"],
  choice: ["view", "step", "cell", "predict", "seed"],
  pass: (given) => ({ ...given, ...pass(checkActivation(given.activation), given.inputs, given.dvalues) }),
  count: ({ inputs }, { view }) => (view === "layers" ? LAYERS : inputs.flat().length),
  initial: (trait) => trait("initial"),
  /** A step in the batch goes to its own cell; one that is picked stays with its step. */
  fit({ inputs }, choice, before) {
    const { view, step, cell } = /** @type {Choice} */ (choice);
    const moved = view === "cells" && view === before.view && step !== before.step;
    return { ...choice, cell: moved || !isWithin(inputs, cell) ? [] : cell };
  },
  checkChoice({ inputs }, { view, cell }) {
    if (!VIEWS.includes(view)) throw new Error(`The view is one of ${VIEWS.join(", ")}; got ${JSON.stringify(view)}.`);
    if (cell.length > 0 && !(cell.length === 2 && isWithin(inputs, cell))) {
      throw new Error(`“cell” is a row and a column of the inputs, or empty, but the link gives ${JSON.stringify(cell)}.`);
    }
  },
  predict: "Predict each product",
  ask(passed, choice) {
    const { view, step } = /** @type {Choice} */ (choice);
    if (step === 0) return null;
    if (view === "layers") {
      const place = chosenPlace(passed, choice) ?? [0, 0];
      const cell = cellAt(passed, place);
      const answer = cell.left[step] ?? NaN;
      return {
        key: `${view} ${place} ${step}`, ask: `Left after ${step} of ${LAYERS} layers:`, answer, right: `Right: ${formatNumber(answer, 3)} is left.`,
        mistakes: mistakesInLayers(cell, step),
      };
    }
    const [row, column] = placeOf(step - 1, passed.inputs);
    const cell = cellAt(passed, [row, column]);
    return {
      key: `${view} ${step}`, ask: <>Your value for {math(indexed("dinputs", row, column))}</>, answer: cell.product, right: `Right: ${formatNumber(cell.product)}.`,
      mistakes: mistakesInCell(passed.activation, cell),
    };
  },
  draw,
  asks: ({ inputs }) => inputs.flat().map((_, place) => ({ view: "cells", step: place + 1, cell: [] })),
  describe: (step, last, { view }) => (step === 0 ? "Start" : `${view === "layers" ? "Layer" : "Cell"} ${view === "layers" ? last + 1 - step : step} of ${last}`),
  say: (view) => say(lookOf(view)),
  speak: (view) => speak(lookOf(view)),
  Picture,
  Panel,
}));
