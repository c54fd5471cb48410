/** Beside the curve: the batch cell by cell, or one cell through ten layers. */

import { Choices } from "../../parts/choices.jsx";
import { Cells } from "./cells.jsx";
import { Layers } from "./layers.jsx";
import { chosenPlace, lookOf } from "./look.js";

/** @typedef {import("./look.js").ViewName} ViewName */

/** @type {{ value: ViewName, text: string }[]} */
const OPTIONS = [{ value: "cells", text: "Cell by cell" }, { value: "layers", text: "Through ten layers" }];

/** @param {import("./activation_stepper.jsx").ActivationView} view */
export function Panel(view) {
  const { pass, choice } = view;
  const look = lookOf(view);

  /** @param {ViewName} to */
  function turn(to) {
    const place = chosenPlace(pass, choice) ?? [0, 0];
    view.choose(to === "layers" ? { view: to, cell: place, step: 0 } : { view: to, cell: place, step: place[0] * (pass.inputs[0]?.length ?? 1) + place[1] + 1 });
  }

  return (
    <div class="activation-panel">
      <Choices label="View" options={OPTIONS} value={/** @type {ViewName} */ (choice.view)} onChange={turn} />
      {look.inLayers ? <Layers view={view} look={look} /> : <Cells view={view} look={look} />}
    </div>
  );
}
