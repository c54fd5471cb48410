/** What is said of an answer: a mark, the sentence, and where to read why. */

import { Rich } from "./texts.jsx";

/** @typedef {import("../../exercises/exercise.js").Verdict} Verdict */

/** A tick; a tick in a ring; "is not equal"; a question mark. */
const MARKS = {
  right: "M3 8.5l3.5 3.5L13 4.5",
  carried: "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1M5 8.5l2 2L11 6",
  mistake: "M3 6h10M3 10.5h10M10.5 2.5l-5 11.5",
  unknown: "M3 6h10M3 10.5h10M10.5 2.5l-5 11.5",
  unreadable: "M5 5.5a3 3 0 1 1 4 2.8c-.7.3-1 .7-1 1.7M8 13v.5",
  empty: "",
};

/**
 * Its place is there before anything is said, so that nothing moves.
 * @param {{ id: string, verdict: Verdict | null, link: string | null }} props
 */
export function VerdictLine({ id, verdict, link }) {
  return (
    <div class="question-line" id={id} data-verdict={verdict?.kind}>
      {verdict && (
        <>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d={MARKS[verdict.kind]} /></svg>
          <p>
            {verdict.kind === "mistake" && <strong>Not yet. </strong>}
            <Rich>{verdict.message}</Rich>
            {link && <> <a href={link}>Read why</a></>}
          </p>
        </>
      )}
    </div>
  );
}

/** The verdict for the ear.  @param {Verdict} verdict */
export const spoken = ({ kind, message }) => `${kind === "mistake" ? "Not yet. " : ""}${message}`.replaceAll("`", "");
