/** The forms in which an answer is given. */

import { useState } from "preact/hooks";

import { evaluate } from "../../exercises/expression.js";
import { fill, written } from "../../exercises/text.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { moveAmongAnswers, moveAmongCells } from "../../parts/cell_keys.js";
import { OrderAnswer } from "./order.jsx";
import { gridOf, inShape } from "./typed.js";
import { Rich, rowsOf } from "./texts.jsx";

/** @typedef {import("../../exercises/exercise.js").Step} Step */
/** @typedef {import("../../exercises/exercise.js").Verdict} Verdict */
/** @typedef {import("../../exercises/expression.js").Names} Names */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */

/**
 * @typedef {object} FieldProps
 * @property {Step} step
 * @property {Names} names
 * @property {readonly number[]} order  in which the items are shown
 * @property {Typed} typed
 * @property {(typed: Typed) => void} onType
 * @property {Verdict | null} verdict
 * @property {string} askId  of the question's text
 * @property {string} [lineId]  of the verdict's
 * @property {(text: string) => void} announce
 */

/** The fields for an answer of any kind.  @param {FieldProps} props */
export function Field(props) {
  const { kind } = props.step.answer;
  const Form = FORMS[kind];
  return <Form {...props} />;
}

/** @param {FieldProps} props */
function NumberAnswer({ typed, onType, verdict, askId, lineId }) {
  return (
    <input
      {...TYPED} class="question-number" aria-labelledby={askId} aria-describedby={lineId}
      aria-invalid={verdict?.kind === "unreadable"}
      value={String(typed)} onInput={(event) => onType(event.currentTarget.value)}
    />
  );
}

const TYPED = /** @type {const} */ ({ type: "text", inputMode: "text", autocomplete: "off", autocapitalize: "off", spellcheck: false });

/** @param {FieldProps} props */
function ArrayAnswer({ step, names, typed, onType, verdict, askId, lineId }) {
  const { columns, shape } = gridOf(step, names);
  const texts = /** @type {string[]} */ ([typed].flat(2));
  const change = (/** @type {number} */ at, /** @type {string} */ text) =>
    onType(inShape(texts.map((before, place) => (place === at ? text : before)), shape));
  const label = (/** @type {number} */ at) =>
    shape.length === 2 ? `[${Math.floor(at / columns)}, ${at % columns}]` : `[${at}]`;
  return (
    <div
      class="question-grid" role="group" aria-labelledby={askId} style={`--columns: ${columns}`}
      onKeyDown={(event) => moveAmongAnswers(event, columns)}
    >
      {texts.map((text, at) => (
        <input
          key={at} {...TYPED} class="question-number" aria-label={label(at)} aria-describedby={lineId}
          aria-invalid={verdict?.kind === "unreadable" && verdict.entry === at}
          value={text} onInput={(event) => change(at, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

/** @param {FieldProps} props */
function ChoiceAnswer({ step, names, order, typed, onType, askId, lineId }) {
  const name = useUniqueId("choice");
  const isCode = step.answer.kind === "line";
  const places = isCode ? step.answer.items.map((_, place) => place) : order;
  return (
    <div class={`question-choices ${isCode ? "lines" : ""}`} role="radiogroup" aria-labelledby={askId} aria-describedby={lineId}>
      {places.map((place) => {
        const text = fill(step.answer.items[place] ?? [], names);
        return (
          <label key={place}>
            <input type="radio" name={name} value={place} checked={typed === place} onChange={() => onType(place)} />
            {isCode ? <code>{text}</code> : <span><Rich>{text}</Rich></span>}
          </label>
        );
      })}
    </div>
  );
}

/** @param {FieldProps} props */
function CellAnswer({ step, names, typed, onType, askId, lineId }) {
  const matrix = evaluate(step.answer.of ?? 0, names);
  const rows = rowsOf(matrix);
  const isVector = !Array.isArray(/** @type {any[]} */ (matrix)[0]);
  const columns = rows[0]?.length ?? 1;
  const chosen = typed === null ? null : String(typed);
  const [focused, setFocused] = useState(chosen);
  const cells = rows.flatMap((row, i) => row.map((x, j) => ({ x, place: isVector ? [j] : [i, j] })));
  const inTabOrder = focused ?? String(cells[0]?.place);
  return (
    <div
      class="question-grid cells" role="group" aria-labelledby={askId} aria-describedby={lineId} style={`--columns: ${columns}`}
      onKeyDown={(event) => moveAmongCells(event, columns)}
    >
      {cells.map(({ x, place }) => {
        const key = String(place);
        return (
          <button
            key={key} type="button" class="question-cell" aria-pressed={chosen === key} aria-label={`[${place.join(", ")}]: ${written(x)}`}
            tabIndex={inTabOrder === key ? 0 : -1} onFocus={() => setFocused(key)} onClick={() => onType(place)}
          >
            {written(x)}
          </button>
        );
      })}
    </div>
  );
}

/** @type {Readonly<Record<Step["answer"]["kind"], (props: FieldProps) => import("preact").JSX.Element>>} */
const FORMS = {
  number: NumberAnswer, array: ArrayAnswer, choice: ChoiceAnswer, line: ChoiceAnswer, order: OrderAnswer, cell: CellAnswer,
};
