/** A square canvas that shows regions in the colours of the page. */

import { paint } from "./region_image.js";

/** @typedef {import("./region_image.js").Regions} Regions */

/**
 * @param {HTMLCanvasElement} element
 * @param {number} count  of classes
 */
export function createRegionCanvas(element, count) {
  const context = element.getContext("2d");
  const { width: size } = element;
  const image = context?.createImageData(size, size);
  /** @type {Regions | undefined} */
  let shown;
  let palette = paletteOf(element, count);

  function repaint() {
    if (!shown || !context || !image) return;
    paint(shown, size, palette, image.data);
    context.putImageData(image, 0, 0);
  }

  return {
    /** @param {Regions} found */
    show(found) {
      shown = found;
      repaint();
    },
    /** A canvas has no styles: in another theme it is painted anew. */
    recolour() {
      palette = paletteOf(element, count);
      repaint();
    },
  };
}

/** @param {HTMLElement} element @param {number} count */
function paletteOf(element, count) {
  const styles = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => channels(styles.getPropertyValue(`--bp-${name}`));
  return { surface: colour("surface"), ink: colour("text"), classes: Array.from({ length: count }, (_, of) => colour(`class-${of}`)) };
}

/** Red, green and blue of a colour like #0067a0.  @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.trim().slice(at, at + 2), 16));
