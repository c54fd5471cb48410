import assert from "node:assert/strict";
import { test } from "node:test";

import { evaluate } from "../../frontend/exercises/expression.js";
import { judge, judgeScaffold } from "../../frontend/exercises/judge.js";
import { RandomNumbers } from "../../frontend/exercises/random_numbers.js";
import { readNumber } from "../../frontend/exercises/reading.js";
import { fill, written } from "../../frontend/exercises/text.js";
import { draw } from "../../frontend/exercises/variant.js";

/** @typedef {import("../../frontend/exercises/exercise.js").Exercise} Exercise */

const NAMES = new Map(Object.entries({ w: 3, x: [1, -2], W: [[1, 2, 3], [4, 5, 6]] }));

/** @type {Exercise} */
const SUM = {
  id: "sum", kind: "solve", skills: [], setting: [], where: [], shows: [], code: [], solution: [],
  given: [{ name: "a", values: [2, 3, 5], shape: [] }, { name: "b", values: [7, 11], shape: [] }],
  let: [],
  steps: [
    {
      name: "s", ask: [], right: [], hints: [], scaffold: null,
      answer: { kind: "number", value: ["add", "a", "b"], items: [], of: null },
      mistakes: [{ name: "product", value: ["mul", "a", "b"], says: ["Product of ", { value: "a" }], see: "page#there" }],
    },
    { name: "", ask: [], right: [], hints: [], scaffold: null, answer: { kind: "number", value: ["log", "s"], items: [], of: null }, mistakes: [] },
  ],
};

test("a formula is computed, and nothing that it is given is changed", () => {
  assert.deepEqual(evaluate(["matmul", "x", "W"], NAMES), [-7, -8, -9]);
  assert.deepEqual(evaluate(["at", "W", ":", -1], NAMES), [3, 6]);
  assert.deepEqual(evaluate(["mul", "W", ["list", 1, 0, 2]], NAMES), [[1, 0, 6], [4, 0, 12]]);
  assert.deepEqual(NAMES.get("W"), [[1, 2, 3], [4, 5, 6]]);
});

test("a function that there is not is none, wherever JavaScript has one", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty", "eval", "", "add ", null, 3, ["add"], { name: "add" }]) {
    assert.throws(() => evaluate(/** @type {any} */ ([name, 1, 2]), NAMES), /There is no function/, String(name));
  }
  for (const name of ["constructor", "__proto__", ":", "W.T"]) assert.throws(() => evaluate(name, NAMES), /has no value here; there are w, x, W\./);
});

test("what is no formula is refused", () => {
  for (const tree of [null, {}, undefined, [], [[]], ["add", 1], ["add", 1, 2, 3], ["exp", 1, 2], ["where", 1, 2], ["list", "W"], ["at", "w", 0]]) {
    assert.throws(() => evaluate(/** @type {any} */ (tree), NAMES), Error, JSON.stringify(tree));
  }
  for (const tree of [["div", 1, 0], ["log", 0], ["exp", 1000], ["div", 0, 0]]) {
    assert.throws(() => evaluate(/** @type {any} */ (tree), NAMES), /is not finite/);
  }
});

test("a formula that is nested too deep is refused before it ends the stack", () => {
  const nested = (/** @type {number} */ depth) => JSON.parse(`${'["neg",'.repeat(depth)}1${"]".repeat(depth)}`);
  assert.equal(evaluate(nested(100), NAMES), 1);
  for (const depth of [101, 5000]) assert.throws(() => evaluate(nested(depth), NAMES), /at most 100 deep/);
});

test("the generator is mulberry32", () => {
  const random = new RandomNumbers(1);
  assert.deepEqual([0, 1, 2].map(() => random.below(2 ** 32)), [2693262067, 11749833, 2265367787]);
  assert.deepEqual(new RandomNumbers(5).shuffled(6).sort(), [0, 1, 2, 3, 4, 5]);
  for (const seed of [-1, 2 ** 32, 0.5, NaN, Infinity, "1"]) assert.throws(() => new RandomNumbers(/** @type {any} */ (seed)), /seed/);
});

test("texts are filled", () => {
  const text = ["w = ", { value: "w" }, " or ", { value: ["neg", "w"] }, ", ", { value: ["neg", "x"], parentheses: true }, ", ", { value: ["neg", "w"], parentheses: true }];
  assert.equal(fill(/** @type {any} */ (text), NAMES), "w = 3 or −3, [−1, 2], (−3)");
  assert.equal(written([[1.5, -2], [1e-7, 0]]), "[[1.5, −2], [1×10⁻⁷, 0]]");
});

test("a sixtieth character is read, and none after it", () => {
  assert.equal(readNumber(`${"(".repeat(29)}7${")".repeat(29)}`).value, 7);
  assert.equal(readNumber("-".repeat(59) + "1").value, -1);
  assert.throws(() => readNumber(`${"(".repeat(30)}7${")".repeat(30)}`), /at most 60/);
});

test("verdicts", () => {
  const variant = draw(SUM, 4);
  const [a, b] = ["a", "b"].map((name) => Number(variant.names.get(name)));
  assert.ok(a && b);
  const plain = { mistake: "", see: "", entry: null, place: null };
  assert.deepEqual(judge(variant, 0, [`${a}+${b}`, null]), { ...plain, kind: "right", message: "Right." });
  assert.deepEqual(judge(variant, 0, [`${a * b}`, null]), { ...plain, kind: "mistake", message: `Product of ${a}`, mistake: "product", see: "page#there" });
  assert.equal(judge(variant, 1, [`${a * b}`, String(Math.log(a * b))]).kind, "carried");
  // log of −5: there is no right answer from there.
  assert.equal(judge(variant, 1, ["-5", "1"]).kind, "unknown");
  assert.equal(judge(variant, 0, []).kind, "empty");
});

test("a step that there is not is refused", () => {
  const variant = draw(SUM, 4);
  assert.throws(() => judge(variant, 2, ["1", "1"]), /has no question 3\./);
  assert.throws(() => judgeScaffold(variant, 0, "1"), /has no easier one\./);
});

test("an exercise that cannot be drawn is refused", () => {
  assert.throws(() => draw({ ...SUM, where: [0] }, 1), /none of 2000 draws/);
  assert.throws(() => draw({ ...SUM, given: [{ name: "a", values: [1], shape: [2, 2], distinct: true }] }, 1), /no array of the shape \(2, 2\)/);
  const wrong = { name: "shape", value: /** @type {any} */ (["list", 1, 2]), says: [], see: "" };
  const [first] = SUM.steps;
  assert.ok(first);
  assert.throws(() => draw({ ...SUM, steps: [{ ...first, mistakes: [wrong] }] }, 1), /shape leads to the shape \(2,\), the right answer to \(\)/);
});
