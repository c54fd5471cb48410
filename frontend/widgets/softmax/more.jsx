/** Every number of the sample with its digits, what the code is handed, and the verdict in full. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { distance, verdict, verdictText } from "../../arithmetic/softmax_verdict.js";
import { classesOf, isOneHot, oneHotRows } from "../../arithmetic/targets.js";
import { Choices } from "../../parts/choices.jsx";
import { lookOf } from "./look.js";
import { clippedRemark } from "./words.js";

/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("../../arithmetic/softmax.js").SamplePass} SamplePass */
/** @typedef {import("./steps.js").Part} Part */

const DIGITS = 10;
const LOSS_DIGITS = 12; // a nudge moves the loss in its sixth digit

/** Each row with the step that brings it.  @type {readonly { head: string, part: Part, of: (own: SamplePass, j: number) => number | undefined, digits?: number }[]} */
const ROWS = [
  { head: "exp(z − m)", part: "softmax", of: (own, j) => own.exponentials[j] },
  { head: "p", part: "softmax", of: (own, j) => own.probabilities[j] },
  { head: "∂loss/∂p", part: "dprobabilities", of: (own, j) => own.dprobabilities[j] },
  { head: "two steps", part: "product", of: (own, j) => own.dlogits[j] },
  { head: "fused", part: "fused", of: (own, j) => own.fused[j] },
  { head: "l(z − h)", part: "differences", of: (own, j) => own.measured[j]?.below, digits: LOSS_DIGITS },
  { head: "l(z + h)", part: "differences", of: (own, j) => own.measured[j]?.above, digits: LOSS_DIGITS },
  { head: "measured", part: "differences", of: (own, j) => own.differences[j] },
];

/** @param {import("./softmax_stepper.jsx").SoftmaxView} view */
export function More(view) {
  const look = lookOf(view);
  const { given: { targets }, edit } = view;
  const { own, clean, classes } = look;
  const form = isOneHot(targets) ? "One-hot" : "Class numbers";
  return (
    <div class="softmax-more">
      <div class="targets">
        <span aria-hidden="true">Targets as</span>
        <Choices
          label="Targets as" options={/** @type {const} */ (["Class numbers", "One-hot"])} value={form}
          onChange={(to) => edit("form", (given) => ({
            ...given, targets: to === "One-hot" ? oneHotRows(classesOf(given.targets), classes) : classesOf(given.targets),
          }))}
        />
        <code>targets = {JSON.stringify(targets).replaceAll(",", ", ")}</code>
      </div>
      <div
        class="numbers" role="group" aria-label="Every number of this sample" tabIndex={0}
        onKeyDown={(event) => event.key.startsWith("Arrow") && event.stopPropagation() /* it scrolls where it is narrow */}
      >
        <table>
          <thead><tr><td />{own.probabilities.map((_, j) => <th key={j} scope="col">class {j}</th>)}</tr></thead>
          <tbody>
            {ROWS.map(({ head, part, of, digits = DIGITS }) => (
              <tr key={head}>
                <th scope="row">{head}</th>
                {own.probabilities.map((_, j) => <td key={j}>{look.inSight(part, j) ? formatNumber(of(clean, j) ?? NaN, digits) : "?"}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        {look.inSight("loss") && `The loss is ${formatNumber(clean.loss)} from z, and ${formatNumber(clean.twoStepLoss)} from p. `}
        {look.inSight("differences") && (
          `${verdictText(verdict(own), own.tolerance)} Furthest from fused: two steps ${formatNumber(distance(own.dlogits, own.fused), 2)}, ` +
          `measured ${formatNumber(distance(own.differences, own.fused), 2)}; rounding explains up to 10⁻¹⁴ and ${formatNumber(own.tolerance, 2)}. ` +
          clippedRemark(own)
        )}
        {" "}Sₘ, the sum of exp(z − m) with the largest logit m, is S divided by exp m.
      </p>
    </div>
  );
}
