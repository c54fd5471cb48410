/**
 * A row vector times a matrix, as it is done by hand: each slope stands at the left of the row that it
 * multiplies, and each sum below its column. Under it, the same from two other witnesses.
 */

import { useRef, useState } from "preact/hooks";

import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { verdict } from "../../arithmetic/softmax_verdict.js";
import { math, partial } from "../../markup/mathml.js";
import { TRAVEL, useArrival } from "../../parts/arrival.js";
import { boxIn } from "../../parts/own_pixels.js";
import { litCell } from "./look.js";
import { stepOf } from "./steps.js";

/** @typedef {import("./softmax_stepper.jsx").SoftmaxView} SoftmaxView */
/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("./steps.js").Part} Part */

const LARGEST_SLOPE = 1 / 4; // no slope of a softmax is further from 0
/** @type {readonly { part: "product" | "fused" | "differences", name: string, key: string }[]} */
const WITNESSES = [
  { part: "product", name: "two steps", key: "pin two-steps" },
  { part: "fused", name: "fused", key: "swatch gradient" },
  { part: "differences", name: "measured", key: "pin measured" },
];
const SAID = { agree: "✓ all three agree", parted: "≠ two steps differ", undecided: "≈ two steps differ a little", disagree: "≠ they disagree" };

/** @param {{ view: SoftmaxView, look: Look }} props */
export function WayBack({ view, look }) {
  const { own, clean, classes, stage, known, hidden } = look;
  const table = useRef(/** @type {HTMLTableElement | null} */ (null));
  const [current, setCurrent] = useState("jacobian[0, 0]"); // the one cell that the Tab key finds
  const every = Array.from({ length: classes }, (_, j) => j);
  const columns = { product: own.dlogits, fused: own.fused, differences: own.differences };
  const written = { product: clean.dlogits, fused: clean.fused, differences: clean.differences };
  const lit = litCell(view.lit);
  const inProduct = stage.part === "product";

  useArrival(view, () => {
    if (!inProduct) return [];
    const find = (/** @type {string} */ cell) => table.current?.querySelector(`[data-cell="${cell}"]`);
    const [from, to] = [find(`jacobian[${own.target}, ${stage.logit}]`), find(`witnesses[${stage.logit}, 0]`)];
    const pulse = table.current?.querySelector(".pulse");
    if (!from || !to || !pulse) return [];
    const way = boxIn(from, to).top;
    return [
      pulse.animate([{ opacity: 1, transform: `translateY(${way}px)` }, { opacity: 1, transform: "none" }], TRAVEL),
      to.animate({ color: ["transparent", "transparent"] }, TRAVEL),
    ];
  });

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const [row, column] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
    const from = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset["place"]?.split(",").map(Number);
    if (row === undefined || column === undefined || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const place = `${(from[0] ?? 0) + row},${(from[1] ?? 0) + column}`;
    /** @type {HTMLElement | null | undefined} */ (table.current?.querySelector(`[data-place="${place}"]`))?.focus();
  }

  /**
   * @param {object} cell
   * @param {string} cell.name
   * @param {string} cell.label
   * @param {Part} cell.part  the step that makes its number
   * @param {number} [cell.logit]
   * @param {number} cell.x
   * @param {number} cell.shown  the same without noise
   * @param {[number, number]} cell.place  row and column of the table
   * @param {string} cell.lights  "row,column" of the Jacobian
   * @param {boolean} cell.near  to what is lit
   * @param {boolean} cell.now
   * @param {number} [cell.depth]  of its colour
   * @param {import("preact").ComponentChildren} [cell.children]
   */
  const cell = ({ name, label, part, logit = 0, x, shown, place, lights, near, now, depth, children }) => {
    const isKnown = known(part, logit);
    const asked = hidden && now;
    const text = isKnown ? short(shown, classes) : asked ? "?" : "·";
    return (
      <td key={name} data-now={now ? "" : undefined} data-lit={near ? "" : undefined}>
        <button
          type="button" data-cell={name} data-value={isKnown ? x : undefined} data-place={place.join()} tabIndex={name === current ? 0 : -1}
          aria-label={`${text} ${label}`} title={isKnown ? `${label} = ${x}` : undefined} aria-current={now ? "step" : undefined}
          style={isKnown && depth !== undefined ? `--hue: var(--bp-${depth < 0 ? "value" : "gradient"}); --depth: ${Math.abs(depth)}` : undefined}
          onClick={() => view.go(stepOf(part, classes, logit))}
          onPointerEnter={() => view.light(lights)} onPointerLeave={() => view.light(null)}
          onFocus={() => { setCurrent(name); view.light(lights); }} onBlur={() => view.light(null)}
        >
          {text}
        </button>
        {children}
      </td>
    );
  };

  const kind = known("differences") ? verdict(own) : undefined;
  return (
    <div class={`way-back ${classes > ROOMY ? "many" : ""}`}>
      <table ref={table} onKeyDown={onKeyDown} style={`--classes: ${classes}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">{math(partial("loss", "p"))}</th>
            {every.map((j) => <th key={j} scope="col" class="name">{classes <= ROOMY ? math(partial("p", `z${j}`)) : `∂${plainText(`z${j}`)}`}</th>)}
          </tr>
        </thead>
        <tbody>
          {every.map((i) => (
            <tr key={i}>
              <th scope="row" class="name">{plainText(`p${i}`)}</th>
              {cell({
                name: `dprobabilities[0, ${i}]`, label: `∂loss/∂${plainText(`p${i}`)}`, part: "dprobabilities", place: [i, 0], lights: `${i},${i}`, near: lit?.row === i,
                x: own.dprobabilities[i] ?? NaN, shown: clean.dprobabilities[i] ?? NaN, now: stage.part === "dprobabilities" || (inProduct && i === own.target),
              })}
              {every.map((j) => cell({
                name: `jacobian[${i}, ${j}]`, label: `∂${plainText(`p${i}`)}/∂${plainText(`z${j}`)}`, part: "jacobian", place: [i, j + 1], lights: `${i},${j}`,
                near: lit !== null && (lit.whole ? lit.row === i || lit.column === j : lit.row === i && lit.column === j),
                x: own.jacobian[i]?.[j] ?? NaN, shown: clean.jacobian[i]?.[j] ?? NaN, depth: (own.jacobian[i]?.[j] ?? 0) / LARGEST_SLOPE,
                now: stage.part === "jacobian" ? i === own.target && j === own.target : inProduct && j === stage.logit,
              }))}
            </tr>
          ))}
        </tbody>
        <tbody class="witnesses">
          {WITNESSES.map(({ part, name, key }, row) => (
            <tr key={part}>
              <th scope="row" colSpan={2}><i class={key} aria-hidden="true" /> {name}</th>
              {every.map((j) => cell({
                name: `witnesses[${j}, ${row}]`, label: `∂loss/∂${plainText(`z${j}`)}, ${name}`, part, logit: j, place: [classes + row, j + 1], lights: `${own.target},${j}`, near: lit?.column === j,
                x: columns[part][j] ?? NaN, shown: written[part][j] ?? NaN, now: stage.part === part && (!inProduct || j === stage.logit),
                children: inProduct && part === "product" && j === stage.logit && (
                  <span class="pulse" aria-hidden="true">× {short(clean.dprobabilities[own.target] ?? NaN, classes)}</span>
                ),
              }))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="verdict-mark" data-verdict={kind}>{kind ? SAID[kind] : ""}</p>
    </div>
  );
}

const ROOMY = 4; // classes whose cells have room for three digits
const NARROW = 6; // characters

/** @param {number} x @param {number} classes */
function short(x, classes) {
  const text = formatNumber(x, classes <= ROOMY ? 3 : 2);
  if (classes <= ROOMY || text.length <= NARROW) return text;
  return Math.abs(x) < 0.0005 ? "≈ 0" : formatNumber(Number(x.toFixed(3)), 3);
}
