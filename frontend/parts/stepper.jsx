/**
 * The skeleton of every widget that has steps. A widget declares what is given, the pass computed from it,
 * what is asked and said at a step, and two views from that to elements; the frame, the state, the link, the
 * keyboard, the question and the announcements are here.
 *
 *     export default defineStepper({ room: "chain_rule", label: "Chain rule stepper", given: […], …, Picture, Panel });
 */

import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { formatNumber } from "../arithmetic/numbers.js";
import { judgeValue } from "../exercises/judge_value.js";
import { useUniqueId } from "../markup/unique_id.js";
import { PAUSE, useAnnouncer } from "./announcer.jsx";
import { FullScreenButton, useFullScreen } from "./full_screen.jsx";
import { LinkButton } from "./link_button.jsx";
import { nextNumbers, seeded, tells } from "./new_numbers.js";
import { QuestionLine } from "./question.jsx";
import { createStore, linkedTraits, validate } from "./store.js";
import { Transport, described, useTransport } from "./transport.jsx";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./store.js").Cause} Cause */
/** @typedef {import("./question.jsx").Question} Question */
/** @typedef {import("preact").ComponentChildren} Children */

const SPEAKABLE = 1000; // milliseconds of a step that can be said before the next; faster play is told where it ends

/**
 * What a view is given.
 * @template {State} Given
 * @template Pass
 * @typedef {object} View
 * @property {Given} given
 * @property {Pass} pass
 * @property {any} choice  the traits that choose what is looked at
 * @property {number} step
 * @property {number} count
 * @property {Question | null} question  what the reader is to find now; until then it is hidden
 * @property {Cause} cause  why this is drawn: after "choice" a step may be set in motion
 * @property {import("./store.js").Store["edit"]} edit
 * @property {(name: string, refusal: string | null) => void} refuse
 * @property {Map<string, string>} refusals  by the fields' names
 * @property {(changed: State) => void} choose  stops playing
 * @property {(changed: State) => void} adjust  chooses while it goes on playing
 * @property {(step: number) => void} go  to a step, and stop playing
 * @property {string | null} lit  what the pointer or the focus is on, or null
 * @property {(key: string | null) => void} light
 * @property {Record<string, any>} notes  what the views keep in mind together, as long as the figure is there
 * @property {string} lineId  of the line of help, which says why a number is refused
 */

/**
 * @template {State} Given
 * @template Pass
 * @typedef {object} Stepper
 * @property {string} room  the widget's folder, and the class of its root
 * @property {string} label  the widget's name for a screen reader
 * @property {(view: View<Given, Pass>) => string} say  the line of help: what this step does, in one sentence
 * @property {(view: View<Given, Pass>) => string} [speak]  the same for the ear, where it needs other words
 * @property {(view: View<Given, Pass>) => string} [result]  what the numbers come to: said after an edit, but not to a reader who predicts
 * @property {(view: View<Given, Pass>, before: View<Given, Pass>) => string} [untouched]  said after an edit in place of the step's
 *   sentence, where that stays the same
 * @property {(pass: Pass, choice: any, given: Given) => Question | null} [ask]  what "predict" hides at this step
 * @property {string} [predict]  the label of that switch; without `ask` there is none
 * @property {(props: View<Given, Pass>) => Children} [Head]  what all the rest comes from, above it
 * @property {(props: View<Given, Pass>) => Children} Picture
 * @property {(props: View<Given, Pass>) => Children} [Panel]  the step's mathematics, beside the picture or below
 * @property {(props: View<Given, Pass>) => Children} [Tools]  more switches beside Reset
 * @property {(props: View<Given, Pass>) => Children} [More]  what is not needed for the idea, folded
 * @property {string} [moreLabel]
 * @property {(choice: any) => boolean} [opensMore]  whether what is looked at stands in what is folded
 * @property {(asked: State, base: State) => State} [upgrade]  brings what a link of an older edition asks for up to date
 * @property {number | ((choice: any, count: number) => number)} [interval]  milliseconds between two steps of play
 * @property {(count: number) => number} [stride]  how many steps play makes at a time, of how many
 * @property {import("./transport.jsx").Labels} [labels]  what a step is called, and the buttons that go on
 * @property {(position: number, last: number, choice: any, pass: Pass) => string} [describe]  the text beside the slider
 */

/**
 * @template {State} Given
 * @template Pass
 * @typedef {Stepper<Given, Pass> & import("./store.js").Numbers<Given, Pass> & import("./new_numbers.js").Drawn<Given, Pass>} Definition
 */

