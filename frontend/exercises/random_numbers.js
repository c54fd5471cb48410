/** Random numbers that come out alike in Python and on the page: the generator mulberry32. */

export const LAST_SEED = 2 ** 32 - 1;

export class RandomNumbers {
  #state;

  /** @param {number} seed  a whole number from 0 to 2³² − 1 */
  constructor(seed) {
    if (!Number.isInteger(seed) || seed < 0 || seed > LAST_SEED) {
      throw new Error(`seed must be a whole number from 0 to ${LAST_SEED}, got ${seed}.`);
    }
    this.#state = seed;
  }

  /** One of 0 … count − 1; `count` is at most 2²¹, or a power of two.  @param {number} count */
  below(count) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) * count) / 2 ** 32);
  }

  /** An order of 0 … count − 1 (Fisher and Yates).  @param {number} count */
  shuffled(count) {
    const order = Array.from({ length: count }, (_, place) => place);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other] ?? NaN, order[last] ?? NaN];
    }
    return order;
  }

  /** @template T @param {readonly T[]} values */
  oneOf(values) {
    return /** @type {T} */ (values[this.below(values.length)]);
  }
}
