/** Steps through softmax and cross-entropy, forward and back to the logits, in two steps, fused and measured. */

import { pass } from "../../arithmetic/softmax.js";
import { withoutNoise } from "../../arithmetic/softmax_noise.js";
import { defineStepper } from "../../parts/stepper.jsx";
import { checkPlace } from "../../parts/store.js";
import { draw } from "./draw.js";
import { lookAt, lookOf } from "./look.js";
import { mistakesAt } from "./mistakes.js";
import { More } from "./more.jsx";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { Shift } from "./shift.jsx";
import { lastStep } from "./steps.js";
import { askedOf, gaps, say, speak } from "./words.js";

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("./look.js").Pass} Pass */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} SoftmaxView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "softmax",
  label: "Softmax stepper",
  given: ["logits", "targets"],
  choice: ["sample", "step", "predict", "seed"],
  pass({ logits, targets }) {
    const passed = pass(logits, targets);
    return { ...passed, logits, clean: passed.samples.map(withoutNoise) };
  },
  count: ({ logits }) => lastStep(classesOf(logits)),
  initial: (trait) => trait("initial"),
  fit: ({ logits }, choice) => ({ ...choice, sample: Math.min(choice.sample, logits.length - 1) }),
  checkChoice: ({ logits }, { sample }) => checkPlace("sample", sample, logits.length - 1),
  predict: "Predict each number",
  ask(passed, choice) {
    const look = lookAt(passed, choice, true);
    const asked = askedOf(look);
    return asked && {
      key: `${choice.sample}:${choice.step}`,
      ask: `Your value for ${asked.name}`,
      answer: asked.value,
      mistakes: mistakesAt(look),
    };
  },
  draw,
  asks: ({ logits }) => logits.flatMap((row, sample) => Array.from({ length: lastStep(row.length) }, (_, place) => ({ sample, step: place + 1, predict: true }))),
  say: (view) => say(lookOf(view)),
  speak: (view) => speak(lookOf(view)),
  result: (view) => gaps(lookOf(view)),
  Picture,
  Panel,
  Tools: Shift,
  More,
  moreLabel: "Every number of this sample",
}));

/** @param {number[][]} logits */
const classesOf = (logits) => logits[0]?.length ?? 0;
