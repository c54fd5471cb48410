/** Follows gradient descent over a graph, one update at a time. */

import { checkParameters, descend } from "../../arithmetic/descent.js";
import { evaluate } from "../../arithmetic/evaluate.js";
import { initialInputs, inputNames } from "../../arithmetic/graph.js";
import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { math, mi, mo, partial, symbol } from "../../markup/mathml.js";
import { NumberField } from "../../parts/number_field.jsx";
import { defineStepper } from "../../parts/stepper.jsx";
import { Picture } from "./picture.jsx";
import { say } from "./words.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/descent.js").Descent} Descent */
/** @typedef {{ learning_rate: number, steps: number, log_scale: boolean, inputs?: Record<string, number> }} Settings */
/** @typedef {Partial<Settings> & { label: string }} Preset */
/** @typedef {{ graph: GraphSpec, parameter_names: string[], presets: Preset[], initial: Settings, inputs: Record<string, number>, learning_rate: number, steps: number }} Given */
/** @typedef {import("../../parts/stepper.jsx").View<Given, Descent>} DescentView */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Descent>} */ ({
  room: "descent",
  label: "Descent stepper",
  given: ["graph", "parameter_names", "presets", "initial", "inputs", "learning_rate", "steps"],
  fixed: ["graph", "parameter_names", "presets", "initial"],
  choice: ["step", "log_scale"],
  pass({ graph, parameter_names: parameters, inputs, learning_rate: learningRate, steps }) {
    checkParameters(graph, parameters);
    return descend(graph, parameters, { inputs, learningRate, steps });
  },
  count: ({ losses }) => losses.length - 1,
  initial: (trait) => ({ inputs: initialInputs(trait("graph")), ...trait("initial") }),
  complete: (state) => ({
    ...state,
    inputs: { ...initialInputs(/** @type {GraphSpec} */ (state["graph"])), .../** @type {Record<string, number>} */ (state["inputs"]) },
  }),
  say: ({ given, pass, step }) => say(pass, given.graph.output, step),
  interval: 200,
  stride: (count) => Math.ceil(count / 50), // ten seconds in all, however many steps
  Picture,
  Panel,
  Tools,
  More,
  moreLabel: "Start, data and number of steps",
}));

/** @param {DescentView} view */
function Panel({ given, pass, step }) {
  const { graph, parameter_names: names, learning_rate: rate } = given;
  const now = pass.parameters[step] ?? {};
  const loss = pass.losses[step] ?? NaN;
  const first = names[0] ?? "";
  const gradients = gradientsAt(given, now);
  return (
    <>
      <p class="formula-title">
        {step === 0 ? "At the start" : `After step ${step}`} the {plainText(graph.output)} is{" "}
        <strong class="value" data-node-value={graph.output} data-value={loss} title={String(loss)}>{formatNumber(loss, 4)}</strong>
      </p>
      <div class="formula">{math(symbol(first), mo("←"), symbol(first), mo("−"), mi("η"), mo("·"), partial(graph.output, first))}</div>
      <table class="update">
        <thead><tr><th scope="col"><span class="visually-hidden">Parameter</span></th><th scope="col">now</th><th scope="col">gradient</th><th scope="col">next</th></tr></thead>
        <tbody>
          {names.map((name) => {
            const [value, slope] = [now[name] ?? NaN, gradients[name] ?? NaN];
            const next = value - rate * slope;
            return (
              <tr key={name}>
                <th scope="row">{math(symbol(name))}</th>
                <td class="value" data-node-value={name} data-value={value} title={String(value)}>{formatNumber(value, 4)}</td>
                <td class="gradient" data-gradient={name} data-value={slope} title={String(slope)}>{formatNumber(slope, 4)}</td>
                <td title={String(next)}>{Number.isFinite(next) ? formatNumber(next, 4) : "too large"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** None where a slope is no longer finite.  @param {Given} given @param {Record<string, number>} now */
function gradientsAt({ graph, inputs }, now) {
  try {
    return evaluate(graph, { ...inputs, ...now }).gradients;
  } catch {
    return {};
  }
}

/** @param {DescentView} view */
function Tools({ given, choice, choose, edit, go }) {
  /** @param {Preset} preset @returns {Given} */
  const settings = ({ label: _, log_scale: __, ...preset }) => ({
    ...given,
    learning_rate: preset.learning_rate ?? given.initial.learning_rate,
    steps: preset.steps ?? given.initial.steps,
    inputs: { ...initialInputs(given.graph), ...preset.inputs },
  });
  return (
    <>
      {given.presets.length > 0 && (
        <span role="group" aria-label="Presets" class="presets">
          {given.presets.map((preset) => (
            <button
              key={preset.label} type="button" class="button" aria-pressed={sameValue(settings(preset), given)}
              onClick={() => {
                go(0);
                edit("preset", () => settings(preset));
                choose({ step: 0, log_scale: preset.log_scale ?? given.initial.log_scale });
              }}
            >
              {preset.label}
            </button>
          ))}
        </span>
      )}
      <label class="checkbox">
        <input type="checkbox" checked={choice.log_scale} onChange={(event) => choose({ log_scale: event.currentTarget.checked })} />
        Logarithmic axis
      </label>
    </>
  );
}

/** @param {DescentView} view */
function More(view) {
  const { given } = view;
  return (
    <div class="descent-fields">
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
