/** The last column: what the outputs are compared with. Probabilities as bars beside the classes, or targets to set. */

import { entry } from "../../arithmetic/matrix.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { classesOf, isOneHot, oneHotRows } from "../../arithmetic/targets.js";
import { withCell } from "../../parts/matrix.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { stepOf } from "./steps.js";

/** @typedef {import("./stepping.jsx").Given} Given */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

const HEADS = { SquaredError: "target", SoftmaxCrossEntropy: "softmax", SigmoidCrossEntropy: "sigmoid" };

/**
 * @param {object} props
 * @param {NetworkView} props.view
 * @param {number} props.left
 * @param {number} props.width
 * @param {import("./geometry.js").Point[]} props.rows
 * @param {boolean} props.headed
 */
export function LossColumn({ view, left, width, rows, headed }) {
  const { loss_kind: kind } = view.given;
  const Output = { SquaredError: Target, SoftmaxCrossEntropy: Class, SigmoidCrossEntropy: Share }[kind];
  return (
    <div class="net-loss" role="group" aria-label={`${kind === "SoftmaxCrossEntropy" ? "Classes" : "Targets"} of sample ${view.choice.sample}`}>
      {headed && <span class="net-head" style={`left: ${left + width / 2}px`} aria-hidden="true">{HEADS[kind]}</span>}
      {rows.map(({ y }, j) => (
        <div key={j} class="net-output" style={`left: ${left}px; top: ${y}px; width: ${width}px`}>
          <Output view={view} column={j} />
          {!headed && kind === "SquaredError" && <span class="net-target-name" aria-hidden="true">target</span>}
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

/** The probability of class 1, and its target below.  @param {{ view: NetworkView, column: number }} props */
function Share({ view, column }) {
  const { given: { layers }, pass, choice: { sample }, step } = view;
  const isKnown = step >= stepOf("loss", layers.length);
  const p = entry(pass.loss.compared, sample, column);
  return (
    <div class="net-share">
      <span class="net-share-row" title={isKnown ? `p = ${p}` : undefined}>
        <span class="net-class-name">p</span>
        <Bar p={isKnown ? p : null} />
        <span class="net-p" data-p={column} data-value={isKnown ? p : undefined}>{isKnown ? p.toFixed(3) : "?"}</span>
      </span>
      <span class="net-share-row">
        <span class="net-class-name" aria-hidden="true">t</span>
        <Target view={view} column={column} />
      </span>
    </div>
  );
}

/** @param {{ p: number | null }} props  null while it is not known */
const Bar = ({ p }) => (
  <span class="net-bar" aria-hidden="true"><span style={`width: ${100 * (p ?? 0)}%`} hidden={p === null} /></span>
);

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
      <Bar p={isKnown ? p : null} />
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
