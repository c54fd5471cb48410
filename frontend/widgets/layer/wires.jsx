/** The layer as inputs, neurons and the wires between them: the terms of a cell, each on its wire. */

import { entry } from "../../arithmetic/matrix.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { useForward } from "../../parts/use_forward.js";
import { wiresOf } from "./cell.js";
import { inParenthesesText, kindOf, writtenFactors } from "./words.js";

/** @typedef {import("./cell.js").CellSum} CellSum */
/** @typedef {import("./cell.js").Wire} Wire */
/** @typedef {import("./layer_stepper.jsx").LayerView} LayerView */

const [WIDTH, HEAD, GAP, RADIUS] = [240, 20, 23, 7];
const X = { input: 58, neuron: 182 };
const DIGITS = 3;
const MOST = 10; // lines of terms and of wires that the panel has room for

/** @param {{ view: LayerView, cell: CellSum }} props */
export function Wires({ view: { given, choice }, cell }) {
  const { result, row, column, step } = cell;
  const { inputs, weights, dvalues } = given;
  const [inputCount, neuronCount] = [weights.length, weights[0]?.length ?? 0];
  const rows = Math.max(inputCount + 1, neuronCount);
  const hasRoom = cell.terms.length + rows <= MOST;
  const height = HEAD + rows * GAP;
  const at = (/** @type {number} */ place, /** @type {number} */ count) => HEAD + ((place + 0.5) * rows * GAP) / count;
  const inputAt = (/** @type {number} */ i) => ({ x: X.input, y: at(i, inputCount + 1) });
  const neuronAt = (/** @type {number} */ j) => ({ x: X.neuron, y: at(j, neuronCount) });

  const wires = wiresOf(cell, inputCount);
  const now = wires.find(({ stage }) => stage === "now");
  const isForward = useForward(step, [choice.compute, ...choice.cell].join());
  const sample = result === "outputs" || result === "dinputs" ? row : Math.max(0, step - 1);
  const sum = cell.hidden ? "?" : formatNumber(cell.sum, DIGITS);
  /** What stands beside an input, and beside a neuron. */
  const inputText = (/** @type {number} */ i) => (i === inputCount ? "bias 1" : result === "dinputs" ? (i === column ? sum : "") : formatNumber(entry(inputs, sample, i), DIGITS));
  const neuronText = (/** @type {number} */ j) => (result === "outputs" ? (j === column ? sum : "") : formatNumber(entry(dvalues, sample, j), DIGITS));
  const ends = {
    input: new Set(wires.map(({ input }) => input)),
    neuron: new Set(wires.map(({ neuron }) => neuron)),
  };
  const stateOf = (/** @type {number} */ input, /** @type {number} */ neuron) => {
    const those = wires.filter((each) => each.input === input && each.neuron === neuron);
    return those.length === 0 ? "" : those.some(({ stage }) => stage === "now") ? "now" : those.some(({ stage }) => stage === "done") ? "done" : "later";
  };
  const all = Array.from({ length: inputCount + 1 }, (_, input) => Array.from({ length: neuronCount }, (__, neuron) => ({ input, neuron, state: stateOf(input, neuron) })));

  return hasRoom && (
    <svg class={`wires ${kindOf(result)}`} width={WIDTH} height={height} viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      <text class="wires-head" x={X.input} y={12} text-anchor="middle">inputs</text>
      <text class="wires-head" x={WIDTH / 2} y={12} text-anchor="middle">sample {sample}</text>
      <text class="wires-head" x={X.neuron} y={12} text-anchor="middle">neurons</text>
      {all.flat().sort((a, b) => a.state.length - b.state.length).map(({ input, neuron, state }) => {
        const [from, to] = [inputAt(input), neuronAt(neuron)];
        return <line key={`${input} ${neuron}`} class={`wire ${state}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
      })}
      {all.map((_, i) => <Node key={i} {...inputAt(i)} lit={ends.input.has(i)} text={inputText(i)} kind={result === "dinputs" && i < inputCount ? "gradient" : "value"} side={-1} />)}
      {all[0]?.map((_, j) => <Node key={j} {...neuronAt(j)} lit={ends.neuron.has(j)} text={neuronText(j)} kind={kindOf(result)} side={1} />)}
      {now && <Newest key={step} wire={now} cell={cell} from={inputAt(now.input)} to={neuronAt(now.neuron)} moves={isForward} />}
    </svg>
  );
}

/** @param {{ x: number, y: number, lit: boolean, text: string, kind: string, side: 1 | -1 }} props */
function Node({ x, y, lit, text, kind, side }) {
  return (
    <g class={`wire-end ${kind} ${lit ? "lit" : ""}`}>
      <circle cx={x} cy={y} r={RADIUS} />
      <text x={x + side * (RADIUS + 5)} y={y + 4.5} text-anchor={side < 0 ? "end" : "start"}>{text}</text>
    </g>
  );
}

/** @typedef {{ x: number, y: number }} Point */

/**
 * What the newest term carries over its wire: a value forwards, a gradient back; to a weight one from each end.
 * @param {{ wire: Wire, cell: CellSum, from: Point, to: Point, moves: boolean }} props
 */
function Newest({ wire, cell: { result, terms }, from, to, moves }) {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const { factors } = terms[wire.term] ?? { factors: [] };
  const weight = factors[result === "outputs" ? factors.length - 1 : 1] ?? NaN;
  const isOfWeight = result === "dweights" || result === "dbiases";
  const label = isOfWeight ? writtenFactors(result, factors).map((x) => inParenthesesText(x, DIGITS)).join(" · ") : `× ${inParenthesesText(weight, DIGITS)}`;
  const pulses = isOfWeight
    ? [{ kind: "value", start: from, end: middle }, { kind: "gradient", start: to, end: middle }]
    : result === "outputs" ? [{ kind: "value", start: from, end: to }] : [{ kind: "gradient", start: to, end: from }];
  return (
    <>
      <text class="wire-label" x={middle.x} y={middle.y + 4.5} text-anchor="middle">{label}</text>
      {moves && pulses.map(({ kind, start, end }) => (
        <circle
          key={kind} class={`wire-pulse ${kind}`} cx={start.x} cy={start.y} r={6}
          style={`--way-x: ${end.x - start.x}px; --way-y: ${end.y - start.y}px`}
        />
      ))}
    </>
  );
}
