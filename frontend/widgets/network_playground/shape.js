/**
 * The shape of a network, and its batch and loss: what a reader chooses before any number. A number that is there
 * keeps its place in another shape; one whose place goes is remembered, and comes back with the place.
 */

import { shapeOf as sizesOf } from "../../arithmetic/matrix.js";
import { denseAt, densePlaces, keyOf, parameterAt, parametersOf } from "../../arithmetic/network_spec.js";
import { classesOf, oneHotRows } from "../../arithmetic/targets.js";

/** @typedef {import("../../arithmetic/network_spec.js").ActivationKind} ActivationKind */
/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").LossKind} LossKind */
/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */

/**
 * @typedef {{ neurons: number, activation: ActivationKind | "" }} LayerShape  "" for none
 * @typedef {{ samples: number, inputs: number, layers: LayerShape[], loss: LossKind }} Shape
 *
 * @typedef {object} Memory  the numbers that have been there, by the names of their matrices, and the shapes of layers
 * @property {Record<string, Matrix>} grids  with holes where there has been none
 * @property {Record<string, LayerShape>} layers
 */

/** @type {Memory} */
export const NOTHING = { grids: {}, layers: {} };

// What stands where no number has been yet. A new layer mostly passes on what comes, so that few of its gates are shut.
const PASSED_ON = 1;
const WEIGHTS = [-0.5, 0.5, 0.25, -0.25];
const BIASES = [0.5, -0.5, 1, -1];
const NUMBERS = [1, -2, 3, 2, -1];

/** What a layer is remembered as: the last is the output, however many stand before it.  @param {number} at @param {number} count */
const roleOf = (at, count) => (at === count - 1 ? "output" : `hidden${at}`);

/** @param {Given} given @returns {Shape} */
export function shapeOf({ layers, inputs, loss_kind: loss }) {
  const [samples, count] = sizesOf(inputs);
  const shapes = densePlaces(layers).map((place) => {
    const behind = layers[place + 1];
    return { neurons: sizesOf(denseAt(layers, place).biases)[1], activation: behind && behind.kind !== "Dense" ? behind.kind : /** @type {const} */ ("") };
  });
  return { samples, inputs: count, layers: shapes, loss };
}

/** @param {Memory} memory @param {Given} given @returns {Memory} */
export function remember({ grids, layers }, given) {
  const shape = shapeOf(given);
  const places = densePlaces(given.layers);
  /** @type {[string, Matrix][]} */
  const seen = [["inputs", given.inputs], [given.loss_kind, targetGrid(given)]];
  for (const [at, place] of places.entries()) {
    const { weights, biases } = denseAt(given.layers, place);
    seen.push([`${roleOf(at, places.length)}.weights`, weights], [`${roleOf(at, places.length)}.biases`, biases]);
  }
  return {
    grids: { ...grids, ...Object.fromEntries(seen.map(([name, matrix]) => [name, over(grids[name] ?? [], matrix)])) },
    layers: { ...layers, ...Object.fromEntries(shape.layers.map((each, at) => [roleOf(at, places.length), each])) },
  };
}

/** A grid with a matrix laid over its beginning.  @param {Matrix} grid @param {Matrix} matrix */
const over = (grid, matrix) => Array.from({ length: Math.max(grid.length, matrix.length) }, (_, i) => {
  const row = [...(grid[i] ?? [])];
  for (const [j, x] of (matrix[i] ?? []).entries()) row[j] = x;
  return row;
});

/** Classes in one column, else the targets as they are.  @param {Given} given @returns {Matrix} */
const targetGrid = ({ loss_kind: loss, targets }) =>
  (loss === "SoftmaxCrossEntropy" ? classesOf(targets).map((each) => [each]) : /** @type {Matrix} */ (targets));

/**
 * What is given, in another shape.
 * @template {Given} G
 * @param {G} given
 * @param {Memory} memory
 * @param {Shape} shape
 * @returns {G}
 */
