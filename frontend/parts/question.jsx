/** The line in which a reader answers for a hidden number, and is told whether it is right. */

import { useEffect, useState } from "preact/hooks";

import { answerMatches } from "../arithmetic/numbers.js";
import { useUniqueId } from "../markup/unique_id.js";

/**
 * @typedef {object} Question
 * @property {string} key  another key is another question
 * @property {import("preact").ComponentChildren} ask  "the local derivative, z → p₀"
 * @property {number} answer
 * @property {string} [right]  what is said of the right answer
 * @property {(text: string) => string} [wrong]  what is said of a wrong one
 */

/**
 * @param {object} props
 * @param {Question} props.question
 * @param {(text: string) => void} props.onRight  is given what there is to say
 * @param {() => void} props.onShow
 */
export function QuestionLine({ question, onRight, onShow }) {
  const id = useUniqueId("answer");
  const [text, setText] = useState("");
  const [verdict, setVerdict] = useState("");
  useEffect(() => {
    setText("");
    setVerdict("");
  }, [question.key, question.answer]);

  /** @param {Event} event */
  function check(event) {
    event.preventDefault();
    try {
      if (answerMatches(text, question.answer)) onRight(question.right ?? "Right.");
      else setVerdict(question.wrong?.(text) ?? `Not yet: it is not ${text.trim()}. Try again, or show it.`);
    } catch (problem) {
      setVerdict(problem instanceof Error ? problem.message : String(problem));
    }
  }

  return (
    <form class="question" onSubmit={check}>
      <label for={id}>{question.ask}</label>
      <input
        type="text" id={id} class="number-field" inputMode="decimal" autocomplete="off" spellcheck={false} value={text}
        aria-describedby={`${id}-verdict`} onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button">Check</button>
      <button type="button" class="button" onClick={onShow}>Show it</button>
      <span class="verdict" id={`${id}-verdict`} role="status">{verdict}</span>
    </form>
  );
}
