import assert from "node:assert/strict";
import { test } from "node:test";

import { toDecimals } from "../../frontend/arithmetic/numbers.js";
import { checkBatch, classesOf, isOneHot, oneHotRows, withOneMoved, withTarget } from "../../frontend/arithmetic/targets.js";
import { withoutNoise } from "../../frontend/arithmetic/softmax_noise.js";
import { pass } from "../../frontend/arithmetic/softmax.js";
import { litCell, lookAt } from "../../frontend/widgets/softmax/look.js";
import { draggedTo, reachOf } from "../../frontend/widgets/softmax/logit.jsx";
import widget from "../../frontend/widgets/softmax/softmax_stepper.jsx";
import { lastStep, stageAt, stepOf, titleOf } from "../../frontend/widgets/softmax/steps.js";
import { decimalsWithin, verdict, verdictText } from "../../frontend/arithmetic/softmax_verdict.js";
import { clippedRemark, say } from "../../frontend/widgets/softmax/words.js";

const P = [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]];
const LOGITS = P.map((row) => row.map(Math.log));
const TARGETS = [0, 1, 1];
const ROWS = [[1, 0, 0], [0, 1, 0], [0, 1, 0]];

/** @param {number[]} ours @param {number[]} theirs @param {number} [within] */
function assertClose(ours, theirs, within = 1e-14) {
  assert.equal(ours.length, theirs.length);
  ours.forEach((x, i) => assert.ok(Math.abs(x - (theirs[i] ?? NaN)) <= within, `${ours} and ${theirs}`));
}

/** @param {number[]} z @param {number} target */
function passOne(z, target) {
  const [sample] = pass([z], [target]).samples;
  assert.ok(sample);
  return sample;
}

test("the worked example: three routes to −0.1, 0.0333…, 0.0666…", () => {
  const { samples, loss } = pass(LOGITS, TARGETS);
  const [first, second] = samples;
  assert.ok(first && second);
  assertClose(first.probabilities, [0.7, 0.1, 0.2]);
  assertClose([loss], [-(Math.log(0.7) + Math.log(0.5) + Math.log(0.9)) / 3]);
  assertClose(first.dprobabilities, [-1 / 2.1, 0, 0]);
  assertClose(first.jacobian.flat(), [0.21, -0.07, -0.14, -0.07, 0.09, -0.02, -0.14, -0.02, 0.16]);
  for (const route of [first.dlogits, first.fused]) assertClose(route, [-0.1, 0.1 / 3, 0.2 / 3]);
  assertClose(first.differences, [-0.1, 0.1 / 3, 0.2 / 3], first.tolerance);
  assertClose(second.fused, [0.1 / 3, -0.5 / 3, 0.4 / 3]);
  assert.deepEqual(pass(LOGITS, ROWS), { samples, loss });
});

test("at ±1000 only the two-step route is clipped, and the verdict says so", () => {
  const sample = passOne([1000, 0, -1000], 2);
  assert.deepEqual(sample.probabilities, [1, 0, 0]);
  assert.deepEqual([sample.loss, sample.clipped], [2000, true]);
  assertClose([sample.twoStepLoss], [-Math.log(1e-7)]);
  assertClose([sample.dprobabilities[2] ?? NaN], [-1e7], 1e-8);
  assertClose(sample.dlogits, [0, 0, 0]);
  assertClose(sample.fused, [1, 0, -1]);
  assertClose(sample.differences, [1, 0, -1], sample.tolerance);
  assert.equal(verdict(sample), "parted");
  assert.match(clippedRemark(sample), /^p₂ is so small that it has become 0.*keeps nothing\.$/);
  assert.match(clippedRemark(passOne([17, 0], 1)), /^p₁ is 4\.14×10⁻⁸, below 10⁻⁷.*keeps p₁\/10⁻⁷ = 0\.414 times/);
  assert.equal(clippedRemark(passOne([16, 0], 1)), "");
  assert.equal(verdict(passOne([1000, 0, -1000], 0)), "agree");
});

test("everything is finite, and the measured slopes good to 5 decimals, up to the bound", () => {
  for (const far of [1e3, 1e4, 1e6]) {
    for (const target of [0, 1, 2]) {
      const sample = passOne([far, 0.5, -far], target);
      const { dprobabilities, jacobian, dlogits, fused, differences } = sample;
      assert.ok([dprobabilities, jacobian.flat(), dlogits, fused, differences].flat().every(Number.isFinite));
      assert.ok(sample.tolerance < 2e-6);
      assert.equal(verdict(sample), target === 0 ? "agree" : "parted");
    }
  }
});

