/** The wires: as thick as their weights are large, with a bar where they are negative; over them, what comes back. */

import { entry } from "../../arithmetic/matrix.js";
import { parameterAt } from "../../arithmetic/network_spec.js";
import { formatNumber, parseNumber } from "../../arithmetic/numbers.js";
import { moved, plain, unitOf } from "../../parts/number_field.jsx";
import { useSidewaysDrag } from "../../parts/sideways_drag.js";
import { isOnPath, withParameter } from "./parameters.js";
import { stepOf } from "./steps.js";

/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("./columns.js").Neuron} Neuron */
/** @typedef {import("./geometry.js").Geometry} Geometry */
/** @typedef {import("./geometry.js").Wire} Wire */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

/**
 * @param {object} props
 * @param {NetworkView} props.view
 * @param {Geometry} props.drawing
 * @param {Neuron[][]} props.neurons
 * @param {import("./steps.js").Stage} props.stage
 * @param {boolean} props.arrives
 */
export function Wires({ view, drawing, neurons, stage, arrives }) {
  const { given: { layers }, choice, step, lit } = view;
  const drag = useSidewaysDrag();
  const chosen = parameterAt(layers, choice.weight);
  const largest = Math.max(1e-9, ...drawing.wires.map(({ weight }) => Math.abs(weight)));
  /** @param {Wire} wire */
  const isCut = ({ column, parameter: { row, column: to } }) => neurons[column]?.[row]?.shut || neurons[column + 1]?.[to]?.shut;
  const shown = lit ?? choice.weight;
  const wires = drawing.wires.map((wire) => ({
    ...wire,
    share: shareOf(view, wire),
    marks: {
      "data-wire": wire.key,
      "data-sign": wire.weight < 0 ? "negative" : wire.weight > 0 ? "positive" : "zero",
      "data-cut": isCut(wire) || undefined,
      "data-path": isOnPath(layers, chosen, wire.parameter) || undefined,
      "data-lit": isLit(shown, wire, choice.sample) || undefined,
    },
  }));
  const largestShare = Math.max(1e-9, ...wires.map(({ share }) => Math.abs(share)));

  /** @param {PointerEvent} event @param {Wire} wire */
  function begin(event, { key, parameter, weight }) {
    const unit = unitOf(plain(weight));
    drag.begin(event, (units, fine) => {
      const by = fine ? unit / 10 : unit;
      const to = parseNumber(moved(plain(weight), weight, units * by, by));
      view.edit(key, (/** @type {import("./stepping.jsx").Given} */ given) => withParameter(given, parameter, to));
    });
  }

  return (
    <>
      <svg class="net-wires" aria-hidden="true" data-back={stage.part === "backward" || stage.part === "update" || undefined}>
        {wires.map(({ key, path, marks }) => <path key={key} class="wire-halo" {...marks} d={path} />)}
        {wires.map((wire) => (
          <g key={wire.key} class="wire" {...wire.marks}>
            <path class="wire-weight" d={wire.path} stroke-width={(1.25 + (5 * Math.abs(wire.weight)) / largest).toFixed(2)} />
            {wire.weight < 0 && <path class="wire-bar" d={bar(wire)} />}
            {wire.share !== 0 && <path class="wire-gradient" d={wire.path} stroke-width={(0.75 + (3.5 * Math.abs(wire.share)) / largestShare).toFixed(2)} data-fresh={wire.parameter.layer === stage.layer || undefined} />}
          </g>
        ))}
        {arrives && wires.filter(({ parameter }) => parameter.layer === stage.layer).map(({ key, path }) => (
          <path key={`${step} ${key}`} class={`wire-pulse ${stage.part}`} d={path} pathLength={1} />
        ))}
        {wires.map((wire) => (
          <path
            key={wire.key} class="wire-hit" data-wire={wire.key} d={wire.path} onPointerEnter={() => view.light(wire.key)} onPointerLeave={() => view.light(null)}
            onPointerDown={(event) => begin(event, wire)} onPointerMove={drag.move} onPointerCancel={drag.cancel}
            onPointerUp={(event) => drag.end(event) === "click" && view.choose({ weight: wire.key })}
          >
            <title>{`${wire.key} = ${wire.weight}: choose it, or drag it sideways`}</title>
          </path>
        ))}
      </svg>
      {drawing.wires.filter(({ key, parameter }) => key === choice.weight || key === lit || (isOnPath(layers, chosen, parameter) && parameter.layer === stage.layer)).map((wire) => {
        const isFactor = wire.key !== choice.weight && wire.key !== lit;
        const at = wire.at(isFactor ? 0.62 : 0.5);
        return (
          <span key={wire.key} class={`wire-label ${isFactor ? "factor" : ""}`} data-sign={wire.weight < 0 ? "negative" : "positive"} style={`left: ${at.x}px; top: ${at.y}px`} aria-hidden="true">
            {isFactor && "× "}{formatNumber(wire.weight, 3)}
          </span>
        );
      })}
    </>
  );
}

/** A bar across a wire's end.  @param {Wire} wire */
function bar({ at }) {
  const [a, b] = [at(0.93), at(0.97)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [x, y] = [(6.5 * (b.y - a.y)) / length, (6.5 * (b.x - a.x)) / length];
  return `M${b.x + x} ${b.y - y} L${b.x - x} ${b.y + y}`;
}

/** What this sample adds to the gradient of a wire; 0 as long as the steps have not come to it.  @param {NetworkView} view @param {Wire} wire */
function shareOf({ given: { layers }, pass, choice: { sample }, step }, { parameter: { layer, row, column } }) {
  if (step < stepOf("backward", layers.length, layer)) return 0;
  return entry(pass.values[layer] ?? [], sample, row) * entry(pass.dvalues[layer + 1] ?? [], sample, column);
}

/** Whether a wire is lit, or the input or the neuron that it connects.  @param {string} lit @param {Wire} wire @param {number} sample */
function isLit(lit, { key, parameter: { layer, row, column } }, sample) {
  if (lit === `inputs[${sample}, ${row}]`) return layer === 0;
  return lit === key || lit === `layers[${layer}].biases[0, ${column}]`;
}
