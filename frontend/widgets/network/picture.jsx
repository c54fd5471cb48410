/** The network drawn: neurons with value and gradient, wires with the thickness and sign of their weights, the loss. */

import { useMemo, useRef } from "preact/hooks";

import { formatNumber } from "../../arithmetic/numbers.js";
import { withCell } from "../../parts/matrix.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { useWidth } from "../../parts/use_width.js";
import { columnsOf, neuronAt } from "./columns.js";
import { ROOM, WIDE, geometry } from "./geometry.js";
import { LossColumn } from "./loss_column.jsx";
import { lighting } from "./parameters.js";
import { stageAt, stepOf } from "./steps.js";
import { Wires } from "./wires.jsx";

/** @typedef {import("./columns.js").Column} Column */
/** @typedef {import("./columns.js").Neuron} Neuron */
/** @typedef {import("./geometry.js").Point} Point */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */
/** @typedef {import("./steps.js").Stage} Stage */

/**
 * @typedef {object} Heads  what stands above the columns where it is not their names
 * @property {import("./geometry.js").Room} wide
 * @property {import("./geometry.js").Room} narrow
 * @property {(props: { view: NetworkView, drawing: import("./geometry.js").Geometry, columns: Column[], stage: Stage }) => import("preact").ComponentChildren} Heads
 *
 * @param {{ view: NetworkView, heads?: Heads }} props
 */
export function Picture({ view, heads }) {
  const { given: { layers }, pass, choice: { sample }, step } = view;
  const columns = useMemo(() => columnsOf(layers), [layers]);
  const [box, width] = useWidth();
  const room = heads?.[width >= WIDE ? "wide" : "narrow"] ?? ROOM;
  const drawing = useMemo(() => geometry(layers, columns, width, room), [layers, columns, width, room]);
  const arrives = useForward(step);
  const stage = stageAt(step, layers.length);
  const neurons = columns.map((column) => Array.from({ length: column.count }, (_, j) => neuronAt(pass, column, sample, j, step)));
  const largest = Math.max(1e-9, ...neurons.flat().map(({ value }) => Math.abs(value ?? 0)));

  return (
    <div ref={box} class="net" role="group" aria-label="Network" data-size={drawing.size} data-rows={drawing.nodeHeight < 38 ? "many" : "few"} data-arrives={arrives || undefined} style={`height: ${drawing.height}px; --node: ${drawing.node}px; --node-height: ${drawing.nodeHeight}px`}>
      <Wires view={view} drawing={drawing} neurons={neurons} stage={stage} arrives={arrives} />
      {heads && <heads.Heads view={view} drawing={drawing} columns={columns} stage={stage} />}
      {columns.map((column, at) => (
        <div key={at} role="group" aria-label={column.dense === null ? `Inputs of sample ${sample}` : `Neurons of layers[${column.dense}]`}>
          {!heads && <Head column={column} x={drawing.neurons[at]?.[0]?.x ?? 0} view={view} stage={stage} />}
          {(neurons[at] ?? []).map((neuron, j) => (
            <Node key={j} view={view} column={column} at={drawing.neurons[at]?.[j] ?? { x: 0, y: 0 }} neuron={neuron} index={j} activity={Math.max(0, neuron.value ?? neuron.sum ?? 0) / largest} />
          ))}
        </div>
      ))}
      <LossColumn view={view} left={drawing.loss} width={width - drawing.loss} rows={drawing.neurons.at(-1) ?? []} headed={!heads} />
    </div>
  );
}

/** Whether this step was reached from the one before: then what it brings arrives, else it is there.  @param {number} step */
function useForward(step) {
  const last = useRef({ step, forward: false });
  if (last.current.step !== step) last.current = { step, forward: step === last.current.step + 1 };
  return last.current.forward;
}

/** What stands above a column: its layers, and which way the step goes through one of them.  @param {{ column: Column, x: number, view: NetworkView, stage: Stage }} props */
function Head({ column: { dense, activation }, x, view: { given: { layers } }, stage }) {
  const places = dense === null ? [] : activation === null ? [dense] : [dense, activation];
  return (
    <div class="net-head" style={`left: ${x}px`} aria-hidden="true">
      {dense === null ? "inputs" : places.map((place, at) => (
        <span key={place} title={`layers[${place}]`} data-pass={place === stage.layer ? stage.part : undefined}>
          {at > 0 && <span class="net-dot"> · </span>}<span class="net-layer">{layers[place]?.kind}</span>
        </span>
      ))}
    </div>
  );
}

/**
 * @param {object} props
 * @param {NetworkView} props.view
 * @param {Column} props.column
 * @param {Point} props.at
 * @param {Neuron} props.neuron
 * @param {number} props.index
 * @param {number} props.activity
 */
function Node({ view, column: { dense, activation }, at, neuron, index, activity }) {
  const { given: { layers, inputs }, choice, step } = view;
  const { value, sum, gradient, shut } = neuron;
  const style = `left: ${at.x}px; top: ${at.y}px; --activity: ${activity.toFixed(3)}`;
  if (dense === null) {
    const name = `inputs[${choice.sample}, ${index}]`;
    return (
      <span class="neuron input" data-cell={name} style={style} {...lighting(view, name)}>
        <NumberField view={view} name={name} label={name} value={sum ?? NaN} change={(given, x) => ({ ...given, inputs: withCell(inputs, choice.sample, index, x) })} />
      </span>
    );
  }
  const key = `layers[${dense}].biases[0, ${index}]`;
  const shown = value ?? sum;
  // What the step brings comes in with the pulses; the rest has been there.
  const count = layers.length;
  const fresh = activation !== null && value !== null ? step === activation + 1 : step === dense + 1;
  const back = [activation, dense].some((place) => place !== null && step === stepOf("backward", count, place + 1)) || (step === stepOf("dloss", count) && (activation ?? dense) === count - 1);
  return (
    <button
      type="button" class="neuron" data-shut={shut || undefined} data-near={isNear(view.lit, dense, index) || undefined} style={style}
      aria-pressed={choice.weight === key} title={title(neuron, dense, index, activation !== null)} onClick={() => view.choose({ weight: key })} {...lighting(view, key)}
    >
      <span class="visually-hidden">neuron {index} of layers[{dense}] = </span>
      <span class="neuron-value" data-neuron={`layers[${dense}][${index}]`} data-value={shown ?? undefined} data-fresh={fresh || undefined}>{shown === null ? "?" : formatNumber(shown, 3)}</span>
      {shut && <span class="visually-hidden">, shut</span>}
      <span class="neuron-gradient" data-neuron-gradient={`layers[${dense}][${index}]`} data-value={gradient ?? undefined} data-fresh={back || undefined}>
        {gradient !== null && <><span class="visually-hidden">, gradient </span>{formatNumber(gradient, 3)}</>}
      </span>
    </button>
  );
}

/** All digits, and what the activation makes of the sum.  @param {Neuron} neuron @param {number} dense @param {number} index @param {boolean} activated */
function title({ sum, value, gradient }, dense, index, activated) {
  const parts = [`neuron ${index} of layers[${dense}]`];
  if (sum !== null) parts.push(`sum ${sum}`);
  if (activated && value !== null) parts.push(`behind the activation ${value}`);
  if (gradient !== null) parts.push(`gradient ${gradient}`);
  return parts.join(", ");
}

/** Whether a wire that is lit begins or ends at a neuron.  @param {string | null} lit @param {number} dense @param {number} index */
const isNear = (lit, dense, index) => lit !== null && new RegExp(`^layers\\[${dense}\\]\\.(weights|biases)\\[\\d+, ${index}\\]$`).test(lit);
