import assert from "node:assert/strict";
import { test } from "node:test";

import { forward, gridPoints } from "../../frontend/arithmetic/batch_forward.js";
import { unpack } from "../../frontend/arithmetic/packed_parameters.js";
import { paint, regions } from "../../frontend/charts/region_image.js";
import widget from "../../frontend/widgets/training/training_player.jsx";
import { framesOf, measuresOf, standingAt } from "../../frontend/arithmetic/record.js";

const { validateState, upgrade } = widget;

/** @typedef {import("../../frontend/arithmetic/record.js").Run} Run */

const CLOCK = [0, 1, 4, 10];

/** @type {Run} */
const LONG = {
  label: "long",
  epochs: [0, 1, 2, 4, 7, 10],
  loss: [9, 8, 7, 6, 5, 4],
  accuracy: [],
  held_out_loss: [19, 18, 17, 16, 15, 14],
  held_out_accuracy: [],
  norms: { "layers[0]": [0.1, 0.2, 0.3, 0.4], "layers[2]": [1, 2, 3, 4] },
};

/** @type {Run} */
const SHORT = { ...LONG, label: "short", epochs: [0, 1, 2], loss: [3, 2, 1], held_out_loss: [], norms: { "layers[0]": [7, 8, 9] } };

/** Every number.  @param {Run} run @param {number} epoch */
const numbers = (run, epoch) => measuresOf([LONG]).map(standingAt(run, CLOCK, epoch).value);

test("a run stands where the clock does", () => {
  assert.deepEqual(numbers(LONG, 0), [9, 19, 0.1, 1]);
  assert.deepEqual(numbers(LONG, 4), [6, 16, 0.3, 3]);
  assert.deepEqual(numbers(LONG, 10), [4, 14, 0.4, 4]);
  assert.deepEqual(standingAt(LONG, CLOCK, 10).ended, false);
});

test("a shorter run stays at its end, and says so", () => {
  assert.deepEqual(framesOf(SHORT, CLOCK), [0, 1, 2]);
  assert.deepEqual(numbers(SHORT, 1), [2, NaN, 8, NaN]);
  for (const epoch of [4, 10]) {
    assert.deepEqual(numbers(SHORT, epoch), [1, NaN, 9, NaN]);
    const { epoch: at, ended, frame } = standingAt(SHORT, CLOCK, epoch);
    assert.deepEqual({ at, ended, frame }, { at: 2, ended: true, frame: 2 });
  }
  assert.deepEqual(standingAt(SHORT, CLOCK, 1).ended, false);
});

test("what is measured is what some run has", () => {
  const names = (/** @type {Run[]} */ runs) => measuresOf(runs).map(({ name }) => name);
  assert.deepEqual(names([SHORT]), ["loss", "layers[0]"]);
  assert.deepEqual(names([SHORT, LONG]), ["loss", "held_out_loss", "layers[0]", "layers[2]"]);
});

const STATE = { runs: [LONG, SHORT], clock: CLOCK, points: {}, step: 0, speed: 1, log_scale: false, measure: "loss", run: 0 };

test("a link of the first edition names an epoch, which becomes that of a frame", () => {
  const steps = [0, 3, 4, 9, 10].map((epoch) => upgrade?.({ epoch, speed: 2 }, STATE));
  assert.deepEqual(steps, [0, 1, 2, 2, 3].map((step) => ({ step, speed: 2 })));
  assert.deepEqual(upgrade?.({ step: 2 }, STATE), { step: 2 });
  for (const epoch of [-1, 11, 0.5, "x"]) {
    assert.throws(() => upgrade?.({ epoch }, STATE), /“epoch” is a whole number from 0 to 10, but the link gives/);
  }
});

test("a link is refused with what was expected", async () => {
  assert.deepEqual((await validateState({ ...STATE, step: 3, measure: "layers[2]", run: 1 }))["step"], 3);
  const refused = (/** @type {object} */ changes, /** @type {RegExp} */ said) => assert.throws(() => validateState({ ...STATE, ...changes }), said);
  for (const step of [-1, 4, 0.5]) refused({ step }, /“step” is a whole number from 0 to 3/);
  for (const speed of [0, 3, -1]) refused({ speed }, /“speed” is one of 0.25, 0.5, 1, 2, 4/);
  refused({ measure: "accuracy" }, /“measure” is one of loss, held_out_loss, layers\[0\], layers\[2\], but the link gives accuracy/);
  for (const run of [-1, 2, 0.5]) refused({ run }, /“run” is a whole number from 0 to 1/);
});

const LAYERS = [{ kind: "Dense", n_inputs: 1, n_neurons: 2 }, { kind: "ReLU" }];

test("parameters are whole numbers times a power of two for each array, written by how they change", () => {
  // 1, −2, 6, 8; then 3, −3 where 0 is expected, and 0, −4094 where 2047 is, since more is out of range
  const read = unpack({ layers: LAYERS, exponents: [[0, -1], [3, -15]], parameters: "CFMQGHA9/H" });
  const [first] = read(0);
  const [second, relu] = read(1);
  assert.deepEqual([...(first?.weights ?? []), ...(first?.biases ?? [])], [1, -2, 3, 4]);
  assert.deepEqual([...(second?.weights ?? []), ...(second?.biases ?? [])], [24, -24, 2047 / 32768, -2047 / 32768]);
  assert.equal(relu?.weights.length, 0);
});

