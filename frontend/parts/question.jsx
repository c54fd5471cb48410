/** The line in which a reader answers for a hidden number, and is told whether it is right, or what was mistaken. */

import { useEffect, useState } from "preact/hooks";

import { judgeValue } from "../exercises/judge_value.js";
import { useUniqueId } from "../markup/unique_id.js";
import { linkTo } from "./book_link.js";
import { submitOnEnter } from "./keys.js";

/**
 * @typedef {object} Question
 * @property {string} key  another key is another question
 * @property {import("preact").ComponentChildren} ask  "the local derivative, z → p₀"
 * @property {number} answer
 * @property {readonly import("../exercises/judge_value.js").WrongAnswer[]} mistakes  those that are made here, with the numbers that they give
 * @property {string} [right]  what is said of the right answer
 */

/**
 * @param {object} props
 * @param {Question} props.question
 * @param {boolean} props.onPage  and not in Jupyter
 * @param {(text: string, typed: string) => void} props.onRight  is given what there is to say, and what was answered
 * @param {() => void} props.onShow
 */
export function QuestionLine({ question, onPage, onRight, onShow }) {
  const id = useUniqueId("answer");
  const [text, setText] = useState("");
  const [verdict, setVerdict] = useState(/** @type {import("../exercises/exercise.js").Verdict | null} */ (null));
  useEffect(() => {
    setText("");
    setVerdict(null);
  }, [question.key, question.answer]);

  /** @param {Event} event */
  function check(event) {
    event.preventDefault();
    const found = judgeValue(text, question.answer, question.mistakes);
    if (found.kind === "right") onRight(question.right ?? found.message, text);
    else setVerdict(found);
  }

  const link = verdict && linkTo(verdict.see, onPage);
  return (
    <>
      <form class="question" autocomplete="off" onSubmit={check} onKeyDown={submitOnEnter}>
        <label for={id}>{question.ask}</label>
        <input
          type="text" id={id} class="number-field" autocomplete="off" autocapitalize="off" spellcheck={false} value={text}
          aria-describedby={`${id}-verdict`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setVerdict(null);
          }}
        />
        <button type="submit" class="button">Check</button>
        <button type="button" class="button" onClick={onShow}>Show it</button>
      </form>
      <p class="verdict" id={`${id}-verdict`} role="status" data-verdict={verdict?.kind}>
        {verdict?.kind === "mistake" && <strong>Not yet. </strong>}
        {verdict?.message}
        {link && <> <a href={link}>Read why</a></>}
      </p>
    </>
  );
}
