/** The way back, one fixed table: the slopes of the loss, the Jacobian, and below its columns the gradient from three witnesses. */

import { titleOf } from "./steps.js";
import { WayBack } from "./way_back.jsx";
import { cellOf, lookOf } from "./look.js";
import { stageLines } from "./math.js";

/** @param {import("./softmax_stepper.jsx").SoftmaxView} view */
export function Panel(view) {
  const look = lookOf(view);
  const { title, names, numbers } = stageLines(look, cellOf(view.lit, look));
  const { part, logit } = look.stage;
  return (
    <>
      <p class="formula-title"><strong>{titleOf(look.stage)}.</strong> {title}</p>
      <div class="formula">{names}</div>
      <div class="formula large" key={`${part} ${logit}`}>{numbers}</div>
      <WayBack view={view} look={look} />
    </>
  );
}
