/** Adds the same to every logit of the sample, which changes none of its probabilities. */

import { changedCopy } from "../../arithmetic/matrix.js";
import { toDecimals } from "../../arithmetic/numbers.js";
import { LARGEST } from "../../arithmetic/targets.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */

const BY = 100;
const DECIMALS = 10; // a sum with 100 leaves noise behind them

/** @param {SoftmaxView} view */
export function Shift({ given: { logits }, choice: { sample }, edit, refuse }) {
  function shift() {
    const shifted = (logits[sample] ?? []).map((z, j) => /** @type {[number, number, number]} */ ([sample, j, toDecimals(z + BY, DECIMALS)]));
    // Nothing waits here to be tried again, as a number in its field does.
    if (shifted.some(([, , z]) => z > LARGEST)) refuse("shift", `Logits go up to ${LARGEST} here: one of them would be larger.`);
    else edit("shift", (given) => ({ ...given, logits: changedCopy(given.logits, shifted) }));
  }
  return <button type="button" class="button quiet" onClick={shift}>Add {BY} to every logit</button>;
}
