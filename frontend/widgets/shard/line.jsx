/** All gradients on one line, a row for each worker: between them lie the total, which stays, and the plain mean, which does not. */

import { formatNumber } from "../../arithmetic/numbers.js";
import { useWidth } from "../../parts/use_width.js";
import { COMPARED, MEANS, isSeen, litSample } from "./look.js";
import { Sign } from "./sign.jsx";

/** @typedef {import("./look.js").ShardView} ShardView */

const [TICK, FOOT, LEAST] = [5, 36, 80]; // pixels: half a tick, from the axis to the foot, and the height until it is measured
const [LEFT, RIGHT] = [9, 5]; // per cent beside the line

/** @param {{ view: ShardView }} props */
export function Line({ view }) {
  const { pass, lit } = view;
  const { gradients, workers, total, plain } = pass;
  const [box, , measured] = useWidth();
  const height = Math.max(LEAST, measured);
  const axis = height - FOOT;
  // It spans all gradients, wherever they are, so that it stays while samples are moved.
  const [low, high] = [Math.min(0, ...gradients), Math.max(0, ...gradients)];
  const x = (/** @type {number} */ value) => `${LEFT + ((100 - LEFT - RIGHT) * (value - low)) / (high - low || 1)}%`;
  const y = (/** @type {number} */ worker) => ((axis - 12) * (worker + 0.5)) / workers.length;
  const seen = isSeen(view, COMPARED);
  const said = `, the total at ${formatNumber(total, 4)}${plain === null ? "" : ` and the plain mean at ${formatNumber(plain, 4)}`}`;
  return (
    <div class="shard-line" ref={box}>
      <svg width="100%" height={height} role="img" aria-label={`The gradients on a line from ${formatNumber(low, 3)} to ${formatNumber(high, 3)}${seen ? said : ""}`}>
        {workers.map(({ samples, mean }, k) => (
          <g key={k}>
            <text x="0" y={y(k) + 5}>{k}</text>
            <line class="shard-row-line" x1={x(low)} x2={x(high)} y1={y(k)} y2={y(k)} />
            {samples.map((sample) => {
              const at = x(gradients[sample] ?? NaN);
              return <line key={sample} class="shard-tick" data-lit={litSample(lit) === sample} x1={at} x2={at} y1={y(k) - TICK} y2={y(k) + TICK} />;
            })}
            {mean !== null && isSeen(view, MEANS) && <circle class="mark-mean" cx={x(mean)} cy={y(k)} r="4.5" />}
          </g>
        ))}
        <line class="shard-axis" x1={x(low)} x2={x(high)} y1={axis} y2={axis} />
        {[...new Set([low, 0, high])].map((each) => <text key={each} x={x(each)} y={height - 3} text-anchor="middle">{formatNumber(each, 3)}</text>)}
        {seen && <svg x={x(total)} y={axis - 6} overflow="visible"><Sign of="total" /></svg>}
        {seen && plain !== null && <svg x={x(plain)} y={axis + 8} overflow="visible"><Sign of="plain" /></svg>}
      </svg>
    </div>
  );
}
