/** Other numbers for a batch, and another split of it: small whole gradients, shards of different sizes, and a plain mean that misses. */

import { shardSums } from "../../arithmetic/shards.js";
import { differ } from "../../exercises/apart.js";

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const WEIGHTS = [-3, -2, -1, 2, 3];
const INPUTS = [-2, -1, 1, 2, 3];
const ERRORS = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];

/** @param {RandomNumbers} random @param {Given} given @returns {Given | null} */
export function draw(random, given) {
  const weight = random.oneOf(WEIGHTS);
  const inputs = given.inputs.map(() => random.oneOf(INPUTS));
  const targets = inputs.map((x) => weight * x - random.oneOf(ERRORS));
  const shards = split(random, inputs.length, given.shards.length);
  if (!shards) return null;
  const drawn = { ...given, weight, inputs, targets, shards };
  const { plain, total } = shardSums(drawn);
  return plain === null || !isUneven(shards) || differ(total, plain) ? drawn : null;
}

/**
 * Consecutive samples to each worker; null where one has none though there are enough, or all have as many.
 * @param {RandomNumbers} random @param {number} samples @param {number} workers
 */
function split(random, samples, workers) {
  const holders = Array.from({ length: samples }, () => random.below(workers)).sort((a, b) => a - b);
  const shards = Array.from({ length: workers }, (_, worker) => holders.flatMap((holder, sample) => (holder === worker ? [sample] : [])));
  if (samples < workers) return shards;
  const canDiffer = workers > 1 && samples > workers;
  return shards.some(({ length }) => length === 0) || (canDiffer && !isUneven(shards)) ? null : shards;
}

/** @param {number[][]} shards */
const isUneven = (shards) => new Set(shards.map(({ length }) => length)).size > 1;
