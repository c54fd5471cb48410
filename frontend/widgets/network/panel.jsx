/** The chosen weight or bias: its number to change, and in numbers the sum it is a term of, its gradient, its update. */

import { gradientOf } from "../../arithmetic/network.js";
import { sumOfPaths, pathsOf } from "../../arithmetic/network_paths.js";
import { entry } from "../../arithmetic/matrix.js";
import { denseAt, densePlaces, keyOf, parameterAt, parameterValue, parametersOf } from "../../arithmetic/network_spec.js";
import { equals, flat, inParentheses, indexed, infix, joined } from "../../markup/formulas.js";
import { marked, math, mn, mo, mrow, number } from "../../markup/mathml.js";
import { NumberField } from "../../parts/number_field.jsx";
import { useUniqueId } from "../../markup/unique_id.js";
import { gradientStep } from "./columns.js";
import { activated, letter, slopeBy, valueName } from "./math.js";
import { withParameter } from "./parameters.js";
import { stageAt, stepOf } from "./steps.js";
import { Loss, Update, useTraining } from "./training.jsx";
import { isReached } from "./words.js";

/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("../../markup/mathml.js").Element} Element */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

const DIGITS = 4;
const MOST_SHARES = 3; // of samples that a line has room for

/** @param {NetworkView} view */
export function Panel(view) {
  const { given: { layers }, choice, step } = view;
  const parameter = parameterAt(layers, choice.weight);
  const { part } = stageAt(step, layers.length);
  const training = useTraining(view);
  const isForward = part === "start" || part === "forward" || part === "loss";
  return (
    <div class="network-panel">
      <Chosen view={view} parameter={parameter} />
      <Loss view={view} losses={training.losses} />
      {isForward ? <Sum view={view} parameter={parameter} /> : <Gradient view={view} parameter={parameter} isUpdate={part === "update"} />}
      <Update view={view} update={training.update} />
    </div>
  );
}

/** @param {{ view: NetworkView, parameter: Parameter }} props */
function Chosen({ view, parameter }) {
  const { layers } = view.given;
  const id = useUniqueId("weight");
  return (
    <div class="network-choice">
      <label for={id} class="visually-hidden">Weight or bias</label>
      <select id={id} class="select" value={keyOf(parameter)} onChange={(event) => view.choose({ weight: event.currentTarget.value })}>
        {densePlaces(layers).map((place) => (
          <optgroup key={place} label={`layers[${place}]`}>
            {parametersOf(layers).filter(({ layer }) => layer === place).map(keyOf).map((key) => <option key={key} value={key}>{key}</option>)}
          </optgroup>
        ))}
      </select>
      <span aria-hidden="true">=</span>
      <NumberField view={view} name={keyOf(parameter)} label={keyOf(parameter)} value={parameterValue(layers, parameter)} change={(given, x) => withParameter(given, parameter, x)} />
    </div>
  );
}

/** The sum of the neuron, of which it is a term.  @param {{ view: NetworkView, parameter: Parameter }} props */
function Sum({ view: { given: { layers }, pass, choice: { sample }, step }, parameter }) {
  const { layer, name, row, column } = parameter;
  const { weights, biases } = denseAt(layers, layer);
  const isKnown = step >= layer;
  const terms = weights.map((each, i) => {
    const term = mrow(isKnown ? inParentheses(entry(pass.values[layer] ?? [], sample, i), DIGITS) : mn("?"), mo("·"), inParentheses(each[column] ?? NaN, DIGITS));
    return name === "weights" && i === row ? marked("strong value", term) : term;
  });
  const bias = inParentheses(entry(biases, 0, column), DIGITS);
  const sum = entry(pass.values[layer + 1] ?? [], sample, column);
  const next = layers[layer + 1];
  const z = indexed(valueName(layers, layer + 1), sample, column);
  return (
    <>
      <div class="formula first" data-sum={step > layer ? sum : undefined}>
        {math(z, mo("="), ...joined([...terms, name === "biases" ? marked("strong value", bias) : bias], "+"))}
        {math(mo(step > layer ? equals(sum) : "="), step > layer ? marked("value", number(sum, DIGITS)) : mn("?"))}
      </div>
      {next && next.kind !== "Dense" && (
        <div class="formula second">
          {math(activated(next.kind, z), mo("="), step > layer + 1 ? marked("value", number(entry(pass.values[layer + 2] ?? [], sample, column), DIGITS)) : mn("?"))}
        </div>
      )}
    </>
  );
}

