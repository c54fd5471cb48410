/** What is not needed for the idea: the gradient with its names, every path with its factors, and every matrix. */

import { pathsOf } from "../../arithmetic/network_paths.js";
import { denseAt, layerText, parameterAt } from "../../arithmetic/network_spec.js";
import { targetRows } from "../../arithmetic/losses.js";
import { inParentheses } from "../../markup/formulas.js";
import { math, mn, mo, number } from "../../markup/mathml.js";
import { gradientStep } from "./columns.js";
import { NetworkMatrix } from "./matrix.jsx";
import { factorNames, gradientInMatrices, gradientInNames } from "./math.js";
import { stepOf } from "./steps.js";
import { counted, isReached } from "./words.js";

/** @typedef {import("../../arithmetic/network_paths.js").Factor} Factor */
/** @typedef {import("./matrix.jsx").Part} Part */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

/** @param {NetworkView} view */
export function More(view) {
  const { given, choice: { weight } } = view;
  const parameter = parameterAt(given.layers, weight);
  return (
    <>
      <div class="formula">{gradientInNames(given, parameter)}</div>
      {gradientInMatrices(given, parameter).map(({ formula, shapes }, at) => (
        <div key={at} class="formula in-matrices">{formula} <span class="matrix-shape">{shapes}</span></div>
      ))}
      <Paths {...view} />
      <div class="network-matrices">
        {matricesOf(view).map(({ title, parts }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="formula-title">{title}</p>
            <div class="network-row">{parts.map((part) => <NetworkMatrix key={part.name} view={view} part={part} />)}</div>
          </div>
        ))}
      </div>
    </>
  );
}

/** A row for each path of the sample, a column for each factor.  @param {NetworkView} view */
function Paths(view) {
  const { given, pass, choice: { weight, sample }, step, question } = view;
  const parameter = parameterAt(given.layers, weight);
  const paths = pathsOf(given, pass, parameter, sample);
  const isKnown = isReached(given.layers.length, step, parameter) && question === null;
  return (
    <div class="paths-scroll" tabIndex={0} role="region" aria-label="Paths">
      <table class="paths">
        <caption>Sample {sample}: {counted(paths.length, "path")} from {weight} to the loss, a product each</caption>
        <thead>
          <tr>
            <th scope="col">neurons</th>
            {factorNames(given, parameter, sample).map(({ name }, at) => <th key={at} scope="col">{math(name)}</th>)}
            <th scope="col">product</th>
          </tr>
        </thead>
        <tbody>
          {paths.map(({ neurons, factors, product }, at) => (
            <tr key={at}>
              <th scope="row">{neurons.join(" → ")}</th>
              {factors.map((factor, place) => {
                const isCut = factor.kind === "slope" && factor.value === 0 && isFactorKnown(view, factor);
                return <td key={place} class={isCut ? "cut" : undefined} title={isCut ? "cuts the path" : undefined}>{math(isFactorKnown(view, factor) ? inParentheses(factor.value) : mn("?"))}</td>;
              })}
              <td data-path={at} data-value={isKnown ? product : undefined}>{math(mo("="), isKnown ? number(product) : mn("?"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether the steps have come to a factor.  @param {NetworkView} view @param {Factor} factor */
function isFactorKnown({ given: { layers }, step }, { kind, layer }) {
  if (kind === "weight") return true;
  if (kind === "input") return step >= layer;
  return step >= (kind === "slope" ? stepOf("forward", layers.length, layer) : stepOf("dloss", layers.length));
}

/** Every matrix, by its layer; what the steps have not come to is not there yet.  @param {NetworkView} view @returns {{ title: string, parts: Part[] }[]} */
export function matricesOf({ given, pass, step }) {
  const { layers, inputs, targets, loss_kind: kind } = given;
  const { compared, losses, dpredictions } = pass.loss;
  const known = (/** @type {number} */ since, /** @type {number[][]} */ rows = []) => (step >= since ? rows : rows.map((row) => row.map(() => null)));
  const isLossReached = stepOf("loss", layers.length);
  return [
    { title: "inputs", parts: [{ name: "inputs", rows: inputs }] },
    ...layers.map((layer, place) => {
      /** @param {string} name @param {readonly (readonly (number | null)[])[]} rows */
      const part = (name, rows) => ({ name, layer: place, rows });
      const since = stepOf("backward", layers.length, place);
      const gradients = pass.gradients[place];
      const own = layer.kind === "Dense" ? denseAt(layers, place) : null;
      return {
        title: `layers[${place}] ${layerText(layer)}`,
        parts: [
          ...(own ? [part("weights", own.weights), part("biases", own.biases)] : []),
          part("outputs", known(place + 1, pass.values[place + 1])),
          ...(own ? [part("dweights", known(since, gradients?.weights)), part("dbiases", known(since, gradients?.biases))] : []),
          ...(place === 0 ? [] : [part("dinputs", known(gradientStep(place, layers.length), pass.dvalues[place]))]),
        ],
      };
    }),
    {
      title: `loss ${kind}`,
      parts: [
        { name: "targets", rows: targetRows(targets) },
        ...(kind === "SoftmaxCrossEntropy" ? [{ name: "probabilities", rows: known(isLossReached, compared) }] : []),
        { name: "losses", rows: known(isLossReached, losses.map((x) => [x])) },
        { name: "dpredictions", rows: known(stepOf("dloss", layers.length), dpredictions) },
      ],
    },
  ];
}
