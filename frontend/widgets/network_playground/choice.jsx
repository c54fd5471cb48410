/** A choice among several, of which one is in sight. */

/**
 * @param {object} props
 * @param {string} props.label
 * @param {readonly { value: string, text: string }[]} props.options
 * @param {string} props.value
 * @param {(value: string) => void} props.onChange
 */
export const Choice = ({ label, options, value, onChange }) => (
  <select class="select" aria-label={label} title={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
    {options.map(({ value: each, text }) => <option key={each} value={each}>{text}</option>)}
  </select>
);
