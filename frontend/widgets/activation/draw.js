/** Other numbers for an activation: half of them above 0, where a ReLU is open. */

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const SIZES = [0.5, 1, 1.5, 2, 3, 4];
const GRADIENTS = [-9, -8, -7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9];

/** @param {RandomNumbers} random @param {Given} given @returns {Given} */
export function draw(random, given) {
  const columns = given.inputs[0]?.length ?? 0;
  const order = random.shuffled(given.inputs.length * columns);
  const sign = (/** @type {number} */ place) => ((order[place] ?? 0) % 2 === 0 ? 1 : -1);
  return {
    ...given,
    inputs: given.inputs.map((row, i) => row.map((_, j) => sign(i * columns + j) * random.oneOf(SIZES))),
    dvalues: given.inputs.map((row) => row.map(() => random.oneOf(GRADIENTS))),
  };
}
