/** The host on a page: once the widgets' scripts have run, bring the figures to life. */

import { startMarks } from "./host/progress_marks.js";
import { startHost } from "./host/static_host.js";

/** @typedef {Record<string, import("./types.js").Widget>} Widgets */

function start() {
  startMarks();
  return startHost(/** @type {{ backprop: { widgets: Widgets } }} */ (/** @type {unknown} */ (globalThis)).backprop.widgets);
}

// A deferred script runs before this event, whatever `readyState` says by then.
if (document.readyState === "complete") start();
else addEventListener("DOMContentLoaded", start);
