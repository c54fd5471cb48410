/** One part of the way through a softmax as mathematics: with its names, and with the numbers of one class. */

import { equals, fenced, flat, inParentheses } from "../../markup/formulas.js";
import { marked, math, mfrac, mi, mn, mo, mrow, msub, msup, mtext, number, partial, symbol } from "../../markup/mathml.js";

/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("../../markup/mathml.js").Child} Child */
/** @typedef {import("./look.js").Look} Look */

/**
 * @typedef {object} Lines
 * @property {Child[]} title  in a line of text
 * @property {Element} names
 * @property {Element | null} numbers
 */

/** All of them stand under "More".  @param {number} x */
const digits = (x) => (x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e6) ? 2 : 4);

/** @param {string} name @param {number | string} index */
const indexed = (name, index) => (typeof index === "number" ? symbol(`${name}${index}`) : msub(mi(name), mi(index)));
const p = (/** @type {number | string} */ i) => indexed("p", i);
const z = (/** @type {number | string} */ i) => indexed("z", i);
const y = (/** @type {number | string} */ i) => indexed("y", i);
const l = () => mi("l");
const minus = () => mo("−");
const dot = () => mo("·");
const n = (/** @type {number} */ x) => number(x, digits(x));
const value = (/** @type {number} */ x) => marked("value", inParentheses(x, digits(x)));
const gradient = (/** @type {number} */ x) => marked("gradient", inParentheses(x, digits(x)));
const thin = () => mtext("\u2009"); // between a function’s name and its argument
const exp = (/** @type {Child[]} */ ...of) => mrow(mi("exp"), fenced(...of));
const log = (/** @type {Child[]} */ ...of) => mrow(mi("log"), thin(), ...of);
const byLogit = (/** @type {number | string} */ j) => partial("loss", z(j));
const byProbability = (/** @type {number | string} */ i) => partial("loss", p(i));
const clip = () => msup(mn("10"), mrow(minus(), mn("7")));

/** The total of the shifted exponentials: not the S of all exponentials, which may be too large for a number. */
const total = () => msub(mi("S"), mi("m"));

/**
 * = 0.7, or = ?
 * @param {Look} look @param {"value" | "gradient"} kind @param {number} x @param {number[]} from  what it was computed from
 */
const result = ({ hidden }, kind, x, from) =>
  hidden ? [mo("="), mo("?")] : [mo(equals(...from, x)), marked(`${kind} strong`, n(x))];

/** Divided by the number of samples, where there is more than one.  @param {Look} look @param {Element} of */
const shared = ({ samples }, of) => (samples === 1 ? of : mfrac(of, mn(String(samples))));

/** What the way back divides by: 3 · 0.7.  @param {Look} look @param {Element} of */
const times = ({ samples }, of) => (samples === 1 ? of : mrow(mn(String(samples)), dot(), of));

/**
 * @param {Look} look
 * @param {{ row: number, column: number }} at  of the Jacobian, whose numbers are shown
 * @returns {Lines}
 */
export function stageLines(look, at) {
  return { start, softmax, loss, dprobabilities, jacobian, product, fused, differences }[look.stage.part](look, at);
}

/** @returns {Lines} */
const start = () => ({
  title: ["To lower the loss: which way should each logit go, and how strongly?"],
  names: math(mi("z"), mo("→"), mi("p"), mo("→"), mi("loss")),
  numbers: math(partial("loss", mi("z")), mo("="), mo("?")),
});

/** @param {Look} look @param {{ row: number }} at @returns {Lines} */
function softmax(look, { row: i }) {
  const { largest, exponentials, total: sum, probabilities } = look.clean;
  const [grown = NaN, share = NaN] = [exponentials[i], probabilities[i]];
  return {
    title: [
      "With ", math(mi("m"), mo("="), mi("max"), thin(), mi("z"), mo(equals(largest)), n(largest)), " and ",
      math(total(), mo("="), mo("∑"), exp(z("k"), minus(), mi("m")), mo(equals(sum)), n(sum)),
    ],
    names: math(p(i), mo("="), mfrac(exp(z(i), minus(), mi("m")), total())),
    numbers: math(mo(equals(grown, sum)), mfrac(value(grown), value(sum)), ...result(look, "value", share, [grown, sum])),
  };
}

