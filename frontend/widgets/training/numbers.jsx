/** Every measure of every run at this epoch; the chosen one is drawn in the chart. */

import { LineSample } from "../../charts/line_sample.jsx";
import { useUniqueId } from "../../markup/unique_id.js";
import { shown, standings } from "./words.js";

/** @param {import("./training_player.jsx").PlayerView | import("./training_playground.jsx").PlaygroundView} view */
export function Numbers(view) {
  const { pass: { tracks, measures }, choice, adjust } = view;
  const group = useUniqueId("measure");
  const now = standings(view);
  return (
    <fieldset class="numbers" style={`--runs: ${tracks.length}`}>
      <legend class="visually-hidden">Measure in the chart</legend>
      <table>
        <thead>
          <tr>
            <td />
            {tracks.map(({ run, head }, i) => <th key={i} scope="col" title={run.label}><LineSample of={i} /><span class="run-label">{head}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => {
            const chosen = measure.name === choice.measure;
            return (
              <tr key={measure.name} class={chosen ? "chosen" : ""} data-measure={measure.name}>
                <th scope="row">
                  <label><input type="radio" name={group} checked={chosen} onChange={() => adjust({ measure: measure.name })} />{measure.title}</label>
                </th>
                {now.map((standing, i) => <td key={i}>{shown(standing.value(measure))}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </fieldset>
  );
}
