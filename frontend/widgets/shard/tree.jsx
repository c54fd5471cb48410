/** The parts that are sent, added in pairs of neighbours, down to the total. */

import { ADDED, brief, isSeen } from "./look.js";

/** @typedef {import("./look.js").ShardView} ShardView */
/** @typedef {import("./look.js").Node} Node */

const [HEIGHT, HALF] = [76, 14]; // pixels: of the tree, and half a node

/** The cell that a node is, unless it is the total.  @param {Node} node */
const nameOf = ({ workers, of }) => `${of.length > 0 ? "sum" : "part"} ${workers.join("+")}`;

/** @param {{ view: ShardView }} props */
export function Tree({ view }) {
  const { pass, step } = view;
  const { levels, workers } = pass;
  const last = Math.max(1, levels.length - 1);
  const seen = isSeen(view, ADDED);
  /** Per cent from the left.  @param {Node} node @returns {number} */
  const x = ({ workers: [worker = 0], of }) => (of.length > 0 ? of.reduce((sum, each) => sum + x(each), 0) / of.length : (100 * (worker + 0.5)) / workers.length);
  const y = (/** @type {number} */ level) => (level === 0 ? 0 : (level / last) * (HEIGHT - HALF));
  /** Where a node stands first.  @param {Node} node */
  const levelOf = (node) => levels.findIndex((level) => level.includes(node));
  const sums = [...new Set(levels.slice(1).flat())].filter(({ of }) => of.length > 0);
  const root = levels.at(-1)?.[0];
  const shown = sums.length > 0 || !root ? sums : [root];
  return (
    <div class="shard-tree" data-seen={seen}>
      <span class="shard-tree-head" aria-hidden="true">added</span>
      <div class="tree-row" style={`height: ${HEIGHT}px`}>
        <svg width="100%" height={HEIGHT} aria-hidden="true">
          {sums.flatMap((node) => node.of.map((each) => (
            <line key={`${node.workers} ${each.workers}`} class="tree-edge" x1={`${x(each)}%`} y1={y(levelOf(each))} x2={`${x(node)}%`} y2={y(levelOf(node))} />
          )))}
          {sums.length === 0 && root && <line class="tree-edge" x1={`${x(root)}%`} y1={0} x2={`${x(root)}%`} y2={y(1)} />}
        </svg>
        {shown.map((node) => {
          const isRoot = node === root;
          const level = sums.length > 0 ? levelOf(node) : 1;
          const name = isRoot ? "total" : nameOf(node);
          return (
            <span
              key={name} class={`tree-node gradient ${isRoot ? "root" : ""}`} data-level={level} style={`left: ${x(node)}%; top: ${y(level)}px`}
              data-cell={name} data-of={(node.of.length > 0 ? node.of : [node]).map(nameOf).join()} data-text={brief(node.value)} data-value={seen ? node.value : undefined} title={seen ? String(node.value) : undefined}
            >
              {isRoot && <span class="tree-name">total</span>}{seen ? brief(node.value) : step === ADDED || isRoot ? "?" : "+"}
            </span>
          );
        })}
      </div>
    </div>
  );
}
