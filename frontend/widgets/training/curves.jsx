/** One measure of all runs over the epochs, on one pair of axes. */

import { useMemo } from "preact/hooks";

import { lastEpoch, placeOf } from "../../arithmetic/record.js";
import { LineChart } from "../../charts/line_chart.jsx";
import { useWidth } from "../../parts/use_width.js";
import { shown } from "./words.js";

/** @typedef {import("./training_player.jsx").PlayerView} PlayerView */

/** @param {{ view: PlayerView | import("./training_playground.jsx").PlaygroundView, height: number }} props */
export function Curves({ view: { pass: { tracks, clock, measures }, choice, step, go }, height }) {
  const [box, width] = useWidth();
  const measure = measures.find(({ name }) => name === choice.measure) ?? measures[0];
  const lines = useMemo(
    () => tracks.map(({ run, frames, goesOn }, i) => ({ values: measure?.of(run) ?? [], steps: measure?.steps === "epochs" ? run.epochs : frames, class: `run-${i}`, goesOn })),
    [tracks, measure],
  );
  if (!measure) return null;
  const described = tracks.map(({ run }, i) => {
    const { values = [] } = lines[i] ?? {};
    return `${run.label} over ${lastEpoch(run)} epochs from ${shown(values[0] ?? NaN)} to ${shown(values.at(-1) ?? NaN)}`;
  });
  return (
    <div ref={box} class="curves">
      <LineChart
        lines={lines} last={clock.at(-1) ?? 0} cursor={clock[step] ?? 0} onPick={(epoch) => go(placeOf(epoch, clock))} width={width} height={height}
        log={measure.log === "always" || (measure.log === "asked" && choice.log_scale)}
        title={`${measure.title} over epochs`} description={`${measure.title}: ${described.join("; ")}.`}
      />
    </div>
  );
}
