/** One part of the way through a softmax as mathematics: with its names and with its numbers. */

import { flat, inParentheses, joined } from "../../markup/old/chain_math.js";
import { equals } from "../descent/math.js";
import { h } from "../../markup/dom.js";
import { math, mfrac, mi, mn, mo, mrow, msub, msup, mtext, number, partial, symbol } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/softmax.js").SamplePass} SamplePass */
/** @typedef {import("./steps.js").Stage} Stage */

/**
 * @typedef {object} View  one sample, as far as the steps have come
 * @property {number} sample
 * @property {number[]} z
 * @property {SamplePass} passed
 * @property {SamplePass} clean  the same, as it is to be read
 * @property {number[]} losses  of all samples
 * @property {number} loss  their mean
 * @property {Stage} stage
 * @property {boolean} hidden  whether a question mark stands for what the stage brings
 *
 * @typedef {Element[]} Line  formulas that are read as one, and break between them where it is narrow
 */

const LOSS_DIGITS = 12; // a nudge moves the loss in its sixth digit
const p = (/** @type {number | string} */ i) => indexed("p", i);
const z = (/** @type {number | string} */ i) => indexed("z", i);
const minus = () => mo("−");
const thin = () => mtext("\u2009"); // between a function’s name and its argument
const exp = (/** @type {Node[]} */ ...of) => mrow(mi("exp"), flat("("), ...of, flat(")"));
const log = (/** @type {Node[]} */ ...of) => mrow(mi("log"), thin(), ...of);
const byLogit = (/** @type {number | string} */ j) => partial("loss", z(j));
const byProbability = (/** @type {number} */ i) => partial("loss", p(i));
const clip = () => msup(mn("10"), mrow(minus(), mn("7")));

/** @param {string} name @param {number | string} index */
function indexed(name, index) {
  return typeof index === "number" ? symbol(`${name}${index}`) : msub(mi(name), mi(index));
}

/** @param {Line} line */
export const formulaLine = (line) =>
  h("div", { class: "softmax-line" }, ...line.map((part) => h("div", { class: "formula" }, part)));

/** @param {View} view @returns {Line[]} */
export function stageLines(view) {
  return { start: () => [], softmax, loss, dprobabilities, jacobian, product, fused, differences }[view.stage.part](view);
}

/** = 0.7, or = ?  @param {View} view @param {number} value @param {number[]} from  what it was computed from */
function result({ hidden }, value, from) {
  return hidden ? [mo("="), mo("?")] : [mo(equals(...from, value)), number(value)];
}

/** @param {View} view @returns {Line[]} */
function softmax(view) {
  const { z: logits, clean: { largest, exponentials, total, probabilities } } = view;
  const shifted = logits.map((x) => exp(number(x), minus(), inParentheses(largest)));
  return [
    [
      math(p("i"), mo("="), mfrac(exp(z("i"), minus(), mi("m")), mi("S")), mo(",")),
      math(mi("m"), mo("="), mi("max"), thin(), mi("z"), mo("="), number(largest)),
    ],
    [
      ...broken([mi("S"), mo("=")], shifted),
      ...broken([mo(equals(...exponentials))], exponentials.map((x) => number(x))),
      math(mo(equals(...exponentials, total)), number(total)),
    ],
    probabilities.map((x, i) => {
      const share = exponentials[i] ?? NaN;
      const quotient = mfrac(number(share), number(total));
      return math(p(i), mo(equals(share, total)), quotient, ...(view.hidden ? [mo("="), mo("?")] : [mo(equals(share, total, x)), number(x)]));
    }),
  ];
}

/** @param {View} view @returns {Line[]} */
function loss(view) {
  const { z: logits, losses, loss: mean, clean } = view;
  const { target, probabilities, clipped, twoStepLoss, largest, total, loss: own } = clean;
  const right = probabilities[target] ?? NaN;
  const shifted = (logits[target] ?? NaN) - largest;
  const name = mi("l");
  return [
    [
      math(mtext("from p:\u00a0"), name, mo("="), minus(), log(p(target)), mo(clipped ? "≈" : "=")),
      math(minus(), log(clipped ? clip() : number(right)), ...result(view, twoStepLoss, [right])),
    ],
    [
      math(mtext("from z:\u00a0"), name.cloneNode(true), mo("="), log(mi("S")), minus(), flat("("), z(target), minus(), mi("m"), flat(")")),
      math(mo(equals(total, shifted)), log(number(total)), minus(), inParentheses(shifted), ...result(view, own, [total, shifted])),
    ],
    ...(losses.length > 1 && !view.hidden
      ? [[
          math(mi("loss"), mo("="), mtext("mean of all samples")),
          math(mo(equals(...losses)), mfrac(mrow(...joined(losses.map(inParentheses), "+")), mn(String(losses.length)))),
          math(mo(equals(...losses, mean)), number(mean)),
        ]]
      : []),
  ];
}

/**
 * The sample's loss and the mean as they stand beside the probabilities.
 * @param {View} view
 * @param {boolean} known
 * @returns {{ name: "loss" | "mean", value: number | null, formula: Element, note: string }[]}
 */
