/** A worksheet for a class: choose chapters, skill, level, number; print the sheet, print its solutions. */

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { LEVELS, MOST } from "../../exercises/worksheet.js";
import { useAnnouncer } from "../../parts/announcer.jsx";
import { LinkButton } from "../../parts/link_button.jsx";
import { Paper } from "./paper.jsx";
import { Settings } from "./settings.jsx";
import { chosenOf, sheetOf, skillsOf } from "./sheet.js";
import { Solution } from "./solutions.jsx";

/** @typedef {import("../../types.js").RenderContext} RenderContext */
/** @typedef {import("./sheet.js").Chapter} Chapter */
/** @typedef {import("./sheet.js").Entry} Entry */
/** @typedef {import("./sheet.js").Settings} Wanted */

const SETTINGS = /** @type {const} */ (["chosen", "skill", "level", "count", "seed"]);
const LARGEST_SEED = 2 ** 32 - 1;

/** @type {import("../../types.js").Widget} */
export default {
  linked: SETTINGS,
  validateState(state) {
    checkSettings(/** @type {Chapter[]} */ (state["chapters"]), state);
    return state;
  },
  async render({ model, el, share }) {
    const chapters = /** @type {Chapter[]} */ (model.get("chapters"));
    const wanted = /** @type {Wanted} */ (Object.fromEntries(SETTINGS.map((name) => [name, model.get(name)])));
    const sheet = await sheetOf(chapters, wanted);
    /** @param {Wanted} next */
    const keep = (next) => {
      for (const name of SETTINGS) model.set(name, next[name]);
      model.save_changes();
    };
    render(<Worksheet {...{ chapters, first: { wanted, sheet }, keep, share }} />, el);
    return () => render(null, el);
  },
};

/** @param {readonly Chapter[]} chapters @param {import("../../types.js").State} state */
function checkSettings(chapters, { chosen, skill, level, count, seed }) {
  const isWhole = (/** @type {unknown} */ x, /** @type {number} */ least, /** @type {number} */ most) =>
    Number.isInteger(x) && Number(x) >= least && Number(x) <= most;
  const ids = chapters.map(({ id }) => id);
  if (!Array.isArray(chosen) || !chosen.every((id) => ids.includes(id))) throw new Error("The link asks for a chapter that is not in the book.");
  if (skill !== "" && !skillsOf(chapters).includes(String(skill))) throw new Error(`There is no skill “${skill}”.`);
  if (level !== 0 && !LEVELS.some((each) => each === level)) throw new Error(`The level is from ${LEVELS[0]} to ${LEVELS.at(-1)}, or 0 for all.`);
  if (!isWhole(count, 1, MOST)) throw new Error(`A sheet has 1 to ${MOST} exercises.`);
  if (!isWhole(seed, 0, LARGEST_SEED)) throw new Error(`A sheet’s number is a whole number from 0 to ${LARGEST_SEED}.`);
}

/**
 * @param {object} props
 * @param {readonly Chapter[]} props.chapters
 * @param {{ wanted: Wanted, sheet: Entry[] }} props.first
 * @param {(wanted: Wanted) => void} props.keep
 * @param {RenderContext["share"]} props.share
 */
function Worksheet({ chapters, first, keep, share }) {
  const [{ wanted, sheet }, setNow] = useState(first);
  const [problem, setProblem] = useState("");
  const [printed, setPrinted] = useState(/** @type {"sheet" | "solutions"} */ ("sheet"));
  const [prints, setPrints] = useState(0);
  const turn = useRef(0); // what was asked for last is shown, however long the one before took to load
  const announcer = useAnnouncer();

  /** @param {Wanted} next */
  async function change(next) {
    turn.current += 1;
    const mine = turn.current;
    const skills = skillsOf(chosenOf(chapters, next.chosen));
    const fitting = { ...next, skill: skills.includes(next.skill) ? next.skill : "" };
    try {
      const found = await sheetOf(chapters, fitting);
      if (mine !== turn.current) return;
      keep(fitting);
      setProblem("");
      setNow({ wanted: fitting, sheet: found });
      announcer.announce(countText(found.length, fitting));
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      setProblem(sentence);
      announcer.announce(sentence);
    }
  }

  /** @param {typeof printed} what  is printed once it stands on the page alone */
  function print(what) {
    setPrinted(what);
    setPrints(prints + 1);
  }
  const done = useRef(0);
  useEffect(() => {
    if (prints === done.current) return;
    done.current = prints;
    globalThis.print();
  }, [prints]);

  return (
    <div
      class="backprop-widget backprop-root worksheet" role="group" aria-label="Worksheet" data-print={printed}
      data-lm-suppress-shortcuts="true"
    >
      <Settings chapters={chapters} wanted={wanted} onChange={change} />
      <div class="sheet-buttons">
        <button type="button" class="button" onClick={() => print("sheet")}>Print the sheet</button>
        <button type="button" class="button" onClick={() => print("solutions")}>Print the solutions</button>
        {share && <LinkButton share={() => share({ ...wanted })} state={wanted} />}
      </div>
      <p class="sheet-count">{countText(sheet.length, wanted)}</p>
      {problem && <p class="progress-notice">{problem}</p>}
      <section class="sheet-asked" aria-label="The sheet">
        <p class="sheet-title"><strong>Backpropagation</strong> · sheet {wanted.seed}<span class="sheet-name">Name:</span></p>
        <ol class="sheet-list">
          {sheet.map(({ variant }) => <li key={`${variant.exercise.id} ${variant.seed}`}><Paper variant={variant} /></li>)}
        </ol>
      </section>
      <details class="sheet-solved" open={printed === "solutions" || undefined}>
        <summary>Solutions</summary>
        <p class="sheet-title"><strong>Backpropagation</strong> · solutions to sheet {wanted.seed}</p>
        <ol class="sheet-list">
          {sheet.map(({ variant }) => (
            <li key={`${variant.exercise.id} ${variant.seed}`}><Solution variant={variant} onPage={Boolean(share)} /></li>
          ))}
        </ol>
      </details>
      {announcer.region}
    </div>
  );
}

/** @param {number} found @param {Wanted} wanted */
function countText(found, { count, seed }) {
  if (found === 0) return "No exercise fits. Choose more chapters, another skill or another level.";
  const counted = `${found} ${found === 1 ? "exercise" : "exercises"}, sheet ${seed}.`;
  return found < count ? `${counted} No more of them fit.` : counted;
}
