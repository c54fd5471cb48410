/**
 * Difference quotients of simple functions in either precision, as `backprop.widgets.differences` computes
 * them. Every operation here (+, −, ·, /, √) is rounded correctly by IEEE 754, and rounding a double result
 * to single precision is what single precision gives; so that both agree in every bit, noise included.
 */

/** @typedef {"cube" | "sqrt" | "reciprocal" | "relu"} FunctionName */
/** @typedef {"central" | "one-sided"} Rule */
/** @typedef {"float64" | "float32"} Precision */
/** @typedef {(x: number) => number} Real  rounds to the precision */

/**
 * @typedef {object} Curve  a function, its slope, and how it bends: second and third derivative
 * @property {string} title
 * @property {(x: number, real: Real) => number} value
 * @property {(x: number) => number} slope
 * @property {(x: number) => number} second
 * @property {(x: number) => number} third
 * @property {number} least  x is above it: the largest nudge is 1
 *
 * @typedef {object} Difference  what one nudge measures: the values at both points, the slope, and its error
 * @property {number} h
 * @property {number} below
 * @property {number} above
 * @property {number} measured
 * @property {number} error
 *
 * @typedef {object} Differences
 * @property {number} at  x as the precision has it
 * @property {number} slope
 * @property {number} bend  the error that the bend makes at h = 1, to be taken times h or h²
 * @property {number} rounding  about the error that rounding makes at h = 1, to be divided by h
 * @property {Difference[]} places  for h = 1, 0.1, … 10⁻¹⁶
 * @property {number} best  the place of the smallest error
 */

export const DECADES = 16;
export const LARGEST = 1000;

/** @type {Readonly<Record<FunctionName, Curve>>} */
export const FUNCTIONS = {
  cube: { title: "x³", value: (x, real) => real(real(x * x) * x), slope: (x) => 3 * x * x, second: (x) => 6 * x, third: () => 6, least: -Infinity },
  sqrt: {
    title: "√x", value: (x, real) => real(Math.sqrt(x)), slope: (x) => 0.5 / Math.sqrt(x),
    second: (x) => -0.25 / (x * Math.sqrt(x)), third: (x) => 0.375 / (x * x * Math.sqrt(x)), least: 1,
  },
  reciprocal: { title: "1/x", value: (x, real) => real(1 / x), slope: (x) => -1 / (x * x), second: (x) => 2 / (x * x * x), third: (x) => -6 / (x * x * x * x), least: 1 },
  relu: { title: "ReLU", value: (x) => (x > 0 ? x : 0), slope: (x) => (x > 0 ? 1 : 0), second: () => 0, third: () => 0, least: -Infinity },
};

/** @type {Readonly<Record<Precision, { real: Real, eps: number, digits: number }>>} */
export const PRECISIONS = {
  float64: { real: (x) => x, eps: 2 ** -52, digits: 17 },
  float32: { real: Math.fround, eps: 2 ** -23, digits: 9 },
};

/** @type {readonly Rule[]} */
export const RULES = ["central", "one-sided"];

/** How many points of the quotient lie apart: 2h or h.  @param {Rule} rule */
export const isCentral = (rule) => rule === "central";

/** The step size of a step.  @param {number} step */
export const stepSize = (step) => Number(`1e-${step}`); // 10 ** -5 is not the number that 1e-5 is

/**
 * @param {{ function: FunctionName, x: number, rule: Rule, precision: Precision }} given
 * @returns {Differences}
 * @throws {Error} a sentence, for what is not known, and where a nudged x would have no value
 */
export function measure({ function: name, x, rule, precision }) {
  checkName("function", name, Object.keys(FUNCTIONS));
  checkName("rule", rule, RULES);
  checkName("precision", precision, Object.keys(PRECISIONS));
  if (typeof x !== "number" || !(Math.abs(x) <= LARGEST)) throw new Error(`x is a number from −1000 to 1000; got ${x}.`);
  const [curve, { real, eps }] = [FUNCTIONS[name], PRECISIONS[precision]];
  const at = real(x);
  if (!(at > curve.least)) throw new Error(`For ${curve.title}, x lies above ${curve.least}, since the largest nudge is 1; got ${x}.`);
  const places = Array.from({ length: DECADES + 1 }, (_, step) => difference(name, at, stepSize(step), rule, precision));
  const errors = places.map(({ error }) => error);
  return {
    at, places,
    slope: curve.slope(at),
    bend: Math.abs(isCentral(rule) ? curve.third(at) / 6 : curve.second(at) / 2),
    rounding: eps * Math.abs(curve.value(at, real)),
    best: errors.indexOf(Math.min(...errors)),
  };
}

/** @param {string} what @param {unknown} given @param {readonly string[]} known */
function checkName(what, given, known) {
  if (!known.some((name) => name === given)) throw new Error(`The ${what} is one of ${known.join(", ")}; got ${JSON.stringify(given)}.`);
}

/**
 * One nudge of any size: (f(x + h) − f(x − h)) / 2h, or (f(x + h) − f(x)) / h.
 * @param {FunctionName} name @param {number} at @param {number} size @param {Rule} rule @param {Precision} precision
 * @returns {Difference}
 */
export function difference(name, at, size, rule, precision) {
  const [{ value, slope }, { real }] = [FUNCTIONS[name], PRECISIONS[precision]];
  const h = real(size);
  const below = value(isCentral(rule) ? real(at - h) : at, real);
  const above = value(real(at + h), real);
  const measured = real(real(above - below) / (isCentral(rule) ? real(h + h) : h));
  return { h, below, above, measured, error: Math.abs(measured - slope(at)) };
}

/**
 * A difference of two numbers, and how many of their digits are alike in it: all three in as many decimals as
 * the precision has. `lost` counts the characters from the left in which nothing is left of the difference.
 * @param {number} above @param {number} below @param {Precision} precision
 */
export function cancelled(above, below, precision) {
  const { digits } = PRECISIONS[precision];
  const size = Math.max(Math.abs(above), Math.abs(below), 1e-300);
  const decimals = Math.max(0, Math.min(30, digits - 1 - Math.floor(Math.log10(size))));
  const texts = [above, below, PRECISIONS[precision].real(above - below)].map((x) => x.toFixed(decimals).replace(/^-(?=[0.]*$)/, "").replace("-", "−"));
  const width = Math.max(...texts.map((text) => text.length));
  const padded = texts.map((text) => text.padStart(width, "\u2007"));
  const left = (padded[2] ?? "").search(/[1-9]/);
  return { texts: padded, lost: left < 0 ? width : left };
}
