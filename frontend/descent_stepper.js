/** A placeholder until the widget is written. */

import { createRoot, h } from "./dom.js";

/** @type {import("./types.js").Widget} */
const widget = {
  render({ el }) {
    const root = createRoot(el, "Placeholder");
    root.append(h("p", null, "This widget is not written yet."));
    return () => root.remove();
  },
};

export default widget;
