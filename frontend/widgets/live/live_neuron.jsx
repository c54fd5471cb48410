/** One neuron with one input, alive: turn any number, and its loss and its gradients follow; or step downhill. */

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs } from "../../arithmetic/graph.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { PAUSE, useAnnouncer } from "../../parts/announcer.jsx";
import { FullScreenButton, useFullScreen } from "../../parts/full_screen.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { createStore, linkedTraits, validate } from "../../parts/store.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Evaluation} Evaluation */
/** @typedef {{ graph: GraphSpec, inputs: Record<string, number> }} Given */
/** @typedef {"x" | "w" | "b" | "t"} Input */

const RATE = 0.05;
const DIGITS = 3;
/** The side of the square of the loss, at most; it is drawn to the error's scale. */
const SIDE = 96;
const PER_UNIT = 36;
const ROOM = 9.6; // rem of letters side by side: a longer number is written smaller
const ONE_LINE = 16; // letters of a product; a longer one takes two lines

/** @type {import("../../parts/store.js").Numbers<Given, Evaluation>} */
const numbers = {
  given: ["graph", "inputs"],
  fixed: ["graph"],
  choice: ["step"],
  pass: ({ graph, inputs }) => evaluate(graph, inputs),
  count: () => 0,
  initial: (trait) => ({ inputs: initialInputs(trait("graph")) }),
  complete: (state) => ({
    ...state,
    inputs: { ...initialInputs(/** @type {GraphSpec} */ (state["graph"])), .../** @type {Record<string, number>} */ (state["inputs"]) },
  }),
};

/** @type {import("../../types.js").Widget} */
export default {
  linked: linkedTraits(numbers),
  validateState: (state) => validate(numbers, state),
  render({ model, el }) {
    const store = createStore(numbers, model);
    render(<LiveNeuron store={store} />, el);
    return () => {
      render(null, el);
      store.destroy();
    };
  },
};

