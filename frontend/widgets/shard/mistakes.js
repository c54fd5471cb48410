/** The numbers that common mistakes give in place of the part that a worker sends. */

import { mistake } from "../../exercises/mistake.js";

/** @typedef {import("../../exercises/mistake.js").WrongAnswer} WrongAnswer */

/**
 * @param {import("../../arithmetic/shards.js").Worker} worker
 * @param {number} workers  how many there are
 * @returns {WrongAnswer[]}
 */
export function mistakesIn({ mean, part, samples }, workers) {
  if (mean === null || part === null) return [];
  const n = samples.length;
  return [
    ...(workers > 1 ? [mean, mean / workers].flatMap((value) => mistake("mean of the shards' means, not weighted", value)) : []),
    ...(n > 1 ? [...mistake("missing 1/n", mean * n), ...mistake("doubled 1/n", part / n)] : []),
  ];
}
