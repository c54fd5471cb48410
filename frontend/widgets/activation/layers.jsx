/** One cell through ten layers in a row: the gradient comes in at the last, and meets the slope of each. */

import { useRef } from "preact/hooks";

import { LAYERS } from "../../arithmetic/activations.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { NumberField } from "../../parts/number_field.jsx";
import { TRAVEL, useArrival } from "../../parts/arrival.js";
import { withCell } from "../../parts/matrix.jsx";
import { cellName, layerAt } from "./look.js";
import { slopesMultiplied } from "./math.js";

const DIGITS = 3;

/** Three digits; two of a number with a power of ten.  @param {number} x */
function brief(x) {
  const text = formatNumber(x, DIGITS);
  return text.includes("×") ? formatNumber(x, DIGITS - 1) : text;
}

const ORDER = Array.from({ length: LAYERS }, (_, k) => k + 1); // the step that comes to a layer

/** @param {{ view: import("./activation_stepper.jsx").ActivationView, look: import("./look.js").Look }} props */
export function Layers({ view, look }) {
  const { cell, step, asked } = look;
  const table = useRef(/** @type {HTMLTableElement | null} */ (null));

  useArrival(view, () => {
    const [row, width] = [table.current?.querySelector("tr.now"), (/** @type {number} */ k) => `${100 * (cell?.left[k] ?? 0)}%`];
    if (step === 0 || !row) return [];
    return [
      row.querySelector(".slope")?.animate([{ opacity: 0 }, { opacity: 1, offset: 0.4 }, { opacity: 1 }], TRAVEL),
      row.querySelector(".bar")?.animate([{ width: width(step - 1) }, { width: width(step - 1), offset: 0.4 }, { width: width(step) }], TRAVEL),
      row.querySelector(".number")?.animate([{ opacity: 0 }, { opacity: 0, offset: 0.9 }, { opacity: 1 }], TRAVEL),
    ].filter((each) => each !== undefined);
  });

  if (!cell) return null;
  const { row, column, values, slopes, left } = cell;
  const name = cellName("inputs", [row, column]);
  return (
    <div class="layers">
      <table ref={table}>
        <thead><tr><th scope="col">layer</th><th scope="col">its z</th><th scope="col">slope</th><th scope="col" class="left">gradient left</th></tr></thead>
        <tbody>
          {ORDER.map((k) => {
            const layer = layerAt(k);
            const [z, slope, share] = [values[layer - 1] ?? NaN, slopes[layer - 1] ?? NaN, left[k] ?? NaN];
            const reached = k <= step;
            const known = k < step || (reached && !asked);
            return (
              <tr key={k} class={k === step ? "now" : ""} aria-current={k === step ? "step" : undefined}>
                <th scope="row">{layer}</th>
                <td class="value" data-cell={`values[${layer - 1}]`} data-value={z}>
                  {layer === 1
                    ? <NumberField key={name} view={view} name={name} label={name} value={z} digits={DIGITS} change={(given, x) => ({ ...given, inputs: withCell(given.inputs, row, column, x) })} />
                    : <span title={String(z)}>{brief(z)}</span>}
                </td>
                <td class="gradient slope" data-cell={`slopes[${layer - 1}]`} data-value={reached ? slope : undefined} title={reached ? String(slope) : undefined}>{reached ? `× ${brief(slope)}` : "·"}</td>
                <td class="gradient left" data-cell={`left[${k}]`} data-value={known ? share : undefined} title={known ? String(share) : undefined}>
                  <span class="track" aria-hidden="true">{known && share > 0 && <span class="bar" style={`width: ${100 * share}%`} />}</span>
                  <span class="number">{known ? brief(share) : reached ? "?" : "·"}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div class="formula pieces">{step > 0 && slopesMultiplied(cell, step, asked)}</div>
    </div>
  );
}
