/** The numbers that common mistakes give in place of a local derivative. */

import { argumentsOf, nodeNamed } from "../../arithmetic/graph.js";
import { mistake } from "../../exercises/mistake.js";

/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("./math.js").Pass} Pass */

/** @param {Pass} pass @param {Step} step @returns {import("../../exercises/mistake.js").WrongAnswer[]} */
export function mistakesAt({ spec, values }, { node: name, argument }) {
  const node = nodeNamed(spec, name);
  const numbers = argumentsOf(node).map((each) => values[each] ?? NaN);
  const own = numbers[argument] ?? NaN;
  const out = values[name] ?? NaN;
  const others = numbers.filter((_, place) => place !== argument);
  switch (node.op) {
    case "mul": return mistake("own factor instead of the other", own);
    case "add": case "sum": return others.flatMap((other) => mistake("sum treated as a product", other));
    case "sub": return argument === 1 ? mistake("minus left out", 1) : others.flatMap((other) => mistake("sum treated as a product", other));
    case "neg": return mistake("minus left out", 1);
    case "relu": return [...mistake("mask from the output by >=", 1), ...mistake("no activation derivative", 1)];
    case "square": return mistake("the two of the square left out", own);
    case "sigmoid": return [
      ...mistake("part of the slope", out), ...mistake("part of the slope", 1 - out),
      ...mistake("activation taken twice", slopeOfSigmoid(out)), ...mistake("no activation derivative", 1),
    ];
    case "tanh": return [
      ...mistake("part of the slope", out * out), ...mistake("part of the slope", 1 - out),
      ...mistake("activation taken twice", 1 - Math.tanh(out) ** 2), ...mistake("no activation derivative", 1),
    ];
    case "log": return mistake("logarithm not differentiated", 1);
    default: return [];
  }
}

/** @param {number} z */
function slopeOfSigmoid(z) {
  const output = 1 / (1 + Math.exp(-z));
  return output * (1 - output);
}
