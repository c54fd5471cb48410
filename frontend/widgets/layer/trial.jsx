/** A product to try: two factors to choose, their shapes, and whether they fit. */

import { FACTORS, judge, tried } from "../../arithmetic/shape_trial.js";
import { useUniqueId } from "../../markup/unique_id.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Given */
/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */

/** @param {{ given: Given, result: ResultName, trial: string[], onTry: (trial: [string, string]) => void }} props */
export function ProductTrial({ given, result, trial, onTry }) {
  const title = useUniqueId("trial");
  const [left, right] = tried(trial, result);
  const { left: leftShape, right: rightShape, outcome, sentence } = judge(given, result, [left, right]);
  return (
    <div class="product-trial" role="group" aria-labelledby={title}>
      <strong id={title}>Try a product</strong>
      <div class="pieces">
        <Factor label="Left factor" value={left} onChange={(name) => onTry([name, right])} />
        @
        <Factor label="Right factor" value={right} onChange={(name) => onTry([left, name])} />
        <span>({leftShape[0]}, <Inner size={leftShape[1]} />) @ (<Inner size={rightShape[0]} />, {rightShape[1]})</span>
      </div>
      <p class="trial-verdict" data-outcome={outcome} role="status">{sentence}</p>
    </div>
  );
}

/** @param {{ size: number }} props */
const Inner = ({ size }) => <span class="inner-size">{size}</span>;

/** @param {{ label: string, value: string, onChange: (name: string) => void }} props */
function Factor({ label, value, onChange }) {
  return (
    <select class="select" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {FACTORS.map((name) => <option key={name} value={name} selected={name === value}>{name}</option>)}
    </select>
  );
}
