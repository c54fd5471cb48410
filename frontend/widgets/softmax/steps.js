/** The steps of a softmax stepper: one for each part of the way, and one for each logit in the product. */

/** @typedef {"start" | "softmax" | "loss" | "dprobabilities" | "jacobian" | "product" | "fused" | "differences"} Part */
/** @typedef {{ part: Part, logit: number }} Stage  `logit` is −1 but in the product */

/** @type {readonly Part[]} */
const BEFORE = ["start", "softmax", "loss", "dprobabilities", "jacobian"];

/** @param {number} classes */
export const lastStep = (classes) => classes + BEFORE.length + 1;

/** @param {number} step @param {number} classes @returns {Stage} */
export function stageAt(step, classes) {
  const logit = step - BEFORE.length;
  if (logit < 0) return { part: BEFORE[step] ?? "start", logit: -1 };
  if (logit < classes) return { part: "product", logit };
  return { part: logit === classes ? "fused" : "differences", logit: -1 };
}

/** @param {Part} part @param {number} classes @param {number} [logit] */
export function stepOf(part, classes, logit = 0) {
  if (part === "product") return BEFORE.length + logit;
  if (part === "fused") return lastStep(classes) - 1;
  if (part === "differences") return lastStep(classes);
  return BEFORE.indexOf(part);
}

/** @param {Stage} stage */
export function titleOf({ part, logit }) {
  return {
    start: "Start",
    softmax: "Softmax",
    loss: "Loss",
    dprobabilities: "Slope of the loss",
    jacobian: "Jacobian",
    product: `Product, logit ${logit}`,
    fused: "Fused",
    differences: "Measured",
  }[part];
}
