/** What is said of a step: on the page, and to a screen reader. */

import { LAYERS } from "../../arithmetic/activations.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { cellName, layerAt } from "./look.js";

/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("./look.js").Cell} Cell */

const STEEPEST_SIGMOID = 0.25;
const FLAT = 4; // from here on a sigmoid or a tanh passes a fiftieth at most

/** The line of help: one sentence.  @param {Look} look @returns {string} */
export function say(look) {
  const { cell, inLayers, isKnown } = look;
  if (inLayers) return ofLayers(look);
  if (!cell) return "Drag a dot along the curve. Next multiplies each cell by its slope.";
  return isKnown(cell.row, cell.column) ? ofCell(look, cell) : "Next multiplies: the incoming gradient of this cell, times the slope at its z.";
}

/** @param {Look} look @param {Cell} cell @returns {string} */
function ofCell({ activation }, { z, slope }) {
  switch (activation.title) {
    case "Linear":
      return "The slope is 1 everywhere: the gradient passes unchanged.";
    case "ReLU":
      if (z === 0) return "At the corner there is no slope; taking 0 there is a choice, the usual one: shut.";
      return z > 0 ? "z is above 0, the gate is open: the gradient passes unchanged." : "z is below 0, the gate is shut: none of the gradient passes.";
    case "Leaky ReLU":
      if (z === 0) return "At the corner there is no slope; taking the one from below is a choice.";
      return z > 0 ? "z is above 0, the gate is open: the gradient passes unchanged." : "z is below 0, and the gate leaks: a hundredth of the gradient passes.";
    case "Sigmoid":
      if (z === 0) return "Here the sigmoid is steepest: its slope is 1/4, and nowhere more.";
      break;
    default:
      if (z === 0) return "Here tanh is steepest.";
  }
  if (slope === 0) return "This far out the slope is smaller than any number a computer has: nothing is left.";
  if (Math.abs(z) >= FLAT) return `Out here the curve is flat: hardly any of the gradient passes.`;
  return `No gate is shut here, and none quite open: the slope at z = ${formatNumber(z, 3)} is ${formatNumber(slope, 3)}.`;
}

/** @param {Look} look @returns {string} */
function ofLayers({ activation, step, cell, asked }) {
  if (!cell || step === 0) return "Ten layers in a row. Next sends a gradient of 1 back through them, the last one first.";
  if (asked) return "";
  const left = cell.left[step] ?? NaN;
  const after = `After ${step} of ${LAYERS} layers`;
  if (left === 0) return `${after} nothing is left, and 0 times any slope is 0.`;
  if (left === 1) return `${after} all of it is left: each slope was 1.`;
  const most = activation.title === "Sigmoid" ? `; at most ${STEEPEST_SIGMOID}${raised(step)} = ${formatNumber(STEEPEST_SIGMOID ** step, 2)} could be` : "";
  return `${after} ${formatNumber(left, 3)} is left${most}.`;
}

/** @param {number} power */
const raised = (power) => String(power).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit)));

/** @param {Look} look @returns {string} */
export function speak(look) {
  const { activation, cell, inLayers, step, asked, isKnown } = look;
  if (inLayers) {
    if (!cell || step === 0) return `${activation.title}: ${ofLayers(look)}`;
    const slope = `Layer ${layerAt(step)}: slope ${formatNumber(cell.slopes[layerAt(step) - 1] ?? NaN, 3)}.`;
    return asked ? `${slope} What is left?` : `${slope} ${ofLayers(look)}`;
  }
  if (!cell) return `Start, ${activation.title}: no cell is multiplied yet.`;
  const where = `${cellName("z", [cell.row, cell.column])} = ${formatNumber(cell.z)}.`;
  if (!isKnown(cell.row, cell.column)) return asked ? `${where} What is ${cellName("dinputs", [cell.row, cell.column])}?` : where;
  return `${where} Incoming gradient ${formatNumber(cell.dvalue)} times slope ${formatNumber(cell.slope)} is ${formatNumber(cell.product)}. ${say(look)}`;
}
