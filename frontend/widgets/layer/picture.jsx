/** The product in its L: the left factor on the left, the right one above, the result where they cross. */

import { RESULTS, axesOf, sumsAfter } from "../../arithmetic/dense.js";
import { Choices } from "../../parts/choices.jsx";
import { Matrix } from "../../parts/matrix.jsx";
import { marksFor, shapeOfResult, shownCell } from "./cell.js";
import { Given } from "./given.jsx";
import { useTravel } from "./travel.js";
import { kindOf, productText } from "./words.js";

/** @typedef {import("../../arithmetic/dense.js").ResultName} ResultName */
/** @typedef {import("./layer_stepper.jsx").LayerView} LayerView */

const MANY = 10; // columns, in which there is room for two digits each
const OPTIONS = /** @type {ResultName[]} */ (Object.keys(RESULTS));

/** @param {LayerView} view */
export function Picture(view) {
  const { pass, choice, step, question } = view;
  const cell = shownCell(view);
  const { result, terms } = cell;
  const { left, right, added } = RESULTS[result];
  const [rows, columns] = shapeOfResult(pass, result);
  const inner = terms.length - (added ? 1 : 0);
  const marks = marksFor(cell, view.lit);
  const travellers = useTravel(cell, [result, ...choice.cell].join());
  const [hiddenRow, hiddenColumn] = question ? choice.cell : [-1, -1];
  const known = sumsAfter(pass[result], step).map((row, i) => row.map((x, j) => (i === hiddenRow && j === hiddenColumn ? null : x)));
  const isWide = inner + columns >= MANY;
  const digits = isWide ? 2 : 4;
  const size = `--all-columns: ${inner + columns}; --all-rows: ${inner + rows + (added ? 1 : 0)}; --inner: ${inner}`;

  return (
    <>
      <div class="layer-head">
        <Choices label="Result to compute" options={OPTIONS} value={result} onChange={(compute) => view.choose({ compute, step: 0, trial: [] })} />
        <code class="layer-formula">{productText(result)}</code>
      </div>
      <div class="layer-room">
        <div class={`layer-product ${added ? "with-added" : ""} ${isWide ? "many" : ""}`} style={size}>
          <div class="right-factor"><Given view={view} name={right} rowHeads={axesOf(right)[0]} columnHeads={axesOf(right)[1]} mark={marks.right} digits={digits} /></div>
          {added && <div class="added"><span class="sign" aria-hidden="true">+</span><Given view={view} name={added} mark={marks.added} digits={digits} /></div>}
          <div class="left-factor"><Given view={view} name={left} rowHeads={axesOf(left)[0]} mark={marks.left} digits={digits} /></div>
          <div class="result" data-step={step === 0 ? "none" : undefined}>
            <Matrix
              view={view} name={result} rows={known} kind={kindOf(result)} digits={digits} chosen={choice.cell} mark={marks.result}
              onPick={(row, column) => view.choose({ cell: [row, column], step: 0 })}
            />
          </div>
          <div class="travellers" ref={travellers} aria-hidden="true" />
        </div>
      </div>
    </>
  );
}
