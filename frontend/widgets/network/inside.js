/** A look inside a layer: a layer stepper with a copy of its matrices, within the network's figure. */

import { h } from "../../markup/dom.js";
import { termCount } from "../../arithmetic/dense.js";
import LayerStepper from "../layer/layer_stepper.js";
import { denseAt, densePlaces } from "../../arithmetic/network_spec.js";
import { isReached } from "./words.js";
import { sameValue } from "../../arithmetic/same_value.js";
import { createStaticModel } from "../../host/static_model.js";

/** @typedef {import("../../arithmetic/dense.js").Given} LayerGiven */
/** @typedef {import("./words.js").View} View */

/** @param {(place: number) => void} onLook  at which layer, or −1 to close */
export function createNetworkInside(onLook) {
  const choice = h("div", { class: "controls look-inside", role: "group", "aria-label": "Look inside" });
  const title = h("strong", { class: "inside-title" });
  const note = h("p", { class: "remark" });
  const again = h("button", { type: "button", class: "button" }, "Copy anew");
  const close = h("button", { type: "button", class: "button", onclick: leave }, "Close");
  const outdated = h("p", { class: "inside-outdated", role: "status" });
  const host = h("div");
  const element = h("section", { class: "network-inside", "aria-label": "Inside a layer", hidden: true },
    h("div", { class: "inside-head" }, title, close), note, h("div", { class: "inside-stale" }, outdated, again), host);
  /** @type {import("../../types.js").Cleanup | void} */
  let cleanup;
  let opened = -1;
  /** @type {LayerGiven | null} */
  let copied = null;
  /** @type {View | null} */
  let latest = null;
  again.addEventListener("click", () => {
    if (latest) mount(latest, opened);
    close.focus();
  });

  /** @param {number} place */
  const button = (place) => /** @type {HTMLElement | null} */ (choice.querySelector(`[data-layer="${place}"]`));

  /** The focus goes back to where it came from. */
  function leave() {
    const from = opened;
    onLook(-1);
    button(from)?.focus();
  }

  /** @param {number} place */
  function toggle(place) {
    if (place === opened) return leave();
    onLook(place);
    close.focus();
  }

  /** A button for each Dense layer.  @param {View} view */
  function showChoice({ given: { layers } }) {
    const places = densePlaces(layers);
    if (choice.dataset["layers"] !== places.join()) {
      choice.dataset["layers"] = places.join();
      choice.replaceChildren(h("span", { class: "controls-name", "aria-hidden": "true" }, "Look inside"),
        ...places.map((place) => h("button", {
          type: "button", class: "button", "data-layer": place, onclick: () => toggle(place),
        }, `layers[${place}]`)));
    }
    for (const place of places) button(place)?.setAttribute("aria-expanded", String(place === opened));
  }

  /** @param {View} view @param {number} place @returns {LayerGiven} */
  function matricesOf({ given, passed }, place) {
    const { weights, biases } = denseAt(given.layers, place);
    return { inputs: typed(passed.values[place] ?? []), weights, biases, dvalues: typed(passed.dvalues[place + 1] ?? []) };
  }

  /** @param {View} view @param {number} place */
  function mount(view, place) {
    unmount();
    opened = place;
    copied = matricesOf(view, place);
    const { parameter: { layer, name, row, column }, sample, hidden } = view;
    const isChosen = layer === place && isReached(view);
    const compute = isChosen ? /** @type {const} */ (`d${name}`) : "outputs";
    const initial = { ...copied, compute, cell: isChosen ? [row, column] : [sample, 0] };
    title.textContent = `Inside layers[${place}]`;
    note.textContent = `A copy of the matrices of layers[${place}]: what you change here stays here, and the network keeps its own.`;
    const rendered = LayerStepper.render({
      model: createStaticModel({ ...initial, step: termCount(copied, compute), view: "sum", predict: hidden, trial: [], initial }),
      el: host,
    });
    if (typeof rendered === "function") cleanup = rendered;
    showAge(view);
  }

  function unmount() {
    cleanup?.();
    cleanup = undefined;
    host.replaceChildren();
    opened = -1;
    copied = null;
  }

  /** @param {View} view */
  function showAge(view) {
    const old = !sameValue(copied, matricesOf(view, opened));
    outdated.textContent = old ? "The network has changed since this copy was made." : "";
    again.hidden = !old;
  }

  return {
    choice,
    element,
    /** @param {View} view @param {number} place  −1: none */
    show(view, place) {
      latest = view;
      element.hidden = place < 0;
      if (place < 0) unmount();
      else if (place !== opened) mount(view, place);
      else showAge(view);
      showChoice(view);
    },
    destroy: unmount,
  };
}

/** Computed numbers as one would type them: 0.3, where the sum left 0.30000000000000004.  @param {import("../../arithmetic/matrix.js").Matrix} matrix */
const typed = (matrix) => matrix.map((row) => row.map((x) => Number(x.toPrecision(15))));
