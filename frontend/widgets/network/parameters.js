/** What the views do with a parameter, or with another thing that can be lit: change it, light it, find its paths. */

import { densePlaces, withLayer } from "../../arithmetic/network_spec.js";
import { withCell } from "../../parts/matrix.jsx";

/** @typedef {import("../../arithmetic/network_spec.js").DenseLayer} DenseLayer */
/** @typedef {import("../../arithmetic/network_spec.js").Layer} Layer */
/** @typedef {import("../../arithmetic/network_spec.js").Parameter} Parameter */
/** @typedef {import("./stepping.jsx").Given} Given */
/** @typedef {import("./stepping.jsx").NetworkView} NetworkView */

/** @param {Given} given @param {Parameter} parameter @param {number} value */
export function withParameter(given, { layer, name, row, column }, value) {
  const own = /** @type {DenseLayer} */ (given.layers[layer]);
  return { ...given, layers: withLayer(given.layers, layer, { [name]: withCell(own[name], row, column, value) }) };
}

/** Handlers that light a thing while the pointer or the focus is on it.  @param {Pick<NetworkView, "light">} view @param {string} key */
export const lighting = (view, key) => ({
  onPointerEnter: () => view.light(key), onPointerLeave: () => view.light(null),
  onFocusIn: () => view.light(key), onFocusOut: () => view.light(null),
});

/**
 * Whether a path from the chosen parameter to the loss takes a wire.
 * @param {readonly Layer[]} layers @param {Parameter} chosen @param {Parameter} wire
 */
export function isOnPath(layers, chosen, { layer, row, column }) {
  if (layer <= chosen.layer) return layer === chosen.layer && chosen.name === "weights" && row === chosen.row && column === chosen.column;
  const next = densePlaces(layers).find((place) => place > chosen.layer);
  return layer !== next || row === chosen.column;
}
