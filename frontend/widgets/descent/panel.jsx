/** The rule of a step, the numbers of the one that was made last, and where all parameters and their gradients stand. */

import { the } from "../../arithmetic/descent.js";
import { plainText } from "../../arithmetic/names.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { inParentheses } from "../../markup/formulas.js";
import { marked, math, mi, mo, number, partial, symbol } from "../../markup/mathml.js";
import { Formula } from "../../parts/formula.jsx";
import { shownStep } from "./words.js";

/** @typedef {import("./descent_stepper.jsx").DescentView} DescentView */

/** @param {DescentView} view */
export function Panel(view) {
  const { given, pass, step, question } = view;
  const { graph, parameter_names: names, learning_rate: rate } = given;
  const { lead } = pass;
  const shown = shownStep(view);
  const [now, slopes] = [pass.parameters[shown] ?? {}, pass.gradients[shown] ?? {}];
  const loss = pass.losses[shown] ?? NaN;
  return (
    <>
      <p class="formula-title">
        {shown === 0 ? "At the start" : `After step ${shown}`} {the(graph.output)} is{" "}
        <strong class="value" data-node-value={graph.output} data-value={loss} title={String(loss)}>{formatNumber(loss, 4)}</strong>
      </p>
      <Formula>{math(symbol(lead), mo("←"), symbol(lead), mo("−"), mi("η"), mo("·"), partial(graph.output, lead))}</Formula>
      <Formula class="descent-sum">{step > 0 ? sum(view) : " "}</Formula>
      <table class="update">
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">Parameter</span></th><th scope="col">now</th>
            <th scope="col">gradient</th><th scope="col">−<i>η</i> · gradient</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const [value, slope] = [now[name] ?? NaN, slopes[name]];
            const move = slope === undefined ? NaN : -rate * slope;
            return (
              <tr key={name} class={name === lead ? "leading" : ""}>
                <th scope="row">{math(symbol(name))}</th>
                <td class="value" data-node-value={name} data-value={value} title={String(value)}>{formatNumber(value, 4)}</td>
                <td class="gradient" data-gradient={name} data-value={slope} title={String(slope)}>{slope === undefined ? "not finite" : formatNumber(slope, 3)}</td>
                <td title={question ? "" : String(move)}>{question ? "?" : Number.isFinite(move) ? formatNumber(move, 3) : "too large"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );

  /** The step that led here, with its numbers.  @param {DescentView} of */
  function sum({ pass: { parameters, gradients } }) {
    const [before, slope, after] = [parameters[step - 1]?.[lead] ?? NaN, gradients[step - 1]?.[lead] ?? NaN, parameters[step]?.[lead] ?? NaN];
    return (
      <>
        <span class="visually-hidden">{plainText(lead)}: </span>
        <span>{math(mo("="), marked("value", number(before, 4)), mo("−"), number(rate, 4), mo("·"), marked("gradient", inParentheses(slope, 4)))}</span>{" "}
        <span>{math(mo("="), question ? mi("?") : marked("value strong", number(after, 4)))}</span>
      </>
    );
  }
}
