/** What a step does, in words. */

import { nodeNamed, argumentsOf } from "../../arithmetic/graph.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { plainText } from "../../arithmetic/names.js";

/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("./math.js").Pass} Pass */

/** Why the local derivative is what it is, by operation.  @type {Record<string, (step: Step, others: string[], pass: Pass) => string>} */
const REASONS = {
  add: () => "A sum passes its gradient on unchanged: × 1.",
  sum: () => "A sum passes its gradient on unchanged: × 1.",
  sub: (step) => (step.argument === 0 ? "The first number passes its gradient on unchanged: × 1." : "What is subtracted passes it on with its sign flipped: × −1."),
  neg: () => "The sign is flipped: × −1.",
  mul: (step, others) =>
    others[0] === undefined || others[0] === step.wrt
      ? `The two factors are the same node, and each passes on the other: × ${formatNumber(step.local, 4)}.`
      : `In a product each factor passes on the other one: × ${plainText(others[0])} = ${formatNumber(step.local, 4)}.`,
  relu: (step) => (step.local === 1 ? "The ReLU is open, its input is above 0: × 1." : "The ReLU is shut, its input is not above 0: × 0."),
  square: (step) => `A square has the slope 2${plainText(step.wrt)}: × ${formatNumber(step.local, 4)}.`,
};

/** One sentence for the line of help.  @param {Pass} pass @param {number} position */
export function say(pass, position) {
  const { spec, steps, gradients } = pass;
  const output = plainText(spec.output);
  const step = steps[position - 1];
  if (!step) {
    const seed = formatNumber(gradients[spec.output] ?? 1, 4);
    return `Next sends the gradient ${seed} back from ${output}.`;
  }
  const node = nodeNamed(spec, step.node);
  const others = argumentsOf(node).filter((_, index) => index !== step.argument);
  const constant = others.find((name) => nodeNamed(spec, name).op === "constant");
  if (node.op === "mul" && constant !== undefined) return `In a product each factor passes on the other one: × ${formatNumber(step.local, 4)}.`;
  return REASONS[node.op]?.(step, others, pass) ?? `The local derivative of ${plainText(step.node)} is ${formatNumber(step.local, 4)}.`;
}

/** A step as it is announced.  @param {Pass} pass @param {number} position @param {boolean} asked */
export function speak(pass, position, asked) {
  const step = pass.steps[position - 1];
  if (!step) return say(pass, position);
  const way = `Step ${position} of ${pass.steps.length}, from ${plainText(step.node)} to ${plainText(step.wrt)}.`;
  if (asked) return `${way} What is the local derivative?`;
  return (
    `${way} Incoming gradient ${formatNumber(step.incoming)} times local derivative ${formatNumber(step.local)} ` +
    `is ${formatNumber(step.contribution)}. Gradient of ${plainText(step.wrt)}: ${formatNumber(step.total)}.`
  );
}
