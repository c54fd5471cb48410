/** Tells when the page's colours change, for what is painted and has no style of its own. */

const WHERE = { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] };

/**
 * Another theme, or paper, where both themes are light.
 * @param {() => void} onChange
 * @returns {() => void} stops it
 */
export function watchColours(onChange) {
  const observer = new MutationObserver(onChange);
  for (const element of [document.documentElement, document.body]) observer.observe(element, WHERE);
  const paper = matchMedia("print");
  paper.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    paper.removeEventListener("change", onChange);
  };
}
