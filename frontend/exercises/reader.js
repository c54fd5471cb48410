/** The progress of whoever reads this page, shared by all its questions. */

import { dayOf } from "./progress.js";
import { ProgressStore } from "./progress_store.js";

export const progress = new ProgressStore(() => localStorage, () => dayOf(new Date()));
