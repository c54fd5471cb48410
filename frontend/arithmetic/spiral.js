/** The spiral, as `backprop.datasets.spiral` draws it: arms that wind round each other, one for each class. */

/**
 * @typedef {object} Samples
 * @property {Float64Array} inputs  one sample after the other
 * @property {Uint8Array} classes
 *
 * @typedef {object} Recipe
 * @property {number} points  of each class
 * @property {number} classes
 * @property {number} noise  how far the angles are scattered
 */

/**
 * Along arm j the radius grows from 0 to 1, while the angle goes from 4j to 4(j + 1) plus the noise, all times 2.5.
 * @param {Recipe} recipe
 * @param {{ normal: () => number }} random
 * @returns {Samples}
 */
export function spiral({ points, classes, noise }, random) {
  const inputs = new Float64Array(2 * classes * points);
  const step = points > 1 ? 1 / (points - 1) : 0;
  for (let j = 0; j < classes; j++) {
    for (let i = 0; i < points; i++) {
      const radius = i * step;
      const angle = 2.5 * (4 * j + 4 * radius + noise * random.normal());
      const at = 2 * (j * points + i);
      inputs[at] = radius * Math.sin(angle);
      inputs[at + 1] = radius * Math.cos(angle);
    }
  }
  return { inputs, classes: Uint8Array.from({ length: classes * points }, (_, i) => Math.floor(i / points)) };
}
