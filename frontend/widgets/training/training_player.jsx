/** Plays recorded training runs, side by side on one clock. */

import { unpack } from "../../arithmetic/packed_parameters.js";
import { framesOf, measuresOf, placeOf } from "../../arithmetic/record.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { Curves } from "./curves.jsx";
import { Maps } from "./maps.jsx";
import { Numbers } from "./numbers.jsx";
import { SPEEDS, intervalAt, strideOf } from "./speed.js";
import { More, Tools } from "./tools.jsx";
import { say, speak } from "./words.js";

/** @typedef {import("../../arithmetic/record.js").Run} Run */
/** @typedef {import("../../arithmetic/record.js").Points} Points */
/** @typedef {import("../../arithmetic/packed_parameters.js").Packed} Packed */
/** @typedef {{ runs: Run[], clock: number[], points: Points | {} }} Given */
/** @typedef {ReturnType<typeof passFrom>} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} PlayerView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "training",
  label: "Training player",
  given: ["runs", "clock", "points"],
  fixed: ["runs", "clock", "points"],
  choice: ["step", "speed", "log_scale", "measure", "run", "playing"],
  passing: ["playing"],
  pass: passFrom,
  count: ({ clock }) => clock.length - 1,
  initial: () => ({}),
  checkChoice,
  upgrade,
  say,
  speak,
  labels: { step: "Epoch" },
  describe: (step, _last, _choice, { clock }) => `Epoch ${clock[step]} of ${clock.at(-1)}`,
  interval: ({ speed }) => intervalAt(speed),
  stride: strideOf,
  Picture: (view) => (view.pass.points ? <Maps {...view} /> : <Curves view={view} height={264} />),
  Panel: (view) => (
    <div class={`training-measures ${view.pass.points ? "" : "numbers-alone"}`}>
      {view.pass.points && <Curves view={view} height={176} />}
      <Numbers {...view} />
    </div>
  ),
  Tools,
  More,
  moreLabel: "How to read it",
}));

/**
 * @param {Given} given
 * @throws {Error} if the recorded parameters are damaged
 */
function passFrom({ runs, clock, points }) {
  const drawn = "columns" in points ? points : null;
  return {
    clock,
    points: drawn,
    measures: measuresOf(runs),
    tracks: runs.map((run) => ({
      run,
      head: run.label,
      goesOn: false,
      frames: framesOf(run, clock),
      networkAt: drawn && run.layers ? unpack(/** @type {Packed} */ (run)) : null,
    })),
  };
}

/** @param {Pass} pass @param {any} choice */
function checkChoice({ measures, tracks }, { speed, measure, run }) {
  const names = measures.map(({ name }) => name);
  if (!SPEEDS.includes(speed)) throw new Error(`“speed” is one of ${SPEEDS.join(", ")}, but the link gives ${speed}.`);
  if (!names.includes(measure)) throw new Error(`“measure” is one of ${names.join(", ")}, but the link gives ${measure}.`);
  if (!tracks[run]) throw new Error(`“run” is a whole number from 0 to ${tracks.length - 1}, but the link gives ${run}.`);
}

/** A link of the first edition names an epoch.  @param {import("../../types.js").State} asked @param {import("../../types.js").State} base */
function upgrade({ epoch, ...asked }, base) {
  if (epoch === undefined) return asked;
  const clock = /** @type {number[]} */ (base["clock"]);
  const last = clock.at(-1) ?? 0;
  if (!Number.isInteger(epoch) || Number(epoch) < 0 || Number(epoch) > last) {
    throw new Error(`“epoch” is a whole number from 0 to ${last}, but the link gives ${epoch}.`);
  }
  return { step: placeOf(Number(epoch), clock), ...asked };
}
