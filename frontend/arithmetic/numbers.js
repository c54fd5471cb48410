/** Numbers as readers see and type them. */

const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * The shortest text for `x` with at most `digits` significant digits: 0.1, −2.5, 1.5×10⁻⁷.
 * @param {number} x
 * @param {number} [digits]
 * @returns {string}
 */
export function formatNumber(x, digits = 6) {
  const { sign, mantissa, exponent } = numberParts(x, digits);
  if (exponent === null) return sign + mantissa;
  const power = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${sign}${mantissa}×10${exponent < 0 ? "⁻" : ""}${power}`;
}

/**
 * The parts that `formatNumber` and `mathml.number` write; `exponent` is null where 1e-4 ≤ |x| < 1e6
 * and for zero, which need none.
 * @param {number} x
 * @param {number} [digits]
 * @returns {{ sign: "" | "−", mantissa: string, exponent: number | null }}
 */
export function numberParts(x, digits = 6) {
  if (!Number.isFinite(x)) throw new RangeError(`expected a finite number, got ${x}`);
  const rounded = Math.abs(Number(x.toPrecision(Math.min(digits, 17))));
  const sign = x < 0 ? MINUS : "";
  if (rounded === 0 || (rounded >= 1e-4 && rounded < 1e6)) {
    return { sign, mantissa: String(rounded), exponent: null };
  }
  const [mantissa, exponent] = Math.abs(x).toExponential(Math.min(digits, 17) - 1).split("e");
  return { sign, mantissa: String(Number(mantissa)), exponent: Number(exponent) };
}

/**
 * A computed number with as many digits as there is room for, if need be without its leading 0.
 * @param {number} x
 * @param {number} room  characters
 */
export function formatFitted(x, room) {
  if (x !== 0 && Math.abs(x) < 10 ** (1 - room)) return "≈ 0";
  const texts = [3, 2, 1].map((digits) => formatNumber(x, digits));
  const shorter = texts.map((text) => text.replace(/^(−?)0\./, "$1."));
  return [...texts, ...shorter].find((text) => text.length <= room) ?? texts[0] ?? "";
}

/**
 * What is left where digits behind those decimals are noise; never −0.
 * @param {number} x
 * @param {number} decimals
 */
export const toDecimals = (x, decimals) => Number(x.toFixed(Math.max(0, Math.min(100, decimals)))) + 0;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const FRACTION = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*\/\s*(\d+\.?\d*|\.\d+)$/;

/**
 * The number a reader typed: 2.5, −3, +.5, 1e-3 or a fraction like 1/3, with spaces around.
 * Throws an Error whose message is a sentence for the reader.
 * @param {string} text
 * @returns {number}
 */
export function parseNumber(text) {
  const typed = text.trim();
  const plain = asTyped(text);
  if (plain === "") throw new Error("Write a number here, like 2.5.");
  const fraction = FRACTION.exec(plain);
  if (fraction) {
    if (Number(fraction[2]) === 0) throw new Error(`“${typed}” divides by zero.`);
    return finite(Number(fraction[1]) / Number(fraction[2]), typed);
  }
  if (DECIMAL.test(plain)) return finite(Number(plain), typed);
  const pointed = plain.replace(",", ".");
  if (DECIMAL.test(pointed)) {
    throw new Error(`“${typed}” is not a number I can read: write ${pointed} with a point.`);
  }
  throw new Error(`“${typed}” is not a number I can read: write it like 2.5, -3, 1e-3 or 1/3.`);
}

/**
 * @param {number} x
 * @param {string} typed
 */
function finite(x, typed) {
  if (!Number.isFinite(x)) throw new Error(`“${typed}” is too large for a computer’s number.`);
  return x === 0 ? 0 : x;
}

/**
 * How many decimals a readable number is written with: 2 for "0.33", 4 for "1.5e-3", 0 for "12";
 * 2 for a fraction, which has none of its own.
 * @param {string} text
 * @returns {number}
 */
export function decimalPlaces(text) {
  if (text.includes("/")) return 2;
  const [mantissa = "", exponent = "0"] = asTyped(text).toLowerCase().split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

/**
 * The text with an ASCII minus and nothing around it.
 * @param {string} text
 */
const asTyped = (text) => text.trim().replace(/[\u2212\u2013]/g, "-");
