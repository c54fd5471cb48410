/** Tells when the page changes between light and dark, for what is painted and has no style of its own. */

const WHERE = { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] };

/**
 * @param {() => void} onChange
 * @returns {() => void} stops it
 */
export function watchTheme(onChange) {
  const observer = new MutationObserver(onChange);
  for (const element of [document.documentElement, document.body]) observer.observe(element, WHERE);
  return () => observer.disconnect();
}
