/** One sample of a batch, as far as the steps have come with it. */

import { stageAt, stepOf } from "./steps.js";

/** @typedef {import("../../arithmetic/softmax.js").SamplePass} SamplePass */
/** @typedef {import("../../arithmetic/targets.js").Targets} Targets */
/** @typedef {import("./steps.js").Part} Part */
/** @typedef {import("./steps.js").Stage} Stage */
/** @typedef {{ logits: number[][], targets: Targets }} Given */
/** @typedef {{ logits: number[][], samples: SamplePass[], clean: SamplePass[], loss: number }} Pass  `clean` is as it is to be read */
/** @typedef {{ sample: number, step: number, predict: boolean }} Choice */

/**
 * @typedef {object} Look
 * @property {number} sample
 * @property {number} samples  how many there are
 * @property {number} classes  likewise
 * @property {number[]} z
 * @property {SamplePass} own
 * @property {SamplePass} clean
 * @property {number} loss  the mean of all samples
 * @property {Stage} stage
 * @property {boolean} hidden  whether the reader is to find what the stage brings
 * @property {(part: Part, logit?: number) => boolean} known  whether the steps have come so far
 * @property {(part: Part, logit?: number) => boolean} inSight  the same while numbers are to be found, and else always
 */

/**
 * @param {Pass} pass
 * @param {Choice} choice
 * @param {boolean} hidden
 * @returns {Look}
 */
export function lookAt(pass, { sample, step, predict }, hidden) {
  const { [sample]: own } = pass.samples;
  const { [sample]: clean } = pass.clean;
  const { [sample]: z } = pass.logits;
  if (!own || !clean || !z) throw new RangeError(`no sample ${sample}`);
  const classes = z.length;
  /** @param {Part} part @param {number} [logit] */
  const known = (part, logit = 0) => {
    const made = stepOf(part, classes, logit);
    return made < step || (made === step && !hidden);
  };
  return {
    sample, samples: pass.samples.length, classes, z, own, clean, loss: pass.loss, hidden, known,
    stage: stageAt(step, classes),
    inSight: (part, logit) => !predict || known(part, logit),
  };
}

/** What a view looks at.  @param {import("./softmax_stepper.jsx").SoftmaxView} view */
export const lookOf = ({ pass, choice, question }) => lookAt(pass, choice, question !== null);

/**
 * The cell of the Jacobian that the pointer or the focus is on, all of a class being its own cell.
 * @param {string | null} lit  "1,2" or "class 1"
 * @returns {{ row: number, column: number, whole: boolean } | null}
 */
export function litCell(lit) {
  const [, row = "", column = row] = /^(?:class )?(\d+)(?:,(\d+))?$/.exec(lit ?? "") ?? [];
  return row === "" ? null : { row: Number(row), column: Number(column), whole: lit === `class ${row}` };
}