test("damaged parameters draw nothing", () => {
  for (const parameters of ["", "ABC", "ABCDE", "AB!D", "ABCg"]) {
    assert.throws(() => unpack({ layers: LAYERS, exponents: [[0, 0]], parameters }), /damaged/);
  }
});

test("a layer that the page does not know is refused", () => {
  const layer = { kind: "Swish", inputs: 0, neurons: 0, weights: new Float64Array(), biases: new Float64Array() };
  assert.throws(() => forward([layer], new Float64Array([1]), 1), /no layer called “Swish”/);
});

test("a forward pass leaves its inputs", () => {
  const inputs = new Float64Array([-1, 2]);
  const layer = { kind: "ReLU", inputs: 0, neurons: 0, weights: new Float64Array(), biases: new Float64Array() };
  assert.deepEqual([...forward([layer], inputs, 1)], [0, 2]);
  assert.deepEqual([...inputs], [-1, 2]);
});

test("a grid begins at the top left", () => {
  assert.deepEqual([...gridPoints([0, 2, -1, 1], 3)].slice(0, 8), [0, 1, 1, 1, 2, 1, 0, 0]);
});

const PALETTE = { surface: [255, 255, 255], ink: [0, 0, 0], classes: [[0, 0, 200], [200, 0, 0], [0, 200, 0]] };
const SIZE = 40;

/** An image of logits that are (x, 0, y)·steepness over −1 … 1.  @param {number} steepness */
function picture(steepness) {
  const side = 5;
  const grid = gridPoints([-1, 1, -1, 1], side);
  const logits = Float64Array.from({ length: side * side * 3 }, (_, i) => {
    const point = Math.floor(i / 3);
    return steepness * ([grid[2 * point], 0, grid[2 * point + 1]][i % 3] ?? 0);
  });
  const found = regions(logits, side, 3, SIZE);
  const pixels = new Uint8ClampedArray(4 * SIZE * SIZE);
  paint(found, SIZE, PALETTE, pixels);
  /** @param {number} x @param {number} y  from −1 to 1 */
  const pixel = (x, y) => Math.floor(((1 - y) / 2) * SIZE) * SIZE + Math.floor(((x + 1) / 2) * SIZE);
  return {
    /** @param {number} x @param {number} y */
    classAt: (x, y) => found.classes[pixel(x, y)],
    /** @param {number} x @param {number} y */
    sureAt: (x, y) => found.confidence[pixel(x, y)] ?? NaN,
    /** @param {number} at  a pixel */
    colour: (at) => [...pixels.slice(4 * at, 4 * at + 4)],
    pixel,
    found,
  };
}

test("the likeliest class owns a pixel, surer further in", () => {
  const { classAt, sureAt } = picture(5);
  assert.deepEqual([classAt(0.8, 0.1), classAt(-0.5, -0.5), classAt(-0.3, 0.7)], [0, 1, 2]);
  assert.ok(sureAt(0.9, -0.5) > sureAt(0.3, -0.5));
  assert.ok(sureAt(0.9, -0.5) > 0.95 && sureAt(0, 0) < 0.5);
});

test("a surer class has a deeper colour, and a line parts two", () => {
  const { colour, pixel, found } = picture(5);
  const [deep, faint] = [colour(pixel(0.9, 0)), colour(pixel(0.3, 0))];
  assert.ok((deep[0] ?? 0) < (faint[0] ?? 0), `${deep} ${faint}`);
  assert.equal(deep[3], 255);
  let met = 0;
  for (let at = 1; at < SIZE; at++) {
    const row = SIZE * 10;
    if (found.classes[row + at] === found.classes[row + at - 1]) continue;
    met += 1;
    const [red = 0, green = 0, blue = 0] = colour(row + at);
    assert.ok(red < 100 && red === green && green === blue, "the line has no class's colour");
  }
  assert.equal(met, 1);
});

test("without colours the hatching still tells the classes apart", () => {
  const plain = { ...PALETTE, classes: [[90, 90, 90], [90, 90, 90], [90, 90, 90]] };
  const shades = [0, 1, 2].map((of) => {
    const pixels = new Uint8ClampedArray(4 * SIZE * SIZE);
    paint({ classes: new Uint8Array(SIZE * SIZE).fill(of), confidence: new Float64Array(SIZE * SIZE).fill(1) }, SIZE, plain, pixels);
    return pixels.toString();
  });
  assert.equal(new Set(shades).size, 3);
});

test("a network that is not sure of anything is drawn as well", () => {
  const { found, colour } = picture(0);
  assert.ok(found.classes.every((of) => of === 0) && found.confidence.every((sure) => Math.abs(sure - 1 / 3) < 1e-12));
  assert.ok(colour(5).every((part) => part > 200));
});

test("logits of any size are drawn", () => {
  const { found } = picture(1e300);
  assert.ok(found.confidence.every((sure) => sure > 0 && sure <= 1));
});
