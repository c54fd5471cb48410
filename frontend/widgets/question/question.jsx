/** An exercise as a card in the text: what is given, its questions, and new numbers without end. */

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { evaluate } from "../../exercises/expression.js";
import { progress } from "../../exercises/reader.js";
import { fill } from "../../exercises/text.js";
import { draw } from "../../exercises/variant.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { useAnnouncer } from "../../parts/announcer.jsx";
import { FullScreenButton, useFullScreen } from "../../parts/full_screen.jsx";
import { LinkButton } from "../../parts/link_button.jsx";
import { ProgressNotice, useProgress } from "../../parts/progress.jsx";
import { checkAnswers } from "./typed.js";
import { solved, StepForm } from "./step.jsx";
import { createStore } from "./store.js";
import { Filled, Shown } from "./texts.jsx";
import { Worked } from "./worked.jsx";

/** @typedef {import("../../exercises/exercise.js").Exercise} Exercise */
/** @typedef {import("../../exercises/exercise.js").Verdict} Verdict */
/** @typedef {import("../../exercises/answers.js").Typed} Typed */

const KINDS = { predict: "Predict", "find the error": "Find the error", choose: "Choose", solve: "Work it out" };

/** @type {import("../../types.js").Widget} */
export default {
  linked: ["seed", "answers"],
  validateState(state) {
    const variant = draw(/** @type {Exercise} */ (state["exercise"]), Number(state["seed"]));
    checkAnswers(variant, state["answers"]);
    return state;
  },
  render({ model, el, share }) {
    const store = createStore(model);
    // In Jupyter, where nothing is shared, the browser's storage is not the book's.
    render(share ? <Counted store={store} share={share} /> : <Card store={store} record={() => {}} />, el);
    return () => {
      render(null, el);
      store.destroy();
    };
  },
};

/** @typedef {NonNullable<import("../../types.js").RenderContext["share"]>} Share */

/** A card of the page's: its answers count, and where they are not kept, a sentence says so.  @param {{ store: import("./store.js").Store, share: Share }} props */
function Counted({ store, share }) {
  const { notice } = useProgress(progress);
  const [isCounted, setCounted] = useState(false);
  /** @param {string} id @param {Verdict["kind"]} kind */
  function record(id, kind) {
    progress.record(id, kind);
    setCounted(true);
  }
  return <Card store={store} share={share} record={record}>{isCounted && <ProgressNotice notice={notice} />}</Card>;
}

/**
 * @param {object} props
 * @param {import("./store.js").Store} props.store
 * @param {Share} [props.share]
 * @param {(id: string, kind: Verdict["kind"]) => void} props.record
 * @param {ReturnType<typeof useAnnouncer>} [props.announcer]  of what the card stands in; without one it has its own
 * @param {import("preact").ComponentChildren} [props.children]  stand under the questions
 */
export function Card({ store, share, record, announcer, children }) {
  const [now, setNow] = useState(() => store.now());
  const [shown, setShown] = useState(/** @type {readonly number[]} */ ([]));
  const own = useAnnouncer();
  const isAlone = !announcer;
  const { announce } = announcer ?? own;
  const kindId = useUniqueId("kind");
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const screen = useFullScreen(root, announce, { grows: true });
  useEffect(() => store.subscribe(() => setNow(store.now())), [store]);

  const { variant, worked, answers, verdicts } = now;
  const { exercise, names, seed } = variant;
  useEffect(() => setShown([]), [seed]);
  const isWhole = worked >= exercise.steps.length;
  const isDone = exercise.steps.every((_, place) => place < worked || shown.includes(place) || verdicts[place]?.kind === "right");

  function drawAnew() {
    store.drawAnew();
    const { variant: fresh } = store.now();
    announce(`New numbers. ${fill(fresh.exercise.setting, fresh.names)}`.replaceAll("`", ""));
  }

  /**
   * A wrong answer counts at once, a right one once it is the last of the exercise's and none was shown.
   * @param {number} place @param {Typed} typed
   */
  function answer(place, typed) {
    const before = verdicts[place]?.kind;
    const verdict = store.answer(place, typed);
    const isLast = store.now().verdicts.every((each, at) => at < worked || each?.kind === "right");
    if (verdict.kind !== "right" || (isLast && before !== "right" && shown.length === 0)) record(exercise.id, verdict.kind);
    return verdict;
  }

  /** @param {number} place */
  function show(place) {
    const step = exercise.steps[place];
    if (!step || shown.includes(place)) return;
    setShown([...shown, place]);
    if (verdicts[place]?.kind !== "right") record(exercise.id, "unknown"); // to be asked again
    announce(solved(step, variant));
  }

  return (
    <div
      ref={root} class="backprop-widget backprop-root question-card" role="group" aria-labelledby={kindId} data-seed={seed}
      data-lm-suppress-shortcuts="true" {...(isAlone && { onKeyDown: screen.onKeyDown })}
    >
      <div class="question-head">
        <p class="question-kind" id={kindId}>{isWhole ? "Worked example" : KINDS[exercise.kind]}</p>
        {exercise.given.length > 0 && <button type="button" class="button quiet" onClick={drawAnew}>New numbers</button>}
        {isAlone && <FullScreenButton {...screen} />}
        {share && <LinkButton share={() => share(store.linked())} state={store.linked()} />}
      </div>
      {exercise.setting.length > 0 && <p class="question-setting"><Filled text={exercise.setting} names={names} /></p>}
      {exercise.shows.length > 0 && (
        <div class="question-shows">
          {exercise.shows.map(({ label, value }) => <Shown key={label} label={label} value={evaluate(value, names)} />)}
        </div>
      )}
      {exercise.code.length > 0 && <pre class="question-code"><code>{exercise.code.map((line) => fill(line, names)).join("\n")}</code></pre>}
      {exercise.steps.map((step, place) => (
        <div class="question-step" key={`${exercise.id} ${seed} ${place}`}>
          {place < worked ? (
            <Worked variant={variant} step={step} place={place} />
          ) : (
            <StepForm
              variant={variant} step={step} place={place} order={variant.orders[place] ?? []} announce={announce} onPage={Boolean(share)}
              answer={answers[place] ?? null} verdict={verdicts[place] ?? null} onCheck={(typed) => answer(place, typed)}
              isShown={shown.includes(place)} onShow={() => show(place)}
            />
          )}
        </div>
      ))}
      {isDone && <p class="question-solution"><Filled text={exercise.solution} names={names} /></p>}
      {children}
      {isAlone && own.region}
    </div>
  );
}
