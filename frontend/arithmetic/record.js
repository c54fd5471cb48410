/** A recorded run, as `backprop.widgets.training.record` wrote it, and where it stands at an epoch. */

/**
 * @typedef {object} Run
 * @property {string} label
 * @property {number[]} epochs  where the curves have their values
 * @property {number[]} loss
 * @property {number[]} accuracy  empty where targets are no classes
 * @property {number[]} held_out_loss  empty without held-out samples
 * @property {number[]} held_out_accuracy
 * @property {Record<string, number[]>} norms  of each layer's gradient, for each frame
 * @property {import("./packed_parameters.js").LayerSpec[]} [layers]  these three where a decision boundary can be drawn
 * @property {number[][]} [exponents]
 * @property {string} [parameters]
 *
 * @typedef {object} Points
 * @property {[number[], number[]]} columns
 * @property {number[]} classes
 * @property {number} n_classes
 * @property {number} n_samples  all of the dataset, also those that are not drawn
 * @property {number[]} extent  of the picture: least and largest x, least and largest y
 * @property {[string, string]} names
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} title
 * @property {"epochs" | "frames"} steps  where the values stand
 * @property {"always" | "never" | "asked"} log  whether its axis is logarithmic
 * @property {(run: Run) => readonly number[]} of  empty where the run has no such values
 */

/** @type {readonly Measure[]} */
const MEASURES = [
  { name: "loss", title: "Loss", steps: "epochs", log: "asked", of: ({ loss }) => loss },
  { name: "accuracy", title: "Accuracy", steps: "epochs", log: "never", of: ({ accuracy }) => accuracy },
  { name: "held_out_loss", title: "Held-out loss", steps: "epochs", log: "asked", of: (run) => run.held_out_loss },
  { name: "held_out_accuracy", title: "Held-out accuracy", steps: "epochs", log: "never", of: (run) => run.held_out_accuracy },
];

/**
 * What some of the runs have: their measures, then the norm of each layer's gradient.
 * @param {readonly Run[]} runs
 * @returns {Measure[]}
 */
export function measuresOf(runs) {
  const layers = new Set(runs.flatMap(({ norms }) => Object.keys(norms)));
  /** @type {Measure[]} */
  const norms = [...layers].map((name) => ({ name, title: `Gradient norm, ${name}`, steps: "frames", log: "always", of: (run) => run.norms[name] ?? [] }));
  return [...MEASURES, ...norms].filter(({ of }) => runs.some((run) => of(run).length > 0));
}

/** @param {Run} run */
export const lastEpoch = (run) => run.epochs.at(-1) ?? 0;

/**
 * The epochs that a run shows: those of the clock, then its end.
 * @param {Run} run
 * @param {readonly number[]} clock
 */
export function framesOf(run, clock) {
  const last = lastEpoch(run);
  return [...clock.filter((epoch) => epoch < last), last];
}

/**
 * A run's numbers at an epoch of the clock; past its end, those of its end.
 * @param {Run} run
 * @param {readonly number[]} clock
 * @param {number} epoch
 */
export function standingAt(run, clock, epoch) {
  const frames = framesOf(run, clock);
  const frame = placeOf(epoch, frames);
  const at = frames[frame] ?? 0;
  const places = { epochs: placeOf(at, run.epochs), frames: frame };
  return {
    epoch: at,
    frame,
    ended: epoch > lastEpoch(run),
    /** What was measured there; NaN where the run has no such values.  @param {Measure} measure */
    value: ({ of, steps }) => of(run)[places[steps]] ?? NaN,
  };
}

/** @typedef {ReturnType<typeof standingAt>} Standing */

/**
 * Which of the steps, which rise, is the last one up to `step`; the first where there is none.
 * @param {number} step
 * @param {readonly number[]} steps
 */
export function placeOf(step, steps) {
  return Math.max(0, steps.findLastIndex((each) => each <= step));
}