/** @param {{ store: import("../../parts/store.js").Store }} props */
function LiveNeuron({ store }) {
  const [now, setNow] = useState(() => store.now());
  const [moment, setMoment] = useState(0);
  const { region, announce } = useAnnouncer();
  const root = useRef(/** @type {HTMLDivElement | null} */ (null));
  const screen = useFullScreen(root, announce);
  const lineId = useUniqueId("line");
  useEffect(() => store.subscribe((why) => {
    const after = store.now();
    setNow(after);
    setMoment((before) => before + 1);
    const { values: { l = NaN }, gradients: { w = NaN } } = /** @type {Evaluation} */ (after.pass);
    const refused = [...after.refusals.values()].at(-1);
    if (why === "reset") announce("Reset to the values of the chapter.");
    else announce(refused ?? `The loss is ${formatNumber(l, 3)}, the gradient of w ${formatNumber(w, 3)}.`, PAUSE);
  }), [store]);

  const { values, gradients } = /** @type {Evaluation} */ (now.pass);
  const value = (/** @type {string} */ name) => values[name] ?? NaN;
  const gradient = (/** @type {string} */ name) => gradients[name] ?? NaN;
  const refusal = [...now.refusals.values()].at(-1);
  const view = { edit: store.edit, refuse: store.refuse, refusals: now.refusals, lineId };

  function descend() {
    const moved = (/** @type {Input} */ name) => Number((value(name) - RATE * gradient(name)).toPrecision(12));
    store.edit("descend", (/** @type {Given} */ given) => ({ ...given, inputs: { ...given.inputs, w: moved("w"), b: moved("b") } }));
    const { values: after } = /** @type {Evaluation} */ (store.now().pass);
    announce(`One step downhill: the loss falls from ${formatNumber(value("l"), 3)} to ${formatNumber(after["l"] ?? NaN, 3)}.`);
  }

  /** @param {Input} name @param {string} label */
  const field = (name, label) => (
    <NumberField
      view={view} name={name} label={label} value={value(name)} digits={DIGITS}
      change={(given, x) => ({ ...given, inputs: { ...given.inputs, [name]: x } })}
    />
  );
  const back = gradient("y");
  const side = Math.min(SIDE, PER_UNIT * Math.abs(value("e")));
  return (
    <div ref={root} class="backprop-widget backprop-root stepper live" role="group" aria-label="Live neuron" onKeyDown={screen.onKeyDown}>
      <div class="live-picture">
        <div class="live-part input">
          <span class="live-name">input x</span>
          {field("x", "input x")}
          <Back key={`x${moment}`} late name="x" value={gradient("x")}>{product(back, value("w"))}</Back>
        </div>
        <div class="live-part weight">
          <span class="live-name">weight w</span>
          {field("w", "weight w")}
          <Back key={`w${moment}`} late name="w" value={gradient("w")}>{product(back, value("x"))}</Back>
        </div>
        <div class="live-part neuron">
          <span class="live-name">w·x + b</span>
          <strong class="value" data-node-value="y" data-value={value("y")} title={String(value("y"))} style={sized(formatNumber(value("y"), DIGITS), 0.6875, 1.875)}>{formatNumber(value("y"), DIGITS)}</strong>
          <span class="live-bias"><span>bias b</span>{field("b", "bias b")}</span>
          <Back key={`y${moment}`} name="y" value={back}>comes back</Back>
        </div>
        <div class="live-part target">
          <span class="live-name">target t</span>
          {field("t", "target t")}
          <span class="live-name">error <strong class="gradient">{formatNumber(value("e"), DIGITS)}</strong></span>
        </div>
        <div class="live-part loss">
          <span class="live-name">loss ½·error²</span>
          <span class="live-square" aria-hidden="true"><i style={`width: ${side}px; height: ${side}px`} /></span>
          <strong class="value" data-node-value="l" data-value={value("l")} title={String(value("l"))} style={sized(formatNumber(value("l"), DIGITS), 0.6875, 1.875)}>{formatNumber(value("l"), DIGITS)}</strong>
        </div>
      </div>
      <div class="live-control">
        <button type="button" class="button primary" onClick={descend}>Step downhill</button>
        <button type="button" class="button quiet" onClick={() => store.reset()}>Reset</button>
        <FullScreenButton {...screen} />
        <p class="line" id={lineId} data-kind={refusal ? "wrong" : "help"}>
          {refusal ?? <>Drag a blue number: the <strong class="gradient">gradient</strong> comes back at once, times the other factor of each product.</>}
        </p>
      </div>
      {region}
    </div>
  );
}

/** "2 × 3 =", as numbers in a product are written.  @param {number} incoming @param {number} factor */
function product(incoming, factor) {
  const written = (/** @type {number} */ x) => (x < 0 ? `(${formatNumber(x, 3)})` : formatNumber(x, 3));
  return `${written(incoming)} × ${written(factor)} =`;
}

/** The size of a text that keeps to its box, in rem.  @param {string} text @param {number} least @param {number} most */
const sized = (text, least, most) => `font-size: clamp(${least}rem, ${(ROOM / text.length).toFixed(3)}rem, ${most}rem)`;

/**
 * A gradient that has come back; those further back arrive later.
 * @param {{ name: string, value: number, late?: boolean, children: string }} props
 */
function Back({ name, value, late = false, children }) {
  const largest = children.length > ONE_LINE ? 0.9375 : 1.25;
  return (
    <span class={`live-back ${late ? "late" : ""}`} data-gradient={name} data-value={value} title={String(value)}>
      <span class="visually-hidden">gradient </span>
      <small style={sized(children, 0.6875, 0.9375)}>{children}</small> <strong class="gradient" style={sized(formatNumber(value, DIGITS), 0.6875, largest)}>{formatNumber(value, DIGITS)}</strong>
    </span>
  );
}
