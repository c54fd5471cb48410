/** Each class in a row: its logit, which is dragged, and what comes of it: p, y and p − y. */

import { useState } from "preact/hooks";

import { formatNumber } from "../../arithmetic/numbers.js";
import { math, mi, mo } from "../../markup/mathml.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { Choices } from "../../parts/choices.jsx";
import { ClassBars } from "./class_bars.jsx";
import { Logit, reachOf } from "./logit.jsx";
import { litCell, lookOf } from "./look.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */

/** @param {SoftmaxView} view */
export function Picture(view) {
  const look = lookOf(view);
  const { z, sample, samples, own, loss, classes } = look;
  const [held, hold] = useState(/** @type {number | null} */ (null));
  const reach = held ?? reachOf(z);
  const group = useUniqueId("target");
  const cell = litCell(view.lit);
  const lossShown = look.inSight("loss");

  return (
    <div class="softmax-picture" style={`--classes: ${classes}`}>
      <div class="softmax-head">
        {samples > 1 && (
          <span class="samples">
            <span aria-hidden="true">Sample</span>
            <Choices label="Sample" options={view.pass.samples.map((_, i) => String(i))} value={String(sample)} onChange={(i) => view.choose({ sample: Number(i) })} />
          </span>
        )}
        <span class="losses">
          <Loss name="loss" title="of this sample" formula={math(mi(samples > 1 ? "l" : "loss"))} x={lossShown ? own.loss : null} />
          {samples > 1 && <Loss name="mean" title="the mean of all samples" formula={math(mi("loss"))} x={lossShown ? loss : null} />}
        </span>
      </div>
      <div class="softmax-titles" aria-hidden="true">
        <span>logits {math(mi("z"))}</span>
        <span>
          <i class="swatch value" /> {math(mi("p"))} <i class="swatch value target" /> {math(mi("y"))} <i class="swatch gradient" /> {math(mi("p"), mo("−"), mi("y"))}
        </span>
        <Ends from={-reach} to={reach} />
        <Ends from={-1} to={1} />
      </div>
      {z.map((x, j) => (
        <div
          key={`${sample} ${j}`} class="softmax-class" role="group" aria-label={`Class ${j}`}
          data-lit={`${cell?.column === j ? "z" : ""} ${cell?.row === j ? "p" : ""}`}
          onPointerEnter={() => view.light(`class ${j}`)} onPointerLeave={() => view.light(null)}
          onFocusIn={() => view.light(`class ${j}`)} onFocusOut={() => view.light(null)}
        >
          <Logit view={view} sample={sample} j={j} z={x} reach={reach} hold={hold} />
          <ClassBars view={view} look={look} j={j} group={group} />
        </div>
      ))}
    </div>
  );
}

/** @param {{ name: string, title: string, formula: import("preact").ComponentChildren, x: number | null }} props */
const Loss = ({ name, title, formula, x }) => (
  <span data-cell={name} data-value={x ?? undefined} title={x === null ? title : `${title}: ${x}`}>{formula} <strong class="value">{x === null ? "?" : formatNumber(x, 4)}</strong></span>
);

/** What an axis reaches to, and 0 between.  @param {{ from: number, to: number }} props */
const Ends = ({ from, to }) => (
  <span class="ends"><span>{formatNumber(from)}</span><span>0</span><span>{formatNumber(to)}</span></span>
);
