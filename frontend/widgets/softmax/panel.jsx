/** The way back, one fixed table: the slopes of the loss, the Jacobian, and below its columns the gradient from three witnesses. */

import { Formula } from "../../parts/formula.jsx";
import { titleOf } from "./steps.js";
import { WayBack } from "./way_back.jsx";
import { litCell, lookOf } from "./look.js";
import { stageLines } from "./math.js";

/** @param {import("./softmax_stepper.jsx").SoftmaxView} view */
export function Panel(view) {
  const look = lookOf(view);
  const { target } = look.own;
  const { title, names, numbers } = stageLines(look, litCell(view.lit) ?? { row: target, column: target });
  return (
    <>
      <p class="formula-title"><strong>{titleOf(look.stage)}.</strong> {title}</p>
      <Formula>{names}</Formula>
      <Formula>{numbers}</Formula>
      <WayBack view={view} look={look} />
    </>
  );
}