/**
 * @template {State} Given
 * @template Pass
 * @param {Definition<Given, Pass>} widget
 * @returns {import("../types.js").Widget & { definition: Definition<Given, Pass> }}
 */
export function defineStepper(widget) {
  return {
    definition: widget,
    linked: linkedTraits(widget),
    validateState: (state) => validate(widget, state),
    upgrade: (asked, base) => seeded(widget, widget.upgrade?.(asked, base) ?? asked, base),
    render({ model, el, share }) {
      const store = createStore(widget, model);
      render(<Frame widget={widget} store={store} share={share} />, el);
      return () => {
        render(null, el);
        store.destroy();
      };
    },
  };
}

/**
 * @param {object} props
 * @param {Definition<any, any>} props.widget
 * @param {import("./store.js").Store} props.store
 * @param {import("../types.js").RenderContext["share"]} props.share
 */
function Frame({ widget, store, share }) {
  const [{ now, cause }, setShown] = useState(() => ({ now: store.now(), cause: /** @type {Cause} */ ("reset") }));
  const [lit, light] = useState(/** @type {string | null} */ (null));
  const { region, announce } = useAnnouncer();
  const [praise, setPraise] = useState(NONE);
  const lineId = useUniqueId("line");
  const notes = useRef(/** @type {Record<string, any>} */ ({})).current;
  const speak = useRef((/** @type {Cause} */ _cause) => {});
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const screen = useFullScreen(root, announce);

  useLayoutEffect(() => store.subscribe((why) => {
    setShown({ now: store.now(), cause: why });
    speak.current(why);
  }), [store]);

  // After the page had time to draw and to listen.
  useEffect(() => {
    if (!widget.more) return undefined;
    const timer = setTimeout(store.goOn);
    return () => clearTimeout(timer);
  }, [now]);

  const { given, pass, choice, refusals, count } = now;
  const question = viewOfQuestion(widget, now);
  const interval = typeof widget.interval === "function" ? widget.interval(choice, count) : widget.interval;
  const transport = useTransport({
    position: choice["step"],
    last: count,
    onMove: (step) => {
      if (choice["predict"]) transport.stop();
      setPraise(NONE);
      store.choose({ step });
    },
    ...(interval === undefined ? {} : { interval }),
    stride: () => widget.stride?.(count) ?? 1,
    describe: (position, last) => (widget.describe ?? described)(position, last, choice, pass),
    ...(widget.passing?.includes("playing") && {
      playing: choice["playing"] ?? false, // a page has no such trait until it plays
      onPlaying: (/** @type {boolean} */ playing) => store.choose({ playing }),
    }),
  });
  const isFast = (interval ?? Infinity) < SPEAKABLE;
  const quiet = transport.playing && isFast;

  /** @type {View<any, any>} */
  const view = {
    given, pass, choice, count, question, cause, refusals, lit, light, lineId, notes,
    step: choice["step"],
    edit: (name, change, chosen) => {
      if (chosen) transport.stop();
      setPraise(NONE);
      return store.edit(name, change, chosen);
    },
    refuse: store.refuse,
    choose: (changed) => {
      transport.stop();
      setPraise(NONE);
      store.choose(changed);
    },
    adjust: store.choose,
    go: (step) => transport.move(step),
  };

  speak.current = (why) => {
    const after = store.now();
    if (why === "choice" && isFast && (after.choice["playing"] ?? transport.playing)) return;
    const asked = viewOfQuestion(widget, after);
    const then = { ...view, ...after, step: after.choice["step"], question: asked };
    const refused = [...after.refusals.values()].at(-1);
    if (why === "reset") announce("Reset to the values of the chapter.");
    else if (why === "work" || why === "answer") return;
    else if (why === "draw") announce(`New numbers. ${told(widget, then)}`);
    else if (why === "choice") announce(told(widget, then));
    else announce(refused ?? edited(widget, then, view), PAUSE);
  };

  const wasQuiet = useRef(false);
  useEffect(() => {
    if (wasQuiet.current && !quiet) speak.current("choice");
    wasQuiet.current = quiet;
  }, [quiet]);

  useEffect(() => {
    const keepWidth = () => root.current?.style.setProperty("--laid-out", String(root.current.offsetWidth));
    addEventListener("beforeprint", keepWidth);
    return () => removeEventListener("beforeprint", keepWidth);
  }, []);

  /** @param {Praise} praised */
  function found(praised) {
    if (question) store.answer(question.key);
    setPraise(praised);
    announce(besides(praised, told(widget, { ...view, question: null })));
    transport.next.current?.focus();
  }

  function drawAnew() {
    transport.stop();
    setPraise(NONE);
    if (!store.drawAnew()) announce("No other numbers fit here.");
  }

  const hasEdits = widget.given.length > (widget.fixed?.length ?? 0);
  const refusal = [...refusals.values()].at(-1);
  const { Head, Picture, Panel, Tools, More } = widget;
  return (
    <div
      ref={root} class={`backprop-widget backprop-root stepper ${widget.room}`} role="group" aria-label={widget.label}
      data-lm-suppress-shortcuts="true"
      onKeyDown={(event) => {
        screen.onKeyDown(event);
        transport.onKeyDown(event);
      }}
    >
      {Head && <Head {...view} />}
      <div class="stepper-frame">
        <div class="stage"><Picture {...view} /></div>
        {Panel && <div class="panel"><Panel {...view} /></div>}
        <Transport {...transport} labels={widget.labels} />
        <div class="line" id={lineId} data-kind={refusal ? "wrong" : praise.text ? "right" : "help"}>
          {refusal ?? (question ? (
            <QuestionLine
              question={question} onPage={Boolean(share)} onShow={() => found(NONE)}
              onRight={(text, typed) => found(withNote(widget, now, question, text, typed))}
            />
          ) : besides(praise, widget.say(view)))}
        </div>
        {widget.draw && <button type="button" class="button new-numbers" onClick={drawAnew}>New numbers</button>}
        <div class="tools">
          {widget.ask && (
            <label class="checkbox">
              <input type="checkbox" checked={choice["predict"]} onChange={(event) => view.choose({ predict: event.currentTarget.checked })} />
              {widget.predict ?? "Predict each step"}
            </label>
          )}
          {Tools && <Tools {...view} />}
          {hasEdits && <button type="button" class="button quiet" onClick={() => { transport.stop(); setPraise(NONE); store.reset(); }}>Reset</button>}
          <FullScreenButton {...screen} />
          {share && <LinkButton share={() => share(store.linked())} state={store.linked()} />}
        </div>
      </div>
      {More && (
        <details class="more" open={widget.opensMore?.(choice)}>
          <summary>{widget.moreLabel ?? "More"}</summary>
          <More {...view} />
        </details>
      )}
      {region}
    </div>
  );
}

