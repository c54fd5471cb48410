/** Plays recorded training runs, side by side on one clock. */

import { createAnnouncer } from "../../parts/old/announcer.js";
import { createBoundaryLegend } from "../../charts/decision_boundary.js";
import { createRoot, h, prefersReducedMotion, uniqueId } from "../../markup/dom.js";
import { placeOf } from "../../arithmetic/record.js";
import { createLinkButton } from "../../parts/old/link_button.js";
import { formatNumber } from "../../arithmetic/numbers.js";
import { createRunPanel } from "./run_panel.js";
import { watchTheme } from "../../host/theme_change.js";
import { CHARTS, standingAt } from "../../arithmetic/record.js";
import { createTransport } from "../../parts/old/transport.js";

/** @typedef {import("../../arithmetic/record.js").Run} Run */
/** @typedef {import("../../arithmetic/record.js").Points} Points */
/** @typedef {import("../../types.js").State} State */

/** What the reader can change, and a link therefore holds. */
const linked = ["epoch", "speed", "log_scale"];

const SPEEDS = [0.25, 0.5, 1, 2, 4];
const FRAME = 250; // milliseconds at speed 1
const STILLS = 10; // pictures that play shows to a reader who asked for less motion
const STILL = 1000; // milliseconds that one of them stays at least
const PAUSE = 200; // before what goes on changing is told to a screen reader

/**
 * @param {State} state
 * @returns {State}
 */
function validateState(state) {
  const { epoch, speed } = state;
  const clock = /** @type {number[]} */ (state["clock"]);
  const last = clock.at(-1) ?? 0;
  if (!Number.isInteger(epoch) || Number(epoch) < 0 || Number(epoch) > last) {
    throw new Error(`“epoch” is a whole number from 0 to ${last}, and the link gives ${epoch}.`);
  }
  if (!SPEEDS.includes(Number(speed))) {
    throw new Error(`“speed” is one of ${SPEEDS.join(", ")}, and the link gives ${speed}.`);
  }
  return { ...state, epoch: clock[placeOf(Number(epoch), clock)] };
}

/** @type {import("../../types.js").Widget} */
export default {
  linked,
  validateState,
  render({ model, el, share }) {
    const runs = /** @type {Run[]} */ (model.get("runs"));
    const clock = /** @type {number[]} */ (model.get("clock"));
    const found = /** @type {Points | {}} */ (model.get("points"));
    const points = "columns" in found ? found : null;
    const last = clock.at(-1) ?? 0;
    const calm = prefersReducedMotion();

    const root = createRoot(el, "Training player");
    const announcer = createAnnouncer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let announcing;
    let movedAt = -Infinity; // when the epoch changed, here or in another view

    const transport = createTransport({
      count: clock.length,
      position: frame(),
      onChange: onMove,
      onPlaying: (playing) => {
        save("playing", playing);
        if (playing) clearTimeout(announcing);
        else announce();
      },
      interval,
      stride: (count) => (calm ? Math.ceil((count - 1) / STILLS) : 1),
      label: "Epoch",
      describe: (at) => `Epoch ${clock[at]} of ${last}`,
    });
    const panels = runs.map((run) => createRunPanel(run, { runs, clock, points }, goTo));
    const legend = points && createBoundaryLegend(points);
    const speed = createSpeedField((value) => save("speed", value));
    const logScale = h("input", { type: "checkbox", onchange: () => save("log_scale", logScale.checked) });
    const link =
      share && createLinkButton(() => share(Object.fromEntries(linked.map((name) => [name, model.get(name)]))));

    root.append(
      ...(legend ? [legend.element] : []),
      h("div", { class: "run-panels", "data-runs": runs.length }, ...panels.map(({ element }) => element)),
      h("div", { class: "player-controls" }, transport.element, h("div", { class: "player-tools" }, speed.element, h("label", { class: "checkbox" }, logScale, " Logarithmic loss"), link?.element)),
      announcer.element,
    );

    function frame() {
      return placeOf(model.get("epoch"), clock);
    }

    function interval() {
      return calm ? Math.max(STILL, FRAME / model.get("speed")) : FRAME / model.get("speed");
    }

    /** @param {number} position @param {boolean} playing */
    function onMove(position, playing) {
      // Two views of one widget that both play keep to one clock.
      if (playing && performance.now() - movedAt < interval() / 2) return transport.setPosition(frame());
      save("epoch", clock[position]);
      if (!playing) announce();
    }

    /** @param {number} epoch */
    function goTo(epoch) {
      transport.stop();
      onMove(placeOf(epoch, clock), false);
    }

    /** @param {string} trait @param {unknown} value */
    function save(trait, value) {
      if ((model.get(trait) ?? false) === value) return; // a page has no “playing” until it plays
      model.set(trait, value);
      model.save_changes();
    }

    /** What comes soon after replaces this: a screen reader is told where it ends. */
    function announce() {
      clearTimeout(announcing);
      announcing = setTimeout(() => announcer.announce(spoken(runs, clock, model.get("epoch"))), PAUSE);
    }

    function show() {
      movedAt = performance.now();
      link?.forget();
      transport.setPosition(frame());
      panels.forEach((panel, i) => panel.show(standingAt(/** @type {Run} */ (runs[i]), clock, model.get("epoch"))));
    }

    function showSpeed() {
      link?.forget();
      speed.show(model.get("speed"));
    }

    function draw() {
      logScale.checked = model.get("log_scale");
      for (const panel of panels) panel.draw(logScale.checked);
      show();
    }

    const playOrStop = () => transport.setPlaying(model.get("playing"));
    const unwatch = watchTheme(() => {
      legend?.repaint();
      for (const panel of panels) panel.repaint();
    });
    const listeners = Object.entries({ epoch: show, speed: showSpeed, log_scale: draw, playing: playOrStop });
    for (const [trait, listener] of listeners) model.on(`change:${trait}`, listener);
    root.addEventListener("keydown", transport.handleKey);
    showSpeed();
    draw();
    legend?.repaint();

    return () => {
      clearTimeout(announcing);
      for (const [trait, listener] of listeners) model.off(`change:${trait}`, listener);
      unwatch();
      transport.destroy();
      for (const panel of panels) panel.destroy();
      root.remove();
    };
  },
};

/** @param {(speed: number) => void} onChange */
function createSpeedField(onChange) {
  const id = uniqueId("speed");
  const select = h("select", { id, class: "button" }, ...SPEEDS.map((speed) => h("option", { value: speed }, `${speed}×`)));
  select.addEventListener("change", () => onChange(Number(select.value)));
  return {
    element: h("span", { class: "player-speed" }, h("label", { for: id }, "Speed"), " ", select),
    /** @param {number} speed */
    show(speed) {
      select.value = String(speed);
    },
  };
}

/** @param {Run[]} runs @param {number[]} clock @param {number} epoch */
function spoken(runs, clock, epoch) {
  const told = runs.map((run) => {
    const standing = standingAt(run, clock, epoch);
    const numbers = CHARTS.filter(({ steps }) => steps === "epochs").flatMap((chart) =>
      standing.values(chart).map(({ label, value }) => `${label} ${chart.title.toLowerCase()} ${formatNumber(value, 4)}`),
    );
    return `${run.label}${standing.ended ? `, which ended at epoch ${standing.epoch}` : ""}: ${numbers.join(", ")}.`;
  });
  return `Epoch ${epoch}. ${told.join(" ")}`;
}
