/** What comes of one class: p, y and p − y on one axis, and on the last the gradient from the other two witnesses. */

import { useRef } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { withTarget } from "../../arithmetic/targets.js";
import { TRAVEL, useArrival } from "../../parts/arrival.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */
/** @typedef {import("./look.js").Look} Look */

/**
 * @param {object} props
 * @param {SoftmaxView} props.view
 * @param {Look} props.look
 * @param {number} props.j
 * @param {string} props.group  of the radio buttons
 */
export function ClassBars({ view, look, j, group }) {
  const { own, clean, samples, sample, stage } = look;
  const bars = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [p = NaN, y = NaN] = [own.probabilities[j], own.oneHot[j]];
  const gap = (clean.fused[j] ?? NaN) * samples;
  const shown = look.inSight("softmax");
  const gapShown = look.inSight("fused") || look.known("product", j);

  useArrival(view, () => {
    const move = (/** @type {string} */ what, /** @type {PropertyIndexedKeyframes} */ way) => bars.current?.querySelector(what)?.animate(way, TRAVEL);
    const fromAxis = (/** @type {string} */ mark, /** @type {number | undefined} */ to) => move(mark, { left: [at(0), at((to ?? NaN) * samples)] });
    const running = {
      softmax: () => [move(".p .bar", { width: ["0%", `${50 * p}%`] })],
      product: () => [j === stage.logit ? fromAxis(".two-steps", own.dlogits[j]) : undefined],
      // The gap between the ends of p and y, until it is measured from the axis.
      fused: () => [move(".gap .bar", { left: [at(Math.min(p, y)), at(Math.min(gap, 0))] }), move(".gap .label", { opacity: [0, 0] })],
      differences: () => [fromAxis(".measured", own.differences[j])],
      start: () => [], loss: () => [], dprobabilities: () => [], jacobian: () => [],
    }[stage.part]();
    return running.filter((each) => each !== undefined);
  });

  return (
    <div class="bars" ref={bars}>
      <div class="slot p">
        <Label name={plainText(`p${j}`)} x={shown ? (clean.probabilities[j] ?? NaN) : null} exact={p} cell={`probabilities[${j}]`} kind="value" />
        {shown && <Bar from={0} to={p} kind="value" />}
      </div>
      <label class="slot y">
        <span class="label">
          <input
            type="radio" name={group} checked={y === 1}
            onChange={() => view.edit("targets", (given) => ({ ...given, targets: withTarget(given.targets, sample, j) }))}
          />
          <span class="name">{plainText(`y${j}`)}</span> <strong class="value">{y}</strong>
        </span>
        {y === 1 && <Bar from={0} to={1} kind="value target" />}
      </label>
      <div class="slot gap">
        <Label
          name={`${plainText(`p${j}`)} − ${plainText(`y${j}`)}`} x={gapShown ? gap : null} exact={(own.fused[j] ?? NaN) * samples}
          cell={`difference[${j}]`} kind="gradient" right={gap < 0}
        />
        {gapShown && <Bar from={0} to={gap} kind="gradient" />}
        {look.known("product", j) && <Mark kind="two-steps" to={(own.dlogits[j] ?? NaN) * samples} />}
        {look.known("differences") && <Mark kind="measured" to={(own.differences[j] ?? NaN) * samples} />}
      </div>
    </div>
  );
}

/** A place on the axis from −1 to 1.  @param {number} x */
const at = (x) => `${50 + 50 * x}%`;

/** @param {{ from: number, to: number, kind: string }} props */
const Bar = ({ from, to, kind }) => (
  <span class={`bar ${kind}`} aria-hidden="true" style={`left: ${at(Math.min(from, to))}; width: ${50 * Math.abs(to - from)}%`} />
);

/** @param {{ kind: "two-steps" | "measured", to: number }} props */
const Mark = ({ kind, to }) => <span class={`pin ${kind}`} aria-hidden="true" style={`left: ${at(to)}`} />;

/**
 * The number of a bar, on the side of the axis that its bar leaves free.
 * @param {{ name: string, x: number | null, exact: number, cell: string, kind: string, right?: boolean }} props
 */
const Label = ({ name, x, exact, cell, kind, right = false }) => (
  <span class={`label ${right ? "right" : ""}`} data-cell={cell} data-value={x === null ? undefined : exact} title={x === null ? undefined : `${name} = ${exact}`}>
    <span class="name">{name}</span> <strong class={kind}>{x === null ? "?" : brief(x)}</strong>
  </span>
);

/** Three digits; two of a number with a power of ten.  @param {number} x */
export function brief(x) {
  const text = formatNumber(x, 3);
  return text.includes("×") ? formatNumber(x, 2) : text;
}
