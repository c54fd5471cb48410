/** Splits a batch among workers: a sample is moved from one to another, and the sum of what they send stays. */

import { MOST_WORKERS, shardSums, withWorkers } from "../../arithmetic/shards.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { Choices } from "../../parts/choices.jsx";
import { defineStepper } from "../../parts/stepper.jsx";
import { checkPlace } from "../../parts/store.js";
import { draw } from "./draw.js";
import { PARTS, STEPPED, shownWorker } from "./look.js";
import { mistakesIn } from "./mistakes.js";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { result, say, speak } from "./words.js";

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("./look.js").Pass} Pass */
/** @typedef {import("./look.js").ShardView} ShardView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "shard",
  label: "Shard stepper",
  given: ["inputs", "targets", "weight", "shards", "learning_rate"],
  choice: ["worker", "step", "predict", "seed"],
  pass: shardSums,
  count: () => STEPPED,
  initial: (trait) => trait("initial"),
  fit: ({ workers }, choice) => ({ ...choice, worker: Math.min(choice.worker, workers.length - 1) }),
  checkChoice: ({ workers }, { worker }) => checkPlace("worker", worker, workers.length - 1),
  say,
  speak,
  result,
  predict: "Predict the part",
  ask(pass, choice) {
    if (choice.step !== PARTS) return null;
    const k = shownWorker(pass, choice);
    const worker = pass.workers[k];
    if (!worker || worker.part === null) return null;
    return {
      key: `part ${k}`, ask: `What worker ${k} sends:`, answer: worker.part, right: `Right: ${formatNumber(worker.part, 4)}.`,
      mistakes: mistakesIn(worker, pass.workers.length),
    };
  },
  draw,
  asks: ({ workers }) => workers.map((_, worker) => ({ step: PARTS, worker })),
  describe: (step) => NAMES[step] ?? "",
  Picture,
  Panel,
  Tools,
}));

const NAMES = ["Gradients", "Means", "Shares", "Parts", "Added", "Compared", "Step"];
const COUNTS = Array.from({ length: MOST_WORKERS }, (_, k) => String(k + 1));

/** How many workers there are.  @param {ShardView} view */
function Tools({ given, edit }) {
  return (
    <span class="shard-count">
      <span aria-hidden="true">Workers</span>
      <Choices
        label="Workers" options={COUNTS} value={String(given.shards.length)}
        onChange={(count) => edit("shards", (before) => ({ ...before, shards: withWorkers(before.shards, Number(count)) }))}
      />
    </span>
  );
}
