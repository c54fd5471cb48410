// Gradient descent on named inputs of a graph: `backprop.descent` without Python.

import { createTape } from "./evaluate.js";
import { argumentsOf, checkGraph, inputNames } from "./graph.js";
import { plainText } from "./names.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("./graph.js").GraphSpec} GraphSpec */
/** @typedef {import("./evaluate.js").Tape} Tape */

/**
 * @typedef {object} Descent one entry before the first step and one after each step made
 * @property {number[]} losses at most `steps + 1` of them
 * @property {Record<string, number>[]} parameters those that give `losses[k]`
 * @property {Record<string, number>[]} gradients by them, at the same place; empty where they are not finite
 * @property {"finished" | "diverged" | "stuck"} outcome "diverged": the next step leads to a number
 *   that is not finite; "stuck": while steps remain every gradient is exactly 0, or moves its parameter
 *   by no more than rounding
 * @property {"blocking" | "shut" | "open"} gates of a descent that is stuck: whether ReLUs keep it there
 * @property {string} reason the outcome in words, with its numbers
 */

export const MAX_STEPS = 2000;
const ROUNDING = 4 * Number.EPSILON; // of a parameter: what a step may leave when it has landed

/**
 * Make `steps` steps: parameter ← parameter − learningRate · ∂output/∂parameter, all at once.
 *
 * @param {GraphSpec} spec
 * @param {string[]} parameters names of inputs, at least one
 * @param {{ inputs?: Record<string, number>, learningRate: number, steps: number }} settings
 *   `inputs` replace those of the specification
 * @returns {Descent}
 * @throws {Error} with a sentence for the reader: a setting that cannot be, a start without a finite loss
 */
export function descend(spec, parameters, { inputs = {}, learningRate, steps }) {
  checkParameters(spec, parameters);
  checkLearningRate(learningRate);
  checkSteps(steps);
  const tape = createTape(spec, inputs);
  const at = parameters.map((name) => tape.indexOf(name));
  const entry = () => Object.fromEntries(parameters.map((name, i) => [name, tape.values[at[i] ?? 0] ?? NaN]));
  const output = tape.indexOf(spec.output);

  try {
    tape.forward();
    tape.backward();
  } catch (problem) {
    throw new Error(`The descent cannot start here. ${problem instanceof Error ? problem.message : problem}`);
  }
  const losses = [tape.values[output] ?? NaN];
  const path = [entry()];
  /** @type {Record<string, number>[]} */
  const gradients = [];
  /** @param {Descent["outcome"]} outcome @param {string} reason @param {Descent["gates"]} [gates] @returns {Descent} */
  const record = (outcome, reason, gates = "open") => ({ losses, parameters: path, gradients, outcome, gates, reason });
  const backward = () => {
    const finite = staysFinite(tape.backward);
    gradients.push(finite ? Object.fromEntries(parameters.map((name, i) => [name, tape.gradients[at[i] ?? 0] ?? NaN])) : {});
    return finite;
  };
  const settled = () => at.every((i, k) => {
    const name = parameters[k] ?? "";
    const size = Math.max(Math.abs(path[0]?.[name] ?? NaN), Math.abs(tape.values[i] ?? NaN));
    return Math.abs(learningRate * (tape.gradients[i] ?? NaN)) <= ROUNDING * size;
  });
  let moving = false; // a rate may be so small that no step does anything

  for (let made = 0; made < steps; made += 1) {
    if (!backward()) return record("diverged", diverged("a gradient", losses));
    const still = at.every((i) => tape.gradients[i] === 0);
    if (still || (moving && settled())) return record("stuck", ...stuck(spec, tape, parameters, losses, still));
    moving ||= !settled();
    for (const i of at) tape.values[i] = (tape.values[i] ?? NaN) - learningRate * (tape.gradients[i] ?? NaN);
    const lost = parameters.find((_, i) => !Number.isFinite(tape.values[at[i] ?? 0]));
    if (lost !== undefined) return record("diverged", diverged(plainText(lost), losses));
    if (!staysFinite(tape.forward)) return record("diverged", diverged(the(spec.output), losses));
    losses.push(tape.values[output] ?? NaN);
    path.push(entry());
  }
  backward();
  return record("finished", finished(spec.output, losses));
}

