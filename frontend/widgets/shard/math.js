/** The calculation of a step, with its numbers. */

import { equals, inParentheses, infix } from "../../markup/formulas.js";
import { marked, math, mfrac, mi, mn, mo, mrow, number } from "../../markup/mathml.js";
import { ADDED, COMPARED, MEANS, PARTS, SHARES, STEPPED, shownSample, shownWorker } from "./look.js";

/** @typedef {import("./look.js").ShardView} ShardView */
/** @typedef {import("../../markup/mathml.js").Element} Element */

const DIGITS = 4;
const MOST_IN_LINE = 4;
const of = (/** @type {number} */ x) => number(x, DIGITS);
const found = (/** @type {number} */ x) => marked("gradient strong", of(x));
const part = (/** @type {number} */ x) => marked("gradient", inParentheses(x, DIGITS));

/** Numbers with the signs between them that they have: −8 − 4 + 10.  @param {readonly number[]} numbers */
const summed = (numbers) => numbers.flatMap((x, k) => (k === 0 ? [of(x)] : [mo(x < 0 ? "−" : "+"), of(Math.abs(x))]));

/** A mean of many takes two lines.  @param {readonly number[]} numbers @param {number} result */
function mean(numbers, result) {
  const fraction = mfrac(marked("gradient", ...summed(numbers)), mn(String(numbers.length)));
  const is = [infix(equals(...numbers, result)), found(result)];
  return numbers.length > MOST_IN_LINE ? [math(fraction), math(...is)] : [math(fraction, ...is)];
}

/**
 * @param {ShardView} view
 * @returns {{ title: import("preact").ComponentChildren, lines: Element[] }}
 */
export function calculation(view) {
  const { given, pass, step, question, choice } = view;
  const k = shownWorker(pass, choice);
  const worker = pass.workers[k];
  const { samples = [], mean: own = null, part: sent = null } = worker ?? {};
  const n = samples.length;
  const share = mfrac(mn(String(n)), mn(String(pass.gradients.length)));
  switch (step) {
    case MEANS:
      return { title: `Worker ${k}: the mean of its own ${n}`, lines: mean(samples.map((each) => pass.gradients[each] ?? NaN), own ?? NaN) };
    case SHARES:
      return { title: `Worker ${k} has ${n} of ${pass.gradients.length} samples`, lines: [math(share)] };
    case PARTS:
      return {
        title: `What worker ${k} sends`,
        lines: [math(part(own ?? NaN), mo("·"), share, mo(question ? "=" : equals(own ?? NaN, sent ?? NaN)), question ? mo("?") : found(sent ?? NaN))],
      };
    case ADDED: {
      const sums = [...new Set(pass.levels.slice(1).flat())].filter((node) => node.of.length > 0);
      const title = sums.length > 0 ? "Neighbours, two by two" : "One part";
      return { title, lines: sums.length === 0 ? [math(found(pass.total))] : sums.map((node) => {
        const terms = node.of.map(({ value }) => value);
        return math(marked("gradient", ...summed(terms)), mo(equals(...terms, node.value)), found(node.value));
      }) };
    }
    case COMPARED:
      return { title: `One machine: the mean of all ${pass.gradients.length}`, lines: mean(pass.gradients, pass.oneMachine) };
    case STEPPED: {
      const numbers = [given.weight, given.learning_rate, pass.total, pass.after];
      return {
        title: "On every worker: a step against the total",
        lines: [math(marked("value", of(given.weight)), mo("−"), of(given.learning_rate), mo("·"), part(pass.total), mo(equals(...numbers)), marked("value strong", of(pass.after)))],
      };
    }
    default: {
      const sample = shownSample(view);
      const [x, y, gradient] = [given.inputs[sample] ?? NaN, given.targets[sample] ?? NaN, pass.gradients[sample] ?? NaN];
      const error = mrow(mo("("), value(given.weight), mo("·"), value(x), ...(y < 0 ? [mo("+"), value(-y)] : [mo("−"), value(y)]), mo(")"));
      return {
        title: `The gradient of sample ${sample}`,
        lines: [
          math(mo("("), mi("w"), mo("·"), mi("x"), mo("−"), mi("y"), mo(")"), mo("·"), mi("x")),
          math(infix("="), error, mo("·"), inParentheses(x, DIGITS), mo(equals(given.weight, x, y, gradient)), found(gradient)),
        ],
      };
    }
  }
}

/** @param {number} x */
const value = (x) => marked("value", inParentheses(x, DIGITS));
