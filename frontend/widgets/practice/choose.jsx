/** The chapters and the skill that questions come from; nothing chosen stands for all. */

import { answered, skillsOf } from "../../exercises/drill.js";

/** @typedef {import("../../exercises/drill.js").Choice} Choice */

/**
 * @param {object} props
 * @param {readonly import("./sitting.js").Chapter[]} props.chapters
 * @param {readonly import("../../exercises/drill.js").Drill[]} props.drills
 * @param {import("../../exercises/progress.js").Progress} props.progress
 * @param {Choice} props.choice
 * @param {(choice: Choice) => void} props.onChoose
 */
export function Choose({ chapters, drills, progress, choice, onChoose }) {
  const skills = skillsOf(drills, choice.chapters);

  /** @param {string} id @param {boolean} isChosen */
  function toggle(id, isChosen) {
    const ids = chapters.map((chapter) => chapter.id).filter((each) => (each === id ? isChosen : choice.chapters.includes(each)));
    const skill = skillsOf(drills, ids).includes(choice.skill) ? choice.skill : "";
    onChoose({ chapters: ids, skill });
  }

  const many = choice.chapters.length;
  const told = [many ? `${many} of ${chapters.length} chapters` : "all chapters", choice.skill || "all skills"].join(", ");
  return (
    <details class="practice-choose">
      <summary>Choose chapters and a skill <span class="practice-told">({told})</span></summary>
      <fieldset>
        <legend>Only from these chapters</legend>
        {chapters.map(({ id, title, exercises }) => (
          <label key={id} class="checkbox">
            <input
              type="checkbox" checked={choice.chapters.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span>{title} <span class="practice-told">{answered(progress, exercises.map((each) => each.id))} of {exercises.length}</span></span>
          </label>
        ))}
      </fieldset>
      <label class="practice-skill">
        Skill{" "}
        <select value={choice.skill} onChange={(event) => onChoose({ ...choice, skill: event.currentTarget.value })}>
          <option value="">All skills</option>
          {skills.map((skill) => <option key={skill} value={skill}>{skill}</option>)}
        </select>
      </label>
    </details>
  );
}
