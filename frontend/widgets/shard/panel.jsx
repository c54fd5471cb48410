/** The step's calculation for one worker or for all; under it the total beside one machine and the plain mean. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { Formula } from "../../parts/formula.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { Line } from "./line.jsx";
import { COMPARED, STEPPED, emptyWorkers, isSeen } from "./look.js";
import { calculation } from "./math.js";
import { Sign } from "./sign.jsx";

/** @typedef {import("./look.js").ShardView} ShardView */

/** @param {ShardView} view */
export function Panel(view) {
  const { given, pass } = view;
  const { title, lines } = calculation(view);
  const seen = isSeen(view, COMPARED);
  const stepped = isSeen(view, STEPPED);
  return (
    <div class="shard-panel">
      <div class="shard-calculation">
        <p class="formula-title">{title}</p>
        {lines.map((line, k) => <Formula key={k}>{line}</Formula>)}
      </div>
      <Line view={view} />
      <div class="shard-results">
        <Row sign="total" name="parts, added" cell="result total" value={seen ? pass.total : null} />
        <Row sign="total" name="one machine: mean of all" cell="one machine" value={seen ? pass.oneMachine : null} note={seen ? "the same" : ""} />
        <Row sign="plain" name="plain mean of the means" cell="plain" value={seen ? pass.plain : null} none={seen && pass.plain === null} note={seen ? missed(pass) : ""} />
      </div>
      <div class="shard-step">
        <span><i>w</i> − <NumberField view={view} name="learning_rate" label="Learning rate" value={given.learning_rate} change={(before, rate) => ({ ...before, learning_rate: rate })} /> · total =</span>
        <b class="value" data-cell="after" data-value={stepped ? pass.after : undefined} title={stepped ? String(pass.after) : undefined}>{stepped ? formatNumber(pass.after, 4) : "?"}</b>
      </div>
    </div>
  );
}

/**
 * @param {object} props
 * @param {"total" | "plain"} props.sign
 * @param {string} props.name
 * @param {string} props.cell
 * @param {number | null} props.value
 * @param {boolean} [props.none]  whether there is no such number
 * @param {string} [props.note]
 */
const Row = ({ sign, name, cell, value, none = false, note = "" }) => (
  <div class="shard-result">
    <span class="shard-name"><svg class="shard-sign" width="14" height="12" viewBox="-7 -6 14 12" aria-hidden="true"><Sign of={sign} /></svg>{name}</span>
    <span class="gradient" data-cell={cell} data-value={value ?? undefined} title={value === null ? undefined : String(value)}>{none ? "none" : value === null ? "?" : formatNumber(value, 4)}</span>
    <span class="note">{note}</span>
  </div>
);

/** How far the plain mean is off.  @param {import("./look.js").Pass} pass */
function missed(pass) {
  if (pass.plain === null) return `0/0 at worker ${emptyWorkers(pass).join(", ")}`;
  if (pass.off === 0) return "the same";
  const uphill = pass.plain * pass.total < 0 ? ", a step uphill" : "";
  return `${formatNumber(Math.abs(pass.off), 3)} too ${pass.off > 0 ? "high" : "low"}${uphill}`;
}
