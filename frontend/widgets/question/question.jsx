/** An exercise as a card in the text: what is given, its questions, and new numbers without end. */

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { evaluate } from "../../exercises/expression.js";
import { fill } from "../../exercises/text.js";
import { draw } from "../../exercises/variant.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { useAnnouncer } from "../../parts/announcer.jsx";
import { LinkButton } from "../../parts/link_button.jsx";
import { checkAnswers } from "./typed.js";
import { solved, Solved, StepForm } from "./step.jsx";
import { createStore } from "./store.js";
import { Filled, Shown } from "./texts.jsx";

/** @typedef {import("../../exercises/exercise.js").Exercise} Exercise */
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
    render(<Card store={store} share={share} />, el);
    return () => {
      render(null, el);
      store.destroy();
    };
  },
};

/** @param {{ store: import("./store.js").Store, share: import("../../types.js").RenderContext["share"] }} props */
function Card({ store, share }) {
  const [now, setNow] = useState(() => store.now());
  const [shown, setShown] = useState(/** @type {readonly number[]} */ ([]));
  const { region, announce } = useAnnouncer();
  const kindId = useUniqueId("kind");
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

  /** @param {number} place */
  function show(place) {
    const step = exercise.steps[place];
    if (!step || shown.includes(place)) return;
    setShown([...shown, place]);
    announce(solved(step, variant));
  }

  return (
    <div
      class="backprop-widget backprop-root question-card" role="group" aria-labelledby={kindId} data-seed={seed}
      data-lm-suppress-shortcuts="true"
    >
      <div class="question-head">
        <p class="question-kind" id={kindId}>{isWhole ? "Worked example" : KINDS[exercise.kind]}</p>
        {exercise.given.length > 0 && <button type="button" class="button quiet" onClick={drawAnew}>New numbers</button>}
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
            <>
              <p class="question-ask">
                {exercise.steps.length > 1 && <strong>{place + 1}. </strong>}
                <Filled text={step.ask} names={names} />
              </p>
              <Solved step={step} variant={variant} />
            </>
          ) : (
            <StepForm
              variant={variant} step={step} place={place} order={variant.orders[place] ?? []} announce={announce} onPage={Boolean(share)}
              answer={answers[place] ?? null} verdict={verdicts[place] ?? null} onCheck={(typed) => store.answer(place, typed)}
              isShown={shown.includes(place)} onShow={() => show(place)}
            />
          )}
        </div>
      ))}
      {isDone && <p class="question-solution"><Filled text={exercise.solution} names={names} /></p>}
      {region}
    </div>
  );
}
