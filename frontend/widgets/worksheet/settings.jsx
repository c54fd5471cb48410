/** What a sheet is made of: chapters, skill, level, how many, and its number. */

import { LEVELS, MOST } from "../../exercises/worksheet.js";
import { chosenOf, skillsOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Chapter} Chapter */
/** @typedef {import("./sheet.js").Settings} Wanted */

const LARGEST_SEED = 2 ** 32 - 1;
const LEVEL_TEXTS = { 1: "●○○ one or two questions", 2: "●●○ three questions", 3: "●●● four or more" };

/** @param {{ chapters: readonly Chapter[], wanted: Wanted, onChange: (wanted: Wanted) => void }} props */
export function Settings({ chapters, wanted, onChange }) {
  const { chosen, skill, level, count, seed } = wanted;

  /** @param {string} id @param {boolean} isChosen */
  function toggle(id, isChosen) {
    const ids = chapters.map((chapter) => chapter.id).filter((each) => (each === id ? isChosen : chosen.includes(each)));
    onChange({ ...wanted, chosen: ids });
  }

  /** A number that cannot be read, or is out of range, is put back.  @param {HTMLInputElement} field @param {"count" | "seed"} name */
  function changeNumber(field, name) {
    const next = field.valueAsNumber;
    if (field.checkValidity() && Number.isInteger(next)) onChange({ ...wanted, [name]: next });
    else {
      field.reportValidity();
      field.value = String(wanted[name]);
    }
  }

  return (
    <div class="sheet-settings">
      <details>
        <summary>Chapters <span class="practice-told">({chosen.length ? `${chosen.length} of ${chapters.length}` : "all"})</span></summary>
        <fieldset>
          <legend>Only from these chapters</legend>
          {chapters.map(({ id, title, exercises }) => (
            <label key={id} class="checkbox">
              <input type="checkbox" checked={chosen.includes(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />
              <span>{title} <span class="practice-told">{exercises.length}</span></span>
            </label>
          ))}
        </fieldset>
      </details>
      <label>
        Skill
        <select value={skill} onChange={(event) => onChange({ ...wanted, skill: event.currentTarget.value })}>
          <option value="">All skills</option>
          {skillsOf(chosenOf(chapters, chosen)).map((each) => <option key={each} value={each}>{each}</option>)}
        </select>
      </label>
      <label>
        Level
        <select value={level} onChange={(event) => onChange({ ...wanted, level: Number(event.currentTarget.value) })}>
          <option value={0}>All levels</option>
          {LEVELS.map((each) => <option key={each} value={each}>{LEVEL_TEXTS[each]}</option>)}
        </select>
      </label>
      <label>
        Exercises
        <input
          type="number" min={1} max={MOST} step={1} required value={count}
          onChange={(event) => changeNumber(event.currentTarget, "count")}
        />
      </label>
      <label>
        Sheet number
        <input
          type="number" min={0} max={LARGEST_SEED} step={1} required value={seed}
          onChange={(event) => changeNumber(event.currentTarget, "seed")}
        />
      </label>
      <button
        type="button" class="button"
        onClick={() => onChange({ ...wanted, seed: seed < LARGEST_SEED ? seed + 1 : 0 })}
      >
        Next sheet
      </button>
    </div>
  );
}