/** @param {Look} look @returns {Lines} */
function loss(look) {
  const { target, probabilities, clipped, twoStepLoss, largest, total: sum, loss: own } = look.clean;
  const right = probabilities[target] ?? NaN;
  const shifted = (look.z[target] ?? NaN) - largest;
  const fromLogits = look.hidden
    ? []
    : [mo(equals(sum, shifted)), log(n(sum)), minus(), inParentheses(shifted, digits(shifted)), mo(equals(sum, shifted, own)), n(own)];
  return {
    title: ["From z: ", math(l(), mo("="), log(total()), minus(), fenced(z(target), minus(), mi("m")), ...fromLogits)],
    names: math(l(), mo("="), minus(), log(p(target))),
    numbers: math(mo(clipped ? "≈" : equals(right)), minus(), log(clipped ? clip() : value(right)), ...result(look, "value", twoStepLoss, [right])),
  };
}

/** @param {Look} look @returns {Lines} */
function dprobabilities(look) {
  const { target, probabilities, clipped, dprobabilities: slopes } = look.clean;
  const [right, slope] = [probabilities[target] ?? NaN, slopes[target] ?? NaN];
  const under = (/** @type {Element} */ of) => mrow(minus(), mfrac(mn("1"), times(look, of)));
  return {
    title: ["How the loss moves with each probability: only with the target’s"],
    names: math(byProbability(target), mo("="), under(p(target))),
    numbers: math(mo(clipped ? "≈" : equals(right)), under(clipped ? clip() : value(right)), ...result(look, "gradient", slope, [right])),
  };
}

/** @param {Look} look @param {{ row: number, column: number }} at @returns {Lines} */
function jacobian(look, { row: i, column: j }) {
  const { probabilities, jacobian: slopes } = look.clean;
  const [over, by, slope] = [probabilities[i] ?? NaN, probabilities[j] ?? NaN, slopes[i]?.[j] ?? NaN];
  return {
    title: ["How ", math(p(i)), " moves with ", math(z(j)), "; ", math(flat("["), mi("i"), mo("="), mi("j"), flat("]")), " is 1 on the diagonal, else 0"],
    names: math(partial(p("i"), z("j")), mo("="), p("i"), dot(), fenced(flat("["), mi("i"), mo("="), mi("j"), flat("]"), minus(), p("j"))),
    numbers: math(
      partial(p(i), z(j)), mo(equals(over, by)), value(over), dot(), fenced(mn(i === j ? "1" : "0"), minus(), value(by)),
      ...result(look, "gradient", slope, [over, by]),
    ),
  };
}

/** @param {Look} look @returns {Lines} */
function product(look) {
  const { stage: { logit: j }, clean: { target: t, dprobabilities: slopes, jacobian: rows, dlogits } } = look;
  const [slope, moves] = [slopes[t] ?? NaN, rows[t]?.[j] ?? NaN];
  return {
    title: ["Each row times the slope at its left, then column ", String(j), " added up"],
    names: math(byLogit(j), mo("="), msub(mo("∑"), mi("i")), byProbability("i"), dot(), partial(p("i"), z(j))),
    numbers: math(mo(equals(slope, moves)), gradient(slope), dot(), gradient(moves), ...result(look, "gradient", dlogits[j] ?? NaN, [slope, moves])),
  };
}

/** @param {Look} look @param {{ column: number }} at @returns {Lines} */
function fused(look, { column: j }) {
  const { probabilities, oneHot, fused: slopes } = look.clean;
  const share = probabilities[j] ?? NaN;
  return {
    title: ["Without the matrix: p less y", look.samples > 1 ? `, over the ${look.samples} samples of the mean` : ""],
    names: math(byLogit(j), mo("="), shared(look, mrow(p(j), minus(), y(j)))),
    numbers: math(mo(equals(share)), shared(look, mrow(value(share), minus(), value(oneHot[j] ?? NaN))), ...result(look, "gradient", slopes[j] ?? NaN, [share])),
  };
}

/** @param {Look} look @param {{ column: number }} at @returns {Lines} */
function differences(look, { column: j }) {
  const { nudge, differences: slopes } = look.clean;
  const at = (/** @type {string} */ sign) => mrow(l(), fenced(z(j), mo(sign), mi("h")));
  return {
    title: ["Each logit nudged up and down by ", math(mi("h"), mo(equals(nudge)), n(nudge))],
    names: math(byLogit(j), mo("≈"), mfrac(mrow(at("+"), minus(), at("−")), times(look, mrow(mn("2"), mi("h"))))),
    numbers: math(mo("≈"), marked("gradient strong", n(slopes[j] ?? NaN))),
  };
}
