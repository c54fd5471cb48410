/** Mixed drills: what is due for review, then what is new, each with fresh numbers, answered in place. */

import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { answered } from "../../exercises/drill.js";
import { KEY, ProgressStore } from "../../exercises/progress_store.js";
import { progress as readers, today } from "../../exercises/reader.js";
import { draw } from "../../exercises/variant.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { useAnnouncer } from "../../parts/announcer.jsx";
import { ProgressNotice, useProgress } from "../../parts/progress.jsx";
import { Card } from "../question/question.jsx";
import { checkAnswers } from "../question/typed.js";
import { Choose } from "./choose.jsx";
import { Record } from "./record.jsx";
import { createSitting, drillsOf } from "./sitting.js";
import { standsText } from "./words.js";

/** @typedef {import("../../types.js").Model} Model */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./sitting.js").Asked} Asked */
/** @typedef {import("./sitting.js").Chapter} Chapter */

/** @type {import("../../types.js").Widget} */
export default {
  linked: ["item", "seed", "answers"],
  validateState(state) {
    const drill = linkedDrill(state);
    if (!drill) throw new Error(`There is no question “${state["item"]}”.`);
    const variant = draw(drill.exercise, Number(state["seed"]));
    if (/** @type {unknown[]} */ (state["answers"]).length > 0) checkAnswers(variant, state["answers"]);
    return state;
  },
  render({ model, el, share }) {
    const progress = share ? readers : storeOf(model);
    const refresh = () => progress.refresh();
    if (share) addEventListener("storage", refresh);
    else model.on("change:progress", refresh);
    const state = Object.fromEntries(["chapters", "item", "seed", "answers"].map((name) => [name, model.get(name)]));
    render(<Practice state={state} progress={progress} share={share} />, el);
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

/** @param {State} state */
const linkedDrill = (state) =>
  drillsOf(/** @type {Chapter[]} */ (state["chapters"])).find(({ id }) => id === state["item"]);

/** @param {{ state: State, progress: ProgressStore, share: import("../../types.js").RenderContext["share"] }} props */
function Practice({ state, progress, share }) {
  const chapters = /** @type {Chapter[]} */ (state["chapters"]);
  const [drills] = useState(() => drillsOf(chapters));
  const [sitting] = useState(() => createSitting(drills, progress));
  const [asked, setAsked] = useState(() => {
    const linked = linkedDrill(state);
    return linked ? sitting.ask(linked, Number(state["seed"]), /** @type {any} */ (state["answers"])) : sitting.next();
  });
  const [choice, setChoice] = useState(sitting.choice());
  const { now, notice } = useProgress(progress);
  const announcer = useAnnouncer();
  const heading = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  const headingId = useUniqueId("asked");
  const [moved, setMoved] = useState(false);
  useLayoutEffect(() => {
    if (moved) heading.current?.focus();
  }, [asked]);

  /** @param {boolean} focus  goes to the new question */
  function goOn(focus) {
    setMoved(focus);
    setAsked(sitting.next());
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
    <div class="backprop-widget backprop-root practice" role="group" aria-label="Practice" data-lm-suppress-shortcuts="true">
      <p class="practice-stands">{standsText(sitting.stands())}</p>
      <ProgressNotice notice={notice} />
      <Choose chapters={chapters} drills={drills} progress={now} choice={choice} onChoose={choose} />
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
      </section>
      <Record
        progress={progress} count={answered(now, drills.map((drill) => drill.id))} total={drills.length}
        announce={announcer.announce} onPage={Boolean(share)}
      />
      {announcer.region}
    </div>
  );
}
