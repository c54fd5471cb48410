/** Build elements without `innerHTML`: `h("button", { type: "button", onclick: step }, "Next")`. */

/** @typedef {Node | string | number | null | undefined | false} Child  the empty ones are skipped */
/** @typedef {Record<string, unknown>} Props */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props | null} [props]  see `assign`
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props, ...children) {
  return assign(document.createElement(tag), props, children);
}

/**
 * An SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props | null} [props]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function s(tag, props, ...children) {
  return assign(document.createElementNS(SVG, tag), props, children);
}

/**
 * Props are attributes by their HTML names. A function under `on…` is a listener; `true` is an empty
 * attribute; `false`, `null` and `undefined` are left out.
 * @template {Element} E
 * @param {E} element
 * @param {Props | null | undefined} props
 * @param {Child[]} children
 * @returns {E}
 */
export function assign(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "style" && "style" in element) {
      /** @type {ElementCSSInlineStyle} */ (/** @type {unknown} */ (element)).style.cssText = String(value); // a page's policy refuses the attribute
    } else if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
  return element;
}

// In Jupyter each widget is its own bundle with its own counter: a random part keeps their ids apart.
const BUNDLE = Math.random().toString(36).slice(2, 8);
let count = 0;

/**
 * An id that no other element of this page has.
 * @param {string} prefix
 */
export function uniqueId(prefix) {
  count += 1;
  return `${prefix}-${BUNDLE}-${count}`;
}

/**
 * The element a widget draws in. It carries the class that all of this project's styles are scoped
 * under, names the widget for screen readers, and keeps JupyterLab's shortcuts (which listen before
 * the widget does) from taking its arrow keys.
 * @param {HTMLElement} el  from the render context
 * @param {string} label
 * @returns {HTMLDivElement}
 */
export function createRoot(el, label) {
  const root = h("div", {
    class: "backprop-widget backprop-root",
    role: "group",
    "aria-label": label,
    "data-lm-suppress-shortcuts": "true",
  });
  el.append(root);
  return root;
}

/** Whether the reader has asked for less motion. */
export function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
