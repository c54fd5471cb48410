/**
 * The reader's progress in the browser's storage. Storage that is full, forbidden or damaged harms nothing: the progress
 * then lasts as long as the page, and a sentence says so. Damaged text is put aside, text of a newer edition stays as it is.
 */

import { merged, NOTHING, recorded } from "./progress.js";
import { NewerProgress, progressText, readProgress } from "./progress_text.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Storing */

export const KEY = "backprop-practice";
export const KEY_OF_DAMAGED = "backprop-practice-damaged";

const UNTIL_CLOSED = "What you answer is remembered until you close the page; you can export it as a file.";
export const NOTICES = /** @type {const} */ ({
  forbidden: `This browser stores nothing for this page. ${UNTIL_CLOSED}`,
  full: `This browser’s storage is full. ${UNTIL_CLOSED}`,
  damaged: "Your stored progress could not be read. It was put aside, and counting starts anew.",
  newer: `Your stored progress was written by a newer edition of the book and is left as it is. ${UNTIL_CLOSED}`,
});

export class ProgressStore {
  /** @type {Progress} */
  #progress = NOTHING;
  #isLocked = false; // what is stored must not be written over
  #isUnsaved = false;
  #listeners = new Set(/** @type {(() => void)[]} */ ([]));
  /** What is wrong with the storage, in a sentence, or nothing. */
  notice = "";

  /**
   * @param {() => Storing} storage  `() => localStorage`, which may throw
   * @param {() => number} today
   */
  constructor(storage, today) {
    this.storage = storage;
    this.today = today;
    this.#read();
  }

  /** The progress as it is now. */
  now() {
    return this.#progress;
  }

  /** @param {() => void} listener  is called after each change @returns {() => void} ends it */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Take what another page of the book has stored since. */
  refresh() {
    this.#read();
    this.#tell();
  }

  /** @param {string} id @param {import("./exercise.js").Verdict["kind"]} kind */
  record(id, kind) {
    this.#read();
    this.#write(recorded(this.#progress, id, kind, this.today()));
  }

  /** The text of a file that `import` takes. */
  export() {
    return progressText(this.#progress);
  }

  /** Add what a file holds.  @param {string} text @throws {Error} a sentence, where it holds no progress */
  import(text) {
    const theirs = readProgress(text);
    this.#read();
    this.#write(merged(this.#progress, theirs));
  }

  /** The text that could not be read, to be exported, or null. */
  damaged() {
    try {
      return this.storage().getItem(KEY_OF_DAMAGED);
    } catch {
      return null;
    }
  }

  /** Forget everything, here and in the storage. */
  clear() {
    this.#progress = NOTHING;
    this.notice = "";
    this.#isLocked = this.#isUnsaved = false;
    try {
      for (const key of [KEY, KEY_OF_DAMAGED]) this.storage().removeItem(key);
    } catch {
      this.#lock("forbidden");
    }
    this.#tell();
  }

  #read() {
    if (this.#isLocked || this.#isUnsaved) return;
    let text;
    try {
      text = this.storage().getItem(KEY);
    } catch {
      this.#lock("forbidden");
      return;
    }
    try {
      this.#progress = text === null ? NOTHING : readProgress(text);
    } catch (problem) {
      if (problem instanceof NewerProgress) this.#lock("newer");
      else this.#putAside(text ?? "");
    }
  }

  /** @param {string} text */
  #putAside(text) {
    this.notice = NOTICES.damaged;
    try {
      this.storage().setItem(KEY_OF_DAMAGED, text);
      this.storage().removeItem(KEY);
    } catch {
      this.#lock("full");
    }
  }

  /** @param {Progress} progress */
  #write(progress) {
    const isNew = progress !== this.#progress;
    this.#progress = progress;
    if (isNew && !this.#isLocked) this.#save();
    if (isNew) this.#tell();
  }

  #save() {
    try {
      this.storage().setItem(KEY, progressText(this.#progress));
      if (this.#isUnsaved) this.notice = "";
      this.#isUnsaved = false;
    } catch {
      this.#isUnsaved = true;
      this.notice = NOTICES.full;
    }
  }

  /** @param {"forbidden" | "full" | "newer"} why */
  #lock(why) {
    this.#isLocked = true;
    this.notice = NOTICES[why];
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
