/** Steps through a small network, forward and backward, layer by layer. */

import { createRoot } from "./dom.js";

/** What the reader can change, and a link therefore holds. */
export const linked = ["layers", "inputs", "targets", "weight", "sample", "step", "learning_rate", "inside", "predict"];

/** @type {import("./types.js").Widget} */
export default {
  render({ el }) {
    const root = createRoot(el, "Network stepper");
    return () => root.remove();
  },
};
