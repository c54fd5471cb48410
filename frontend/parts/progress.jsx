/** The reader's progress in a view: as it is now, and what is wrong with its storage. */

import { useEffect, useState } from "preact/hooks";

/** @typedef {import("../exercises/progress_store.js").ProgressStore} ProgressStore */

/** The progress as it is now, here or on another page of the book.  @param {ProgressStore} store */
export function useProgress(store) {
  const [now, setNow] = useState(() => store.now());
  const [notice, setNotice] = useState(store.notice);
  useEffect(() => store.subscribe(() => {
    setNow(store.now());
    setNotice(store.notice);
  }), [store]);
  return { now, notice };
}

/** One sentence where progress is not kept.  @param {{ notice: string }} props */
export const ProgressNotice = ({ notice }) => (notice ? <p class="progress-notice">{notice}</p> : null);
