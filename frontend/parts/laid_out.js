/** Measuring what has just come has the browser lay out the page at once, and again for its next frame: it can wait for that frame. */

/** @type {Map<Element, () => void>} */
const waiting = new Map();

/** @type {WeakSet<Element>} */
const laidOut = new WeakSet();

/** @type {ResizeObserver | undefined} */
let observer;
let isPrinted = false;

/** @param {Element[]} elements */
function measure(elements) {
  const measures = elements.map((element) => waiting.get(element));
  for (const element of elements) {
    laidOut.add(element);
    forget(element);
  }
  for (const each of measures) each?.();
}

/** @param {Element} element */
function forget(element) {
  waiting.delete(element);
  observer?.unobserve(element);
}

/**
 * Call `then` once the element has been laid out for the first time, before it is drawn; at once if it has been. Far from the
 * window that is when the reader comes near, unless the page is printed.
 * @param {Element} element
 * @param {() => void} then
 * @returns {() => void} what calls it off
 */
export function whenLaidOut(element, then) {
  if (isPrinted || laidOut.has(element)) then();
  else {
    observer ??= new ResizeObserver((entries) => measure(entries.map(({ target }) => target)));
    waiting.set(element, then);
    observer.observe(element);
  }
  return () => forget(element);
}

globalThis.addEventListener?.("beforeprint", () => {
  isPrinted = true;
  measure([...waiting.keys()]);
});
globalThis.addEventListener?.("afterprint", () => {
  isPrinted = false;
});
