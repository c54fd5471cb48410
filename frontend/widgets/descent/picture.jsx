/** The learning rate; under it the ball on its loss, and the loss over the steps. */

import { useMemo } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { LineChart } from "../../charts/line_chart.jsx";
import { useWidth } from "../../parts/use_width.js";
import { Ball } from "./ball.jsx";
import { Rate } from "./rate.jsx";
import { capital, shownStep, verdict } from "./words.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

const SIDE_BY_SIDE = 460; // pixels for the two pictures
const GAP = 12;
const BALL = 0.58; // of their width

/** @param {DescentView} view */
export function Picture(view) {
  const { given, pass, go, choice, count, step, question } = view;
  const [box, width] = useWidth();
  const beside = width >= SIDE_BY_SIDE;
  const ballWidth = beside ? Math.round((width - GAP) * BALL) : width;
  const chartWidth = beside ? width - GAP - ballWidth : width;
  const title = capital(plainText(given.graph.output));
  const shown = shownStep(view);
  const isKnown = !choice.predict && (choice.ahead || step === count);
  const known = isKnown ? pass.losses.length : shown + 1;
  const lines = useMemo(() => [{ values: pass.losses.slice(0, known), class: "series-0", goesOn: true }], [pass, known]);
  return (
    <div ref={box} class={`descent-picture ${beside ? "beside" : ""}`}>
      <Rate {...view} />
      <div class="outcome">
        {isKnown
          ? <strong data-outcome={pass.outcome} title={pass.reason}>{verdict(pass)}</strong>
          : <span>{question ? "Where does it land?" : "Where does it go?"}</span>}
        <label class="checkbox">
          <input type="checkbox" checked={choice.ahead} onChange={(event) => view.choose({ ahead: event.currentTarget.checked })} />
          Show all steps
        </label>
      </div>
      <div class="descent-views">
        <Ball {...view} ahead={isKnown} width={ballWidth} height={beside ? 304 : 148} />
        <LineChart
          lines={lines} last={pass.losses.length - 1} cursor={shown} onPick={go} width={chartWidth} height={beside ? 304 : 94} log={choice.log_scale}
          title={`${title} over steps`}
          description={`${title} over steps 0 to ${known - 1}, from ${formatNumber(pass.losses[0] ?? NaN)} to ${formatNumber(pass.losses[known - 1] ?? NaN)}`}
        />
      </div>
    </div>
  );
}
