/** All that a network stepper's model holds: what is given, and what the reader has chosen to see. */

import { checkGiven, checkRate, densePlaces, keyOf, parameterAt, parametersOf } from "../../arithmetic/network_spec.js";
import { lastStep } from "./steps.js";

/** @typedef {import("../../arithmetic/network_spec.js").Given} Given */
/** @typedef {import("../../types.js").State} State */

/**
 * @typedef {object} Choice
 * @property {string} weight
 * @property {number} sample
 * @property {number} step
 * @property {number} learning_rate
 * @property {number} inside  the place of the layer that is opened, or −1
 * @property {boolean} predict
 *
 * @typedef {Given & Choice} Settings
 */

export const GIVEN = ["layers", "loss_kind", "inputs", "targets"];
const CHOICE = ["weight", "sample", "step", "learning_rate", "inside", "predict"];
export const WATCHED = [...GIVEN, ...CHOICE];

/** What the reader can change, and a link therefore holds. */
export const linked = WATCHED.filter((name) => name !== "loss_kind");

/**
 * @param {State} state
 * @returns {State}
 */
export function validateState(state) {
  const asked = /** @type {Settings} */ (/** @type {unknown} */ (state));
  checkGiven(asked);
  parameterAt(asked.layers, asked.weight);
  checkRate(asked.learning_rate);
  checkPlace("sample", asked.sample, asked.inputs.length - 1);
  checkPlace("step", asked.step, lastStep(asked.layers.length));
  const places = [-1, ...densePlaces(asked.layers)];
  if (!places.includes(asked.inside)) {
    throw new Error(`“inside” is one of ${places.join(", ")}, and the link gives ${asked.inside}.`);
  }
  return state;
}

/** @param {string} name @param {unknown} place @param {number} last */
function checkPlace(name, place, last) {
  if (Number.isInteger(place) && Number(place) >= 0 && Number(place) <= last) return;
  throw new Error(`“${name}” is a whole number from 0 to ${last}, and the link gives ${place}.`);
}

/**
 * What the model says, with each choice within the network: Python may change a shape before these.
 * @param {import("../../types.js").Model} model
 * @returns {Settings}
 * @throws {Error} where layers and batch do not fit each other
 */
export function settingsOf(model) {
  const asked = /** @type {Settings} */ (/** @type {unknown} */ (
    Object.fromEntries(WATCHED.map((name) => [name, model.get(name)]))));
  checkGiven(asked);
  const keys = parametersOf(asked.layers).map(keyOf);
  return {
    ...asked,
    weight: keys.includes(asked.weight) ? asked.weight : keys[0] ?? "",
    sample: Math.min(asked.sample, asked.inputs.length - 1),
    step: Math.min(asked.step, lastStep(asked.layers.length)),
    inside: densePlaces(asked.layers).includes(asked.inside) ? asked.inside : -1,
  };
}
