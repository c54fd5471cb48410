import assert from "node:assert/strict";
import { test } from "node:test";

import { RESULTS, checkResult, factor, layerSums, pass, resultShape, sumOf, sums, sumsAfter, termOf, termsOf } from "../../frontend/arithmetic/dense.js";
import widget from "../../frontend/widgets/layer/layer_stepper.jsx";
import { neighbour } from "../../frontend/parts/cell_keys.js";
import { marksFor, shownCell, wiresOf } from "../../frontend/widgets/layer/cell.js";
import { newestTerm, progress, spokenCell, spokenStep, whyTransposed } from "../../frontend/widgets/layer/words.js";
import { FACTORS, checkTrial, judge, tried } from "../../frontend/arithmetic/shape_trial.js";

const { validateState } = widget;

/** @typedef {import("../../frontend/arithmetic/dense.js").ResultName} ResultName */

const BATCH = {
  inputs: [[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]],
  weights: [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1, -0.5, 0.87]],
  biases: [[2, 3, 0.5]],
  dvalues: [[1, 1, 1], [2, 2, 2], [3, 3, 3]],
};
const NAMES = /** @type {ResultName[]} */ (Object.keys(RESULTS));

/** @param {number[][]} matrix @param {number[][]} expected */
function assertClose(matrix, expected) {
  assert.deepEqual([matrix.length, matrix[0]?.length], [expected.length, expected[0]?.length]);
  matrix.forEach((row, i) => row.forEach((x, j) => assert.ok(Math.abs(x - (expected[i]?.[j] ?? NaN)) < 1e-12, `${x} at ${i}, ${j}`)));
}

test("the worked example of a batch", () => {
  const { outputs, dweights, dbiases, dinputs } = pass(BATCH);
  assertClose(outputs, [[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]]);
  assertClose(dweights, [[0.5, 0.5, 0.5], [20.1, 20.1, 20.1], [10.9, 10.9, 10.9], [4.1, 4.1, 4.1]]);
  assertClose(dbiases, [[6, 6, 6]]);
  assertClose(dinputs, [1, 2, 3].map((k) => [0.44, -0.38, -0.07, 1.37].map((x) => k * x)));
});

test("a sum has its terms in order: the samples, the neurons, or the inputs and then the bias", () => {
  assert.deepEqual(termsOf(BATCH, "dweights", 1, 2).map(({ factors }) => factors), [[2, 1], [5, 2], [2.7, 3]]);
  assert.deepEqual(termsOf(BATCH, "dinputs", 2, 0).map(({ factors }) => factors), [[3, 0.2], [3, 0.5], [3, -0.26]]);
  assert.deepEqual(termsOf(BATCH, "dbiases", 0, 1).map(({ product }) => product), [1, 2, 3]);
  assert.deepEqual(termsOf(BATCH, "outputs", 1, 2).map(({ factors }) => factors), [[2, -0.26], [5, -0.27], [-1, 0.17], [2, 0.87], [0.5]]);
  assert.deepEqual(NAMES.map((name) => termsOf(BATCH, name, 0, 0).length), [5, 3, 3, 3]);
});

test("a step adds one term in every cell of the result", () => {
  for (const name of NAMES) {
    assert.ok(sums(BATCH, name, 0).flat().every((x) => x === 0));
    assert.deepEqual(sums(BATCH, name, termsOf(BATCH, name, 0, 0).length), pass(BATCH)[name]);
  }
  assert.deepEqual(sums(BATCH, "dbiases", 2), [[3, 3, 3]]);
  assertClose(sums(BATCH, "dweights", 1), [1, 2, 3, 2.5].map((x) => [x, x, x]));
});

test("every cell is computed once, as far as every step", () => {
  const all = layerSums(BATCH);
  for (const name of NAMES) {
    const [cell] = all[name][0] ?? [];
    assert.deepEqual(cell?.terms, termsOf(BATCH, name, 0, 0));
    for (let step = 0; step <= termsOf(BATCH, name, 0, 0).length; step += 1) assert.deepEqual(sumsAfter(all[name], step), sums(BATCH, name, step));
  }
});

