/** Adds the same to every logit of the sample, which changes none of its probabilities. */

import { changedCopy } from "../../arithmetic/matrix.js";
import { toDecimals } from "../../arithmetic/numbers.js";
import { LARGEST_LOGIT } from "../../arithmetic/targets.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */

const BY = 100;
const DECIMALS = 10; // a sum with 100 leaves noise behind them

/** @param {SoftmaxView} view */
export function Shift({ given: { logits }, choice: { sample }, edit }) {
  const shifted = (logits[sample] ?? []).map((z, j) => /** @type {[number, number, number]} */ ([sample, j, toDecimals(z + BY, DECIMALS)]));
  const fits = shifted.every(([, , z]) => z <= LARGEST_LOGIT);
  return (
    <button
      type="button" class="button quiet" aria-disabled={!fits} title={fits ? undefined : `No logit may be above ${LARGEST_LOGIT}`}
      onClick={() => fits && edit("shift", (given) => ({ ...given, logits: changedCopy(given.logits, shifted) }))}
    >
      Add {BY} to every logit
    </button>
  );
}
