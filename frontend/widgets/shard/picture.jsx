/** The batch, its samples on the workers' trays, what each makes of its own, and the tree in which that is added. */

import { useRef } from "preact/hooks";

import { useArrival } from "../../parts/arrival.js";
import { NumberField } from "../../parts/number_field.jsx";
import { Chips } from "./chips.jsx";
import { MEANS, PARTS, SHARES, STEPPED, brief, isSeen, litSample, shownWorker } from "./look.js";
import { arrive } from "./travel.js";
import { Tree } from "./tree.jsx";

/** @typedef {import("./look.js").ShardView} ShardView */

/** @param {ShardView} view */
export function Picture(view) {
  const { pass, step } = view;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useArrival(view, () => arrive(box.current, step));
  return (
    <div class="shard-picture" ref={box} style={`--workers: ${pass.workers.length}; --samples: ${pass.gradients.length}`}>
      <Batch view={view} />
      <Trays view={view} />
      <Sums view={view} />
      <Tree view={view} />
    </div>
  );
}

/** The samples' numbers.  @param {{ view: ShardView }} props */
function Batch({ view }) {
  const { given, light } = view;
  const lit = litSample(view.lit);
  return (
    <div class="shard-batch" role="group" aria-label="The batch">
      <div class="shard-heads" aria-hidden="true"><span>sample</span><span class="italic">x</span><span class="italic">y</span></div>
      {given.inputs.map((_, k) => (
        <div
          key={k} class="shard-sample" data-lit={lit === k} onPointerEnter={() => light(`sample ${k}`)} onPointerLeave={() => light(null)}
          onFocusIn={() => light(`sample ${k}`)} onFocusOut={() => light(null)}
        >
          <span aria-hidden="true">{k}</span>
          <Cell view={view} name="inputs" letter="x" k={k} />
          <Cell view={view} name="targets" letter="y" k={k} />
        </div>
      ))}
    </div>
  );
}

/** @param {{ view: ShardView, name: "inputs" | "targets", letter: string, k: number }} props */
const Cell = ({ view, name, letter, k }) => (
  <NumberField
    view={view} name={`${name}.${k}`} label={`${letter} of sample ${k}`} value={view.given[name][k] ?? NaN} digits={3}
    change={(before, x) => ({ ...before, [name]: before[name].map((/** @type {number} */ each, /** @type {number} */ place) => (place === k ? x : each)) })}
  />
);

/** A tray for each worker, with its copy of the weight; on them the samples.  @param {{ view: ShardView }} props */
function Trays({ view }) {
  const { given, pass, choose } = view;
  const chosen = shownWorker(pass, view.choice);
  const stepped = isSeen(view, STEPPED);
  return (
    <div class="shard-trays">
      <div class="shard-weight">
        <span aria-hidden="true" class="italic">w</span>
        <NumberField view={view} name="weight" label="Weight w" value={given.weight} change={(before, weight) => ({ ...before, weight })} />
      </div>
      <div class="shard-row">
        {pass.workers.map((_, k) => (
          <div key={k} class="tray" data-chosen={k === chosen}>
            <button type="button" class="tray-name" aria-pressed={k === chosen} title="Write out what this worker computes" onClick={() => choose({ worker: k })}>worker {k}</button>
            <span class="tray-weight value" data-cell={`weight ${k}`} data-value={stepped ? pass.after : given.weight}>
              <span class="italic">w</span> = {brief(stepped ? pass.after : given.weight)}
            </span>
          </div>
        ))}
        <Chips view={view} />
      </div>
    </div>
  );
}

/** What each worker makes of its own samples.  @param {{ view: ShardView }} props */
function Sums({ view }) {
  const { pass } = view;
  const n = pass.gradients.length;
  const row = (/** @type {string} */ name, /** @type {number} */ since, /** @type {(k: number) => import("preact").ComponentChildren} */ cell) => (
    <tr>
      <th scope="row">{name}</th>
      {pass.workers.map((_, k) => (isSeen(view, since) ? cell(k) : <td key={k} data-row={name}>{view.step === since ? "?" : "·"}</td>))}
    </tr>
  );
  /** @param {string} name @param {(worker: import("./look.js").Worker) => number | null} read @param {string} none */
  const numbers = (name, read, none) => (/** @type {number} */ k) => {
    const worker = pass.workers[k];
    const value = worker ? read(worker) : null;
    if (value === null) return <td key={k} class="none" data-row={name}>{none}</td>;
    return <td key={k} class="gradient" data-row={name} data-cell={`${name} ${k}`} data-value={value} title={String(value)}>{brief(value)}</td>;
  };
  return (
    <table class="shard-sums">
      <colgroup><col class="heads" />{pass.workers.map((_, k) => <col key={k} />)}</colgroup>
      <thead class="visually-hidden"><tr><td />{pass.workers.map((_, k) => <th key={k} scope="col">worker {k}</th>)}</tr></thead>
      <tbody>
        {row("mean", MEANS, numbers("mean", ({ mean }) => mean, "none"))}
        {row("· share", SHARES, (k) => <td key={k} data-row="share">{pass.workers[k]?.samples.length}/{n}</td>)}
        {row("= part", PARTS, numbers("part", ({ part }) => part, "nothing"))}
      </tbody>
    </table>
  );
}
