/** Whole numbers as text, the small ones as one character: Base64 VLQ, as `backprop.widgets.training.base64_vlq` writes it. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const MORE = 32;
const VALUES = new Map([...DIGITS].map((character, value) => [character, value]));

/**
 * @param {string} text
 * @returns {Generator<number>}  NaN for what is no digit
 */
export function* decode(text) {
  let rest = 0;
  let place = 1;
  for (const character of text) {
    const value = VALUES.get(character) ?? NaN;
    rest += (value % MORE) * place;
    place *= MORE;
    if (value >= MORE) continue;
    const half = Math.floor(rest / 2);
    yield rest % 2 ? -half : half;
    rest = 0;
    place = 1;
  }
}
