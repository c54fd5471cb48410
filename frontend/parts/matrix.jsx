/** A matrix of numbers that are changed where they stand, or are computed and can be chosen. */

import { formatNumber } from "../arithmetic/numbers.js";
import { NumberField } from "./number_field.jsx";

/** @typedef {import("./stepper.jsx").View<any, any>} View */
/** @typedef {"row" | "column" | "cell" | "done" | "closed" | ""} Mark  why a cell stands out: styles/matrix_view.css */

/**
 * @param {object} props
 * @param {View} props.view
 * @param {string} props.name  as the code writes it: "dweights"
 * @param {string} [props.title]  where it is not the name: "inputs.T"
 * @param {readonly (readonly (number | null)[])[]} props.rows  null is a number that is hidden
 * @param {"value" | "gradient"} [props.kind]
 * @param {(given: any, row: number, column: number, value: number) => any} [props.change]  makes its numbers fields
 * @param {(row: number, column: number) => void} [props.onPick]  makes its numbers buttons
 * @param {(row: number, column: number) => Mark} [props.mark]
 * @param {readonly [number, number] | null} [props.chosen]
 * @param {number} [props.digits]
 * @param {(x: number) => string} [props.format]  of a number that is no field
 * @param {boolean} [props.bare]  without name and shape above it
 */
export function Matrix({ view, name, title = name, rows, kind = "value", change, onPick, mark = () => "", chosen = null, digits = 4, format = (x) => formatNumber(x, digits), bare = false }) {
  const shape = `(${rows.length}, ${rows[0]?.length ?? 0})`;
  return (
    <div class={`matrix ${kind}`} data-matrix={title} role="group" aria-label={`${title}, shape ${shape}`}>
      {!bare && <div class="matrix-name"><code>{title}</code> <span class="matrix-shape">{shape}</span></div>}
      <div class="matrix-cells" style={`--columns: ${rows[0]?.length ?? 0}`}>
        {rows.flatMap((row, i) => row.map((x, j) => {
          const place = `${name}[${i}, ${j}]`;
          const isChosen = chosen !== null && chosen[0] === i && chosen[1] === j;
          const props = { class: "matrix-cell", "data-mark": mark(i, j) || undefined, "data-cell": place, "data-value": x ?? undefined };
          const light = {
            onPointerEnter: () => view.light(place), onPointerLeave: () => view.light(null),
            onFocusIn: () => view.light(place), onFocusOut: () => view.light(null),
          };
          if (change && x !== null) {
            return (
              <span key={place} {...props} {...light}>
                <NumberField view={view} name={place} label={place} value={x} digits={digits} change={(given, value) => change(given, i, j, value)} />
              </span>
            );
          }
          const text = x === null ? "?" : format(x);
          if (!onPick) return <span key={place} {...props} {...light} title={x === null ? undefined : String(x)}>{text}</span>;
          return (
            <button
              key={place} type="button" {...props} {...light} aria-pressed={isChosen} title={x === null ? undefined : String(x)}
              aria-label={`${place} = ${x === null ? "hidden" : text}`} onClick={() => onPick(i, j)}
            >
              {text}
            </button>
          );
        }))}
      </div>
    </div>
  );
}

/**
 * A matrix with one number changed.
 * @param {readonly (readonly number[])[]} rows @param {number} row @param {number} column @param {number} value
 */
export const withCell = (rows, row, column, value) =>
  rows.map((each, i) => (i === row ? each.map((x, j) => (j === column ? value : x)) : [...each]));
