/** A mark for each class, which tells points apart where colours do not. */

/** @typedef {readonly [x: number, y: number]} Place  in pixels */

const RADIUS = 3.2;

/**
 * @param {number} corners
 * @param {number} size
 * @param {number} [turn]  in parts of a corner
 * @returns {Place[]}
 */
function polygon(corners, size, turn = 0) {
  return Array.from({ length: corners }, (_, k) => {
    const angle = (2 * Math.PI * (k + turn)) / corners;
    return [RADIUS * size * Math.sin(angle), -RADIUS * size * Math.cos(angle)];
  });
}

/** Five points, and between them five dents.  @returns {Place[]} */
function star() {
  const dents = polygon(5, 0.7, 0.5);
  return polygon(5, 1.6).flatMap((tip, k) => [tip, dents[k] ?? tip]);
}

/** Circle, square, triangle, diamond, triangle on its tip, star. */
const OUTLINES = [
  polygon(16, 1),
  polygon(4, 1.25, 0.5),
  polygon(3, 1.4),
  polygon(4, 1.4),
  polygon(3, 1.4, 0.5),
  star(),
];

/**
 * The outline of a path with a mark at each place.
 * @param {number} of  the class
 * @param {readonly Place[]} places
 */
export function marks(of, places) {
  const outline = OUTLINES[of] ?? [];
  return places.map(([x, y]) => `M${outline.map(([dx, dy]) => `${round(x + dx)} ${round(y + dy)}`).join("L")}Z`).join("");
}

/** @param {number} pixels */
const round = (pixels) => Math.round(pixels * 10) / 10;
