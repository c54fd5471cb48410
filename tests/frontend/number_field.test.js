import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, unitOf } from "../../frontend/parts/number_field.jsx";

/** As an arrow key moves it.  @param {string} text @param {number} value @param {number} units @param {number} [unit] */
const nudge = (text, value, units, unit = unitOf(text)) => moved(text, value, units * unit, unit).replace("−", "-");

test("a step is a unit of the last decimal, and a tenth for a whole number", () => {
  assert.equal(nudge("0.001", 0, 1), "0.002");
  assert.equal(nudge("-3", 0, 1), "-2.9");
  assert.equal(nudge("2.5", 0, -10), "1.5");
  assert.equal(nudge("1e-7", 0, 1), "0.0000002");
});

test("steps up and the same steps down come back", () => {
  let text = "0.009";
  for (const direction of [1, 1, -1, -1]) text = nudge(text, 0, direction);
  assert.equal(text, "0.009");
  assert.equal(nudge("0.1", 0, -1), "0.0");
  assert.equal(nudge("0.1", 0, -2), "-0.1");
});

test("rounding leaves neither a tail nor a negative zero", () => {
  assert.equal(nudge("0.2", 0, 1), "0.3");
  assert.equal(nudge("-0.1", 0, 1), "0.0");
  assert.equal(nudge("0.3", 0, -3), "0.0");
  assert.equal(nudge("-0.04", 0, 1, 0.1), "0.06");
});

test("a given step is kept", () => {
  assert.equal(nudge("20", 0, 1, 1), "21");
  assert.equal(nudge("20", 0, -10, 1), "10");
  assert.equal(nudge("0.25", 0, 1, 0.5), "0.75");
});

test("the value stands in for text that cannot be read", () => {
  assert.equal(nudge("abc", 1.5, 1), "1.6");
});
