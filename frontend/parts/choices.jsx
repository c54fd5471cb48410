/** A choice among a few, all in sight: radio buttons in one bar. */

import { useUniqueId } from "../markup/unique_id.js";

/**
 * @template {string} Value
 * @param {object} props
 * @param {string} props.label
 * @param {readonly (Value | { value: Value, text: import("preact").ComponentChildren })[]} props.options
 * @param {Value} props.value
 * @param {(value: Value) => void} props.onChange
 */
export function Choices({ label, options, value, onChange }) {
  const name = useUniqueId("choice");
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">{label}</legend>
      {options.map((option) => {
        const each = typeof option === "string" ? { value: option, text: option } : option;
        return (
          <label key={each.value} class={each.value === value ? "chosen" : ""}>
            <input type="radio" name={name} value={each.value} checked={each.value === value} onChange={() => onChange(each.value)} />
            {each.text}
          </label>
        );
      })}
    </fieldset>
  );
}
