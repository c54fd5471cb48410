/** One training run: its decision boundary, its curves with a cursor, and its numbers there. */

import { createDecisionBoundary } from "../../charts/decision_boundary.js";
import { h, s } from "../../markup/dom.js";
import { createLineChart } from "../../charts/line_chart.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { CHARTS, framesOf, lastEpoch } from "../../arithmetic/record.js";

/** @typedef {import("../../arithmetic/record.js").Run} Run */
/** @typedef {import("../../arithmetic/record.js").Chart} Chart */
/** @typedef {import("../../arithmetic/record.js").Points} Points */
/** @typedef {import("../../arithmetic/record.js").Standing} Standing */

const HEIGHT = 164;
const DIGITS = 4;

/**
 * @param {Run} run
 * @param {object} shared  what the runs have in common
 * @param {readonly Run[]} shared.runs
 * @param {readonly number[]} shared.clock
 * @param {Points | null} shared.points  null where no run has a decision boundary
 * @param {(epoch: number) => void} onPick
 */
export function createRunPanel(run, { runs, clock, points }, onPick) {
  const where = h("span", { class: "run-epoch" });
  const boundary = points && run.layers ? createDecisionBoundary(run.label, /** @type {import("../../arithmetic/packed_parameters.js").Packed} */ (run), points) : null;
  const charts = CHARTS.filter((chart) => runs.some((each) => chart.curves(each).length > 0)).map((chart) =>
    createRunChart(chart, run, runs, clock, onPick),
  );
  const element = h(
    "div",
    { class: "run-panel", role: "group", "aria-label": run.label },
    h("div", { class: "run-head" }, h("span", { class: "run-label" }, run.label), " ", where),
    points && h("div", { class: "run-boundary" }, boundary?.element),
    ...charts.map((chart) => chart.element),
  );
  element.style.setProperty("--rows", String(element.children.length));

  return {
    element,
    /** @param {boolean} logScale  of the loss; `show` comes after it */
    draw(logScale) {
      for (const chart of charts) chart.draw(logScale);
    },
    /** @param {Standing} standing */
    show(standing) {
      where.textContent = standing.ended ? `ended at epoch ${standing.epoch}` : `epoch ${standing.epoch}`;
      boundary?.show(standing.frame, standing.epoch);
      for (const chart of charts) chart.show(standing);
    },
    repaint: () => boundary?.repaint(),
    destroy() {
      for (const chart of charts) chart.destroy();
    },
  };
}

/**
 * @param {Chart} kind
 * @param {Run} run
 * @param {readonly Run[]} runs  their values are on the same axis
 * @param {readonly number[]} clock
 * @param {(epoch: number) => void} onPick
 */
function createRunChart(kind, run, runs, clock, onPick) {
  const curves = kind.curves(run);
  const last = lastEpoch(run);
  const numbers = curves.map(() => h("span", { class: "run-number" }));
  const chart = createLineChart({ xLabel: "epoch", height: HEIGHT, onPick });
  const described = curves.map(({ label, values }) => `${label} from ${shown(values[0])} to ${shown(values.at(-1))}`);
  /** @type {import("../../charts/line_chart.js").Drawing} */
  const drawing = {
    series: curves.map(({ values }) => ({ values })),
    steps: kind.steps === "epochs" ? run.epochs : framesOf(run, clock),
    range: runs.flatMap((each) => kind.curves(each).flatMap(({ values }) => values)),
    last: clock.at(-1) ?? 0,
    cursor: 0,
    description: `${kind.title} of ${run.label} over ${last} ${last === 1 ? "epoch" : "epochs"}: ${described.join(", ")}.`,
  };
  const keys = curves.map(({ label }, i) => h("li", { class: "run-key" }, sample(i), ` ${label} `, numbers[i]));

  return {
    element: h(
      "div",
      { class: "run-chart" },
      h("div", { class: "run-chart-head" }, h("span", { class: "run-chart-title" }, kind.title), h("ul", { class: "run-keys" }, ...keys)),
      curves.length > 0 && chart.element,
    ),
    /** @param {boolean} asked  for a logarithmic axis */
    draw(asked) {
      if (curves.length > 0) chart.draw({ ...drawing, log: kind.log === "always" || (kind.log === "asked" && asked) });
    },
    /** @param {Standing} standing */
    show(standing) {
      standing.values(kind).forEach(({ value }, i) => numbers[i]?.replaceChildren(shown(value)));
      chart.setCursor(standing.epoch);
    },
    destroy: chart.destroy,
  };
}

/** A piece of a chart's line.  @param {number} i */
function sample(i) {
  return s(
    "svg",
    { class: `line-sample series-${i}`, width: 26, height: 10, "aria-hidden": "true" },
    s("line", { class: "chart-line", x1: 1, x2: 25, y1: 5, y2: 5 }),
  );
}

/** @param {number | undefined} value */
const shown = (value = NaN) => formatNumber(value, DIGITS);
