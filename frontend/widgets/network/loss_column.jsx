/** The last column: what the outputs are compared with. Probabilities as bars beside the classes, or targets to set. */

import { entry } from "../../arithmetic/matrix.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { classesOf, isOneHot, oneHotRows } from "../../arithmetic/targets.js";
import { withCell } from "../../parts/matrix.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { stepOf } from "./steps.js";

/** @typedef {import("./network_stepper.jsx").Given} Given */
/** @typedef {import("./network_stepper.jsx").NetworkView} NetworkView */

/**
 * @param {object} props
 * @param {NetworkView} props.view
 * @param {number} props.left
 * @param {number} props.width
 * @param {import("./geometry.js").Point[]} props.rows
 */
export function LossColumn({ view, left, width, rows }) {
  const isSquared = view.given.loss_kind === "SquaredError";
  return (
    <div class="net-loss" role="group" aria-label={`${isSquared ? "Targets" : "Classes"} of sample ${view.choice.sample}`}>
      <span class="net-head" style={`left: ${left + width / 2}px`} aria-hidden="true">{isSquared ? "target" : "softmax"}</span>
      {rows.map(({ y }, j) => (
        <div key={j} class="net-output" style={`left: ${left}px; top: ${y}px; width: ${width}px`}>
          {isSquared ? <Target view={view} column={j} /> : <Class view={view} column={j} />}
        </div>
      ))}
    </div>
  );
}

/** @param {{ view: NetworkView, column: number }} props */
function Target({ view, column }) {
  const { targets } = view.given;
  const { sample } = view.choice;
  const name = `targets[${sample}, ${column}]`;
  return (
    <NumberField
      view={view} name={name} label={name} value={entry(/** @type {number[][]} */ (targets), sample, column)}
      change={(given, x) => ({ ...given, targets: withCell(given.targets, sample, column, x) })}
    />
  );
}

/** A class, which can be made the target of the sample.  @param {{ view: NetworkView, column: number }} props */
function Class({ view, column }) {
  const { given: { layers, targets }, pass, choice: { sample }, step } = view;
  const isKnown = step >= stepOf("loss", layers.length);
  const isTarget = classesOf(targets)[sample] === column;
  const p = entry(pass.loss.compared, sample, column);
  return (
    <button
      type="button" class="net-class" aria-pressed={isTarget} title={isKnown ? `p = ${p}` : "Make this class the target"}
      onClick={() => view.edit("targets", (given) => withClass(given, sample, column))}
    >
      <span class="net-class-name"><span class="visually-hidden">class </span>{column}</span>
      <span class="net-bar" aria-hidden="true"><span style={`width: ${isKnown ? 100 * p : 0}%`} hidden={!isKnown} /></span>
      <span class="net-p" data-p={column} data-value={isKnown ? p : undefined}>{isKnown && p.toFixed(3)}</span>
      <span class="net-target">{isTarget && "✓"}</span>
    </button>
  );
}

/** Targets in the form that they have, with another class for a sample.  @param {Given} given @param {number} sample @param {number} column */
function withClass(given, sample, column) {
  const classes = classesOf(given.targets).map((each, k) => (k === sample ? column : each));
  const targets = isOneHot(given.targets) ? oneHotRows(classes, given.targets[0]?.length ?? 0) : classes;
  return { ...given, targets };
}
