/** The loss in the worked solution: of each sample, their mean, and where the gradient begins. */

import { entry } from "../../arithmetic/matrix.js";
import { classesOf } from "../../arithmetic/targets.js";
import { fenced, indexed, squared } from "../../markup/formulas.js";
import { mfrac, mi, mn, mo, mrow, number } from "../../markup/mathml.js";
import { DIGITS, difference, each, gradient, line, term } from "./solution_line.js";

/** @typedef {import("../network/stepping.jsx").Given} Given */
/** @typedef {import("../network/stepping.jsx").Pass} Pass */
/** @typedef {import("./solution_line.js").Line} Line */
/** @typedef {import("./solution_line.js").Section} Section */

const FORMULAS = {
  SquaredError: "½ · sum of (predictions − targets)², mean over the samples",
  SoftmaxCrossEntropy: "−log p of the target’s class, mean over the samples",
  SigmoidCrossEntropy: "−t · log p − (1 − t) · log(1 − p), mean over the samples",
};

/** The loss of a sample.  @param {number} k */
const own = (k) => mrow(mi("loss"), fenced(mn(String(k))));

/** A probability.  @param {number} k @param {number} j */
const chance = (k, j) => indexed(mi("p"), k, j);

/** @param {Given} given @param {Pass} pass @returns {Section} */
export function lossSection(given, pass) {
  const { losses, loss } = pass.loss;
  const sum = mrow(...losses.flatMap((_, k) => (k === 0 ? [own(k)] : [mo("+"), own(k)])));
  return {
    title: `The loss: ${given.loss_kind}`,
    formula: FORMULAS[given.loss_kind],
    lines: [
      ...probabilities(given, pass),
      ...losses.map((value, k) => line(`losses[${k}]`, own(k), terms(given, pass, k), value, "value", { sign: given.loss_kind === "SquaredError" ? "+" : "" })),
      line("loss", mi("loss"), [losses.length === 1 ? sum : mfrac(sum, mn(String(losses.length)))], loss, "value"),
    ],
  };
}

/** What the loss makes of logits; of predictions nothing.  @param {Given} given @param {Pass} pass @returns {Line[]} */
function probabilities({ loss_kind: kind }, { values, loss: { compared } }) {
  if (kind === "SquaredError") return [];
  const power = (/** @type {number} */ z) => mrow(mi("exp"), fenced(number(z, DIGITS)));
  return each(compared, (k, j, value) => {
    const row = values.at(-1)?.[k] ?? [];
    const z = row[j] ?? NaN;
    const made = kind === "SigmoidCrossEntropy"
      ? mrow(mi("σ"), fenced(number(z, DIGITS)))
      : mfrac(power(z), mrow(...row.flatMap((x, at) => (at === 0 ? [power(x)] : [mo("+"), power(x)]))));
    return line(`probabilities[${k}, ${j}]`, chance(k, j), [made], value, "value");
  });
}

/** @param {Given} given @param {Pass} pass @param {number} k */
function terms({ loss_kind: kind, targets }, { values, loss: { wanted } }, k) {
  const minusLog = (/** @type {import("../../markup/mathml.js").Element[]} */ ...p) => mrow(mo("−"), mi("log"), ...p);
  switch (kind) {
    case "SquaredError":
      return (wanted[k] ?? []).map((y, j) => mrow(mfrac(mn("1"), mn("2")), squared(fenced(difference(entry(values.at(-1) ?? [], k, j), y)))));
    case "SoftmaxCrossEntropy":
      return [minusLog(chance(k, classesOf(targets)[k] ?? 0))];
    case "SigmoidCrossEntropy": {
      const share = entry(wanted, k, 0);
      const other = fenced(mn("1"), mo("−"), chance(k, 0));
      if (share === 0 || share === 1) return [minusLog(share === 1 ? chance(k, 0) : other)];
      return [
        mrow(mo("−"), term(share), mo("·"), mi("log"), chance(k, 0)),
        mrow(mo("−"), fenced(difference(1, share)), mo("·"), mi("log"), other),
      ];
    }
  }
}

/** @param {Given} given @param {Pass} pass @returns {Section} */
export function lossGradientSection({ layers, loss_kind: kind }, { loss: { compared, wanted, dpredictions } }) {
  const samples = compared.length;
  return {
    title: "Backward, the loss",
    formula: `dpredictions = (${kind === "SquaredError" ? "predictions" : "probabilities"} − targets) / n_samples`,
    lines: each(dpredictions, (k, j, value) => {
      const miss = difference(entry(compared, k, j), entry(wanted, k, j));
      const share = samples === 1 ? miss : mfrac(miss, mn(String(samples)));
      return line(`dpredictions[${k}, ${j}]`, gradient(layers, layers.length, k, j), [share], value, "gradient");
    }),
  };
}
