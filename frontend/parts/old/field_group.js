/** Number fields whose values are only usable together: the inputs of a graph, the settings of a descent. */

import { createNumberField } from "./number_field.js";
import { parseNumber } from "../../arithmetic/numbers.js";

/** @typedef {Record<string, number>} Values by the fields' keys */
/** @typedef {Omit<import("./number_field.js").NumberFieldOptions, "onCommit">} FieldOptions */

/**
 * A number that cannot be used (log of 0) stays in its field with the reason, and is tried again
 * together with the next edit: two numbers may only fit each other.
 *
 * @param {Record<string, FieldOptions>} options of each field, by its key
 * @param {(changed: Values) => void} onCommit throws a sentence if the values cannot be used
 */
export function createFieldGroup(options, onCommit) {
  /** @type {Set<string>} */
  const waiting = new Set();
  const fields = new Map(
    Object.entries(options).map(([key, each]) => [
      key,
      createNumberField({ ...each, onCommit: (value) => commit(key, value) }),
    ]),
  );

  /** @param {string} key @param {number} value */
  function commit(key, value) {
    const together = typedInto(waiting);
    try {
      onCommit({ ...together, [key]: value });
    } catch {
      waiting.add(key);
      onCommit({ [key]: value });
      waiting.delete(key);
      return;
    }
    waiting.clear();
    for (const [other, typed] of Object.entries(together)) if (other !== key) fields.get(other)?.setValue(typed);
  }

  /** @param {Iterable<string>} keys @returns {Values} what stands in these fields, where it is a number */
  function typedInto(keys) {
    /** @type {Values} */
    const typed = {};
    for (const key of keys) {
      try {
        typed[key] = parseNumber(fields.get(key)?.input.value ?? "");
      } catch {
        // Its own message says so already.
      }
    }
    return typed;
  }

  return {
    /** @param {string} key @returns {HTMLElement[]} for `append`; none where there is no such field */
    element: (key) => [fields.get(key)?.element ?? []].flat(),
    /** @param {string} key */
    field: (key) => fields.get(key),
    /** @param {Values} current what waits stays as it is, and what the reader typed where it means the same */
    show(current) {
      for (const [key, field] of fields) {
        const value = current[key];
        if (value !== undefined && !waiting.has(key)) field.setValue(value);
      }
    },
    /** Try what waits again: something outside the group has changed. */
    retry() {
      const together = typedInto(waiting);
      if (Object.keys(together).length === 0) return;
      try {
        onCommit(together);
      } catch {
        return; // it waits on, with its reason
      }
      waiting.clear();
      for (const [key, typed] of Object.entries(together)) fields.get(key)?.setValue(typed);
    },
    /** @param {Values} initial */
    reset(initial) {
      waiting.clear();
      for (const [key, field] of fields) field.reset(initial[key] ?? 0);
    },
    destroy() {
      for (const field of fields.values()) field.destroy();
    },
  };
}
