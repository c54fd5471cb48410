// The operations of `backprop.graph`, mirrored name by name: value, local derivatives, formulas.
// A parity test holds the two tables against each other on random graphs.

/**
 * @typedef {object} Operation
 * @property {number | null} arity number of arguments; null where any number (at least one) is taken
 * @property {(...args: number[]) => number} forward
 * @property {(out: number, ...args: number[]) => number[]} local
 *   the derivative of the result with respect to each argument
 * @property {string} formula text with {0}, {1} for the arguments; for a null arity, the separator
 * @property {string[]} localFormulas one for each argument, with {out} for the result too
 */

/** @param {number} x */
function sigmoid(x) {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** @param {number} out @param {number} base @param {number} exponent */
function powLocal(out, base, exponent) {
  const byBase = exponent === 0 ? 0 : exponent * Math.pow(base, exponent - 1);
  if (base === 0) return [byBase, exponent > 0 ? 0 : NaN];
  return [byBase, base > 0 ? out * Math.log(base) : NaN];
}

/** @type {Readonly<Record<string, Operation>>} */
export const OPERATIONS = {
  add: op(2, (a, b) => a + b, () => [1, 1], "{0} + {1}", "1", "1"),
  sub: op(2, (a, b) => a - b, () => [1, -1], "{0} − {1}", "1", "−1"),
  mul: op(2, (a, b) => a * b, (_, a, b) => [b, a], "{0} · {1}", "{1}", "{0}"),
  div: op(2, (a, b) => a / b, (out, _, b) => [1 / b, -out / b], "{0} / {1}", "1 / {1}", "−{0} / {1}²"),
  neg: op(1, (a) => -a, () => [-1], "−{0}", "−1"),
  pow: op(2, Math.pow, powLocal, "{0}^{1}", "{1} · {0}^({1} − 1)", "{out} · log({0})"),
  exp: op(1, Math.exp, (out) => [out], "exp({0})", "exp({0})"),
  log: op(1, Math.log, (_, a) => [1 / a], "log({0})", "1 / {0}"),
  relu: op(1, (a) => Math.max(a, 0), (_, a) => [a > 0 ? 1 : 0], "ReLU({0})", "[{0} > 0]"),
  sigmoid: op(1, sigmoid, (out, a) => [out * sigmoid(-a)], "σ({0})", "{out} · (1 − {out})"),
  tanh: op(1, Math.tanh, (_, a) => [4 * sigmoid(2 * a) * sigmoid(-2 * a)], "tanh({0})", "1 − {out}²"),
  square: op(1, (a) => a * a, (_, a) => [2 * a], "{0}²", "2 · {0}"),
  sum: op(null, (...args) => args.reduce((a, b) => a + b, 0), (_, ...args) => args.map(() => 1), " + ", "1"),
};

/**
 * @param {number | null} arity
 * @param {(...args: any[]) => number} forward
 * @param {(out: any, ...args: any[]) => number[]} local
 * @param {string} formula
 * @param {...string} localFormulas
 * @returns {Operation}
 */
function op(arity, forward, local, formula, ...localFormulas) {
  return { arity, forward, local, formula, localFormulas };
}
