/** The product of the cell that is looked at, and the four matrices: what comes in at the left, its slopes above, the product where they cross. */

import { formatFitted } from "../../arithmetic/numbers.js";
import { fenced, indexed } from "../../markup/formulas.js";
import { math, mi, mo } from "../../markup/mathml.js";
import { TRAVEL, useArrival } from "../../parts/arrival.js";
import { Matrix, withCell } from "../../parts/matrix.jsx";
import { boxIn } from "../../parts/own_pixels.js";
import { useWidth } from "../../parts/use_width.js";
import { cellName, placeOf, readPlace } from "./look.js";
import { primed, productInNumbers, slopeReason } from "./math.js";

/** @typedef {import("./activation_stepper.jsx").ActivationView} ActivationView */
/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("./look.js").Cell} Cell */

const [FRAMES, BORDER, DIGIT] = [56, 3, 7.4]; // pixels: around and between the matrices, around a cell, of a digit

/** How many characters a cell has room for, where two matrices share this width.  @param {number} width @param {number} columns */
const roomFor = (width, columns) => Math.max(3, Math.floor(((width - FRAMES) / (2 * columns) - BORDER) / DIGIT));

/** @param {{ view: ActivationView, look: Look }} props */
export function Cells({ view, look }) {
  const { given, pass, choice } = view;
  const { activation, cell, step, asked, isKnown, isSeen } = look;
  const [box, width] = useWidth();
  const columns = given.inputs[0]?.length ?? 0;
  const room = roomFor(width, columns);
  const digits = room > 4 ? 3 : 2;
  const turn = (/** @type {number} */ i, /** @type {number} */ j) => i * columns + j + 1;
  const lit = readPlace(view.lit);

  useArrival(view, () => (step === 0 ? [] : arrive(box.current, placeOf(step - 1, given.inputs))));

  /** @param {number} i @param {number} j */
  const mark = (i, j) => {
    const marks = [cell?.row === i && cell.column === j && "now", lit?.[0] === i && lit[1] === j && "row"];
    return marks.filter(Boolean).join(" ");
  };
  /** @param {"inputs" | "dvalues"} name */
  const given_ = (name) => ({
    view, name, digits, rows: given[name], mark,
    change: (/** @type {any} */ before, /** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ x) => ({ ...before, [name]: withCell(before[name], i, j, x) }),
  });
  /** @param {number} i @param {number} j */
  const pick = (i, j) => view.choose({ cell: [i, j], step: Math.max(choice.step, turn(i, j)) });
  const blank = (/** @type {number} */ i, /** @type {number} */ j) => (asked && turn(i, j) === step ? "?" : "·");
  const computed = { view, format: (/** @type {number} */ x) => formatFitted(x, room), kind: /** @type {const} */ ("gradient"), onPick: pick, blank };
  const slopes = pass.derivatives.map((row, i) => row.map((x, j) => (turn(i, j) <= step && isSeen(i, j) ? x : null)));
  const products = pass.dinputs.map((row, i) => row.map((x, j) => (isKnown(i, j) ? x : null)));

  return (
    <div class="cells" ref={box}>
      {cell ? <Lines look={look} cell={cell} /> : <Rule sign={activation.sign} />}
      <div class="batch" style={`--all-columns: ${2 * columns}; --all-rows: ${2 * given.inputs.length}`}>
        <Matrix {...given_("inputs")} title="z" />
        <Matrix
          {...computed} name="derivatives" title={`${activation.sign === "ReLU" ? "mask" : "slope"} = ${activation.sign}′(z)`} rows={slopes}
          mark={(i, j) => `${mark(i, j)} ${slopes[i]?.[j] === 0 ? "closed" : ""}`.trim()}
        />
        <Matrix {...given_("dvalues")} kind="gradient" />
        <Matrix {...computed} name="dinputs" title={`dinputs = dvalues\u00a0·\u00a0${activation.sign === "ReLU" ? "mask" : "slope"}`} rows={products} mark={mark} />
      </div>
    </div>
  );
}

/** What every cell does.  @param {{ sign: string }} props */
const Rule = ({ sign }) => (
  <div class="lines">
    <p class="formula-title">The incoming gradient of a cell, times the slope at its z:</p>
    <div class="formula">{math(mi("dinputs"), mo("="), mi("dvalues"), mo("·"), primed(sign), fenced(mi("z")))}</div>
    <div class="reason" />
  </div>
);

/** @param {{ look: Look, cell: Cell }} props */
function Lines({ look, cell }) {
  const { row, column } = cell;
  return (
    <div class="lines">
      <p class="formula-title">{math(indexed("dinputs", row, column), mo("="), indexed("dvalues", row, column), mo("·"), primed(look.activation.sign), fenced(indexed("z", row, column)))}</p>
      <div class="formula">{productInNumbers(look, cell)}</div>
      <div class="reason">{slopeReason(look, cell)}</div>
    </div>
  );
}

/**
 * The gradient goes to its slope, and both to the cell of their product.
 * @param {HTMLElement | null} box
 * @param {import("./look.js").Place} place
 */
function arrive(box, place) {
  const find = (/** @type {string} */ name) => box?.querySelector(`[data-cell="${cellName(name, place)}"]`);
  const [coming, slope, product] = [find("dvalues"), find("derivatives"), find("dinputs")];
  if (!(coming instanceof HTMLElement) || !(slope instanceof HTMLElement) || !(product instanceof HTMLElement)) return [];
  return [
    product.animate([{ color: "transparent" }, { color: "transparent" }], TRAVEL),
    ...[coming, slope].flatMap((from) => travel(from, product)),
  ];
}

/** A copy of a number on its way to another cell.  @param {HTMLElement} from @param {HTMLElement} to */
function travel(from, to) {
  const [start, end] = [from, to].map((each) => boxIn(each, to.offsetParent ?? to));
  if (!start || !end) return [];
  const chip = document.createElement("span");
  chip.className = "traveller";
  chip.textContent = from.querySelector("input")?.value ?? from.textContent;
  chip.style.cssText = `left: ${start.left}px; top: ${start.top}px; width: ${start.width}px; line-height: ${start.height}px`;
  to.offsetParent?.append(chip);
  const motion = chip.animate([{ transform: "none" }, { transform: `translate(${end.left - start.left}px, ${end.top - start.top}px)` }], TRAVEL);
  motion.onfinish = motion.oncancel = () => chip.remove();
  return [motion];
}

