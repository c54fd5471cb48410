/** How the difference is taken; under it the error over the step size. */

import { PRECISIONS, RULES, isCentral } from "../../arithmetic/differences.js";
import { Choices } from "../../parts/choices.jsx";
import { useWidth } from "../../parts/use_width.js";
import { ErrorChart } from "./error_chart.jsx";
import { isWhole } from "./look.js";
import { Sample } from "./sample.jsx";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */
/** @typedef {import("./difference_stepper.jsx").Precision} Precision */

const NAMES = { central: "Central", "one-sided": "One-sided" };
const LEAST = 120; // pixels of height, until it is measured

/** @param {DifferenceView} view */
export function Picture(view) {
  const { given, edit } = view;
  const [box, width, height] = useWidth();
  return (
    <div class="difference-picture">
      <div class="difference-choices">
        <Choices
          label="Difference" options={RULES.map((value) => ({ value, text: NAMES[value] }))} value={given.rule}
          onChange={(rule) => edit("rule", (before) => ({ ...before, rule }))}
        />
        <Choices
          label="Precision" options={/** @type {Precision[]} */ (Object.keys(PRECISIONS))} value={given.precision}
          onChange={(precision) => edit("precision", (before) => ({ ...before, precision }))}
        />
      </div>
      <Legend view={view} />
      <div class="difference-chart-box" ref={box}><ErrorChart view={view} width={width} height={Math.max(LEAST, height)} /></div>
    </div>
  );
}

/** What the lines are.  @param {{ view: DifferenceView }} props */
function Legend({ view }) {
  const { given, pass } = view;
  const whole = isWhole(view);
  return (
    <p class="difference-legend" aria-hidden="true">
      <span><Sample class="error-line" />error</span>
      {whole && pass.bend > 0 && <span><Sample class="bend-line" />bend: {isCentral(given.rule) ? <>h² · |f‴| / 6</> : <>h · |f″| / 2</>}</span>}
      {whole && pass.rounding > 0 && <span><Sample class="rounding-line" />rounding: about ε · |f| / h</span>}
    </p>
  );
}
