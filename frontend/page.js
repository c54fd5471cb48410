/** The script of the published page: a classic script, which also runs from a disk. */

import { startHost } from "./static_host.js";
import { widgets } from "./widgets.js";

const start = () => startHost(widgets);

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
