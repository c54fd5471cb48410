/** A matrix that is given, or its transpose: its numbers are changed where they stand. A row of ones is not. */

import { baseOf, factor, isTransposed } from "../../arithmetic/dense.js";
import { Matrix, withCell } from "../../parts/matrix.jsx";
import { cellName, kindOf } from "./words.js";

/** @typedef {import("../../arithmetic/dense.js").Given} Matrices */
/** @typedef {import("../../arithmetic/dense.js").GivenName} GivenName */

/**
 * @param {object} props
 * @param {import("./layer_stepper.jsx").LayerView} props.view
 * @param {string} props.name  "weights", "weights.T", "ones"
 * @param {string} [props.rowHeads]
 * @param {string} [props.columnHeads]
 * @param {(row: number, column: number) => string} [props.mark]
 * @param {number} [props.digits]
 */
export function Given({ view, name, rowHeads, columnHeads, mark, digits = 4 }) {
  const base = /** @type {GivenName} */ (baseOf(name));
  const turned = (/** @type {number} */ i, /** @type {number} */ j) => (isTransposed(name) ? { row: j, column: i } : { row: i, column: j });
  /** @param {Matrices} given @param {number} i @param {number} j @param {number} x @returns {Matrices} */
  function change(given, i, j, x) {
    const { row, column } = turned(i, j);
    return { ...given, [base]: withCell(given[base], row, column, x) };
  }
  return (
    <Matrix
      view={view} name={name} rows={factor(view.given, name)} kind={kindOf(name)} digits={digits}
      field={(i, j) => cellName(base, turned(i, j).row, turned(i, j).column)}
      {...(name === "ones" ? {} : { change })}
      {...(rowHeads && rowHeads !== "row" ? { rowHeads } : {})} {...(columnHeads ? { columnHeads } : {})} {...(mark ? { mark } : {})}
    />
  );
}
