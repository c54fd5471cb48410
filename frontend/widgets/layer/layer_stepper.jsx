/** Takes a layer's forward and backward pass apart: a result is chosen, then a cell of it, whose terms are added one by one. */

import { GIVEN, RESULTS, checkResult, layerSums } from "../../arithmetic/dense.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { checkTrial } from "../../arithmetic/shape_trial.js";
import { indexed } from "../../markup/formulas.js";
import { math } from "../../markup/mathml.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { cellAt, shapeOfResult } from "./cell.js";
import { draw } from "./draw.js";
import { mistakesAt } from "./mistakes.js";
import { More } from "./more.jsx";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { checkView } from "./views.jsx";
import { progress, say, speak, untouched } from "./words.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").LayerSums} LayerSums */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("../../parts/stepper.jsx").View<Given, LayerSums>} LayerView */

const RESULT_NAMES = /** @type {ResultName[]} */ (Object.keys(RESULTS));

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, LayerSums>} */ ({
  room: "layer",
  label: "Layer stepper",
  given: GIVEN,
  choice: ["compute", "cell", "step", "view", "predict", "seed", "trial"],
  pass: layerSums,
  count: (pass, { compute }) => cellAt(pass, compute, [0, 0]).terms.length,
  initial: (trait) => ({ view: "sum", trial: [], ...trait("initial") }),
  fit(pass, choice) {
    const shape = shapeOfResult(pass, /** @type {ResultName} */ (choice["compute"]));
    const cell = /** @type {number[]} */ (choice["cell"]).map((at, side) => Math.min(at, (shape[side] ?? 1) - 1));
    return { ...choice, cell };
  },
  checkChoice(pass, { compute, cell, view, trial }) {
    const result = checkResult(compute);
    const shape = shapeOfResult(pass, result);
    if (cell.length !== 2 || !shape.every((size, side) => Number.isInteger(cell[side]) && cell[side] >= 0 && cell[side] < size)) {
      throw new Error(`“cell” is a row and a column of ${result}, which has shape (${shape.join(", ")}), but the link gives ${JSON.stringify(cell)}.`);
    }
    checkView(view);
    checkTrial(trial);
  },
  describe: (step, last, { compute }) => progress(compute, step, last),
  say,
  speak,
  untouched,
  predict: "Predict the cell",
  ask(pass, { compute, cell, step }, given) {
    if (step === 0) return null;
    const [row, column] = cell;
    const answer = cellAt(pass, compute, cell).sums[step] ?? NaN;
    return {
      key: [compute, ...cell, step].join(" "),
      ask: <>Your value for {math(indexed(compute, row, column))}</>,
      answer,
      right: `Right: ${formatNumber(answer)}.`,
      mistakes: mistakesAt(given, pass, { compute, cell, step }),
    };
  },
  draw,
  asks: (pass) => RESULT_NAMES.flatMap((compute) => pass[compute].flatMap((cells, row) => cells.flatMap(({ terms }, column) =>
    terms.map((_, term) => ({ compute, cell: [row, column], step: term + 1 }))))),
  Picture,
  Panel,
  More,
  moreLabel: "Why the transpose, and products to try",
  opensMore: ({ view }) => view !== "sum",
}));