export function lossSummary({ losses, loss: mean, passed, clean }, known) {
  const { target, probabilities, clipped, twoStepLoss, loss: own } = clean;
  const right = probabilities[target] ?? NaN;
  const l = (/** @type {Node[]} */ ...rest) => math(mi("l"), mo("="), ...rest);
  const fromP = [minus(), log(known ? inParentheses(right) : p(target)), ...(known ? [mo(equals(right, own)), number(own)] : [mo("="), mo("?")])];
  const cut = known && clipped;
  const note = cut ? `from z; from p, clipped, ${formatNumber(twoStepLoss)}` : "";
  return [
    { name: "loss", value: known ? passed.loss : null, formula: cut ? l(number(own)) : l(...fromP), note },
    ...(losses.length > 1
      ? [{ name: /** @type {const} */ ("mean"), value: known ? mean : null, formula: math(mi("loss"), mo("="), known ? number(mean) : mo("?")), note: "the mean of all samples" }]
      : []),
  ];
}

/** @param {View} view @returns {Line[]} */
function dprobabilities(view) {
  const { losses: { length: samples }, clean: { target, probabilities, clipped, dprobabilities: slopes } } = view;
  const right = probabilities[target] ?? NaN;
  const slope = slopes[target] ?? NaN;
  const others = slopes.flatMap((_, i) => (i === target ? [] : [byProbability(i)]));
  const under = (/** @type {Node} */ x) => mrow(minus(), mfrac(mn("1"), samples === 1 ? x : mrow(mn(String(samples)), mo("·"), x)));
  return [
    [
      math(byProbability(target), mo("="), under(p(target)), mo(clipped ? "≈" : equals(right)), under(clipped ? clip() : inParentheses(right))),
      math(...(view.hidden ? [mo("="), mo("?")] : [mo(equals(right, slope)), number(slope)])),
    ],
    [math(...joined(others, "="), mo("="), mn("0"))],
  ];
}

/** @returns {Line[]} */
function jacobian() {
  return [[math(partial(p("i"), z("j")), mo("="), p("i"), mo("·"), flat("("), flat("["), mi("i"), mo("="), mi("j"), flat("]"), minus(), p("j"), flat(")"))]];
}

/** One cell of the Jacobian in numbers.  @param {SamplePass} passed @param {number} i @param {number} j @param {boolean} hidden @returns {Line} */
export function cellFormula({ probabilities, jacobian: slopes }, i, j, hidden) {
  const [over, by, slope] = [probabilities[i] ?? NaN, probabilities[j] ?? NaN, slopes[i]?.[j] ?? NaN];
  const bracket = mrow(flat("("), mn(i === j ? "1" : "0"), minus(), inParentheses(by), flat(")"));
  const known = hidden ? [mo("="), mo("?")] : [mo(equals(over, by, slope)), number(slope)];
  return [
    math(partial(p(i), z(j)), mo(equals(over, by)), inParentheses(over), mo("·"), bracket),
    math(...known),
  ];
}

/** @param {View} view @returns {Line[]} */
function product(view) {
  const { stage: { logit }, clean: { dprobabilities: slopes, jacobian: rows, dlogits } } = view;
  const column = rows.map((row) => row[logit] ?? NaN);
  const names = slopes.map((_, i) => mrow(byProbability(i), mo("·"), partial(p(i), z(logit))));
  const terms = slopes.map((slope, i) => mrow(inParentheses(slope), mo("·"), inParentheses(column[i] ?? NaN)));
  return [
    broken([byLogit(logit), mo("=")], names),
    [
      ...broken([mo(equals(...slopes, ...column))], terms),
      math(...result(view, dlogits[logit] ?? NaN, [...slopes, ...column])),
    ],
  ];
}

/** @param {View} view @returns {Line[]} */
function fused(view) {
  const { losses: { length: samples }, clean: { probabilities, oneHot, fused: slopes } } = view;
  const over = (/** @type {Node[]} */ ...top) => (samples === 1 ? mrow(...top) : mfrac(mrow(...top), mn(String(samples))));
  return [
    [math(byLogit("j"), mo("="), mfrac(mrow(p("j"), minus(), indexed("y", "j")), mi("n")), mo(","), mi("n"), mo("="), mn(String(samples)))],
    slopes.map((slope, j) => {
      const x = probabilities[j] ?? NaN;
      return math(byLogit(j), mo(equals(x)), over(number(x), minus(), mn(String(oneHot[j]))), ...result(view, slope, [x]));
    }),
  ];
}

/** @param {View} view @returns {Line[]} */
function differences({ losses: { length: samples }, clean: { measured, nudge, differences: slopes } }) {
  const at = (/** @type {string} */ sign) => mrow(mi("l"), flat("("), z("j"), mo(sign), mi("h"), flat(")"));
  const divisor = (/** @type {Node} */ x) => mrow(...(samples === 1 ? [] : [mn(String(samples)), mo("·")]), x);
  return [
    [
      math(byLogit("j"), mo("≈"), mfrac(mrow(at("+"), minus(), at("−")), divisor(mrow(mn("2"), mi("h")))), mo(",")),
      math(mi("h"), mo(equals(nudge)), number(nudge)),
    ],
    ...measured.map(({ above, below, width }, j) => [
      math(byLogit(j), mo("≈"), mfrac(mrow(number(above, LOSS_DIGITS), minus(), inDigits(below)), divisor(inParentheses(width)))),
      math(mo("≈"), number(slopes[j] ?? NaN)),
    ]),
  ];
}

/** @param {number} x  not below 0 */
const inDigits = (x) => number(x, LOSS_DIGITS);

/** A sum that may break before each plus.  @param {Node[]} left @param {Node[]} terms @returns {Line} */
function broken(left, terms) {
  return terms.map((term, i) => math(...(i === 0 ? left : [plus()]), term));
}

/** At the start of a formula it would stand close, as a sign does. */
function plus() {
  const sign = mo("+");
  sign.setAttribute("form", "infix");
  return sign;
}
