/** What a descent does, in a word and in a sentence. */

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { the } from "../../arithmetic/descent.js";

/** @typedef {import("../../arithmetic/descent.js").Descent} Descent */
/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

const CREEPS = 0.5; // of the loss is left after a step, or more
const AT_ONCE = 2; // steps to where it rests

/** @param {Descent} descent */
export function verdict({ losses, parameters, outcome, gates }) {
  const [first = NaN, second = NaN] = losses;
  if (outcome === "stuck" && gates !== "open") return gates === "blocking" ? "Dies" : "At rest";
  if (outcome === "stuck" && losses.length - 1 <= AT_ONCE) return "Lands";
  if (outcome === "diverged" || (losses.at(-1) ?? NaN) > first) return "Diverges";
  const turns = Object.keys(parameters[0] ?? {}).some((name) => {
    const [a = NaN, b = NaN, c = NaN] = parameters.map((entry) => entry[name] ?? NaN);
    return (b - a) * (c - b) < 0;
  });
  if (turns) return "Bounces";
  return second > CREEPS * first ? "Creeps" : "Slides down";
}

/** How many steps are made as far as the reader knows: a step that is to be predicted is not.  @param {Pick<DescentView, "step" | "question">} view */
export const shownStep = ({ step, question }) => (question ? step - 1 : step);

/** A step as a sum: "2 − 0.001 · 36".  @param {DescentView} view @param {number} step  the one that is made */
export function sumOf({ given, pass: { lead, parameters, gradients } }, step) {
  const [before, slope] = [parameters[step - 1]?.[lead] ?? NaN, gradients[step - 1]?.[lead] ?? NaN];
  const written = slope < 0 ? `(${short(slope)})` : short(slope);
  return `${short(before)} − ${short(given.learning_rate)} · ${written}`;
}

/** @param {DescentView} view */
export function say(view) {
  const { given: { graph }, pass: { losses, outcome, reason, lead, parameters }, step } = view;
  if (step > 0 && step === losses.length - 1 && outcome !== "finished") return reason;
  if (step === 0) return "Drag the ball, or the learning rate. Where does the ball go? Next takes one step.";
  const moved = `${plainText(lead)} = ${sumOf(view, step)} = ${short(parameters[step]?.[lead] ?? NaN)}`;
  const [before = NaN, after = NaN] = [losses[step - 1], losses[step]];
  if (before !== after && short(before) === short(after)) return `${moved}: ${the(graph.output)} hardly changes, ${short(after)}.`;
  const change = after < before ? "falls" : after > before ? "rises" : "stays";
  return `${moved}: ${the(graph.output)} ${change}${change === "stays" ? ` ${short(after)}` : `, ${short(before)} → ${short(after)}`}.`;
}

/** A step for the ear, where a question stands.  @param {DescentView} view */
export function speak(view) {
  const { step, pass: { lead }, question } = view;
  return question ? `Step ${step}: what is ${plainText(lead)}? It was ${sumOf(view, step)}.`.replace(" · ", " times ") : say(view);
}

/** What becomes of a descent.  @param {Descent} descent */
export const result = (descent) => `${verdict(descent)}. ${descent.reason}`;

/** @param {number} x */
const short = (x) => formatNumber(x, 4);

/** "Loss", but "y".  @param {string} name */
export const capital = (name) => (name.length > 2 ? name.charAt(0).toUpperCase() + name.slice(1) : name);