test("what only rounding leaves is 0, and what is small by itself stays", () => {
  assert.equal(sumOf([termOf(0.1, 3), termOf(-0.3)]), 0);
  assert.equal(sumOf([termOf(1e-300)]), 1e-300);
  assert.ok(Math.abs(sumOf([termOf(1e6, 1e6), termOf(0.5), termOf(-1e12)]) - 0.5) < 1e-4);
});

test("factors are the matrices, their transposes, and ones", () => {
  assert.deepEqual(factor(BATCH, "ones"), [[1, 1, 1]]);
  assert.deepEqual(factor(BATCH, "ones.T"), [[1], [1], [1]]);
  assert.deepEqual(factor(BATCH, "inputs.T")[1], [2, 5, 2.7]);
  assert.deepEqual(NAMES.map((name) => resultShape(BATCH, name)), [[3, 3], [4, 3], [1, 3], [3, 4]]);
});

test("what does not fit or cannot be summed is refused with a sentence", () => {
  const refused = (/** @type {object} */ changed, /** @type {RegExp} */ message) =>
    assert.throws(() => pass({ ...BATCH, ...changed }), { name: "Error", message });
  refused({ weights: [[1, 2, 3]] }, /a row for each input: inputs have shape \(3, 4\), weights \(1, 3\)\.$/);
  refused({ biases: [[1, 2]] }, /one row .* weights have shape \(4, 3\), biases \(1, 2\)\.$/);
  refused({ biases: [[1, 2, 3], [1, 2, 3]] }, /biases \(2, 3\)\.$/);
  refused({ dvalues: [[1, 1, 1]] }, /outputs have shape \(3, 3\), dvalues \(1, 3\)\.$/);
  refused({ inputs: Array(7).fill([1, 2, 3, 4]) }, /At most 6 .* \(7, 4\)/);
  refused({ weights: 3 }, /The weights must be a matrix/);
  refused({ inputs: [[1, 2, 3, 1e308], ...BATCH.inputs.slice(1)], weights: BATCH.weights.map((row) => row.map(() => 9)) }, /terms of outputs\[0, 0\] add up to more/);
  refused({ dvalues: [[1e308, 0, 0], [1e308, 0, 0], [0, 0, 0]] }, /terms of dweights\[0, 0\] add up/);
  for (const name of ["loss", "constructor", null, 3]) assert.throws(() => checkResult(name), /one of outputs, dweights, dbiases, dinputs; got/);
});

test("a product that does not fit is refused with its shapes", () => {
  const sentence = (/** @type {ResultName} */ wanted, /** @type {[string, string]} */ ...product) => judge(BATCH, wanted, product).sentence;
  assert.equal(sentence("dinputs", "dvalues", "weights"), "Refused: (3, 3) @ (4, 3): the inner sizes 3 and 4 differ.");
  assert.equal(sentence("dweights", "dvalues", "inputs"), "It fits and gives shape (3, 4), but dweights has shape (4, 3).");
  assert.equal(sentence("dinputs", "dvalues", "weights.T"), "It fits: this is dinputs, shape (3, 4).");
  assert.equal(sentence("outputs", "inputs", "weights"), "It fits: this is outputs before the biases are added to each row, shape (3, 3).");
  assert.match(sentence("dinputs", "dvalues.T", "weights.T"), /the shape of dinputs, \(3, 4\), and is wrong all the same: 12 of its 12 numbers differ\.$/);
});

test("a square product may fit, and be wrong or agree by chance", () => {
  const square = { inputs: [[1, 2], [3, 4]], weights: [[1, 2], [3, 4]], biases: [[0, 0]], dvalues: [[1, 0], [0, 2]] };
  assert.equal(judge(square, "dinputs", ["dvalues", "weights"]).sentence, "It fits and gives the shape of dinputs, (2, 2), and is wrong all the same: 2 of its 4 numbers differ.");
  const symmetric = { ...square, weights: [[1, 2], [2, 1]] };
  const { outcome, sentence } = judge(symmetric, "dinputs", ["dvalues", "weights"]);
  assert.equal(outcome, "wrong");
  assert.equal(sentence, "It fits, and with these numbers it gives dinputs too. What gives it with any numbers is dvalues @ weights.T.");
  assert.match(judge(square, "outputs", ["weights", "inputs"]).sentence, /gives the product in outputs too/);
  assert.match(judge(square, "outputs", ["inputs.T", "weights"]).sentence, /numbers differ/);
  const beyond = { ...square, inputs: [[1e200, 0], [0, 0]], weights: [[1, 0], [0, 0]] };
  assert.match(judge(beyond, "dinputs", ["inputs", "inputs"]).sentence, /wrong all the same: 1 of its 4 numbers differs\.$/);
});

