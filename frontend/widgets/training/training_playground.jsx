/** Trains a network on the spiral, here and now, with every knob to turn. */

import { lastEpoch } from "../../arithmetic/record.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { Curves } from "./curves.jsx";
import { Numbers } from "./numbers.jsx";
import { Bench, Keep, Program } from "./bench.jsx";
import { intervalAt, strideOf } from "./speed.js";
import { SETTINGS, more, passFrom } from "./trainings.js";
import { sayPlayground, speakPlayground, untrained } from "./words.js";

/** @typedef {import("./trainings.js").Given} Given */
/** @typedef {import("./trainings.js").Pass} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} PlaygroundView */

const SPEED = 4; // of play: as many times as the player's

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "training playground",
  label: "Training playground",
  given: [...SETTINGS, "kept", "epochs"],
  fixed: ["epochs"],
  choice: ["step", "log_scale", "measure", "playing"],
  passing: ["playing"],
  pass: passFrom,
  count: ({ trainings: [own], epochs }) => (own?.failed ? lastEpoch(own.run) : epochs),
  more,
  initial: (trait) => ({ kept: [], ...trait("initial") }),
  checkChoice({ measures }, { measure }) {
    const names = measures.map(({ name }) => name);
    if (!names.includes(measure)) throw new Error(`“measure” is one of ${names.join(", ")}, and the link gives ${measure}.`);
  },
  say: sayPlayground,
  speak: speakPlayground,
  result: untrained,
  labels: { step: "Epoch", play: "Train", next: "One epoch" },
  describe: (step, last) => `Epoch ${step} of ${last}`,
  interval: () => intervalAt(SPEED),
  stride: strideOf,
  Picture: Bench,
  Panel: (view) => (
    <div class="training-measures">
      <Curves view={view} height={152} />
      <Numbers {...view} />
    </div>
  ),
  Tools: Keep,
  More: Program,
  moreLabel: "The same in Python, and how to read the picture",
}));
