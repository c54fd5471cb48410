/** The trainings of the playground, as far as they have got: the reader's own, then the one kept for comparison. */

import { checkSettings, createLiveTraining } from "../../arithmetic/live_training.js";
import { framesOf, lastEpoch, measuresOf } from "../../arithmetic/record.js";

/** @typedef {import("../../arithmetic/live_training.js").Settings} Settings */
/** @typedef {ReturnType<typeof createLiveTraining>} LiveTraining */
/** @typedef {Settings & { kept: Settings[], epochs: number }} Given */
/** @typedef {ReturnType<typeof passFrom>} Pass */

export const SETTINGS = /** @type {const} */ (["optimizer", "rate", "scale", "hidden", "noise", "seed"]);
export const MOST_KEPT = 1;

const EXTENT = [-1.1, 1.1, -1.1, 1.1];
const SLICE = 8; // milliseconds of training at a time, but at least one epoch
const REMEMBERED = 8; // trainings, so that those kept or shown before need not be run again

/** @param {Settings} given @returns {Settings} */
export const settingsOf = ({ optimizer, rate, scale, hidden, noise, seed }) => ({ optimizer, rate, scale, hidden, noise, seed });

/** @type {Map<string, LiveTraining & { run: import("../../arithmetic/record.js").Run }>} */
const remembered = new Map();

/** @param {Settings} settings @throws {Error} a sentence, for settings that cannot be used */
function trainingOf(settings) {
  if (typeof settings !== "object" || settings === null) throw new Error(`A kept training needs its six settings; got ${JSON.stringify(settings)}.`);
  checkSettings(settings);
  const key = JSON.stringify(settingsOf(settings));
  const found = remembered.get(key) ?? created(settings);
  remembered.delete(key);
  remembered.set(key, found);
  for (const [old] of remembered) if (remembered.size > REMEMBERED) remembered.delete(old);
  return found;
}

/** @param {Settings} settings */
function created(settings) {
  const training = createLiveTraining(settings);
  const run = Object.assign(training.record, { label: `${settings.optimizer}, rate ${settings.rate}` });
  return Object.assign(training, { run });
}

/**
 * Where the trainings stand now.
 * @param {Given} given
 * @throws {Error} a sentence, for settings that cannot be used
 */
export function passFrom(given) {
  const { kept, epochs } = given;
  if (kept.length > MOST_KEPT) throw new Error(`At most one training can be kept for comparison; got ${kept.length}.`);
  const trainings = [given, ...kept].map(trainingOf);
  const clock = Array.from({ length: epochs + 1 }, (_, epoch) => epoch);
  const { inputs, classes } = /** @type {LiveTraining} */ (trainings[0]).samples;
  const column = (/** @type {number} */ k) => Array.from(classes, (_, i) => inputs[2 * i + k] ?? NaN);
  const points = { columns: /** @type {[number[], number[]]} */ ([column(0), column(1)]), classes: [...classes], n_classes: 3, n_samples: classes.length, extent: EXTENT, names: /** @type {[string, string]} */ (["x", "y"]) };
  return grown({ trainings, epochs, clock, points, measures: measuresOf(trainings.map(({ run }) => run)) });
}

/**
 * Add the curves, as far as the trainings have got.
 * @template {{ trainings: ReturnType<typeof trainingOf>[], clock: number[] }} Standing
 * @param {Standing} standing
 */
function grown(standing) {
  const tracks = standing.trainings.map(({ run, failed, layersAt }, i) => ({
    run,
    goesOn: !failed,
    head: i === 0 ? "now" : "kept",
    frames: framesOf(run, standing.clock),
    networkAt: layersAt,
  }));
  return { ...standing, tracks };
}

/**
 * Train for a slice of time, whichever training is behind; at least one epoch.
 * @param {Pass} pass @param {{ step: number }} choice
 */
export function more(pass, { step }) {
  const behind = pass.trainings.filter(({ run, failed }) => !failed && lastEpoch(run) < step);
  const [next] = behind;
  if (!next) return null;
  const end = performance.now() + SLICE;
  const goesOn = () => !next.failed && lastEpoch(next.run) < step;
  do next.epoch(); while (goesOn() && performance.now() < end);
  return { pass: grown(pass), done: behind.length === 1 && !goesOn() };
}
