/** The picture of a network: its layers in a row with shapes on the wires, and when each pass visits each. */

import { h } from "../../markup/dom.js";
import { shapeText } from "../../arithmetic/matrix.js";
import { layerText } from "../../arithmetic/network_spec.js";
import { stepOf, titleOf } from "./steps.js";

/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */
/** @typedef {import("./steps.js").Part} Part */
/** @typedef {import("./words.js").View} View */

/** @param {(step: number) => void} onStep */
export function createNetworkChain(onStep) {
  const element = h("div", { class: "network-chain", role: "group", "aria-label": "Layers in order" });
  /** @type {{ step: number, button: HTMLButtonElement, box: HTMLElement }[]} */
  let visits = [];
  /** @type {{ step: number, wire: HTMLElement }[]} */
  let wires = [];
  let laidOut = "";

  /** @param {View} view */
  function build({ given: { layers }, passed: { values } }) {
    visits = [];
    wires = [];
    const count = layers.length;
    /** @param {string} name @param {string} kind @param {{ part: Part, layer: number }[]} stages */
    const boxOf = (name, kind, stages) => {
      const buttons = stages.map((stage, back) => {
        const step = stepOf(stage.part, count, stage.layer);
        const button = h("button", {
          type: "button", class: `button visit ${back ? "backward" : "forward"}`, title: titleOf(stage),
          "aria-label": `Step ${step}: ${titleOf(stage)}`, onclick: () => onStep(step),
        }, back ? `← ${step}` : `${step} →`);
        return { step, button };
      });
      const box = h("div", { class: "network-box" }, h("span", { class: "box-name" }, name), h("span", { class: "box-kind" }, kind),
        h("div", { class: "box-visits" }, ...buttons.map(({ button }) => button)));
      visits.push(...buttons.map((visit) => ({ ...visit, box })));
      return box;
    };
    /** @param {Matrix} value @param {number} at  how many layers lie before it */
    const wireOf = (value, at) => {
      const there = h("span", { class: "wire-value" }, `${shapeText(value)} →`);
      const back = h("span", { class: "wire-gradient" }, at === 0 ? "" : `← ${shapeText(value)}`);
      wires.push({ step: at, wire: there });
      // The gradient of what goes into layer `at` comes from that layer, or from the loss.
      wires.push({ step: at === count ? stepOf("dloss", count) : stepOf("backward", count, at), wire: back });
      return h("div", { class: "network-wire" }, there, back);
    };
    const stations = [
      ...layers.map((layer, place) => boxOf(`layers[${place}]`, layerText(layer), [{ part: "forward", layer: place }, { part: "backward", layer: place }])),
      boxOf("loss", "", [{ part: "loss", layer: -1 }, { part: "dloss", layer: -1 }]),
    ];
    element.replaceChildren(...stations.map((box, at) => h("div", { class: "network-station" },
      at === 0 && h("span", { class: "wire-end" }, "inputs"), wireOf(values[at] ?? [], at), box)));
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      const layout = JSON.stringify([view.given.layers.map(layerText), view.given.inputs.length]);
      if (layout !== laidOut) build(view);
      laidOut = layout;
      for (const { step, wire } of wires) wire.classList.toggle("known", step <= view.step);
      for (const { box } of visits) delete box.dataset["current"];
      for (const { step, button, box } of visits) {
        button.classList.toggle("known", step <= view.step);
        if (step === view.step) {
          button.setAttribute("aria-current", "step");
          box.dataset["current"] = button.classList.contains("backward") ? "backward" : "forward";
        } else button.removeAttribute("aria-current");
      }
    },
  };
}
