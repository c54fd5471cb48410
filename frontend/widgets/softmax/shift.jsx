/** Adds the same to every logit of the sample, which changes none of its probabilities. */

import { changedCopy } from "../../arithmetic/matrix.js";
import { toDecimals } from "../../arithmetic/numbers.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */

const BY = 100;
const DECIMALS = 10; // a sum with 100 leaves noise behind them

/** @param {SoftmaxView} view */
export function Shift({ choice: { sample }, edit }) {
  const shift = () => edit("shift", (given) => {
    const { [sample]: row = [] } = /** @type {number[][]} */ (given.logits);
    const shifted = row.map((z, j) => /** @type {[number, number, number]} */ ([sample, j, toDecimals(z + BY, DECIMALS)]));
    return { ...given, logits: changedCopy(given.logits, shifted) };
  });
  return <button type="button" class="button quiet" onClick={shift}>Add {BY} to every logit</button>;
}
