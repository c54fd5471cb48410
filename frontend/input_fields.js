/** A field for each input of a graph. */

import { math, plainText, symbol } from "./mathml.js";
import { createNumberField } from "./number_field.js";
import { parseNumber } from "./numbers.js";

/** @typedef {Record<string, number>} Values by the inputs' names */

/**
 * A number that the graph cannot take (log of 0) stays in its field with the reason, and is tried
 * again together with the next edit: two inputs may only fit each other.
 *
 * @param {object} options
 * @param {Values} options.values
 * @param {(changed: Values) => void} options.onCommit throws a sentence if the graph cannot take them
 */
export function createInputFields({ values, onCommit }) {
  /** @type {Set<string>} */
  const waiting = new Set();
  const fields = new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      createNumberField({
        label: math(symbol(name)),
        name: plainText(name),
        value,
        onCommit: (typed) => commit(name, typed),
      }),
    ]),
  );

  /** @param {string} name @param {number} value */
  function commit(name, value) {
    try {
      onCommit({ ...typedInto(waiting), [name]: value });
    } catch (problem) {
      waiting.add(name);
      try {
        onCommit({ [name]: value });
        waiting.delete(name);
      } catch {
        const reason = problem instanceof Error ? problem.message : String(problem);
        throw new Error(`${reason} What is shown is still for the last values that worked.`);
      }
      return;
    }
    for (const other of waiting) fields.get(other)?.setError(null);
    waiting.clear();
  }

  /** @param {Iterable<string>} names @returns {Values} what stands in these fields, where it is a number */
  function typedInto(names) {
    /** @type {Values} */
    const typed = {};
    for (const name of names) {
      try {
        typed[name] = parseNumber(fields.get(name)?.input.value ?? "");
      } catch {
        // Its own message says so already.
      }
    }
    return typed;
  }

  return {
    elements: [...fields.values()].map((field) => field.element),
    /** @param {Values} current leaves what waits as it is */
    show(current) {
      for (const [name, field] of fields) {
        const value = current[name];
        if (value !== undefined && !waiting.has(name)) field.setValue(value);
      }
    },
    /** @param {Values} initial */
    reset(initial) {
      waiting.clear();
      for (const [name, field] of fields) field.reset(initial[name] ?? 0);
    },
    destroy() {
      for (const field of fields.values()) field.destroy();
    },
  };
}
