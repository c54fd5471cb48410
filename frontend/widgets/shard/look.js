/** What is looked at: how far the steps have come, which worker, which sample, and what is still to be found. */

import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/shards.js").Given} Given */
/** @typedef {import("../../arithmetic/shards.js").Pass} Pass */
/** @typedef {import("../../arithmetic/shards.js").Worker} Worker */
/** @typedef {import("../../arithmetic/shards.js").Node} Node */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} ShardView */

const LONG = 8; // characters

export const MEANS = 1;
export const SHARES = 2;
export const PARTS = 3;
export const ADDED = 4;
export const COMPARED = 5;
export const STEPPED = 6;

/** Whether what a step brings is in sight.  @param {Pick<ShardView, "step" | "question">} view @param {number} since */
export const isSeen = ({ step, question }, since) => step > since || (step === since && question === null);

/** The worker whose calculation is written out: the one that is chosen, or, if it has none, the first that has samples.  @param {Pass} pass @param {{ worker: number }} choice */
export function shownWorker({ workers }, { worker }) {
  if ((workers[worker]?.samples.length ?? 0) > 0) return worker;
  return workers.findIndex(({ samples }) => samples.length > 0);
}

/** The sample that the pointer or the focus is on, or null.  @param {string | null} lit */
export const litSample = (lit) => {
  const found = /^sample (\d)$/.exec(lit ?? "");
  return found ? Number(found[1]) : null;
};

/** The sample whose gradient is written out.  @param {Pick<ShardView, "lit" | "pass" | "choice">} view */
export const shownSample = ({ lit, pass, choice }) => litSample(lit) ?? pass.workers[shownWorker(pass, choice)]?.samples[0] ?? 0;

/** Which worker has a sample.  @param {readonly Worker[]} workers @param {number} sample */
export const holderOf = (workers, sample) => workers.findIndex(({ samples }) => samples.includes(sample));

/** @param {Pass} pass */
export const emptyWorkers = ({ workers }) => workers.flatMap(({ samples }, k) => (samples.length === 0 ? [k] : []));

/** With four digits, or two where those take much room.  @param {number} x */
export const brief = (x) => {
  const text = formatNumber(x, 4);
  return text.length > LONG ? formatNumber(x, 2) : text;
};

/** "0, 1 and 2"  @param {readonly (string | number)[]} parts */
export const listed = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);
