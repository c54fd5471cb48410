/** One question of an exercise: its fields, Check, what is said of the answer, and help. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { judgeScaffold } from "../../exercises/judge.js";
import { RandomNumbers } from "../../exercises/random_numbers.js";
import { fill } from "../../exercises/text.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { linkTo } from "../../parts/book_link.js";
import { submitOnEnter } from "../../parts/keys.js";
import { blank } from "./typed.js";
import { Field } from "./fields.jsx";
import { answerText, Filled } from "./texts.jsx";
import { spoken, VerdictLine } from "./verdict.jsx";
import { Solved } from "./worked.jsx";

/** @typedef {import("../../exercises/exercise.js").Step} Step */
/** @typedef {import("../../exercises/exercise.js").Variant} Variant */
/** @typedef {import("../../exercises/exercise.js").Verdict} Verdict */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */

/**
 * @typedef {object} Asked
 * @property {Variant} variant
 * @property {Step} step
 * @property {number} place  of the step in the exercise
 * @property {(text: string) => void} announce
 * @property {boolean} onPage  and not in Jupyter
 */

/**
 * @param {Asked & {
 *   order: readonly number[],
 *   answer: Typed,
 *   verdict: Verdict | null,
 *   onCheck: (typed: Typed) => Verdict,
 *   isShown: boolean,
 *   onShow: () => void,
 *   isEasier?: boolean,
 * }} props
 */
export function StepForm({ variant, step, place, order, answer, verdict, onCheck, isShown, onShow, announce, onPage, isEasier = false }) {
  const { names } = variant;
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [typed, setTyped] = useState(() => answer ?? blank(step, names, order));
  const [note, setNote] = useState(/** @type {Verdict | null} */ (null)); // where there is nothing to judge
  const [hints, setHints] = useState(0);
  const [easier, setEasier] = useState(false);
  const askId = useUniqueId("ask");
  const lineId = useUniqueId("verdict");
  // At once: an effect that comes later would undo what is typed meanwhile.
  useLayoutEffect(() => setTyped(answer ?? blank(step, names, order)), [JSON.stringify(answer)]);

  /** @param {Event} event */
  function check(event) {
    event.preventDefault();
    const found = onCheck(typed);
    setNote(typed === null ? found : null);
    announce(spoken(found));
    const fields = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.current?.querySelectorAll(".question-number"))];
    if (found.kind === "unreadable") select(fields[found.entry ?? 0], found.place ?? 0);
    if (found.kind === "empty") fields.find((field) => !field.value.trim())?.focus();
  }

  const told = note ?? verdict;
  const isWrong = told?.kind === "mistake" || told?.kind === "unknown";
  const hasHints = hints < step.hints.length;
  const offersEasier = !hasHints && step.scaffold !== null && !isEasier;
  const offered = isWrong || hints > 0 || easier;

  function help() {
    if (hasHints) {
      setHints(hints + 1);
      announce(`Hint: ${fill(step.hints[hints] ?? [], names).replaceAll("`", "")}`);
    } else if (offersEasier) setEasier(true);
  }

  return (
    <>
      <form ref={form} class="question-form" autocomplete="off" data-kind={step.answer.kind} onSubmit={check} onKeyDown={submitOnEnter}>
        <p class="question-ask" id={askId}>
          {!isEasier && variant.exercise.steps.length > 1 && <strong>{place + 1}. </strong>}
          <Filled text={step.ask} names={names} />
        </p>
        <Field {...{ step, names, order, typed, verdict: told, askId, lineId, announce }} onType={setTyped} />
        <div class="question-buttons">
          <button type="submit" class="button" onMouseDown={keepFocus}>Check</button>
          <button type="button" class="button quiet show" aria-disabled={isShown} onClick={onShow}>Show the answer</button>
        </div>
      </form>
      <div class="question-said">
        <VerdictLine id={lineId} verdict={told} link={linkTo(told?.see ?? "", onPage)} />
        {(step.hints.length > 0 || (step.scaffold !== null && !isEasier)) && (
          <button
            type="button" class={`button quiet ${offered ? "" : "waiting"}`}
            aria-disabled={easier || !(hasHints || offersEasier)} onClick={help}
          >
            {hasHints || !(offersEasier || easier) ? "Hint" : "Easier question"}
          </button>
        )}
      </div>
      {hints > 0 && (
        <ol class="question-hints">
          {step.hints.slice(0, hints).map((hint, at) => <li key={at}><Filled text={hint} names={names} /></li>)}
        </ol>
      )}
      {easier && step.scaffold && <Easier {...{ variant, place, announce, onPage }} step={step.scaffold} />}
      {isShown && <Solved step={step} variant={variant} />}
    </>
  );
}

/** A click on Check leaves the focus in the field.  @param {MouseEvent} event */
const keepFocus = (event) => event.preventDefault();

/** Put the caret at what cannot be read.  @param {HTMLInputElement | undefined} field @param {number} at */
function select(field, at) {
  field?.focus();
  field?.setSelectionRange(at, at + 1);
}

/** The easier question that leads to a step; its answer is stored nowhere.  @param {Asked} props */
function Easier({ variant, step, place, announce, onPage }) {
  const [answer, setAnswer] = useState(/** @type {Typed} */ (null));
  const [verdict, setVerdict] = useState(/** @type {Verdict | null} */ (null));
  const [isShown, setShown] = useState(false);
  const [order] = useState(() => new RandomNumbers(variant.seed).shuffled(step.answer.items.length));
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useLayoutEffect(() => /** @type {HTMLElement | null | undefined} */ (box.current?.querySelector("input, .question-cell, button"))?.focus(), []);

  /** @param {Typed} typed */
  function check(typed) {
    const found = judgeScaffold(variant, place, typed);
    if (typed !== null) setAnswer(typed);
    if (typed !== null) setVerdict(found);
    return found;
  }

  return (
    <div class="question-easier" ref={box} role="group" aria-label="An easier question">
      <StepForm
        {...{ variant, step, place, order, answer, verdict, announce, onPage, isShown }}
        onCheck={check} onShow={() => { setShown(true); announce(solved(step, variant)); }} isEasier
      />
    </div>
  );
}

/** A step's answer and its reason, for the ear.  @param {Step} step @param {Variant} variant */
export const solved = (step, { names }) =>
  `The answer is ${answerText(step.answer, names)}. ${fill(step.right, names)}`.replaceAll("`", "");
