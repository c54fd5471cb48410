/** Mixed drills: what is due for review, then what is new, each with fresh numbers, answered in place. */

import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { answered } from "../../exercises/drill.js";
import { KEY, ProgressStore } from "../../exercises/progress_store.js";
import { progress as readers, today } from "../../exercises/reader.js";
import { draw } from "../../exercises/variant.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { useAnnouncer } from "../../parts/announcer.jsx";
import { FullScreenButton, useFullScreen } from "../../parts/full_screen.jsx";
import { ProgressNotice, useProgress } from "../../parts/progress.jsx";
import { Card } from "../question/question.jsx";
import { checkAnswers } from "../question/typed.js";
import { Choose } from "./choose.jsx";
import { Record } from "./record.jsx";
import { createSitting, drillsOf, exerciseOf } from "./sitting.js";
import { standsText } from "./words.js";

/** @typedef {import("../../types.js").Model} Model */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./sitting.js").Asked} Asked */
/** @typedef {import("./sitting.js").Chapter} Chapter */

/** @type {import("../../types.js").Widget} */
export default {
  linked: ["item", "seed", "answers"],
  async validateState(state) {
    const chapters = /** @type {Chapter[]} */ (state["chapters"]);
    const drill = drillsOf(chapters).find(({ id }) => id === state["item"]);
    if (!drill) throw new Error(`There is no question “${state["item"]}”.`);
    const variant = draw(await exerciseOf(chapters, drill), Number(state["seed"]));
    if (/** @type {unknown[]} */ (state["answers"]).length > 0) checkAnswers(variant, state["answers"]);
    return state;
  },
  async render({ model, el, share }) {
    const progress = share ? readers : storeOf(model);
    const refresh = () => progress.refresh();
    if (share) addEventListener("storage", refresh);
    else model.on("change:progress", refresh);
    const chapters = model.get("chapters");
    const sitting = createSitting(chapters, progress);
    const linked = sitting.drills.find(({ id }) => id === model.get("item"));
    const first = await (linked ? sitting.ask(linked, model.get("seed"), model.get("answers")) : sitting.next());
    render(<Practice {...{ chapters, sitting, first, progress, share }} />, el);
    return () => {
      removeEventListener("storage", refresh);
      model.off("change:progress", refresh);
      render(null, el);
    };
  },
};

/** In Jupyter progress is kept in a trait.  @param {Model} model */
function storeOf(model) {
  const set = (/** @type {string} */ text) => {
    model.set("progress", text);
    model.save_changes();
  };
  const storage = {
    getItem: (/** @type {string} */ key) => (key === KEY && model.get("progress")) || null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => key === KEY && set(text),
    removeItem: (/** @type {string} */ key) => key === KEY && set(""),
  };
  return new ProgressStore(() => storage, today);
}

/**
 * @param {object} props
 * @param {readonly Chapter[]} props.chapters
 * @param {import("./sitting.js").Sitting} props.sitting
 * @param {Asked} props.first
 * @param {ProgressStore} props.progress
 * @param {import("../../types.js").RenderContext["share"]} props.share
 */
function Practice({ chapters, sitting, first, progress, share }) {
  const [asked, setAsked] = useState(first);
  const [problem, setProblem] = useState("");
  const turn = useRef(0); // what was asked for last is shown, however long the one before took to load
  const [choice, setChoice] = useState(sitting.choice());
  const { now, notice } = useProgress(progress);
  const announcer = useAnnouncer();
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const screen = useFullScreen(root, announcer.announce, { grows: true });
  const heading = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  const headingId = useUniqueId("asked");
  const [moved, setMoved] = useState(false);
  useLayoutEffect(() => {
    if (moved) heading.current?.focus();
  }, [asked]);

  /** @param {boolean} focus  goes to the new question */
  async function goOn(focus) {
    turn.current += 1;
    const mine = turn.current;
    try {
      const next = await sitting.next();
      if (mine !== turn.current) return;
      setProblem("");
      setMoved(focus);
      setAsked(next);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      setProblem(sentence);
      announcer.announce(sentence);
    }
  }

  /** @param {import("../../exercises/drill.js").Choice} next */
  function choose(next) {
    sitting.choose(next);
    setChoice(next);
    if (!sitting.holds(asked.drill)) goOn(false);
    announcer.announce(standsText(sitting.stands()));
  }

  const chapter = chapters.find(({ id }) => id === asked.drill.chapter);
  const { id } = asked.drill;
  return (
    <div
      ref={root} class="backprop-widget backprop-root practice" role="group" aria-label="Practice"
      data-lm-suppress-shortcuts="true" onKeyDown={screen.onKeyDown}
    >
      <div class="practice-head">
        <p class="practice-stands">{standsText(sitting.stands())}</p>
        <FullScreenButton {...screen} />
      </div>
      <ProgressNotice notice={notice} />
      <Choose chapters={chapters} drills={sitting.drills} progress={now} choice={choice} onChoose={choose} />
      <section class="practice-asked" aria-labelledby={headingId}>
        <p class="practice-from" id={headingId} ref={heading} tabIndex={-1}>
          <strong>{asked.why}</strong>{" · "}
          {chapter?.page ? <a href={chapter.page}>{chapter.title}</a> : chapter?.title}
        </p>
        <Card
          key={asked.place} store={asked.store} record={progress.record.bind(progress)} announcer={announcer}
          {...(share && { share: (/** @type {State} */ linked) => share({ item: id, ...linked }) })}
        />
        <button type="button" class="button practice-next" onClick={() => goOn(true)}>Next question</button>
        {problem && <p class="progress-notice">{problem}</p>}
      </section>
      <Record
        progress={progress} count={answered(now, sitting.drills.map((drill) => drill.id))} total={sitting.drills.length}
        announce={announcer.announce} onPage={Boolean(share)}
      />
      {announcer.region}
    </div>
  );
}