test("every product of factors is judged, and only its own formula is right", () => {
  for (const wanted of NAMES) {
    const right = FACTORS.flatMap((a) => FACTORS.filter((b) => judge(BATCH, wanted, [a, b]).outcome === "right").map((b) => [a, b]));
    assert.deepEqual(right, [[RESULTS[wanted].left, RESULTS[wanted].right]]);
    assert.notEqual(judge(BATCH, wanted, tried([], wanted)).outcome, "right");
  }
  assert.deepEqual(tried(["ones", "inputs"], "outputs"), ["ones", "inputs"]);
  checkTrial([]);
  for (const trial of [["inputs"], ["inputs", "loss"], ["inputs", "weights", "ones"], [1, 2]]) {
    assert.throws(() => checkTrial(trial), /two of the factors inputs, inputs\.T/);
  }
});

/** @param {ResultName} result @param {number} row @param {number} column @param {number} step */
function cellAt(result, row, column, step, hidden = false) {
  const terms = termsOf(BATCH, result, row, column);
  return { result, row, column, terms, step, before: sumOf(terms.slice(0, step - 1)), sum: sumOf(terms.slice(0, step)), hidden };
}

test("a sum in words", () => {
  assert.equal(newestTerm(cellAt("dweights", 0, 0, 3)), "Sample 2 adds (−1.5) · 3 = −4.5: 5 becomes 0.5.");
  assert.equal(newestTerm(cellAt("dbiases", 0, 0, 2)), "Sample 1 adds 2: 1 becomes 3.");
  assert.equal(newestTerm(cellAt("outputs", 0, 0, 5)), "The bias adds 2: 2.8 becomes 4.8.");
  assert.equal(newestTerm(cellAt("outputs", 0, 0, 0)), "Nothing is added yet.");
  assert.equal(spokenStep(cellAt("dinputs", 0, 1, 2)), "2 of 3 neurons: Neuron 1 adds 1 times (−0.91) = −0.91: 0.8 becomes −0.11.");
  assert.match(spokenCell(cellAt("dweights", 1, 2, 0)), /^dweights\[1, 2\] is row 1 of inputs\.T times column 2 of dvalues, summed over samples\./);
  for (const said of [newestTerm, spokenStep, spokenCell]) assert.doesNotMatch(said(cellAt("dweights", 1, 2, 3, true)), /20\.1|8\.1/);
  assert.equal(progress("outputs", 5, 5), "4 of 4 inputs, bias");
  assert.equal(progress("dbiases", 0, 1), "0 of 1 sample");
  assert.match(whyTransposed(cellAt("dinputs", 0, 2, 3)), /weights\[2, 0\], weights\[2, 1\], weights\[2, 2\]/);
  assert.match(whyTransposed(cellAt("dweights", 2, 0, 3)), /inputs\[0, 2\], inputs\[1, 2\], inputs\[2, 2\]/);
});

test("the cell looked at is the one under the pointer, else the chosen one, which alone is hidden", () => {
  const at = { pass: layerSums(BATCH), choice: { compute: "dweights", cell: [1, 2] }, step: 2, question: /** @type {any} */ ({}) };
  assert.deepEqual({ ...shownCell({ ...at, lit: null }), terms: [] }, { result: "dweights", row: 1, column: 2, terms: [], step: 2, before: 2, sum: 12, hidden: true });
  const { row, column, sum, hidden } = shownCell({ ...at, lit: "dweights[2, 0]" });
  assert.deepEqual([row, column, sum, hidden], [2, 0, 1, false]);
  for (const lit of ["inputs.T[0, 0]", "dweights[9, 9]"]) assert.equal(shownCell({ ...at, lit }).row, 1);
});

