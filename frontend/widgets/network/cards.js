/** Every matrix of a network, a card for each layer: fields for what is given, tables for what the passes bring. */

import { h } from "../../markup/dom.js";
import { createMatrixField } from "../../parts/old/matrix_field.js";
import { denseAt, layerText, withLayer } from "../../arithmetic/network_spec.js";
import { targetRows } from "../../arithmetic/losses.js";
import { chosenCell, createNetworkTable, fullName, namesOf, withHidden } from "./matrices.js";
import { stepOf } from "./steps.js";
import { classesOf, isOneHot, withOneMoved } from "../../arithmetic/targets.js";

/** @typedef {import("../../arithmetic/matrix.js").Matrix} Matrix */
/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").ParameterName} ParameterName */
/** @typedef {import("./matrices.js").Picking} Picking */
/** @typedef {import("./matrices.js").Place} Place */
/** @typedef {import("./words.js").View} View */

/**
 * @typedef {object} Entry  a matrix that a pass brings
 * @property {Place} place
 * @property {(view: View) => Matrix} value
 * @property {(layers: number) => number} since  from which step on it is known
 * @property {ReturnType<typeof createNetworkTable>} table
 */

/** @type {readonly ParameterName[]} */
const PARAMETERS = ["weights", "biases"];

/**
 * @param {Given} given
 * @param {(changed: Partial<Given>) => void} onEdit  throws a sentence if the numbers cannot be used
 * @param {Picking} on
 */
export function createNetworkCards(given, onEdit, on) {
  /** @type {Map<string, { field: ReturnType<typeof createMatrixField>, value: (given: Given) => Matrix, place: Place }>} */
  const fields = new Map();
  /** @type {Entry[]} */
  let entries = [];
  let laidOut = "";
  const element = h("div", { class: "network-cards" });

  /** @param {Place} place @param {(given: Given) => Matrix} value @param {(matrix: Matrix) => Partial<Given>} changed @param {Partial<Parameters<typeof createMatrixField>[0]>} [more] */
  function fieldOf(place, value, changed, more) {
    const field = createMatrixField({ ...namesOf(place), value: value(given), onCommit: (matrix) => onEdit(changed(matrix)), ...more });
    fields.set(fullName(place), { field, value, place });
    return field.element;
  }

  /** @param {Place} place @param {Entry["value"]} value @param {Entry["since"]} since */
  function tableOf(place, value, since) {
    const table = createNetworkTable(place, on);
    entries.push({ place, value, since, table });
    return table.element;
  }

  function targetField() {
    const rows = isOneHot(given.targets);
    const classes = given.loss_kind === "SoftmaxCrossEntropy";
    return fieldOf({ name: "targets" }, ({ targets }) => targetRows(targets), (matrix) => {
      if (!classes) return { targets: matrix };
      return { targets: rows ? withOneMoved(matrix, classesOf(given.targets)) : matrix.flat() };
    }, {
      ...(classes ? { step: 1 } : {}),
      ...(rows ? {} : { columnNames: () => "class number", columnHeads: () => "", shapeOf: (/** @type {number} */ count) => `(${count},)` }),
    });
  }

  /** @param {number} place @param {Layer} layer */
  function layerCard(place, layer) {
    const outputs = tableOf({ name: "outputs", layer: place }, ({ passed }) => passed.values[place + 1] ?? [], (count) => stepOf("forward", count, place));
    const since = (/** @type {number} */ count) => stepOf("backward", count, place);
    const dinputs = () => tableOf({ name: "dinputs", layer: place }, ({ passed }) => passed.dvalues[place] ?? [], since);
    const parts = [outputs, ...(place === 0 ? [] : [dinputs()])];
    if (layer.kind === "Dense") {
      const own = PARAMETERS.map((name) => fieldOf({ name, layer: place },
        ({ layers }) => denseAt(layers, place)[name], (matrix) => ({ layers: withLayer(given.layers, place, { [name]: matrix }) })));
      const slopes = PARAMETERS.map((name) => tableOf({ name: `d${name}`, layer: place }, ({ passed }) => passed.gradients[place]?.[name] ?? [], since));
      parts.unshift(h("div", { class: "card-column" }, ...own));
      parts.splice(2, 0, h("div", { class: "card-column" }, ...slopes));
    }
    return card(`layers[${place}]`, layerText(layer), parts);
  }

  function lossCard() {
    const probabilities = given.loss_kind === "SoftmaxCrossEntropy"
      ? [tableOf({ name: "probabilities" }, ({ passed }) => passed.loss.compared, (count) => stepOf("loss", count))]
      : [];
    return card("loss", given.loss_kind, [
      targetField(), ...probabilities,
      tableOf({ name: "losses" }, ({ passed }) => passed.loss.losses.map((x) => [x]), (count) => stepOf("loss", count)),
      tableOf({ name: "dpredictions" }, ({ passed }) => passed.loss.dpredictions, (count) => stepOf("dloss", count)),
    ]);
  }

  function build() {
    destroy();
    entries = [];
    fields.clear();
    element.replaceChildren(
      card("inputs", "", [fieldOf({ name: "inputs" }, ({ inputs }) => inputs, (inputs) => ({ inputs }))]),
      ...given.layers.map((layer, place) => layerCard(place, layer)),
      lossCard(),
    );
  }

  function destroy() {
    for (const { field } of fields.values()) field.destroy();
    for (const { table } of entries) table.destroy();
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      ({ given } = view);
      const layout = JSON.stringify([given.layers.map(({ kind }) => kind), given.loss_kind, isOneHot(given.targets)]);
      if (layout !== laidOut) build();
      laidOut = layout;
      for (const { field, value, place } of fields.values()) {
        const chosen = chosenCell(place, view.parameter);
        field.setValue(value(given));
        field.mark((row, column) => chosen?.row === row && chosen.column === column);
      }
      for (const { place, value, since, table } of entries) {
        const known = since(given.layers.length) <= view.step;
        const whole = withHidden(place, value(view), view.parameter, view.hidden);
        table.show({
          value: known ? whole : whole.map((row) => row.map(() => null)),
          selected: chosenCell(place, view.parameter),
        });
      }
    },
    /** @param {Given} initial */
    reset(initial) {
      for (const { field, value } of fields.values()) field.reset(value(initial));
    },
    destroy,
  };
}

/** @param {string} name @param {string} kind @param {Node[]} parts */
const card = (name, kind, parts) =>
  h("div", { class: "network-card", role: "group", "aria-label": name },
    h("div", { class: "card-title" }, h("strong", null, name), kind && ` ${kind}`), h("div", { class: "matrix-row" }, ...parts));

