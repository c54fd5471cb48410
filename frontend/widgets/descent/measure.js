/** The loss of a graph, and its slopes, wherever its parameters are. */

import { createTape } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {Record<string, number>} Point */

/**
 * The loss and its slopes at a point, or null where they are not finite.
 * @param {GraphSpec} spec @param {string[]} parameters @param {Point} inputs
 */
export function measure(spec, parameters, inputs) {
  const tape = createTape(spec, inputs);
  const at = parameters.map((name) => tape.indexOf(name));
  return (/** @type {number[]} */ point) => {
    point.forEach((value, i) => (tape.values[at[i] ?? 0] = value));
    try {
      tape.forward();
      tape.backward();
    } catch {
      return null;
    }
    return { loss: tape.values[tape.indexOf(spec.output)] ?? NaN, slopes: at.map((i) => tape.gradients[i] ?? NaN) };
  };
}

/** @param {Point} from @param {string[]} names */
export const listed = (from, names) => names.map((name) => from[name] ?? NaN);

/**
 * The inputs that no step changes; the parameters that the figure begins with; those it descends from now.
 * @param {GraphSpec} spec @param {string[]} parameters @param {Point} inputs
 */
export function placesOf(spec, parameters, inputs) {
  const data = Object.fromEntries(Object.entries(inputs).filter(([name]) => !parameters.includes(name)));
  return { data, home: listed(initialInputs(spec), parameters), start: listed(inputs, parameters) };
}