export function shaped(given, memory, shape) {
  const { grids } = remember(memory, given);
  const grid = (/** @type {string} */ name, /** @type {number} */ rows, /** @type {number} */ columns, /** @type {(row: number, column: number) => number} */ fill) =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => grids[name]?.[i]?.[j] ?? fill(i, j)));
  const { samples, inputs, layers: wanted, loss } = shape;
  let width = inputs;
  const layers = wanted.flatMap(({ neurons, activation }, at) => {
    const role = roleOf(at, wanted.length);
    /** @type {Layer} */
    const dense = {
      kind: "Dense",
      weights: grid(`${role}.weights`, width, neurons, (i, j) => (i === j ? PASSED_ON : cyclic(WEIGHTS, i + 2 * j))),
      biases: grid(`${role}.biases`, 1, neurons, (_, j) => cyclic(BIASES, j + at)),
    };
    width = neurons;
    return activation === "" ? [dense] : [dense, { kind: activation }];
  });
  const rows = grid(loss, samples, loss === "SquaredError" ? width : 1, firstTarget(given, loss, width));
  return {
    ...given,
    layers,
    loss_kind: loss,
    inputs: grid("inputs", samples, inputs, (i, j) => cyclic(NUMBERS, 2 * i + j)),
    targets: loss === "SoftmaxCrossEntropy" ? rows.map(([target = 0]) => Math.min(target, width - 1)) : rows,
  };
}

/** @param {readonly number[]} values @param {number} at */
const cyclic = (values, at) => values[at % values.length] ?? 0;

/** The target that means what the present one does, for another loss.  @param {Given} given @param {LossKind} loss @param {number} outputs */
function firstTarget({ loss_kind: before, targets, layers }, loss, outputs) {
  const last = denseAt(layers, densePlaces(layers).at(-1) ?? 0);
  const rows = before === "SoftmaxCrossEntropy"
    ? oneHotRows(classesOf(targets), sizesOf(last.biases)[1])
    : /** @type {Matrix} */ (targets);
  return (/** @type {number} */ i, /** @type {number} */ j) => {
    const row = rows[i];
    if (loss === "SquaredError") return row?.[j] ?? cyclic(NUMBERS, i + 2 * j);
    if (loss === "SigmoidCrossEntropy") return row ? Number((row[1] ?? row[0] ?? 0) > 0.5) : i % 2;
    return row && row.length > 1 ? row.indexOf(Math.max(...row)) : Number((row?.[0] ?? i % outputs) > 0.5);
  };
}

/** With so many Dense layers: what is new stands before the output.  @param {Shape} shape @param {Memory} memory @param {number} count @returns {Shape} */
export function withLayers(shape, { layers }, count) {
  const hidden = shape.layers.slice(0, -1);
  while (hidden.length < count - 1) {
    const before = hidden.at(-1) ?? { neurons: Math.max(2, shape.inputs), activation: /** @type {const} */ ("ReLU") };
    hidden.push(layers[roleOf(hidden.length, count)] ?? { ...before });
  }
  return { ...shape, layers: [...hidden.slice(0, count - 1), ...shape.layers.slice(-1)] };
}

/** @param {Shape} shape @param {number} at @param {Partial<LayerShape>} changed @returns {Shape} */
export const withLayer = (shape, at, changed) =>
  ({ ...shape, layers: shape.layers.map((each, place) => (place === at ? { ...each, ...changed } : each)) });

/** With as many outputs as the loss compares, and without the sigmoid that it takes itself.  @param {Shape} shape @param {LossKind} loss @returns {Shape} */
export function withLoss(shape, loss) {
  const at = shape.layers.length - 1;
  const { neurons = 1, activation = "" } = shape.layers[at] ?? {};
  return { ...withLayer(shape, at, { neurons: Math.max(leastOutputs(loss), Math.min(neurons, mostOutputs(loss, neurons))), activation: fits(activation, loss) ? activation : "" }), loss };
}

/** @param {LossKind} loss */
export const leastOutputs = (loss) => (loss === "SoftmaxCrossEntropy" ? 2 : 1);

/** @param {LossKind} loss @param {number} most */
export const mostOutputs = (loss, most) => (loss === "SigmoidCrossEntropy" ? 1 : most);

/** Whether an activation may stand before a loss.  @param {string} activation @param {LossKind} loss */
export const fits = (activation, loss) => !(activation === "Sigmoid" && loss === "SigmoidCrossEntropy");

/**
 * The parameter that was chosen, by its name in another shape; null where it has gone.
 * @param {readonly Layer[]} before @param {readonly Layer[]} after @param {string} key
 */
export function keyIn(before, after, key) {
  const { layer, ...cell } = parameterAt(before, key);
  const [from, to] = [densePlaces(before), densePlaces(after)];
  const role = roleOf(from.indexOf(layer), from.length);
  const place = to.find((_, at) => roleOf(at, to.length) === role);
  if (place === undefined) return null;
  const moved = keyOf({ ...cell, layer: place });
  return parametersOf(after).some((each) => keyOf(each) === moved) ? moved : null;
}
