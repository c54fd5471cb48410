/** An exercise as it stands on the sheet: its questions, and room to answer. */

import { evaluate } from "../../exercises/expression.js";
import { fill } from "../../exercises/text.js";
import { Filled, Shown } from "../question/texts.jsx";

/** @typedef {import("../../exercises/exercise.js").Variant} Variant */

/** @param {{ variant: Variant }} props */
export function Paper({ variant: { exercise, names, orders } }) {
  const { setting, shows, code, steps } = exercise;
  return (
    <>
      {setting.length > 0 && <p><Filled text={setting} names={names} /></p>}
      {shows.length > 0 && (
        <div class="question-shows">
          {shows.map(({ label, value }) => <Shown key={label} label={label} value={evaluate(value, names)} />)}
        </div>
      )}
      {code.length > 0 && <pre class="question-code"><code>{code.map((line) => fill(line, names)).join("\n")}</code></pre>}
      {steps.map((step, place) => (
        <div class="sheet-step" key={place}>
          <p>
            {steps.length > 1 && <strong>{letterOf(place)} </strong>}
            <Filled text={step.ask} names={names} />
          </p>
          <Answers step={step} names={names} order={orders[place] ?? []} />
        </div>
      ))}
    </>
  );
}

/** The questions of an exercise are a), b), c).  @param {number} place */
export const letterOf = (place) => `${String.fromCharCode(97 + place)})`;

/**
 * What is chosen from, or room to write.
 * @param {object} props
 * @param {import("../../exercises/exercise.js").Step} props.step
 * @param {import("../../exercises/expression.js").Names} props.names
 * @param {readonly number[]} props.order
 */
function Answers({ step: { answer }, names, order }) {
  if (answer.kind === "line") {
    return <ol class="sheet-lines">{answer.items.map((line, at) => <li key={at}><code>{fill(line, names)}</code></li>)}</ol>;
  }
  if (answer.items.length > 0) {
    return (
      <ul class={`sheet-items sheet-${answer.kind}`}>
        {order.map((at) => <li key={at}><Filled text={answer.items[at] ?? []} names={names} /></li>)}
      </ul>
    );
  }
  if (answer.of) return <Shown label="Mark an entry" value={evaluate(answer.of, names)} />;
  return <div class="sheet-space" aria-hidden="true" />;
}