/** @param {GraphSpec} spec @param {unknown} parameters */
export function checkParameters(spec, parameters) {
  checkGraph(spec);
  const known = inputNames(spec);
  if (!Array.isArray(parameters) || parameters.length === 0) {
    throw new Error("A descent expects at least one parameter.");
  }
  for (const name of parameters) {
    if (!known.includes(name)) {
      throw new Error(`A parameter is one of the inputs ${known.join(", ")}; got ${JSON.stringify(name)}.`);
    }
  }
  if (new Set(parameters).size < parameters.length) throw new Error("A parameter stands twice.");
}

/** @param {unknown} rate */
export function checkLearningRate(rate) {
  if (typeof rate !== "number" || !Number.isFinite(rate) || rate <= 0) {
    throw new Error("The learning rate is a positive number, like 0.001.");
  }
}

/** @param {unknown} steps */
export function checkSteps(steps) {
  if (typeof steps !== "number" || !Number.isInteger(steps) || steps < 1 || steps > MAX_STEPS) {
    throw new Error(`The number of steps is a whole number from 1 to ${MAX_STEPS}.`);
  }
}

/** Whether a pass stays among finite numbers.  @param {() => void} pass */
function staysFinite(pass) {
  try {
    pass();
    return true;
  } catch {
    return false;
  }
}

// The sentences of backprop/descent.py.

/** @param {string} output @param {number[]} losses */
function finished(output, losses) {
  const [from, to] = [losses[0] ?? NaN, losses.at(-1) ?? NaN];
  const [first, last] = [formatNumber(from), formatNumber(to)];
  const change =
    first === last ? `is still ${last}, to six digits` : `has ${to < from ? "fallen" : "risen"} from ${first} to ${last}`;
  return `After ${steps(losses.length - 1)} ${the(output)} ${change}.`;
}

/** @param {string} what @param {number[]} losses */
function diverged(what, losses) {
  return (
    `Diverged: at step ${losses.length} ${what} is no longer a finite number. ` +
    `The last loss was ${formatNumber(losses.at(-1) ?? NaN)}.`
  );
}

/**
 * @param {GraphSpec} spec @param {Tape} tape @param {string[]} parameters @param {number[]} losses
 * @param {boolean} still  whether every gradient is exactly 0
 * @returns {[string, Descent["gates"]]}
 */
function stuck(spec, tape, parameters, losses, still) {
  const when = losses.length > 1 ? `after ${steps(losses.length - 1)}` : "at the start";
  const output = the(spec.output);
  const stays = `${output.replace("the ", "The ")} stays ${formatNumber(losses.at(-1) ?? NaN)}.`;
  if (!still) return [`At rest ${when}: a further step would change the last digits alone. ${stays}`, "open"];
  const shut = shutReLUs(spec, tape, parameters);
  const blocking = shut.filter(({ incoming }) => incoming !== 0);
  if (blocking.length > 0) return [`Stuck ${when}: every gradient is 0, because ${told(blocking)}. ${stays}`, "blocking"];
  const besides = shut.length > 0 ? `, and ${told(shut)}` : "";
  return [`At rest ${when}: every gradient is 0, ${output} has no slope here${besides}. ${stays}`, shut.length > 0 ? "shut" : "open"];
}

/**
 * The ReLUs that the parameters reach and that let no gradient through.
 * @param {GraphSpec} spec @param {Tape} tape @param {string[]} parameters
 */
function shutReLUs(spec, tape, parameters) {
  const reached = new Set(parameters);
  const shut = [];
  for (const node of spec.nodes) {
    if (!argumentsOf(node).some((name) => reached.has(name))) continue;
    reached.add(node.name);
    const argument = argumentsOf(node)[0] ?? "";
    const z = tape.values[tape.indexOf(argument)] ?? NaN;
    if (node.op === "relu" && z <= 0) {
      shut.push({ argument, z, incoming: tape.gradients[tape.indexOf(node.name)] ?? NaN });
    }
  }
  return shut;
}

/** @param {{ argument: string, z: number }[]} shut */
function told(shut) {
  const conditions = shut.map(({ argument, z }) => `${plainText(argument)} = ${formatNumber(z)} ${z < 0 ? "<" : "≤"} 0`);
  return `${conditions.join(" and ")} ${shut.length === 1 ? "shuts the" : "each shut a"} ReLU`;
}

/** @param {string} output  the loss, but y */
export const the = (output) => (output.replace(/\d+$/, "").length > 2 ? `the ${plainText(output)}` : plainText(output));

/** @param {number} count */
const steps = (count) => (count === 1 ? "1 step" : `${count} steps`);
