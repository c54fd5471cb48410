/** The sum of the cell that is looked at, written out term by term, and the wires it runs over. */

import { math } from "../../markup/mathml.js";
import { Formula } from "../../parts/formula.jsx";
import { shownCell, stageOf } from "./cell.js";
import { equalsProduct, equalsSum, indexSum, termInNumbers } from "./formulas.js";
import { Wires } from "./wires.jsx";
import { termName, writtenFactors } from "./words.js";

/** @typedef {import("./layer_stepper.jsx").LayerView} LayerView */

const DIGITS = 4;

/** @param {LayerView} view */
export function Panel(view) {
  const cell = shownCell(view);
  const { result, terms, step, hidden } = cell;
  return (
    <>
      <Formula class="pieces cell-formula">{indexSum(result, cell)}</Formula>
      <ol class="terms">
        {terms.map((term, k) => {
          const isProduct = writtenFactors(result, term.factors).length > 1;
          return (
            <li key={k} data-term={termName(cell, k)} data-stage={stageOf(k, step) || "later"}>
              <span class="term-name">{termName(cell, k)}</span>
              {math(termInNumbers(result, term, DIGITS))}
              {k < step && isProduct && <span class="term-product">{equalsProduct(result, term, hidden && k === step - 1, DIGITS)}</span>}
            </li>
          );
        })}
      </ol>
      <p class="cell-sum" data-hidden={hidden || undefined}>
        <span class="term-name">{step < terms.length ? "sum so far" : "sum"}</span>
        {equalsSum(cell)}
      </p>
      <Wires view={view} cell={cell} />
    </>
  );
}
