/** Other numbers for a layer: small whole ones, in matrices of the same shapes. */

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const VALUES = [-6, -5, -4, -3, -2, 2, 3, 4, 5, 6];

/** @param {RandomNumbers} random @param {Given} given @returns {Given} */
export function draw(random, { inputs, weights, biases, dvalues }) {
  const like = (/** @type {number[][]} */ matrix) => matrix.map((row) => row.map(() => random.oneOf(VALUES)));
  return { inputs: like(inputs), weights: like(weights), biases: like(biases), dvalues: like(dvalues) };
}
