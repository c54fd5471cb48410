/** Whether three witnesses agree on the gradient of the logits, as `backprop.widgets.softmax_witnesses` judges. */

/** @typedef {"agree" | "parted" | "undecided" | "disagree"} Kind */

const ROUNDING = 1e-14; // what two ways of computing numbers of at most 1 may differ by

/** @param {number[]} a @param {number[]} b @returns {number} the largest distance */
export const distance = (a, b) => Math.max(...a.map((x, j) => Math.abs(x - (b[j] ?? NaN))));

/** How many decimals a number has that may be off by so much.  @param {number} tolerance */
export const decimalsWithin = (tolerance) => Math.floor(-Math.log10(2 * tolerance));

/** Of the two computed routes. */
export const COMPUTED_DECIMALS = decimalsWithin(ROUNDING);

/**
 * @param {{ dlogits: number[], fused: number[], differences: number[], tolerance: number }} witnesses
 * @returns {Kind} "parted" and "undecided" where the two steps differ from the fused route, by more than the
 *   measured slopes can tell and by less
 */
export function verdict({ dlogits, fused, differences, tolerance }) {
  if (!(distance(fused, differences) <= tolerance)) return "disagree";
  if (distance(dlogits, fused) <= ROUNDING) return "agree";
  return distance(dlogits, differences) <= tolerance ? "undecided" : "parted";
}

/** @param {Kind} kind @param {number} tolerance of the measured slopes */
export function verdictText(kind, tolerance) {
  const measured = decimalsWithin(tolerance);
  return {
    agree: `All three agree: the two routes to ${COMPUTED_DECIMALS} decimals, and the measured slopes to ${measured}, as many as they are good for.`,
    parted: `The two steps differ from the rest. The fused route and the measured slopes agree to ${measured} decimals, as many as the slopes are good for.`,
    undecided: `The two steps differ from the fused route, but by less than the measured slopes can tell: they are good for ${measured} decimals.`,
    disagree: "They disagree: the measured slopes are further from the fused route than their rounding explains.",
  }[kind];
}
