/** A matrix of a network: fields where it is given, else cells that lead to a parameter or to a sample. */

import { baseOf, isTransposed } from "../../arithmetic/dense.js";
import { keyOf, parameterAt } from "../../arithmetic/network_spec.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { isOneHot } from "../../arithmetic/targets.js";
import { Matrix, withCell } from "../../parts/matrix.jsx";
import { isWide } from "./columns.js";
import { withParameter } from "./parameters.js";

/** @typedef {import("../../arithmetic/network_spec.js").ParameterName} ParameterName */
/** @typedef {import("./stepping.jsx").Given} Given */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

/**
 * @typedef {object} Part
 * @property {string} name  as a layer calls it: "outputs", "dweights", "inputs.T", "probabilities"
 * @property {number} [layer]  its layer, where it belongs to one
 * @property {readonly (readonly (number | null)[])[]} rows
 * @property {[string, "row" | "column"]} [follows]  lights its row or column with a cell of that product
 * @property {(row: number, column: number) => boolean} [closed]  where a gate lets nothing through
 */

/** With its layer: "layers[2].weights".  @param {{ name: string, layer?: number | undefined }} part */
export const fullName = ({ name, layer }) => (layer === undefined ? name : `layers[${layer}].${name}`);

/** The parameters that a matrix has a cell for.  @param {string} name @returns {ParameterName | null} */
export function parameterIn(name) {
  const base = baseOf(name).replace(/^(d|updated )/, "");
  return base === "weights" || base === "biases" ? base : null;
}

/** Small numbers with fewer digits, so that a cell has room for them.  @param {number} x */
const brief = (x) => formatNumber(x, Math.abs(x) < 1e-3 ? 1 : Math.abs(x) < 1e-2 ? 2 : 3);

/** For a cell with less room.  @param {number} x */
const briefer = (x) => formatNumber(x, Math.abs(x) < 1e-2 ? 1 : Math.abs(x) < 0.1 ? 2 : 3);

/** @param {{ view: NetworkView, part: Part }} props */
export function NetworkMatrix({ view, part }) {
  const { given, choice, question } = view;
  const { name, layer, rows, follows, closed } = part;
  const own = parameterIn(name);
  const chosen = chosenCell(part, parameterAt(given.layers, choice.weight));
  const isHidden = question !== null && chosen !== null && /^(d|updated )/.test(name);
  const lit = follows && litCell(view, `layers[${layer}].${follows[0]}`);
  return (
    <Matrix
      view={view} name={fullName(part)} title={layer === undefined ? name : name} kind={/^d|^slope/.test(name) ? "gradient" : "value"} digits={3} format={isWide(given.layers) ? briefer : brief}
      rows={isHidden ? rows.map((row, i) => row.map((x, j) => (i === chosen[0] && j === chosen[1] ? null : x))) : rows}
      chosen={chosen} {...editing(part)}
      mark={(i, j) => {
        if (closed?.(i, j)) return "closed";
        if (lit && follows) return (follows[1] === "row" ? lit[0] === i : lit[1] === j) ? follows[1] : "";
        return own && chosen?.[0] === i && chosen[1] === j ? "cell" : "";
      }}
      onPick={(i, j) => {
        const [row, column] = isTransposed(name) ? [j, i] : [i, j];
        view.choose(own && layer !== undefined ? { weight: keyOf({ layer, name: own, row, column }) } : { sample: row });
      }}
    />
  );
}

/** How its numbers are changed, where they are given.  @param {Part} part @returns {{ change?: (given: Given, row: number, column: number, value: number) => Given }} */
function editing({ name, layer }) {
  if (name === "inputs" && !layer) return { change: (given, i, j, x) => ({ ...given, inputs: withCell(given.inputs, i, j, x) }) };
  if (name === "targets") return { change: withTarget };
  if ((name === "weights" || name === "biases") && layer !== undefined) {
    return { change: (given, row, column, x) => withParameter(given, { layer, name, row, column }, x) };
  }
  return {};
}

/** @param {Given} given @param {number} row @param {number} column @param {number} value */
function withTarget(given, row, column, value) {
  const { targets } = given;
  if (!isOneHot(targets)) return { ...given, targets: targets.map((each, k) => (k === row ? value : each)) };
  const moved = given.loss_kind === "SoftmaxCrossEntropy" && value === 1
    ? targets.map((each, k) => (k === row ? each.map((_, j) => (j === column ? 1 : 0)) : each))
    : withCell(targets, row, column, value);
  return { ...given, targets: moved };
}

/**
 * Where the chosen parameter stands in a matrix, or null.
 * @param {Pick<Part, "name" | "layer">} part
 * @param {import("../../arithmetic/network_spec.js").Parameter} chosen
 * @returns {[number, number] | null}
 */
export function chosenCell({ name, layer }, chosen) {
  if (chosen.layer !== layer || chosen.name !== parameterIn(name)) return null;
  return isTransposed(name) ? [chosen.column, chosen.row] : [chosen.row, chosen.column];
}

/** The cell of a product that the pointer or the focus is on, or null; of gradients else the chosen one.  @param {NetworkView} view @param {string} product @returns {[number, number] | null} */
function litCell({ lit, choice, given }, product) {
  const match = /^(.*)\[(\d+), (\d+)\]$/.exec(lit ?? "");
  if (match?.[1] === product) return [Number(match[2]), Number(match[3])];
  const [, place, name = ""] = /^layers\[(\d+)\]\.(.*)$/.exec(product) ?? [];
  return lit === null && name === "dweights" ? chosenCell({ name, layer: Number(place) }, parameterAt(given.layers, choice.weight)) : null;
}
