/** The way back, one fixed table: the slopes of the loss, the Jacobian, and below its columns the gradient from three witnesses. */

import { textOf } from "../../markup/mathml.js";
import { titleOf } from "./steps.js";
import { WayBack } from "./way_back.jsx";
import { litCell, lookOf } from "./look.js";
import { stageLines } from "./math.js";

const ROOM = 28; // characters of a formula in large letters

/** @param {import("./softmax_stepper.jsx").SoftmaxView} view */
export function Panel(view) {
  const look = lookOf(view);
  const { target } = look.own;
  const { title, names, numbers } = stageLines(look, litCell(view.lit) ?? { row: target, column: target });
  return (
    <>
      <p class="formula-title"><strong>{titleOf(look.stage)}.</strong> {title}</p>
      <div class="formula">{names}</div>
      <div class={`formula ${textOf(numbers).length > ROOM ? "long" : ""}`}>{numbers}</div>
      <WayBack view={view} look={look} />
    </>
  );
}
