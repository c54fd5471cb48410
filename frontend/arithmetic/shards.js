/**
 * The gradient of one weight, over a batch that is split among workers, as `backprop.widgets.shard_sums` computes it:
 * the same sums in the same order, bit for bit.
 */

/** @typedef {{ inputs: number[], targets: number[], weight: number, learning_rate: number, shards: number[][] }} Given */

/**
 * @typedef {object} Worker
 * @property {number[]} samples
 * @property {number | null} mean  of its own gradients; null without samples, as all that follows from it
 * @property {number} share  of the batch
 * @property {number | null} part  mean · share: what it sends
 *
 * @typedef {object} Node  of the tree in which the parts are added
 * @property {number} value
 * @property {number[]} workers  whose parts are in it
 * @property {readonly Node[]} of  the two neighbours that were added; of a worker's part none
 *
 * @typedef {object} Pass
 * @property {number[]} gradients  of each sample
 * @property {Worker[]} workers
 * @property {Node[][]} levels  the parts that are sent, then neighbours added, up to the total
 * @property {number} total
 * @property {number} oneMachine  the mean of all gradients: to rounding the same
 * @property {number | null} plain  the mean of the means, not weighted; null where a worker has none
 * @property {number} off  by how much that misses; 0 without it
 * @property {number} after  the weight after the step
 */

/** A batch is shown whole, so it is small. */
export const MOST_SAMPLES = 8;
export const MOST_WORKERS = 4;

/** What rounding can leave of terms that cancel. */
const NOISE = 8 * Number.EPSILON;

/** @typedef {{ value: number, size: number }} Sum  and how large its terms were, by which the noise in it is told */

/** 0 where the terms have cancelled.  @param {number} value @param {number} size @returns {Sum} */
const settled = (value, size) => ({ value: Math.abs(value) <= NOISE * size ? 0 : value, size });
/** @param {Sum} one @param {Sum} other */
const plus = (one, other) => settled(one.value + other.value, one.size + other.size);
/** @param {Sum} sum @param {number} factor @returns {Sum} */
const times = ({ value, size }, factor) => ({ value: value * factor, size: size * Math.abs(factor) });

/** @param {readonly Sum[]} sums @returns {Sum} */
function mean(sums) {
  let [value, size] = [0, 0];
  for (const each of sums) [value, size] = [value + each.value, size + each.size];
  return { value: settled(value, size).value / sums.length, size: size / sums.length };
}

/**
 * @param {Given} given
 * @returns {Pass}
 * @throws {Error} a sentence, if it is no split of a batch, or its numbers get too large
 */
export function shardSums(given) {
  checkSplit(given);
  const { inputs, targets, weight, learning_rate: rate, shards } = given;
  const samples = inputs.map((x, k) => gradient(weight, x, targets[k] ?? NaN));
  const means = shards.map((shard) => (shard.length > 0 ? mean(shard.map((k) => samples[k] ?? settled(NaN, NaN))) : null));
  const shares = shards.map((shard) => shard.length / inputs.length);
  const parts = means.map((each, worker) => each && times(each, shares[worker] ?? NaN));
  const levels = levelsOf(parts.flatMap((part, worker) => (part ? [{ sum: part, workers: [worker], of: [] }] : [])));
  const root = levels.at(-1)?.[0]?.sum ?? settled(NaN, NaN);
  const step = times(root, rate);
  const after = settled(weight - step.value, Math.abs(weight) + step.size);
  if (!Number.isFinite(samples.reduce((sum, { size }) => sum + size, after.size))) {
    throw new Error("With these numbers a gradient or the step is larger than a computer’s numbers, 1.8×10³⁰⁸: choose smaller ones.");
  }
  const full = means.filter((each) => each !== null);
  const plain = full.length === means.length ? mean(full) : null;
  return {
    gradients: samples.map(({ value }) => value),
    workers: shards.map((shard, worker) => ({
      samples: shard, mean: means[worker]?.value ?? null, share: shares[worker] ?? NaN, part: parts[worker]?.value ?? null,
    })),
    levels: nodesOf(levels),
    total: root.value,
    oneMachine: mean(samples).value,
    plain: plain?.value ?? null,
    off: plain ? settled(plain.value - root.value, plain.size + root.size).value : 0,
    after: after.value,
  };
}

