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
 * @typedef {object} Curve
 * @property {string} label
 * @property {number[]} values
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {"epochs" | "frames"} steps  where the values stand
 * @property {"always" | "never" | "asked"} log  whether its axis is logarithmic
 * @property {(run: Run) => Curve[]} curves  none where the run has no such values
 */

/** @type {readonly Chart[]} */
export const CHARTS = [
  {
    title: "Loss",
    steps: "epochs",
    log: "asked",
    curves: (run) => measured(run.loss, run.held_out_loss),
  },
  {
    title: "Accuracy",
    steps: "epochs",
    log: "never",
    curves: (run) => measured(run.accuracy, run.held_out_accuracy),
  },
  {
    title: "Gradient norm",
    steps: "frames",
    log: "always",
    curves: (run) => Object.entries(run.norms).map(([label, values]) => ({ label, values })),
  },
];

/** @param {number[]} training @param {number[]} heldOut */
function measured(training, heldOut) {
  return [
    { label: "training", values: training },
    { label: "held out", values: heldOut },
  ].filter(({ values }) => values.length > 0);
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
    /** The chart's values there.  @param {Chart} chart */
    values: (chart) => chart.curves(run).map(({ label, values }) => ({ label, value: values[places[chart.steps]] ?? NaN })),
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
