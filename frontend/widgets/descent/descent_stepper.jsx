/** Follows gradient descent over a graph, one update at a time: a ball on its loss. */

import { checkParameters, descend } from "../../arithmetic/descent.js";
import { initialInputs, inputNames } from "../../arithmetic/graph.js";
import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { math, symbol } from "../../markup/mathml.js";
import { NumberField } from "../../parts/number_field.jsx";
import { defineStepper } from "../../parts/stepper.jsx";
import { ASKED, draw } from "./draw.js";
import { lineOf } from "./line.js";
import { mistakesOf } from "./mistakes.js";
import { Panel } from "./panel.jsx";
import { Picture } from "./picture.jsx";
import { planeOf } from "./plane.js";
import { result, say, speak } from "./words.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/descent.js").Descent & { line: import("./line.js").Line | null, plane: import("./plane.js").Plane | null, lead: string }} Pass  `lead` is the parameter that is told of */
/** @typedef {{ learning_rate: number, steps: number, log_scale: boolean, inputs?: Record<string, number> }} Settings */
/** @typedef {Partial<Settings> & { label: string }} Preset */
/** @typedef {{ graph: GraphSpec, parameter_names: string[], presets: Preset[], initial: Settings, inputs: Record<string, number>, learning_rate: number, steps: number }} Given */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Pass>} DescentView */

const SECONDS = 10; // that play takes, however many steps there are

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  room: "descent",
  label: "Descent stepper",
  given: ["graph", "parameter_names", "presets", "initial", "inputs", "learning_rate", "steps"],
  fixed: ["graph", "parameter_names", "presets", "initial"],
  choice: ["step", "log_scale", "ahead", "predict", "seed"],
  pass({ graph, parameter_names: names, inputs, learning_rate: learningRate, steps }) {
    checkParameters(graph, names);
    const descent = descend(graph, names, { inputs, learningRate, steps });
    const [line, plane] = names.length === 2 ? [null, planeOf(graph, names, inputs)] : [lineOf(graph, names, inputs), null];
    return { ...descent, line, plane, lead: line?.name ?? steepest(descent.gradients[0] ?? {}, names) };
  },
  count: ({ losses }) => losses.length - 1,
  initial: (trait) => ({ inputs: initialInputs(trait("graph")), ahead: false, ...trait("initial") }),
  complete: (state) => ({
    ...state,
    inputs: { ...initialInputs(/** @type {GraphSpec} */ (state["graph"])), .../** @type {Record<string, number>} */ (state["inputs"]) },
  }),
  say,
  speak,
  result: ({ pass }) => result(pass),
  predict: "Predict each step",
  ask({ lead, parameters, gradients }, { step }, { learning_rate: rate }) {
    if (step === 0) return null;
    const answer = parameters[step]?.[lead] ?? NaN;
    return {
      key: `${lead} ${step}`,
      ask: <>Your value for {math(symbol(lead))} after step {step}</>,
      answer,
      right: `Right: ${formatNumber(answer, 4)}.`,
      mistakes: mistakesOf({
        before: parameters[step - 1]?.[lead] ?? NaN, slope: gradients[step - 1]?.[lead] ?? NaN,
        earlier: gradients[step - 2]?.[lead], rate,
      }),
    };
  },
  draw,
  asks: () => Array.from({ length: ASKED }, (_, place) => ({ step: place + 1 })),
  interval: (_, count) => Math.max(200, Math.min(900, (1000 * SECONDS) / Math.max(1, count))),
  stride: (count) => Math.ceil(count / (5 * SECONDS)),
  Picture,
  Panel,
  Tools,
  More,
  moreLabel: "Start, data, number of steps, axis",
}));

/** @param {Record<string, number>} gradients @param {string[]} names */
const steepest = (gradients, names) =>
  names.reduce((most, name) => (Math.abs(gradients[name] ?? 0) > Math.abs(gradients[most] ?? 0) ? name : most), names[0] ?? "");

/** @param {DescentView} view */
function Tools({ given, edit }) {
  /** @param {Preset} preset @returns {Given} */
  const settings = ({ label: _, log_scale: __, ...preset }) => ({
    ...given,
    learning_rate: preset.learning_rate ?? given.initial.learning_rate,
    steps: preset.steps ?? given.initial.steps,
    inputs: { ...initialInputs(given.graph), ...preset.inputs },
  });
  if (given.presets.length === 0) return null;
  return (
    <span role="group" aria-label="Presets" class="presets">
      <span aria-hidden="true">Try</span>
      {given.presets.map((preset) => (
        <button
          key={preset.label} type="button" class="button" aria-pressed={sameValue(settings(preset), given)}
          onClick={() => edit("preset", () => settings(preset), { step: 0, ahead: false, log_scale: preset.log_scale ?? given.initial.log_scale })}
        >
          {preset.label}
        </button>
      ))}
    </span>
  );
}

/** @param {DescentView} view */
function More(view) {
  const { given, choice, choose } = view;
  return (
    <div class="descent-fields">
      <label class="checkbox">
        <input type="checkbox" checked={choice.log_scale} onChange={(event) => choose({ log_scale: event.currentTarget.checked })} />
        Logarithmic axis
      </label>
      <label><span aria-hidden="true">Steps</span><NumberField view={view} name="steps" label="Steps" value={given.steps} unit={1} change={(before, steps) => ({ ...before, steps })} /></label>
      {inputNames(given.graph).map((name) => (
        <label key={name}>
          <span aria-hidden="true">{plainText(name)}</span>
          <NumberField
            view={view} name={`inputs.${name}`} label={plainText(name)} value={given.inputs[name] ?? NaN} digits={6}
            change={(before, x) => ({ ...before, inputs: { ...before.inputs, [name]: x } })}
          />
        </label>
      ))}
    </div>
  );
}