/**
 * What is asked now: nothing once it is answered.
 * @param {Stepper<any, any>} widget
 * @param {ReturnType<import("./store.js").Store["now"]>} now
 */
function viewOfQuestion(widget, { given, pass, choice, answered }) {
  const question = choice["predict"] ? (widget.ask?.(pass, choice, given) ?? null) : null;
  return question && answered.has(question.key) ? null : question;
}

/** @typedef {{ text: string, alone: boolean }} Praise  what is said of a right answer, and whether the line has room for nothing else */

/** @type {Praise} */
const NONE = { text: "", alone: false };

/** @param {Praise} praise @param {string} said  of the step */
const besides = ({ text, alone }, said) => (alone ? text : `${text} ${said}`.trim());

/**
 * What is said of a right answer, and whether a mistake would have led to it too.
 * @param {Definition<any, any>} widget
 * @param {ReturnType<import("./store.js").Store["now"]>} now
 * @param {Question} question @param {string} text @param {string} typed
 * @returns {Praise}
 */
function withNote(widget, { choice, given }, { answer, mistakes }, text, typed) {
  const also = mistakes.find(({ value }) => judgeValue(typed, value, []).kind === "right");
  if (!also) return { text, alone: false };
  const next = nextNumbers(widget, choice["seed"] ?? 0, given);
  const there = next && widget.ask?.(widget.pass(next.given), choice, next.given);
  const remark = there && tells(there) ? "“New numbers” tells them apart" : also.name;
  return { text: `Right. A mistake gives ${formatNumber(answer, 4)} too: ${remark}.`, alone: true };
}

/** The step for the ear.  @param {Stepper<any, any>} widget @param {View<any, any>} view */
const told = (widget, view) => (widget.speak ?? widget.say)(view);

/**
 * An edit for the ear: what the numbers come to, unless they are to be found, and the step; or what else there is to say
 * where the step stays what it was.
 * @param {Stepper<any, any>} widget @param {View<any, any>} view @param {View<any, any>} before
 */
function edited(widget, view, before) {
  const step = told(widget, view);
  const rest = step === told(widget, before) ? (widget.untouched?.(view, before) ?? step) : step;
  return `${(!view.choice["predict"] && widget.result?.(view)) || ""} ${rest}`.trim();
}
