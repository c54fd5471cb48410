/** The reader's progress as a thing of its own: exported as a file, imported from one, cleared and brought back. */

import { useRef, useState } from "preact/hooks";

import { counted } from "./words.js";

const FILE = "backprop-practice.json";
const LARGEST = 4e6; // bytes; `readProgress` counts the characters
const KEPT = {
  page: "Your answers are counted in this browser alone. A file takes them to another one.",
  jupyter: "Your answers are counted in this widget’s trait progress. A file takes them to the book’s page, and back.",
};

/**
 * @param {object} props
 * @param {import("../../exercises/progress_store.js").ProgressStore} props.progress
 * @param {number} props.count  exercises that were answered correctly
 * @param {number} props.total
 * @param {(text: string) => void} props.announce
 * @param {boolean} props.onPage
 */
export function Record({ progress, count, total, announce, onPage }) {
  const [outcome, setOutcome] = useState("");
  const [asking, setAsking] = useState(false);
  const [cleared, setCleared] = useState(/** @type {string | null} */ (null)); // to be brought back
  const file = useRef(/** @type {HTMLInputElement | null} */ (null));
  const buttons = useRef(/** @type {HTMLDivElement | null} */ (null));
  const damaged = progress.damaged();

  /** @param {string} text */
  function say(text) {
    setOutcome(text);
    announce(text);
  }

  function focusFirst() {
    requestAnimationFrame(() => buttons.current?.querySelector("button")?.focus());
  }

  /** @param {Event & { currentTarget: HTMLInputElement }} event */
  async function take(event) {
    const input = event.currentTarget;
    const [chosen] = input.files ?? [];
    if (!chosen) return;
    try {
      if (chosen.size > LARGEST) throw new Error("This is too long for progress of this book.");
      progress.import(await chosen.text());
      say("The file’s progress is added to yours.");
    } catch (problem) {
      say(`Nothing was imported. ${problem instanceof Error ? problem.message : problem}`);
    }
    input.value = ""; // so that the same file can be chosen again
  }

  function clear() {
    setCleared(progress.export());
    progress.clear();
    setAsking(false);
    say("Your progress is cleared.");
    focusFirst();
  }

  function bringBack() {
    if (cleared !== null) progress.import(cleared);
    setCleared(null);
    say("Your progress is back.");
    focusFirst();
  }

  const button = (/** @type {string} */ text, /** @type {() => void} */ onClick) => (
    <button key={text} type="button" class="button" onClick={onClick}>{text}</button>
  );
  const known = Object.keys(progress.now().items).length;
  return (
    <details class="practice-record">
      <summary>Your progress: {count} of {total} answered correctly</summary>
      <p>{onPage ? KEPT.page : KEPT.jupyter}</p>
      <div class="practice-buttons" ref={buttons} role="group" aria-label={asking ? "Clear?" : "Your progress"}>
        {asking ? (
          <>
            <p>Forget what you answered in {counted(known, "question")}? Exported, it can be imported again.</p>
            {button("Keep it", () => { setAsking(false); focusFirst(); })}
            {button("Export first", () => save(progress.export(), FILE))}
            {button("Clear all of it", clear)}
          </>
        ) : (
          <>
            {cleared !== null && button("Bring it back", bringBack)}
            {button("Export", () => save(progress.export(), FILE))}
            {button("Import", () => file.current?.click())}
            {known > 0 && button("Clear …", () => { setAsking(true); setOutcome(""); announce("Forget what you answered?"); focusFirst(); })}
            {damaged !== null && button("Export what could not be read", () => save(damaged, `damaged-${FILE}`))}
          </>
        )}
        <input ref={file} type="file" accept=".json,application/json" hidden aria-label="A file of progress" onChange={take} />
      </div>
      <p class="practice-outcome">{outcome}</p>
    </details>
  );
}

/** Offer a text as a file to be saved.  @param {string} text @param {string} name */
function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
