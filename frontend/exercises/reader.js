/** The progress of whoever reads this page, shared by all its questions. */

import { dayOf } from "./progress.js";
import { ProgressStore } from "./progress_store.js";

export const today = () => dayOf(new Date());

export const progress = new ProgressStore(() => localStorage, today);