test("a cell lights up its row and column; a factor what it is multiplied with and goes into", () => {
  const grid = (/** @type {(i: number, j: number) => string} */ mark, /** @type {number} */ rows, /** @type {number} */ columns) =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => mark(i, j)));
  const marks = marksFor(cellAt("dweights", 1, 2, 2), null);
  assert.deepEqual(grid(marks.left, 2, 3), [["", "", ""], ["row done", "row now", "row"]]);
  assert.deepEqual(grid(marks.right, 3, 3), [["", "", "column done"], ["", "", "column now"], ["", "", "column"]]);
  assert.deepEqual(grid(marks.result, 2, 3), [["", "", ""], ["", "", "cell"]]);
  assert.deepEqual(grid(marksFor(cellAt("outputs", 0, 1, 5), null).added, 1, 3), [["", "column now", ""]]);

  const ofLeft = marksFor(cellAt("dweights", 1, 2, 2), "inputs.T[0, 1]");
  assert.deepEqual([ofLeft.left(0, 1), ofLeft.left(1, 1), ofLeft.right(1, 0), ofLeft.right(0, 0), ofLeft.result(0, 2), ofLeft.result(1, 2)], ["row cell", "", "row", "", "row", ""]);
  const ofRight = marksFor(cellAt("dweights", 1, 2, 2), "dvalues[2, 0]");
  assert.deepEqual([ofRight.right(2, 0), ofRight.left(3, 2), ofRight.left(3, 1), ofRight.result(3, 0), ofRight.result(3, 1)], ["column cell", "column", "", "column", ""]);
  const ofBias = marksFor(cellAt("outputs", 0, 1, 0), "biases[0, 2]");
  assert.deepEqual([ofBias.added(0, 2), ofBias.result(2, 2), ofBias.left(0, 0), ofBias.right(0, 2)], ["column cell", "column", "", ""]);
});

test("the terms of a cell run over wires: from every input, from every neuron, or again and again over one", () => {
  const wires = (/** @type {ResultName} */ result, /** @type {number} */ row, /** @type {number} */ column) =>
    wiresOf(cellAt(result, row, column, 1), 4).map(({ input, neuron, stage }) => [input, neuron, stage]);
  assert.deepEqual(wires("outputs", 2, 1), [[0, 1, "now"], [1, 1, ""], [2, 1, ""], [3, 1, ""], [4, 1, ""]]);
  assert.deepEqual(wires("dinputs", 2, 3), [[3, 0, "now"], [3, 1, ""], [3, 2, ""]]);
  assert.deepEqual(wires("dweights", 3, 1), [[3, 1, "now"], [3, 1, ""], [3, 1, ""]]);
  assert.deepEqual(wires("dbiases", 0, 2), [[4, 2, "now"], [4, 2, ""], [4, 2, ""]]);
});

test("keys lead to a cell's neighbours and not over the edge", () => {
  const move = (/** @type {number} */ at, /** @type {[number, number]} */ by) => neighbour(at, by, 6, 3);
  assert.deepEqual([move(0, [0, 1]), move(0, [1, 0]), move(5, [-1, 0]), move(4, [0, -1])], [1, 3, 2, 3]);
  assert.deepEqual([move(2, [0, 1]), move(3, [0, -1]), move(1, [-1, 0]), move(4, [1, 0])], [null, null, null, null]);
});

test("a link is refused where it points beyond the result", () => {
  const state = { ...BATCH, compute: "dweights", cell: [3, 2], step: 3, view: "sum", predict: false, trial: [] };
  assert.equal(validateState(state), state);
  const refused = (/** @type {object} */ changed, /** @type {RegExp} */ message) =>
    assert.throws(() => validateState({ ...state, ...changed }), { name: "Error", message });
  refused({ cell: [4, 0] }, /“cell” is a row and a column of dweights, which has shape \(4, 3\), but the link gives \[4,0\]/);
  refused({ cell: [0, 0.5] }, /“cell”/);
  refused({ cell: ["0", 0] }, /“cell”/);
  refused({ cell: [0] }, /“cell”/);
  refused({ step: 4 }, /“step” is a whole number from 0 to 3/);
  refused({ compute: "dbiases" }, /shape \(1, 3\)/);
  refused({ view: "colour" }, /The view is one of sum, product, transpose/);
  refused({ trial: ["inputs"] }, /The product tried/);
  refused({ biases: [[1]] }, /biases/);
});
