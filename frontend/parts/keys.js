/** Which controls need a key for themselves, so that a shortcut must leave it to them. */

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
