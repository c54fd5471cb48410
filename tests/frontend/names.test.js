import assert from "node:assert/strict";
import { test } from "node:test";

import { plainText, splitName } from "../../frontend/arithmetic/names.js";

test("a name is letters and what is written below them", () => {
  /** @type {Array<[string, string, string]>} */
  const cases = [
    ["w0", "w", "0"], ["w_01", "w", "01"], ["w1_0", "w", "1,0"], ["w_max", "w", "max"], ["x", "x", ""],
    ["dz", "dz", ""], ["dw0", "dw", "0"], ["loss", "loss", ""], ["sigma", "σ", ""], ["eta1", "η", "1"],
    ["constructor", "constructor", ""], ["_x", "_x", ""], ["", "", ""], ["z_", "z", ""], ["w__0", "w", "0"],
  ];
  for (const [name, base, sub] of cases) assert.deepEqual(splitName(name), { base, sub }, name);
});

test("plainText writes digits below the line, and keeps a word readable", () => {
  /** @type {Array<[string, string]>} */
  const cases = [
    ["w0", "w₀"], ["w_01", "w₀₁"], ["w1_0", "w₁,₀"], ["w_max", "w_max"], ["loss", "loss"], ["lambda2", "λ₂"], ["x12", "x₁₂"],
  ];
  for (const [name, text] of cases) assert.equal(plainText(name), text);
});