/** Its gradient: the factors in this sample, and the sum over the samples.  @param {{ view: NetworkView, parameter: Parameter, isUpdate: boolean }} props */
function Gradient({ view, parameter, isUpdate }) {
  const { given, pass, choice: { sample }, step, question } = view;
  const { layers, inputs, learning_rate: rate } = given;
  const isKnown = isReached(layers.length, step, parameter) && question === null;
  const shares = inputs.map((_, k) => sumOfPaths(pathsOf(given, pass, parameter, k)));
  const share = shares[sample] ?? NaN;
  const total = gradientOf(pass, parameter);
  const terms = shares.map((each, k) => {
    const term = isKnown ? inParentheses(each, 3) : mn("?");
    return k === sample ? marked("strong", term) : term;
  });
  const areShown = shares.length > 1 && shares.length <= MOST_SHARES;
  const factors = factorsOf(view, parameter);
  const value = parameterValue(layers, parameter);
  return (
    <>
      <div class="formula first factors" data-terms={factors.at(-1)?.terms} data-share={isKnown ? share : undefined}>
        {factors.map(({ text, formula, isCut }, at) => (
          <span key={text} class="factor" data-cut={isCut || undefined}>
            <span class="pieces">{at > 0 && math(mo("·"))}{formula}</span><small>{text}</small>
          </span>
        ))}
        <span class="factor"><span class="pieces">{math(mo(isKnown ? equals(share) : "="), isKnown ? marked("gradient", number(share, DIGITS)) : mn("?"))}</span><small>sample {sample}</small></span>
      </div>
      <div class="formula second" data-total={isKnown ? total : undefined}>
        {isUpdate
          ? math(letter(parameter), mo("←"), number(value, DIGITS), mo("−"), number(rate, DIGITS), mo("·"), isKnown ? marked("gradient", inParentheses(total, DIGITS)) : mn("?"),
            mo(isKnown ? equals(value - rate * total) : "="), isKnown ? marked("value strong", number(parameterValue(pass.after.layers, parameter), DIGITS)) : mn("?"))
          : math(marked("gradient", slopeBy(letter(parameter))), mo("="),
            ...(areShown ? [...joined(terms, "+"), mo(isKnown ? equals(total) : "=")] : []), isKnown ? marked("gradient strong", number(total, DIGITS)) : mn("?"))}
        {shares.length > MOST_SHARES && !isUpdate && <small>the sum over {shares.length} samples</small>}
      </div>
    </>
  );
}

/**
 * Input, slope, and what comes back: a product for each neuron behind, or the gradient at the loss.
 * @param {NetworkView} view @param {Parameter} parameter
 * @returns {{ text: string, formula: Element | Element[], isCut?: boolean, terms?: number }[]}
 */
function factorsOf({ given: { layers }, pass, choice: { sample }, step }, { layer, name, row, column }) {
  /** @type {ReturnType<typeof factorsOf>} */
  const factors = [];
  if (name === "weights") factors.push({ text: "input", formula: math(inParentheses(entry(pass.values[layer] ?? [], sample, row), DIGITS)) });
  const next = layers[layer + 1];
  const hasSlope = next !== undefined && next.kind !== "Dense";
  if (hasSlope) {
    const slope = entry(pass.slopes[layer + 1] ?? [], sample, column);
    const gate = next.kind === "ReLU" ? (slope === 0 ? "gate shut" : "gate open") : "slope";
    factors.push({ text: gate, isCut: slope === 0, formula: math(inParentheses(slope, 3)) });
  }
  const behind = layer + (hasSlope ? 2 : 1);
  if (behind === layers.length) {
    factors.push({ text: "from the loss", formula: math(inParentheses(entry(pass.loss.dpredictions, sample, column), 3)) });
    return factors;
  }
  const isKnown = step >= gradientStep(behind + 1, layers.length);
  const weights = denseAt(layers, behind).weights[column] ?? [];
  const bracket = (/** @type {string} */ sign) => (factors.length > 0 && weights.length > 1 ? flat(sign) : null);
  factors.push({
    text: "what comes back",
    terms: weights.length,
    // A piece for each neuron behind, so that a line breaks between them.
    formula: weights.map((weight, q) => math(
      q === 0 ? bracket("(") : infix("+"),
      isKnown ? marked("gradient", inParentheses(entry(pass.dvalues[behind + 1] ?? [], sample, q), 3)) : mn("?"), mo("·"), inParentheses(weight, 3),
      q === weights.length - 1 && bracket(")"),
    )),
  });
  return factors;
}
