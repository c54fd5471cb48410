/** What is said about an epoch, in a line of text and to a screen reader. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { lastEpoch, standingAt } from "../../arithmetic/record.js";

/** @typedef {import("./training_player.jsx").PlayerView} PlayerView */
/** @typedef {import("./training_playground.jsx").PlaygroundView} PlaygroundView */

const DIGITS = 4;

/** @param {number} value */
export const shown = (value) => (Number.isFinite(value) ? formatNumber(value, DIGITS) : "–");

/** Where each run stands now.  @param {Pick<PlayerView, "pass" | "step"> | Pick<PlaygroundView, "pass" | "step">} view */
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
  return tracks.length > 1 ? `Lowest loss after epoch ${clock[step]}: ${best}, ${shown(lowest)}.` : `After epoch ${clock[step]} the loss is ${shown(lowest)}.`;
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

const GUESS = 0.4; // of three classes a guess gets a third right

/** @param {PlaygroundView} view */
export function sayPlayground(view) {
  const { pass: { trainings: [own] }, step } = view;
  if (!own) return "";
  const { run, failed } = own;
  const trained = lastEpoch(run);
  if (failed && step >= trained) return `Epoch ${trained + 1} breaks down: its numbers become too large. Turn down the rate or the initial weights.`;
  if (trained < step) return `Training: epoch ${trained} of ${step}.`;
  if (step === 0) return "Press Train. Then move a slider: the network starts training again, up to the same epoch.";
  const [loss = NaN, accuracy = NaN, first = NaN] = [run.loss[step], run.held_out_accuracy[step], run.loss[0]];
  const right = `${Math.round(100 * accuracy)}% of the held-out points are right`;
  if (run.norms["layers[0]"]?.[step] === 0) return `After epoch ${step} every neuron is dead: no gradient reaches the first layer.`;
  if (loss > first) return `After epoch ${step} the loss is ${shown(loss)}, larger than at the start: the steps are too long.`;
  return `After epoch ${step} the loss is ${shown(loss)}, and ${right}${accuracy < GUESS ? ", about what a guess gets" : ""}.`;
}

/** The same, once the training has got there.  @param {PlaygroundView} view */
export function speakPlayground(view) {
  const { pass: { trainings: [own] }, step } = view;
  return own && !own.failed && lastEpoch(own.run) < step ? "" : sayPlayground(view);
}

/** What a knob has changed before any training.  @param {PlaygroundView} view */
export function untrained({ pass: { trainings: [own] }, step }) {
  const loss = own?.run.loss[0];
  return step === 0 && loss !== undefined ? `Before the first epoch the loss is ${shown(loss)}.` : "";
}
