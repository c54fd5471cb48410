/** Steps through the slope of a square. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { mistake } from "../../exercises/mistake.js";
import { marked, math, mi, mn, mo, msup, number } from "../../markup/mathml.js";
import { NumberField } from "../../parts/number_field.jsx";
import { defineStepper } from "../../parts/stepper.jsx";

/** @typedef {{ x: number }} Given */
/** @typedef {{ square: number, slope: number }} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} TITLEView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "ROOM",
  label: "LABEL stepper",
  given: ["x"],
  choice: ["step", "predict", "seed"],
  pass({ x }) {
    if (!Number.isFinite(x * x)) throw new Error(`The square of ${formatNumber(x)} is too large.`);
    return { square: x * x, slope: 2 * x };
  },
  count: () => 2,
  initial: (trait) => ({ x: trait("initial").x }),
  say: ({ given, pass, step }) =>
    step === 0
      ? "Drag the number, then press Next."
      : step === 1
        ? `The square of ${formatNumber(given.x)} is ${formatNumber(pass.square)}.`
        : `There the square has the slope ${formatNumber(pass.slope)}.`,
  ask: ({ slope }, { step }, { x }) =>
    step === 2 ? { key: "slope", ask: "Your value for the slope", answer: slope, mistakes: mistake("the two of the square left out", x) } : null,
  draw: (random) => ({ x: random.oneOf([-5, -4, -3, -2, 2, 3, 4, 5]) }),
  asks: () => [{ step: 2 }],
  Picture,
  Panel,
}));

/** @param {TITLEView} view */
function Picture(view) {
  return (
    <NumberField view={view} name="x" label="x" value={view.given.x} change={(given, x) => ({ ...given, x })} />
  );
}

/** @param {TITLEView} view */
function Panel({ pass, step, question }) {
  const square = msup(mi("x"), mn("2"));
  return (
    <>
      {step >= 1 && <div class="formula">{math(square, mo("="), marked("value", number(pass.square)))}</div>}
      {step >= 2 && (
        <div class="formula">
          {math(mn("2"), mi("x"), mo("="), question ? mo("?") : marked("gradient", number(pass.slope)))}
        </div>
      )}
    </>
  );
}
