// What is left of two nearly equal numbers, and what is said of a step size.

import assert from "node:assert/strict";
import test from "node:test";

import { cancelled, measure } from "../../frontend/arithmetic/differences.js";
import { causeOf, sizeText } from "../../frontend/widgets/difference/look.js";

/** @type {import("../../frontend/widgets/difference/difference_stepper.jsx").Given} */
const CUBE = { function: "cube", x: 2, rule: "central", precision: "float64" };

test("digits that stand in both numbers cancel, and all three numbers are aligned", () => {
  const { texts, lost } = cancelled(8.00012, 7.99988, "float64");
  assert.equal(lost, "0.000".length);
  assert.deepEqual(texts.map((text) => text.length), [18, 18, 18]);
  assert.match(texts[2] ?? "", /^0\.00024/);
});

test("a larger number in front is padded, and nothing cancels", () => {
  const { texts, lost } = cancelled(27, 1, "float64");
  assert.equal(texts[1], "\u20071.000000000000000");
  assert.equal(lost, 0);
});

test("of equal numbers nothing is left, and single precision has fewer digits", () => {
  const { texts, lost } = cancelled(1.5, 1.5, "float32");
  assert.equal(lost, texts[0]?.length);
  assert.equal(texts[0], "1.50000000");
  assert.match(texts[2] ?? "", /^0\.0+$/);
});

test("a falling function has a minus in front of the difference", () => {
  const { texts, lost } = cancelled(-0.25, 0.75, "float64");
  assert.match(texts[2] ?? "", /^−1\.0/);
  assert.equal(lost, 1);
});

test("the cause of an error is the larger of both, or none of them", () => {
  const pass = measure(CUBE);
  const causes = [0, 4, 8, 16].map((step) => causeOf({ given: CUBE, pass }, step));
  assert.deepEqual(causes, ["bend", "bend", "rounding", "merged"]);
  /** @type {typeof CUBE} */
  const kinked = { ...CUBE, function: "relu", x: 0.003 };
  const bent = measure(kinked);
  assert.deepEqual([0, 2, 3, 8].map((step) => causeOf({ given: kinked, pass: bent }, step)), ["kink", "kink", "exact", "rounding"]);
});

test("a step size is a power of ten", () => {
  assert.deepEqual([0, 1, 16].map(sizeText), ["1", "10⁻¹", "10⁻¹⁶"]);
});
