/** How fast it plays, how the chart is drawn, and what the pictures show. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { ClassKeys } from "../../charts/decision_map.jsx";
import { SPEEDS } from "./speed.js";

/** @typedef {import("./training_player.jsx").PlayerView} PlayerView */

/** @param {PlayerView} view */
export function Tools({ choice, adjust }) {
  return (
    <>
      <label class="speed">
        Speed{" "}
        <select class="button" value={choice.speed} onChange={(event) => adjust({ speed: Number(event.currentTarget.value) })}>
          {SPEEDS.map((speed) => <option key={speed} value={speed}>{speed}×</option>)}
        </select>
      </label>
      <label class="checkbox">
        <input type="checkbox" checked={choice.log_scale} onChange={(event) => adjust({ log_scale: event.currentTarget.checked })} />
        Logarithmic loss
      </label>
    </>
  );
}

/** @param {PlayerView} view */
export const More = ({ pass: { points } }) => <Reading points={points} />;

/** How to read the pictures and the chart.  @param {{ points: import("../../arithmetic/record.js").Points | null }} props */
export function Reading({ points }) {
  return (
    <>
      {points && (
        <>
          <ClassKeys count={points.n_classes} />
          <p>
            Across: {points.names[0]} from {written(points.extent[0])} to {written(points.extent[1])}; up: {points.names[1]} from{" "}
            {written(points.extent[2])} to {written(points.extent[3])}. The deeper a colour, the surer the network.
            {points.classes.length < points.n_samples && ` ${points.classes.length} of ${points.n_samples} points are drawn.`}
          </p>
        </>
      )}
      <p>The chart shows one measure of all runs: choose it in the table. A gradient norm is the length of a layer’s gradient over all training points. A run that has ended stays at its end.</p>
    </>
  );
}

/** @param {number | undefined} value */
const written = (value = NaN) => formatNumber(value, 3);
