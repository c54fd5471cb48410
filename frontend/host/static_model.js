import { sameValue } from "../arithmetic/same_value.js";

/**
 * A model for a page without a kernel: what an anywidget model does, except that nobody listens to
 * `save_changes`.
 *
 * @param {import("../types.js").State} state
 * @returns {import("../types.js").Model}
 */
export function createStaticModel(state) {
  const values = new Map(Object.entries(structuredClone(state)));
  /** @type {Map<string, Array<(...args: any[]) => void>>} */
  const listeners = new Map();

  /** @type {import("../types.js").Model} */
  const model = {
    get: (name) => values.get(name),
    set(name, value) {
      if (sameValue(values.get(name), value)) return;
      values.set(name, value);
      fire(`change:${name}`, value);
      fire("change");
    },
    save_changes() {},
    on(event, callback) {
      listeners.set(event, [...(listeners.get(event) ?? []), callback]);
    },
    off(event, callback) {
      for (const name of event ? [event] : [...listeners.keys()]) {
        const kept = callback ? (listeners.get(name) ?? []).filter((each) => each !== callback) : [];
        listeners.set(name, kept);
      }
    },
  };

  /**
   * @param {string} event
   * @param {...unknown} details
   */
  function fire(event, ...details) {
    for (const callback of listeners.get(event) ?? []) callback(model, ...details);
  }

  return model;
}
