/** Other logits: those of probabilities in tenths, so that the numbers on the way back are short. */

/** @typedef {import("./look.js").Given} Given */
/** @typedef {import("../../exercises/random_numbers.js").RandomNumbers} RandomNumbers */

const TENTHS = 10;

/** @param {RandomNumbers} random @param {Given} given @returns {Given} */
export function draw(random, { logits, targets }) {
  const classes = logits[0]?.length ?? 0;
  return {
    logits: logits.map(() => shares(random, classes).map((p) => Number(Math.log(p / TENTHS).toFixed(4)))),
    targets: /** @type {Given["targets"]} */ (targets.map((target) => {
      const drawn = random.below(classes);
      return Array.isArray(target) ? target.map((_, i) => Number(i === drawn)) : drawn;
    })),
  };
}

/** Whole numbers above 0 that add up to ten.  @param {RandomNumbers} random @param {number} count */
function shares(random, count) {
  const cuts = random.shuffled(TENTHS - 1).slice(0, count - 1).map((place) => place + 1).sort((a, b) => a - b);
  return [...cuts, TENTHS].map((cut, i) => cut - (cuts[i - 1] ?? 0));
}
