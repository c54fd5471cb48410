/** A matrix of numbers that are changed where they stand, or are computed and can be chosen. */

import { formatNumber } from "../arithmetic/numbers.js";
import { moveAmongCells } from "./cell_keys.js";
import { NumberField } from "./number_field.jsx";

/** @typedef {import("./stepper.jsx").View<any, any>} View */
/** @typedef {"row" | "column" | "cell" | "done" | "now" | "closed"} Mark  why a cell stands out: styles/matrix_view.css */

/**
 * @param {object} props
 * @param {View} props.view
 * @param {string} props.name  as the code writes it: "dweights"
 * @param {string} [props.title]  where it is not the name: "inputs.T"
 * @param {readonly (readonly (number | null)[])[]} props.rows  null is a number that is hidden
 * @param {"value" | "gradient" | "plain"} [props.kind]
 * @param {string} [props.rowHeads]  what a row stands for: "sample" heads them "sample 0", "sample 1", …
 * @param {string} [props.columnHeads]
 * @param {(given: any, row: number, column: number, value: number) => any} [props.change]  makes its numbers fields
 * @param {(row: number, column: number) => string} [props.field]  the name of what a field changes, where it is not the cell's
 * @param {(row: number, column: number) => void} [props.onPick]  makes its numbers buttons
 * @param {(row: number, column: number) => string} [props.mark]  marks, with spaces between: see `Mark`
 * @param {readonly [number, number] | null} [props.chosen]
 * @param {number} [props.digits]
 * @param {(x: number) => string} [props.format]  of a number that is no field
 * @param {(row: number, column: number) => string} [props.blank]  stands for a number that is hidden
 * @param {boolean} [props.bare]  without name and shape above it
 */
export function Matrix({
  view, name, title = name, rows, kind = "value", rowHeads, columnHeads, change, field, onPick, mark = () => "", chosen = null, digits = 4,
  format = (x) => formatNumber(x, digits), blank = () => "?", bare = false,
}) {
  const columns = rows[0]?.length ?? 0;
  const shape = `(${rows.length}, ${columns})`;
  const stands = [rowHeads && `a row for each ${rowHeads}`, columnHeads && `a column for each ${columnHeads}`];
  return (
    <div
      class={`matrix ${kind}`} data-matrix={title} role="group" style={`--columns: ${columns}`}
      aria-label={[title, `shape ${shape}`, ...stands].filter(Boolean).join(", ")}
    >
      {!bare && <div class="matrix-name"><code>{title}</code> <span class="matrix-shape">{shape}</span></div>}
      {columnHeads && <Heads axis={columnHeads} count={columns} class="over" />}
      {rowHeads && <Heads axis={rowHeads} count={rows.length} class="beside" />}
      <div class="matrix-cells" onKeyDown={(event) => moveAmongCells(event, columns)}>
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
                <NumberField key={field?.(i, j)} view={view} name={field?.(i, j) ?? place} label={place} value={x} digits={digits} change={(given, value) => change(given, i, j, value)} />
              </span>
            );
          }
          const text = x === null ? blank(i, j) : format(x);
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

/** The numbers of rows or columns; the first says what they count.  @param {{ axis: string, count: number, class: string }} props */
function Heads({ axis, count, class: side }) {
  return (
    <div class={`matrix-heads ${side}`} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => <span key={at}><span class="matrix-axis">{axis} </span>{at}</span>)}
    </div>
  );
}

/**
 * A matrix with one number changed.
 * @param {readonly (readonly number[])[]} rows @param {number} row @param {number} column @param {number} value
 */
export const withCell = (rows, row, column, value) =>
  rows.map((each, i) => (i === row ? each.map((x, j) => (j === column ? value : x)) : [...each]));
