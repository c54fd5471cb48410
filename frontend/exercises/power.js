/**
 * C's pow, which numpy and Python have too: it differs from JavaScript's for 1 and −1.
 * @param {number} base
 * @param {number} exponent
 */
export function power(base, exponent) {
  const isOne = base === 1 || (base === -1 && Math.abs(exponent) === Infinity);
  return isOne ? 1 : base ** exponent;
}
