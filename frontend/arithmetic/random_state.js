/**
 * Random numbers as `numpy.random.RandomState` draws them: the Mersenne Twister MT19937, normal deviates
 * by Marsaglia's polar method, orders by Fisher and Yates. The same seed gives the same numbers.
 */

import { at } from "./flat_array.js";

const SIZE = 624;
const SHIFT = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;

/** @typedef {ReturnType<typeof createRandomState>} RandomState */

/** @param {number} seed  whole, from 0 to 2³² − 1 */
export function createRandomState(seed) {
  const words = seeded(seed);
  let used = SIZE;
  let spare = NaN; // the polar method makes two deviates at a time

  /** 32 random bits. */
  function bits() {
    if (used === SIZE) {
      twist(words);
      used = 0;
    }
    let y = at(words, used++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** From 0 to below 1, with 53 random bits. */
  function uniform() {
    const high = bits() >>> 5;
    return (high * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  }

  /** With mean 0 and standard deviation 1. */
  function normal() {
    if (!Number.isNaN(spare)) {
      const deviate = spare;
      spare = NaN;
      return deviate;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * Math.log(square)) / square);
      spare = stretch * x;
      return stretch * y;
    }
  }

  /** A whole number from 0 to `largest`.  @param {number} largest  at least 1 */
  function upTo(largest) {
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    for (;;) {
      const drawn = (bits() & mask) >>> 0;
      if (drawn <= largest) return drawn;
    }
  }

  /** Fills `order` with 0, 1, 2 … in a random order.  @param {Int32Array} order */
  function permute(order) {
    for (let i = 0; i < order.length; i++) order[i] = i;
    for (let i = order.length - 1; i > 0; i--) {
      const other = upTo(i);
      const kept = at(order, i);
      order[i] = at(order, other);
      order[other] = kept;
    }
  }

  return { normal, permute };
}

/** @param {number} seed */
function seeded(seed) {
  const words = new Uint32Array(SIZE);
  words[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = at(words, i - 1);
    words[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  return words;
}

/** The next 624 words.  @param {Uint32Array} words  changed in place */
function twist(words) {
  for (let i = 0; i < SIZE; i++) {
    const next = at(words, (i + 1) % SIZE);
    const y = (at(words, i) & UPPER) | (next & LOWER);
    words[i] = at(words, (i + SHIFT) % SIZE) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}
