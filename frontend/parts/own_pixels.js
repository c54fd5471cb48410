/** Places in the pixels that a figure is laid out in: on the whole screen it is drawn larger than it is laid out. */

/** How many times larger.  @param {Element} element  of the figure */
export function magnification(element) {
  const root = element.closest(".backprop-root");
  return (root && Number(getComputedStyle(root).scale)) || 1; // "none" is no number
}

/**
 * Where the pointer is in an element, from its left and its top.
 * @param {Element} element @param {PointerEvent} event
 * @returns {[number, number]}
 */
export function pointIn(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  const times = magnification(element);
  return [(clientX - left) / times, (clientY - top) / times];
}

/**
 * Where an element is in another, from its left and its top, and how large.
 * @param {Element} element @param {Element} within
 */
export function boxIn(element, within) {
  const [box, origin] = [element, within].map((each) => each.getBoundingClientRect());
  const times = magnification(within);
  return {
    left: ((box?.left ?? 0) - (origin?.left ?? 0)) / times,
    top: ((box?.top ?? 0) - (origin?.top ?? 0)) / times,
    width: (box?.width ?? 0) / times,
    height: (box?.height ?? 0) / times,
  };
}