test("the verdict is computed: wrong columns are found out", () => {
  const right = { ...passOne([0.3, -0.2, 0.9], 1) };
  const [first = 0, ...rest] = right.fused;
  assert.equal(verdict(right), "agree");
  assert.equal(verdict({ ...right, dlogits: [first + 1e-8, ...rest] }), "parted");
  assert.equal(verdict({ ...right, dlogits: [first + 3e-14, ...rest] }), "undecided");
  assert.equal(verdict({ ...right, fused: [first + 1e-8, ...rest] }), "disagree");
  assert.equal(verdict({ ...right, differences: [first + 1e-8, ...rest] }), "disagree");
  assert.equal(verdict({ ...right, fused: [NaN, ...rest] }), "disagree");
  assert.equal(decimalsWithin(0.5e-10), 10);
  assert.equal(decimalsWithin(0.6e-10), 9);
  assert.match(verdictText("agree", 0.6e-10), /13 decimals, and the measured slopes to 9/);
});

test("what is read has no noise, and keeps small numbers that no subtraction has made", () => {
  const sure = passOne([36.5, 0, -200], 0); // p₀ is a unit of its last digit below 1
  const clean = withoutNoise(sure);
  assert.notEqual(sure.fused[0], 0);
  assert.deepEqual([clean.fused[0], clean.dlogits[0], clean.jacobian[0]?.[0]], [0, 0, 0]);
  assert.deepEqual([clean.fused[1], clean.jacobian[1]?.[0]], [sure.fused[1], sure.jacobian[1]?.[0]]);
  assert.deepEqual(clean.differences, [0, 0, 0]);
  const rare = passOne([40, 0, 1], 2);
  assertClose([(withoutNoise(rare).jacobian[1]?.[1] ?? 0) / (rare.probabilities[1] ?? 0)], [1], 1e-13);
  assertClose([(withoutNoise(rare).dlogits[2] ?? 0) / -(rare.probabilities[2] ?? 0)], [1e7], 1e-5);
  const far = withoutNoise(passOne([1e4, -1e4, 0.3], 1));
  assert.deepEqual([far.differences, far.loss], [[1, -1, 0], 2e4]);
});

test("steps: five parts, a product for each logit, fused, measured", () => {
  for (const classes of [2, 6]) {
    assert.equal(lastStep(classes), classes + 6);
    for (let step = 0; step <= lastStep(classes); step += 1) {
      const { part, logit } = stageAt(step, classes);
      assert.equal(stepOf(part, classes, logit), step);
    }
  }
  const titles = Array.from({ length: 9 }, (_, step) => titleOf(stageAt(step, 2)));
  assert.deepEqual(titles, ["Start", "Softmax", "Loss", "Slope of the loss", "Jacobian", "Product, logit 0", "Product, logit 1", "Fused", "Measured"]);
});

test("targets in either form, and a 1 that moves", () => {
  assert.deepEqual([isOneHot(TARGETS), isOneHot(ROWS)], [false, true]);
  assert.deepEqual(classesOf(ROWS), TARGETS);
  assert.deepEqual(oneHotRows(TARGETS, 3), ROWS);
  assert.deepEqual(withOneMoved([[1, 0, 1], [0, 1, 0]], [0, 1]), [[0, 0, 1], [0, 1, 0]]);
  for (const row of [[1, 1, 1], [1, 0.5, 0], [0, 0, 0], [0, 1, 1]]) assert.deepEqual(withOneMoved([row], [0]), [row]);
});

test("what cannot be is refused with a sentence", () => {
  const refused = (/** @type {any} */ logits, /** @type {any} */ targets, /** @type {RegExp} */ message) =>
    assert.throws(() => checkBatch(logits, targets), message);
  refused([[1]], [0], /with 2 to 6 classes; the logits have shape \(1, 1\)\.$/);
  refused(Array(5).fill([0, 1]), [0, 0, 0, 0, 0], /At most 4 samples/);
  refused([[1e6 + 1, 0]], [0], /from −1000000 to 1000000 here; got 1000001\.$/);
  refused(LOGITS, [0, 1], /^Error: Targets are 3 class numbers/);
  refused(LOGITS, [0, 1, 3], /whole and from 0 to 2; got 3\.$/);
  refused(LOGITS, [0, 1, 0.5], /got 0\.5\.$/);
  refused(LOGITS, [[1, 0, 0], [0, 1, 0], [0, 0.5, 0]], /a single 1 among zeros, 3 in all; this one would be \[0,0\.5,0\]\.$/);
});

