/** A step that is shown with its answer. */

import { evaluate } from "../../exercises/expression.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { Field } from "./fields.jsx";
import { answerText, Filled, Rich } from "./texts.jsx";

/** @typedef {import("../../exercises/exercise.js").Step} Step */
/** @typedef {import("../../exercises/exercise.js").Variant} Variant */

/** What is chosen from stays in sight, with the right one chosen.  @param {{ variant: Variant, step: Step, place: number }} props */
export function Worked({ variant, step, place }) {
  const { exercise, names, orders } = variant;
  const askId = useUniqueId("ask");
  const isChosen = ["choice", "line", "cell"].includes(step.answer.kind);
  return (
    <>
      <p class="question-ask" id={askId}>
        {exercise.steps.length > 1 && <strong>{place + 1}. </strong>}
        <Filled text={step.ask} names={names} />
      </p>
      {isChosen && (
        <fieldset class="question-worked" disabled>
          <Field
            {...{ step, names, askId }} order={orders[place] ?? []} typed={evaluate(step.answer.value, names)}
            onType={() => {}} announce={() => {}} verdict={null}
          />
        </fieldset>
      )}
      <Solved step={step} variant={variant} />
    </>
  );
}

/** A step's answer and its reason.  @param {{ step: Step, variant: Variant }} props */
export const Solved = ({ step, variant: { names } }) => (
  <p class="question-solved">
    <strong>Answer: <Rich>{answerText(step.answer, names).replace(/\.$/, "")}</Rich>.</strong> <Filled text={step.right} names={names} />
  </p>
);
