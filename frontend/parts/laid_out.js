/** Measuring what was just drawn has the browser lay out the page at once, and again for its next frame: it can wait for that frame. */

/** @type {Map<Element, () => void>} */
const waiting = new Map();

/** @type {ResizeObserver | undefined} */
let observer;
let isPrinted = false;

/** @param {Element[]} elements */
function measure(elements) {
  const measures = elements.map((element) => waiting.get(element));
  elements.forEach(forget);
  for (const each of measures) each?.();
}

/** @param {Element} element */
function forget(element) {
  waiting.delete(element);
  observer?.unobserve(element);
}

/**
 * Call `then` once the element has been laid out, before it is drawn. Far from the window that is when the reader comes near,
 * unless the page is printed.
 * @param {Element} element
 * @param {() => void} then
 * @returns {() => void} what calls it off
 */
export function whenLaidOut(element, then) {
  observer ??= new ResizeObserver((entries) => measure(entries.map(({ target }) => target)));
  forget(element); // an observer tells of each element that is new to it
  waiting.set(element, then);
  if (isPrinted) queueMicrotask(() => waiting.has(element) && measure([element])); // paper waits for no frame
  else observer.observe(element);
  return () => forget(element);
}

addEventListener("beforeprint", () => {
  isPrinted = true;
  measure([...waiting.keys()]);
});
addEventListener("afterprint", () => {
  isPrinted = false;
});
