/** Which controls need a key for themselves, so that a shortcut must leave it to them; and Enter in a form. */

const TYPED_IN = "textarea, select, input:not([type=range], [type=checkbox], [type=button])";
const PRESSED = "button, summary, a[href], [type=checkbox], [role=button]";

/**
 * @param {EventTarget | null} target
 * @param {string} key
 */
export function ownsKey(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches(TYPED_IN)) return true;
  return key === " " && target.matches(PRESSED);
}

/**
 * Enter in a field submits its form; JupyterLab keeps a browser from doing so.
 * @param {KeyboardEvent & { currentTarget: HTMLFormElement }} event
 */
export function submitOnEnter(event) {
  if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
