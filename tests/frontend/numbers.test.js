import assert from "node:assert/strict";
import { test } from "node:test";

import { decimalPlaces, formatNumber, parseNumber } from "../../frontend/arithmetic/numbers.js";

test("formatNumber writes the shortest text with at most six digits", () => {
  /** @type {Array<[number, string]>} */
  const cases = [
    [0, "0"], [-0, "0"], [1, "1"], [-3, "−3"], [0.1 + 0.2, "0.3"], [1 / 3, "0.333333"],
    [0.0001, "0.0001"], [-0.00012345678, "−0.000123457"], [123456.7, "123457"], [999999, "999999"],
  ];
  for (const [x, text] of cases) assert.equal(formatNumber(x), text);
});

test("formatNumber takes a power of ten outside 1e-4 ≤ |x| < 1e6", () => {
  /** @type {Array<[number, string]>} */
  const cases = [
    [1.5e-7, "1.5×10⁻⁷"], [-1.5e-7, "−1.5×10⁻⁷"], [1e6, "1×10⁶"], [999999.9, "1×10⁶"],
    [0.000099999999, "0.0001"], [6.02214e23, "6.02214×10²³"], [5e-324, "4.94066×10⁻³²⁴"],
    [1.7976931348623157e308, "1.79769×10³⁰⁸"],
  ];
  for (const [x, text] of cases) assert.equal(formatNumber(x), text);
});

test("formatNumber keeps as many digits as asked, all of them at 17", () => {
  assert.equal(formatNumber(2 / 3, 3), "0.667");
  assert.equal(formatNumber(0.1, 17), "0.1");
  assert.equal(formatNumber(1 / 3, 17), String(1 / 3));
});

test("formatNumber refuses what is not finite", () => {
  for (const x of [NaN, Infinity, -Infinity]) {
    assert.throws(() => formatNumber(x), { message: `expected a finite number, got ${x}` });
  }
});

test("parseNumber reads what readers type", () => {
  /** @type {Array<[string, number]>} */
  const cases = [
    ["2.5", 2.5], [" 7 ", 7], ["+1", 1], ["-3", -3], ["−3", -3], ["–3", -3], [".5", 0.5], ["-.5", -0.5],
    ["5.", 5], ["1e-3", 1e-3], ["1E3", 1000], ["1e−3", 1e-3], ["1/3", 1 / 3], ["−1 / 4", -0.25], ["-0", 0],
    ["0/5", 0], ["007", 7],
  ];
  for (const [text, value] of cases) assert.ok(Object.is(parseNumber(text), value), text);
});

test("parseNumber refuses the rest in a sentence that quotes it", () => {
  /** @type {Array<[string, RegExp]>} */
  const cases = [
    ["", /^Write a number/], ["   ", /^Write a number/],
    ["1,5", /“1,5” is not a number I can read: write 1\.5 with a point\./],
    ["abc", /“abc” is not a number I can read/],
    ["1e999", /“1e999” is too large/], ["-1e999", /too large/],
    ["1/0", /“1\/0” divides by zero/],
    ...["inf", "-Infinity", "NaN", "0x10", "1e", "e5", "-", ".", "1 000", "1,000,000", "1.2.3", "1/2/3", "1/", "1e3/2", "--1", "1_0", "٣"]
      .map((text) => /** @type {[string, RegExp]} */ ([text, /is not a number I can read/])),
  ];
  for (const [text, message] of cases) assert.throws(() => parseNumber(text), { message }, text);
});

test("decimalPlaces counts what is written", () => {
  /** @type {Array<[string, number]>} */
  const cases = [["12", 0], ["0.330", 3], ["1.5e-3", 4], ["1e3", 0], ["1.25e1", 1], ["−0.5", 1], ["1/3", 2]];
  for (const [text, places] of cases) assert.equal(decimalPlaces(text), places, text);
});
