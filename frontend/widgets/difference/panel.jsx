/** The function and the place; the nudged points seen closely; what is left of the digits; the slope that comes of it. */

import { FUNCTIONS, PRECISIONS, cancelled, isCentral } from "../../arithmetic/differences.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { Choices } from "../../parts/choices.jsx";
import { NumberField } from "../../parts/number_field.jsx";
import { Closeup } from "./closeup.jsx";
import { Sample } from "./sample.jsx";

/** @typedef {import("./difference_stepper.jsx").DifferenceView} DifferenceView */
/** @typedef {import("./difference_stepper.jsx").FunctionName} FunctionName */

const OPTIONS = /** @type {FunctionName[]} */ (Object.keys(FUNCTIONS)).map((value) => ({ value, text: FUNCTIONS[value].title }));

/** @param {DifferenceView} view */
export function Panel(view) {
  const { given, edit } = view;
  return (
    <div class="difference-panel">
      <div class="difference-choices">
        <Choices
          label="Function f" options={OPTIONS} value={given.function}
          onChange={(name) => edit("function", (before) => ({ ...before, function: name }))}
        />
        <label class="at">
          <span aria-hidden="true">at x =</span>
          <NumberField view={view} name="x" label="x" value={given.x} change={(before, x) => ({ ...before, x })} />
        </label>
      </div>
      <Closeup view={view} />
      <Digits view={view} />
    </div>
  );
}

/** @param {{ view: DifferenceView }} props */
function Digits({ view: { given, pass, step, question } }) {
  const { above = NaN, below = NaN, measured = NaN, error = NaN } = pass.places[step] ?? {};
  const central = isCentral(given.rule);
  const { texts: [first = "", second = "", left = ""], lost } = cancelled(above, below, given.precision);
  return (
    <table class="digits">
      <tbody>
        <Row name="f(x + h)" text={first} lost={lost} value={above} />
        <Row name={central ? "f(x − h)" : "f(x)"} text={second} lost={lost} value={below} />
        <Row name="difference" text={left} lost={lost} value={above - below} isDifference />
        <tr class="slopes">
          <th scope="row">{central ? "÷ 2h" : "÷ h"} <Sample class="closeup-secant" /></th>
          <td class="gradient" data-cell="measured" data-value={question ? undefined : measured} title={question ? undefined : String(measured)}>{question ? "?" : formatNumber(measured, PRECISIONS[given.precision].digits - 1)}</td>
        </tr>
        <tr>
          <th scope="row">slope <Sample class="closeup-tangent" /></th>
          <td class="gradient" data-cell="slope" data-value={pass.slope} title={String(pass.slope)}>
            {formatNumber(pass.slope, 10)}
            <span class="error" data-cell="error" data-value={question ? undefined : error} title={question ? undefined : String(error)}>error {question ? "?" : formatNumber(error, 2)}</span>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** A number with the digits that cancel struck out.  @param {{ name: string, text: string, lost: number, value: number, isDifference?: boolean }} props */
function Row({ name, text, lost, value, isDifference = false }) {
  return (
    <tr class={isDifference ? "difference-row" : ""}>
      <th scope="row">{name}</th>
      <td class="value" data-cell={name} data-value={value} title={String(value)}><span class="lost">{text.slice(0, lost)}</span><b>{text.slice(lost)}</b></td>
    </tr>
  );
}
