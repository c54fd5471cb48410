/**
 * The regions of the classes as an image: each has its colour and its hatching, deeper where the network
 * is surer, and a line where two meet.
 */

/**
 * @typedef {readonly number[]} Colour  red, green, blue
 *
 * @typedef {object} Palette
 * @property {Colour} surface
 * @property {Colour} ink  of the line
 * @property {Colour[]} classes
 *
 * @typedef {object} Regions
 * @property {Uint8Array} classes  the likeliest, for each pixel, row by row
 * @property {Float64Array} confidence  its probability
 */

const FAINTEST = 0.12; // of a colour, where all classes are equally likely
const DEEPEST = 0.5;
const HATCH = 0.2; // more, on a stripe
const LINE = 0.7; // of ink
const PERIOD = 10; // pixels from stripe to stripe

/** For each class, whether a pixel is on one of its stripes.  @type {((x: number, y: number) => boolean)[]} */
const HATCHES = [
  () => false,
  (x, y) => (x + y) % PERIOD < 2,
  (x, y) => x % PERIOD < 3 && y % PERIOD < 3,
  (x, y) => (x - y + 1000 * PERIOD) % PERIOD < 2,
  (_, y) => y % PERIOD < 2,
  (x) => x % PERIOD < 2,
];

/**
 * The likeliest class and its probability at each pixel. The logits are interpolated between the points of
 * the grid: those of ReLUs are nearly planes there.
 * @param {Float64Array} logits  of a square grid
 * @param {number} side  points on a side of the grid
 * @param {number} classes
 * @param {number} size  pixels on a side of the image, which reaches from the first to the last point
 * @returns {Regions}
 */
export function regions(logits, side, classes, size) {
  const found = { classes: new Uint8Array(size * size), confidence: new Float64Array(size * size) };
  const across = new Float64Array(side * classes); // the logits at this height
  const here = new Float64Array(classes);
  const scale = (side - 1) / size;
  for (let y = 0; y < size; y++) {
    const v = (y + 0.5) * scale;
    const row = Math.floor(v);
    const top = row * across.length;
    for (let i = 0; i < across.length; i++) across[i] = mix(get(logits, top + i), get(logits, top + across.length + i), v - row);
    for (let x = 0; x < size; x++) {
      const u = (x + 0.5) * scale;
      const column = Math.floor(u);
      const left = column * classes;
      let best = 0;
      for (let k = 0; k < classes; k++) {
        here[k] = mix(get(across, left + k), get(across, left + classes + k), u - column);
        if (get(here, k) > get(here, best)) best = k;
      }
      let sum = 1;
      for (let k = 0; k < classes; k++) if (k !== best) sum += Math.exp(get(here, k) - get(here, best));
      found.classes[y * size + x] = best;
      found.confidence[y * size + x] = 1 / sum;
    }
  }
  return found;
}

/**
 * @param {Regions} regions
 * @param {number} size
 * @param {Palette} palette
 * @param {Uint8ClampedArray} pixels  takes red, green, blue and opacity of each pixel
 */
export function paint({ classes, confidence }, size, palette, pixels) {
  const least = 1 / palette.classes.length;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      const own = get(classes, at);
      const hue = palette.classes[own] ?? palette.ink;
      const meets = (x > 0 && classes[at - 1] !== own) || (y > 0 && classes[at - size] !== own);
      const sure = Math.max(0, (get(confidence, at) - least) / (1 - least));
      const stripe = HATCHES[own]?.(x, y) ? HATCH : 0;
      const depth = meets ? LINE : FAINTEST + (DEEPEST - FAINTEST) * sure + stripe;
      const colour = meets ? palette.ink : hue;
      for (let part = 0; part < 3; part++) {
        pixels[4 * at + part] = mix(palette.surface[part] ?? 0, colour[part] ?? 0, depth);
      }
      pixels[4 * at + 3] = 255;
    }
  }
}

/** @param {number} a @param {number} b @param {number} share  of b */
const mix = (a, b, share) => a + (b - a) * share;

/** @param {Float64Array | Uint8Array} array @param {number} at */
const get = (array, at) => /** @type {number} */ (array[at]);
