import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { linearScale, logScale, roundStep, stepTicks } from "../../frontend/charts/chart_scale.js";
import { placeOf } from "../../frontend/arithmetic/record.js";
import { verticalScale } from "../../frontend/charts/line_chart.jsx";

/** @param {import("../../frontend/charts/chart_scale.js").Scale} scale */
const written = ({ ticks, format }) => ticks.map(format);

test("a linear axis goes from end to end, with round ticks", () => {
  const scale = linearScale(0, 36);
  assert.deepEqual(written(scale), ["0", "10", "20", "30"]);
  assert.deepEqual([0, 18, 36].map(scale.place), [0, 0.5, 1]);
  assert.deepEqual(written(linearScale(-3, 2)), ["−3", "−2", "−1", "0", "1", "2"]);
  assert.deepEqual(written(linearScale(3, 4.1)), ["3.0", "3.5", "4.0"]);
  assert.deepEqual(written(linearScale(0, 4.5e-5)), ["0", "1×10⁻⁵", "2×10⁻⁵", "3×10⁻⁵", "4×10⁻⁵"]);
});

test("an axis of the largest, the smallest or equal numbers is still an axis", () => {
  for (const [low, high] of [[-1.7e308, 1.7e308], [0, 1.7e308], [5, 5], [0, 0], [-3.0000001, -3], [0, 5e-324], [-7, -7]]) {
    const scale = linearScale(low ?? 0, high ?? 0);
    assert.ok(scale.ticks.length >= 2, `${low} to ${high}: ${scale.ticks}`);
    assert.equal(new Set(written(scale)).size, scale.ticks.length, `${written(scale)}`);
    for (const value of [low, high, ...scale.ticks]) {
      const place = scale.place(value ?? NaN);
      assert.ok(place >= -1e-9 && place <= 1 + 1e-9, `${value} at ${place}`);
    }
  }
});

test("a logarithmic axis has its ticks at powers of ten, or at 1, 2, 5", () => {
  assert.deepEqual(written(logScale(1e-30, 36)), ["10⁻³⁰", "10⁻²⁰", "10⁻¹⁰", "1"]);
  assert.deepEqual(written(logScale(4, 4.5e307)), ["10¹⁰⁰", "10²⁰⁰", "10³⁰⁰"]);
  assert.deepEqual(written(logScale(1, 10)), ["1", "2", "5", "10"]);
  assert.deepEqual(written(logScale(0.01, 1000)), ["0.01", "0.1", "1", "10", "100", "1000"]);
  const scale = logScale(0.01, 100);
  assert.deepEqual([0.01, 1, 100].map(scale.place), [0, 0.5, 1]);
});

test("what is not positive stands at the low end of a logarithmic axis", () => {
  assert.deepEqual([0, -5, 1e-9].map(logScale(0.01, 100).place), [0, 0, 0]);
  assert.ok(verticalScale([0, 0], true).ticks.length >= 2);
});

test("all lines share an axis, which begins at 0 or is logarithmic", () => {
  assert.deepEqual([0, 4, 36].map(verticalScale([4, 36, NaN, Infinity], false).place), [0, 1 / 9, 1]);
  assert.deepEqual([-4, 36].map(verticalScale([-4, 36], false).place), [0, 1]);
  assert.deepEqual([0.01, 100].map(verticalScale([0.01, 100, 0, 1], true).place), [0, 1]);
});

test("the cursor is at the last value up to its step", () => {
  assert.deepEqual([-1, 0, 1, 3, 4, 99].map((step) => placeOf(step, [0, 3, 4])), [0, 0, 0, 1, 2, 2]);
  assert.equal(placeOf(2, [5]), 0);
});

test("steps are counted in whole numbers", () => {
  assert.deepEqual(stepTicks(200), [0, 50, 100, 150, 200]);
  assert.deepEqual(stepTicks(1), [0, 1]);
  assert.deepEqual(stepTicks(3), [0, 1, 2, 3]);
  assert.deepEqual(stepTicks(511), [0, 200, 400]);
  assert.deepEqual([0.9, 1, 1.1, 4, 6, 0.011].map(roundStep), [1, 1, 2, 5, 10, 0.02]);
});

test("each line's colour has 4.5 : 1 on the widget's surface in both themes", async () => {
  const read = (/** @type {string} */ name) => readFile(new URL(`../../frontend/styles/${name}.css`, import.meta.url), "utf8");
  const [tokens, chart] = await Promise.all([read("tokens"), read("line_chart")]);
  const [light, dark] = [0, 1].map((theme) => {
    const block = (/** @type {string} */ css) => css.split("@media screen")[theme] ?? "";
    return new Map([...`${block(tokens)}${block(chart)}`.matchAll(/--bp-([\w-]+): (#\w{6})/g)].map(([, name, hex]) => [name, hex]));
  });
  for (const theme of [light, dark]) {
    const lines = [...(theme ?? [])].filter(([name]) => /^(run-\d|value)$/.test(name ?? ""));
    assert.equal(lines.length, 4);
    for (const [name, hex] of lines) {
      const ratio = contrast(hex ?? "", theme?.get("surface") ?? "");
      assert.ok(ratio >= 4.5, `${name}: ${ratio}`);
    }
  }
});

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} hex */
function luminance(hex) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
