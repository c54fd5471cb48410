/** What is said of an epoch, in a line and for the ear. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { standingAt } from "../../arithmetic/record.js";

/** @typedef {import("./training_player.jsx").PlayerView} PlayerView */

const DIGITS = 4;

/** @param {number} value */
export const shown = (value) => (Number.isFinite(value) ? formatNumber(value, DIGITS) : "–");

/** Where each run stands now.  @param {PlayerView} view */
export function standings({ pass: { tracks, clock }, step }) {
  return tracks.map(({ run }) => standingAt(run, clock, clock[step] ?? 0));
}

/** @param {PlayerView} view */
export function say(view) {
  const { pass: { tracks, clock, measures }, step } = view;
  if (step === 0) return "Before the first step. Press Play, or point at the chart.";
  const [loss] = measures;
  const losses = standings(view).map((standing) => (loss ? standing.value(loss) : NaN));
  const lowest = Math.min(...losses);
  const best = tracks[losses.indexOf(lowest)]?.run.label;
  return tracks.length > 1 ? `After epoch ${clock[step]}, ${best} has the lowest loss: ${shown(lowest)}.` : `After epoch ${clock[step]} the loss is ${shown(lowest)}.`;
}

/** Every run with its loss and its accuracies.  @param {PlayerView} view */
export function speak(view) {
  const { pass: { tracks, clock, measures }, step } = view;
  const told = standings(view).map((standing, i) => {
    const numbers = measures.filter(({ steps }) => steps === "epochs").map((measure) => `${measure.title.toLowerCase()} ${shown(standing.value(measure))}`);
    return `${tracks[i]?.run.label}${standing.ended ? `, which ended at epoch ${standing.epoch}` : ""}: ${numbers.join(", ")}.`;
  });
  return `Epoch ${clock[step]}. ${told.join(" ")}`;
}
