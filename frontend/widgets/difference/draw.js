/** Another place to measure the slope at; for the ReLU, another distance from its kink. */

/** @typedef {import("./difference_stepper.jsx").Given} Given */

const PLACES = [1.5, 2.5, 3, 4, 5, 6, 7, 8];
const DISTANCES = [0.0002, 0.0005, 0.002, 0.005, 0.02, 0.05, 0.2, 0.5];

/** @param {import("../../exercises/random_numbers.js").RandomNumbers} random @param {Given} given @returns {Given} */
export const draw = (random, given) => ({ ...given, x: random.oneOf(given.function === "relu" ? DISTANCES : PLACES) });