test("noise behind the decimals that mean something goes, and no −0 stays", () => {
  assert.equal(toDecimals(0.1 + 0.2, 10), 0.3);
  assert.ok(Object.is(toDecimals(-1e-17, 13), 0));
  assert.equal(toDecimals(123.456, -1), 123);
});

test("another target keeps the form of the targets", () => {
  assert.deepEqual(withTarget(TARGETS, 1, 2), [0, 2, 1]);
  assert.deepEqual(withTarget(ROWS, 1, 2), [[1, 0, 0], [0, 0, 1], [0, 1, 0]]);
});

test("the axis of the logits is the shortest of its round lengths, and a drag keeps to round numbers on it", () => {
  for (const [z, reach] of /** @type {const} */ ([[0, 3], [2.9, 3], [-3, 5], [5, 10], [11, 20], [99, 200], [1e6, 2e6]])) {
    assert.equal(reachOf([z, 0]), reach);
  }
  assert.equal(draggedTo(1.2345, 3), 1.23);
  assert.equal(draggedTo(-7, 5), -5);
  assert.equal(draggedTo(123.4, 200), 123);
  assert.equal(draggedTo(1234567, 2e6), 1e6);
});

test("while a number is to be found, nothing after it is in sight", () => {
  const passed = pass(LOGITS, TARGETS);
  const whole = { ...passed, logits: LOGITS, clean: passed.samples.map(withoutNoise) };
  const product = stepOf("product", 3, 1);
  const asked = lookAt(whole, { sample: 0, step: product, predict: true }, true);
  assert.deepEqual([0, 1, 2].map((j) => asked.known("product", j)), [true, false, false]);
  assert.deepEqual([asked.inSight("jacobian"), asked.inSight("fused")], [true, false]);
  const open = lookAt(whole, { sample: 0, step: product, predict: false }, false);
  assert.deepEqual([open.known("product", 1), open.known("fused"), open.inSight("fused")], [true, false, true]);
});

test("a lit cell, a lit class, and nothing", () => {
  assert.deepEqual(litCell("1,2"), { row: 1, column: 2, whole: false });
  assert.deepEqual(litCell("class 1"), { row: 1, column: 1, whole: true });
  assert.deepEqual([litCell(null), litCell("tolerance")], [null, null]);
});

test("the line of help has room for what it says, and tells when the two steps go astray", () => {
  for (const logits of [LOGITS, [[1000, 0, -1000], [30, 0, 0], [17, 0, -0.5]]]) {
    const passed = pass(logits, TARGETS);
    const whole = { ...passed, logits, clean: passed.samples.map(withoutNoise) };
    for (const sample of [0, 1, 2]) {
      for (let step = 0; step <= 9; step += 1) {
        const said = say(lookAt(whole, { sample, step, predict: false }, false));
        assert.ok(said.length <= 80, said);
        if (step === 9) assert.equal(/astray/.test(said), passed.samples[sample]?.clipped);
      }
    }
  }
});

test("links of the first edition, and those that make no sense", () => {
  const state = { logits: LOGITS, targets: TARGETS, sample: 2, step: 9, predict: true };
  assert.deepEqual(widget.linked, ["logits", "targets", "sample", "step", "predict", "seed"]);
  assert.deepEqual(widget.validateState(state), state);
  for (const wrong of [
    { sample: 3 }, { sample: -1 }, { sample: 0.5 }, { step: 10 }, { step: -1 }, { step: 1.5 }, { step: 1e9 },
    { targets: [] }, { targets: 3 }, { targets: [null, 0, 0] }, { targets: [true, 0, 0] }, { targets: [[1, 0, 0], 0, 0] },
    { logits: [] }, { logits: [[1, "2", 3], [1, 2, 3], [1, 2, 3]] },
  ]) assert.throws(() => widget.validateState({ ...state, ...wrong }), /^Error: .*\.$/, JSON.stringify(wrong));
});
