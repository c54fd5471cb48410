/** An exercise's solution for whoever marks it: the answers, and the mistake behind each typical wrong one. */

import { linkTo } from "../../parts/book_link.js";
import { answerText, Filled, Rich } from "../question/texts.jsx";
import { letterOf } from "./paper.jsx";

/** @typedef {import("../../exercises/exercise.js").Step} Step */
/** @typedef {import("../../exercises/expression.js").Names} Names */

/** @param {{ variant: import("../../exercises/exercise.js").Variant, onPage: boolean }} props */
export function Solution({ variant: { exercise, names }, onPage }) {
  const { steps, solution } = exercise;
  return (
    <>
      {steps.map((step, place) => (
        <div class="sheet-step" key={place}>
          <p>
            {steps.length > 1 && <strong>{letterOf(place)} </strong>}
            <strong class="sheet-answer"><Rich>{answerText(step.answer, names).replace(/\.$/, "")}</Rich>.</strong>{" "}
            <Filled text={step.right} names={names} />
          </p>
          {step.mistakes.length > 0 && (
            <table class="sheet-mistakes">
              <caption>Wrong answers, and what is behind them</caption>
              <tbody>
                {step.mistakes.map((wrong) => <Mistake key={wrong.name} wrong={wrong} step={step} names={names} onPage={onPage} />)}
              </tbody>
            </table>
          )}
        </div>
      ))}
      {solution.length > 0 && <p><Filled text={solution} names={names} /></p>}
    </>
  );
}

/** @param {{ wrong: Step["mistakes"][number], step: Step, names: Names, onPage: boolean }} props */
function Mistake({ wrong, step, names, onPage }) {
  const where = linkTo(wrong.see, onPage);
  return (
    <tr>
      <th scope="row"><Rich>{answerText({ ...step.answer, value: wrong.value }, names)}</Rich></th>
      <td>
        <strong>{wrong.name}</strong>{": "}
        <Filled text={wrong.says} names={names} />
        {where && <>{" "}<a href={where}>Where the book explains it</a></>}
      </td>
    </tr>
  );
}
