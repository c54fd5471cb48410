/** The decision boundary of a network on a canvas, under the points that it learnt from. */

import { marks } from "./class_marks.js";
import { h, s } from "../markup/dom.js";
import { forward, gridPoints } from "../arithmetic/batch_forward.js";
import { formatNumber } from "../arithmetic/numbers.js";
import { unpack } from "../arithmetic/packed_parameters.js";
import { paint, regions } from "./region_image.js";

/** @typedef {import("../arithmetic/record.js").Points} Points */
/** @typedef {import("./region_image.js").Regions} Regions */

const SIDE = 61; // points of the grid
const SIZE = 240; // pixels of the image
const SWATCH = 20;

/**
 * @param {string} label  of the run
 * @param {import("../arithmetic/packed_parameters.js").Packed} packed
 * @param {Points} points
 */
export function createDecisionBoundary(label, packed, points) {
  const networkAt = unpack(packed);
  const grid = gridPoints(points.extent, SIDE);
  const canvas = createCanvas(SIZE, points.n_classes);
  const picture = h("div", { class: "boundary-picture", role: "img" }, canvas.element, drawPoints(points));

  return {
    element: picture,
    /** @param {number} frame @param {number} epoch */
    show(frame, epoch) {
      const logits = forward(networkAt(frame), grid, SIDE * SIDE);
      const found = regions(logits, SIDE, points.n_classes, SIZE);
      canvas.paint(found);
      picture.setAttribute("aria-label", `Decision boundary of ${label} at epoch ${epoch}: ${shares(found, points.n_classes)}.`);
    },
    repaint: canvas.repaint,
  };
}

/**
 * What the colours, hatchings and marks stand for, and what the axes are.
 * @param {Points} points
 */
export function createBoundaryLegend({ n_classes: count, n_samples: all, classes, extent, names }) {
  const swatches = Array.from({ length: count }, () => createCanvas(SWATCH, count));
  const items = swatches.map(({ element }, of) =>
    h(
      "li",
      { class: "boundary-key" },
      h("span", { class: "boundary-swatch", "aria-hidden": "true" }, element, s("svg", { viewBox: `0 0 ${SWATCH} ${SWATCH}` }, marks(of, [[SWATCH / 2, SWATCH / 2]]))),
      `class ${of}`,
    ),
  );
  const [left, right, bottom, top] = extent.map((value) => formatNumber(value, 3));
  const about = [
    `Across: ${names[0]} from ${left} to ${right}; up: ${names[1]} from ${bottom} to ${top}.`,
    "The deeper a colour, the surer the network.",
    classes.length < all && `${classes.length} of ${all} points are drawn.`,
  ];
  return {
    element: h("div", { class: "boundary-legend" }, h("ul", { class: "boundary-keys" }, ...items), h("p", { class: "remark" }, about.filter(Boolean).join(" "))),
    repaint() {
      swatches.forEach((swatch, of) => {
        const size = SWATCH * SWATCH;
        swatch.paint({ classes: new Uint8Array(size).fill(of), confidence: new Float64Array(size).fill(1) });
      });
    },
  };
}

/** @param {Points} points */
function drawPoints({ columns: [xs, ys], classes, n_classes: count, extent: [left = 0, right = 0, bottom = 0, top = 0] }) {
  const paths = Array.from({ length: count }, (_, of) => {
    const own = classes.flatMap((each, i) => (each === of ? [i] : []));
    return marks(of, own.map((i) => [
      (SIZE * ((xs[i] ?? NaN) - left)) / (right - left),
      (SIZE * (top - (ys[i] ?? NaN))) / (top - bottom),
    ]));
  });
  return s("svg", { class: "boundary-points", viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true" }, ...paths);
}

/**
 * A square canvas in the colours of the page; `repaint` when they have changed.
 * @param {number} size
 * @param {number} count  of classes
 */
function createCanvas(size, count) {
  const element = h("canvas", { class: "boundary-canvas", width: size, height: size });
  const context = element.getContext("2d");
  /** @type {Regions | undefined} */
  let shown;

  function repaint() {
    if (!shown || !context) return;
    const styles = getComputedStyle(element);
    const colour = (/** @type {string} */ name) => channels(styles.getPropertyValue(`--bp-${name}`));
    const palette = { surface: colour("surface"), ink: colour("text"), classes: Array.from({ length: count }, (_, of) => colour(`class-${of}`)) };
    const image = context.createImageData(size, size);
    paint(shown, size, palette, image.data);
    context.putImageData(image, 0, 0);
  }

  return {
    element,
    /** @param {Regions} found */
    paint(found) {
      shown = found;
      repaint();
    },
    repaint,
  };
}

/** Red, green and blue of a colour like #0067a0.  @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.trim().slice(at, at + 2), 16));

/** @param {Regions} found @param {number} count */
function shares({ classes }, count) {
  const counts = new Array(count).fill(0);
  for (const each of classes) counts[each] += 1;
  return counts.map((of, k) => `class ${k} on ${Math.round((100 * of) / classes.length)} %`).join(", ");
}
