/** How the controls of the playground change the shape of its network. */

import { NOTHING, keyIn, remember, shapeOf, shaped } from "./shape.js";

/** @typedef {import("../network/stepping.jsx").Given} Given */
/** @typedef {import("../network/stepping.jsx").NetworkView} NetworkView */
/** @typedef {import("./shape.js").Memory} Memory */
/** @typedef {import("./shape.js").Shape} Shape */

/** The name under which a shape is refused. */
const SHAPE = "shape";

/** @param {NetworkView} view @returns {Memory} */
export const memoryOf = ({ notes }) => notes["memory"] ?? NOTHING;

/** Keeps in mind what is there now.  @param {NetworkView} view */
export function keepInMind(view) {
  view.notes["memory"] = remember(memoryOf(view), view.given);
}

/** Another shape, at its first step; the chosen weight stays where it is there.  @param {NetworkView} view @param {(shape: Shape) => Shape} change */
export function reshape(view, change) {
  const { given, choice } = view;
  const memory = memoryOf(view);
  const next = (/** @type {Given} */ before) => shaped(before, memory, change(shapeOf(before)));
  const weight = keyIn(given.layers, next(given).layers, choice.weight);
  view.edit(SHAPE, next, { step: 0, ...(weight && { weight }) });
}
