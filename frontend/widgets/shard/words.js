/** What is said of a step: on the page, and to a screen reader. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { ADDED, COMPARED, MEANS, PARTS, SHARES, STEPPED, emptyWorkers, listed } from "./look.js";

/** @typedef {import("./look.js").ShardView} ShardView */

const DIGITS = 4;
const text = (/** @type {number} */ x) => formatNumber(x, DIGITS);

/** @param {ShardView} view @returns {string} */
export function say(view) {
  const { pass, step } = view;
  const [empty] = emptyWorkers(pass);
  switch (step) {
    case MEANS:
      return "All at the same time: each worker takes the mean of its own gradients.";
    case SHARES:
      return `Its share: how many of all ${pass.gradients.length} samples it has.`;
    case PARTS:
      return `Mean times share: that is all a worker sends.${empty === undefined ? "" : ` Worker ${empty} has nothing to send.`}`;
    case ADDED:
      return pass.levels.length > 1 ? "Neighbours add their parts, and the sums are added in turn." : "A single part: there is nothing to add.";
    case COMPARED:
      return compared(view);
    case STEPPED:
      return `All take the same step, so that all go on with the same weight, ${text(pass.after)}.`;
    default:
      return "Drag a sample to another worker. Will the gradient of the batch change?";
  }
}

/** @param {ShardView} view @returns {string} */
function compared({ pass }) {
  const { workers, gradients, plain, off } = pass;
  const [empty] = emptyWorkers(pass);
  if (plain === null) return `Worker ${empty} has no mean: 0/0. So the plain mean is no number. The total is.`;
  const sizes = workers.map(({ samples }) => samples.length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (workers.length === 1) return "One worker is one machine. Give it company, below.";
  if (least === most) return "The shards are of one size: the plain mean is right too. Move a sample.";
  if (off === 0) return "Here the plain mean is right by chance. Move a sample.";
  const [one, other] = [least, most].map((size) => workers.find(({ samples }) => samples.length === size)?.samples[0]);
  return `In the plain mean sample ${one} counts 1/${workers.length * least}, sample ${other} 1/${workers.length * most}. Each is 1/${gradients.length} of the batch.`;
}

/** The same with the numbers that the step brings.  @param {ShardView} view @returns {string} */
export function speak(view) {
  const { pass, step, question, choice } = view;
  const { workers, levels, total, oneMachine, plain } = pass;
  if (question) return `What does worker ${choice.worker} send?`;
  switch (step) {
    case MEANS:
      return `Means: ${ofWorkers(view, ({ mean }) => mean)}. ${say(view)}`;
    case SHARES:
      return `Shares: ${workers.map(({ samples }, k) => `worker ${k} ${samples.length} of ${pass.gradients.length}`).join(", ")}.`;
    case PARTS:
      return `Parts: ${ofWorkers(view, ({ part }) => part)}. ${say(view)}`;
    case ADDED: {
      const sums = levels.slice(1).flatMap((level) => level.filter(({ of }) => of.length > 0));
      const added = [...new Set(sums)].map(({ workers: from, value }) => `workers ${listed(from)} together ${text(value)}`);
      return `${say(view)} ${added.length > 0 ? `${added.join(", ")}.` : ""} The total is ${text(total)}.`;
    }
    case COMPARED:
      return `Total ${text(total)}. One machine ${text(oneMachine)}. Plain mean of the means ${plain === null ? "none" : text(plain)}. ${say(view)}`;
    default:
      return say(view);
  }
}

/** @param {ShardView} view @param {(worker: import("./look.js").Worker) => number | null} read */
const ofWorkers = ({ pass }, read) => pass.workers.map((worker, k) => {
  const value = read(worker);
  return `worker ${k} ${value === null ? "none" : text(value)}`;
}).join(", ");

/** Who has which gradients: after a sample was moved, or a number was changed.  @param {ShardView} view @returns {string} */
export const result = ({ pass }) => `${pass.workers.map(({ samples }, k) =>
  `worker ${k} has ${samples.length === 0 ? "no samples" : listed(samples.map((each) => text(pass.gradients[each] ?? NaN)))}`,
).join("; ").replace("w", "W")}.`;
