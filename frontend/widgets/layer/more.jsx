/** What is folded: the cell in other writings, a product to try, and the matrices that are not in this one. */

import { GIVEN, RESULTS, axesOf, baseOf } from "../../arithmetic/dense.js";
import { Choices } from "../../parts/choices.jsx";
import { Given } from "./given.jsx";
import { shownCell } from "./cell.js";
import { ProductTrial } from "./trial.jsx";
import { VIEWS } from "./views.jsx";

/** @typedef {import("./layer_stepper.jsx").LayerView} LayerView */
/** @typedef {import("./views.jsx").ViewName} ViewName */

const OPTIONS = /** @type {ViewName[]} */ (Object.keys(VIEWS)).map((value) => ({ value, text: VIEWS[value].title }));

/** @param {LayerView} view */
export function More(view) {
  const cell = shownCell({ ...view, lit: null });
  const { left, right, added } = RESULTS[cell.result];
  const chosen = /** @type {ViewName} */ (view.choice.view);
  const { View } = VIEWS[chosen];
  const rest = GIVEN.filter((name) => ![baseOf(left), baseOf(right), added].includes(name));
  return (
    <div class="layer-more">
      <Choices label="View of the cell" options={OPTIONS} value={chosen} onChange={(each) => view.choose({ view: each })} />
      <div class="layer-view"><View cell={cell} pass={view.pass} /></div>
      <ProductTrial given={view.given} result={cell.result} trial={view.choice.trial} onTry={(trial) => view.choose({ trial })} />
      <p class="formula-title">Given, and not in this product:</p>
      <div class="layer-rest">
        {rest.map((name) => <Given key={name} view={view} name={name} rowHeads={axesOf(name)[0]} columnHeads={axesOf(name)[1]} />)}
      </div>
    </div>
  );
}
