/** The decision boundary of each run, side by side; one at a time where it is narrow. */

import { useMemo } from "preact/hooks";

import { DecisionMap } from "../../charts/decision_map.jsx";
import { LineSample } from "../../charts/line_sample.jsx";
import { Choices } from "../../parts/choices.jsx";
import { standings } from "./words.js";

/** @typedef {import("./training_player.jsx").PlayerView} PlayerView */

/** @param {PlayerView} view */
export function Maps(view) {
  const { pass: { tracks, points }, choice, adjust } = view;
  const now = standings(view);
  return (
    <div class="maps" data-maps={tracks.length}>
      {tracks.length > 1 && (
        <div class="map-choice">
          <Choices
            label="Run in the picture" value={String(choice.run)} onChange={(run) => adjust({ run: Number(run) })}
            options={tracks.map(({ run }, i) => ({ value: String(i), text: <span class="run-label">{run.label}</span> }))}
          />
        </div>
      )}
      {tracks.map((track, i) => {
        const { frame = 0, epoch = 0, ended = false } = now[i] ?? {};
        return (
          <div key={i} class={`map ${i === choice.run ? "chosen" : ""}`}>
            <p class="map-head">
              <LineSample of={i} /> <strong class="run-label" title={track.run.label}>{track.run.label}</strong>
              {ended && <span class="run-ended"> ended at {epoch}</span>}
            </p>
            {points && <Map track={track} frame={frame} points={points} label={`Decision boundary of ${track.run.label} at epoch ${epoch}`} moving={choice.playing ?? false} />}
          </div>
        );
      })}
    </div>
  );
}

/**
 * @param {object} props
 * @param {PlayerView["pass"]["tracks"][number]} props.track
 * @param {number} props.frame
 * @param {import("../../arithmetic/record.js").Points} props.points
 * @param {string} props.label
 * @param {boolean} props.moving
 */
function Map({ track: { networkAt }, frame, points, label, moving }) {
  const layersAt = useMemo(() => networkAt && (() => networkAt(frame)), [networkAt, frame]);
  return layersAt ? <DecisionMap layersAt={layersAt} points={points} label={label} moving={moving} /> : <p class="no-map">This network’s regions cannot be drawn.</p>;
}
