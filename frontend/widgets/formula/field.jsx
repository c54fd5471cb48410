/** The field for the formula, with a mark under the place that cannot be read, and formulas to begin with. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { FormulaError } from "../../formula/check.js";
import { graphOf, valuesFor } from "../../formula/playground.js";
import { useUniqueId } from "../../markup/unique_id.js";

/** @typedef {import("./formula_playground.jsx").FormulaView} FormulaView */
/** @typedef {import("./formula_playground.jsx").Given} Given */

/** The field's name in this widget. */
export const FORMULA = "formula";

/** @param {FormulaView} view */
export function FormulaField(view) {
  const { given, refusals, lineId } = view;
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [scrolled, setScrolled] = useState(0);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const known = useRef(/** @type {Record<string, number>} */ ({}));
  const id = useUniqueId("formula");
  const refused = refusals.has(FORMULA);

  // A name that is deleted and typed again has its number again.
  useEffect(() => {
    known.current = { ...known.current, ...given.inputs };
  }, [given.inputs]);

  const isAnother = draft !== null && draft !== given.formula;
  useEffect(() => {
    if (!refused && isAnother) setDraft(null);
  }, [refused]);
  // A formula that comes from elsewhere takes the place of what is typed.
  useEffect(() => {
    if (!isAnother) return;
    setDraft(null);
    view.refuse(FORMULA, null);
  }, [given.formula]);

  const text = draft ?? given.formula;
  const place = refused ? placeOf(text) : null;
  useLayoutEffect(() => setScrolled(input.current?.scrollLeft ?? 0), [text]);

  /** @param {string} typed */
  function commit(typed) {
    setDraft(typed);
    /** @param {Given} before @returns {Given} */
    const change = (before) => ({ ...before, formula: typed, inputs: valuesFor(graphOf(typed), { ...known.current, ...before.inputs }) });
    view.edit(FORMULA, change, { step: 0 });
  }

  /** @param {string} name */
  function choose(name) {
    const example = given.examples.find((each) => each.name === name);
    if (!example) return;
    setDraft(null);
    view.edit(FORMULA, (/** @type {Given} */ before) => ({ ...before, formula: example.formula, inputs: example.inputs, dvalue: 1 }), { step: 0 });
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.key !== "Escape" || !refused) return;
    event.stopPropagation();
    setDraft(null);
    view.refuse(FORMULA, null);
  }

  const chosen = given.examples.find(({ formula }) => formula === text)?.name ?? "";
  return (
    <div class="formula-row">
      <label for={id}>Formula</label>
      <span class="formula-box">
        <input
          ref={input} id={id} type="text" class="formula-field" value={text} autocomplete="off" autocapitalize="off" spellcheck={false}
          aria-invalid={refused} aria-describedby={refused ? lineId : undefined} enterkeyhint="done"
          onInput={(event) => commit(event.currentTarget.value)} onKeyDown={onKeyDown}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
        />
        {place && (
          <span class="formula-marks" aria-hidden="true">
            <span class="formula-mark" style={`--from: ${place.start}; --letters: ${Math.max(1, place.end - place.start)}; --scrolled: ${scrolled}px`} />
          </span>
        )}
      </span>
      <select class="formula-examples" aria-label="Example" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {chosen === "" && <option value="">Examples</option>}
        {given.examples.map(({ name }) => <option key={name} value={name}>{name}</option>)}
      </select>
    </div>
  );
}

/** Where a text cannot be read; null where it can, and only its numbers do not fit.  @param {string} text */
function placeOf(text) {
  try {
    graphOf(text);
  } catch (problem) {
    if (problem instanceof FormulaError) return problem;
  }
  return null;
}