/** The slope of ½(w·x − y)² over w.  @param {number} weight @param {number} x @param {number} y */
function gradient(weight, x, y) {
  const prediction = weight * x;
  return times(settled(prediction - y, Math.abs(prediction) + Math.abs(y)), x);
}

/** @typedef {{ sum: Sum, workers: number[], of: Growing[] }} Growing */

/** Neighbours first; one without a neighbour goes on.  @param {Growing[]} parts */
function levelsOf(parts) {
  const levels = [parts];
  for (let now = parts; now.length > 1;) {
    const next = [];
    for (let k = 0; k < now.length; k += 2) {
      const [one, other] = now.slice(k, k + 2);
      if (one) next.push(other ? { sum: plus(one.sum, other.sum), workers: [...one.workers, ...other.workers], of: [one, other] } : one);
    }
    levels.push(next);
    now = next;
  }
  return levels;
}

/** Each with its value alone; what goes on is the same node again.  @param {Growing[][]} levels @returns {Node[][]} */
function nodesOf(levels) {
  /** @type {Map<Growing, Node>} */
  const known = new Map();
  /** @param {Growing} growing @returns {Node} */
  const node = (growing) => {
    const found = known.get(growing) ?? { value: growing.sum.value, workers: growing.workers, of: growing.of.map(node) };
    known.set(growing, found);
    return found;
  };
  return levels.map((level) => level.map(node));
}

/** @param {Given} given */
function checkSplit({ inputs, targets, weight, learning_rate, shards }) {
  checkSamples(inputs, "inputs");
  checkSamples(targets, "targets");
  if (inputs.length !== targets.length) throw new Error(`Each of the ${inputs.length} inputs has one target; there are ${targets.length}.`);
  if (!isNumber(weight)) throw new Error(`The weight is a number; got ${told(weight)}.`);
  if (!isNumber(learning_rate) || learning_rate <= 0) throw new Error(`The learning rate is a positive number; got ${told(learning_rate)}.`);
  const isSplit = Array.isArray(shards) && shards.length >= 1 && shards.length <= MOST_WORKERS && shards.every(Array.isArray);
  if (!isSplit) throw new Error(`The shards are a list of samples for each of 1 to ${MOST_WORKERS} workers; got ${told(shards)}.`);
  const placed = shards.flat();
  for (const k of placed) {
    if (!Number.isInteger(k) || k < 0 || k >= inputs.length) throw new Error(`The samples of a shard are whole numbers from 0 to ${inputs.length - 1}; got ${told(k)}.`);
  }
  inputs.forEach((_, k) => {
    const times = placed.filter((each) => each === k).length;
    if (times !== 1) throw new Error(`Each sample is with one worker; sample ${k} is with ${times === 0 ? "none" : times}.`);
  });
}

/** @param {unknown} values @param {string} name */
function checkSamples(values, name) {
  const fits = Array.isArray(values) && values.length >= 1 && values.length <= MOST_SAMPLES && values.every(isNumber);
  if (!fits) throw new Error(`The ${name} are finite numbers, one for each of 1 to ${MOST_SAMPLES} samples; got ${told(values)}.`);
}

/** @param {unknown} value */
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** @param {unknown} value */
const told = (value) => {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/**
 * With a sample moved to a worker, in its place among the others.
 * @param {readonly number[][]} shards @param {number} sample @param {number} worker
 */
export const withSampleAt = (shards, sample, worker) => shards.map((shard, k) => {
  const others = shard.filter((each) => each !== sample);
  if (k !== worker) return others;
  const at = others.findIndex((each) => each > sample);
  return others.toSpliced(at < 0 ? others.length : at, 0, sample);
});

/**
 * With more workers, who have nothing yet, or with fewer: the last of those who stay takes what the others had.
 * @param {readonly number[][]} shards @param {number} count
 */
export function withWorkers(shards, count) {
  const kept = shards.slice(0, count);
  const left = shards.slice(count).flat();
  if (left.length > 0) kept[count - 1] = [...(kept[count - 1] ?? []), ...left].sort((a, b) => a - b);
  return [...kept, ...Array.from({ length: Math.max(0, count - shards.length) }, () => [])];
}
