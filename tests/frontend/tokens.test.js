/** The colours are legible: the ratios that WCAG AA asks for, in both themes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../frontend/styles/tokens.css", import.meta.url), "utf8");
const [lightBlock = "", darkBlock = ""] = css.split("@media screen");
const light = colours(lightBlock);
const themes = { light, dark: new Map([...light, ...colours(darkBlock)]) };

/** @param {string} block */
function colours(block) {
  return new Map([...block.matchAll(/--bp-([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]));
}

/** @param {string} hex */
function luminance(hex) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {string} a
 * @param {string} b
 */
function contrast(a, b) {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

/** @param {string} a @param {string} b @param {number} share  of a */
function mixed(a, b, share) {
  const parts = [1, 3, 5].map((at) => {
    const [x, y] = [a, b].map((hex) => parseInt(hex.slice(at, at + 2), 16));
    return Math.round((x ?? NaN) * share + (y ?? NaN) * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const PAIRS = [
  ...["text", "muted", "value", "gradient", "right", "wrong"].flatMap((ink) => [
    { ink, paper: "surface", atLeast: 4.5 },
    { ink, paper: "raised", atLeast: 4.5 },
  ]),
  { ink: "text", paper: "value-soft", atLeast: 4.5 },
  { ink: "value", paper: "value-soft", atLeast: 4.5 },
  { ink: "text", paper: "gradient-soft", atLeast: 4.5 },
  { ink: "gradient", paper: "gradient-soft", atLeast: 4.5 },
  { ink: "line-strong", paper: "surface", atLeast: 3 },
  { ink: "line-strong", paper: "raised", atLeast: 3 },
  { ink: "focus", paper: "surface", atLeast: 3 },
];

for (const [theme, tokens] of Object.entries(themes)) {
  test(`colours have contrast in the ${theme} theme`, () => {
    for (const { ink, paper, atLeast } of PAIRS) {
      const ratio = contrast(tokens.get(ink) ?? "", tokens.get(paper) ?? "");
      assert.ok(ratio >= atLeast, `${ink} on ${paper}: ${ratio.toFixed(2)}, expected at least ${atLeast}`);
    }
  });
}

test("numbers are legible on the deepest colours of a heat map", () => {
  const share = Number(/--bp-deepest: (\d+)%/.exec(css)?.[1]) / 100;
  for (const tokens of Object.values(themes)) {
    for (const hue of ["value", "gradient"]) {
      const paper = mixed(tokens.get(hue) ?? "", tokens.get("surface") ?? "", share);
      assert.ok(contrast(tokens.get("text") ?? "", paper) >= 4.5, hue);
    }
  }
});

test("the dark theme names every colour", () => {
  assert.deepEqual([...colours(darkBlock).keys()], [...light.keys()]);
});
