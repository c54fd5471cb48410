/**
 * A widget's state in the page's address: `#<figure id>?<key>=<JSON>&…`, percent-encoded where it must be.
 * Errors are sentences for the reader who followed the link.
 */

/** @typedef {import("../types.js").State} State */

/**
 * @param {string} id  the figure's
 * @param {State} state
 * @returns {string}  begins with "#"
 */
export function encodeLink(id, state) {
  const pairs = Object.entries(state).map(([key, value]) => `${encode(key)}=${encode(JSON.stringify(value))}`);
  return `#${encode(id)}?${pairs.join("&")}`;
}

/**
 * The figure that a fragment names, or null where it is an ordinary one without a state.
 * @param {string} fragment
 * @returns {string | null}
 */
export function linkedFigure(fragment) {
  const end = fragment.indexOf("?");
  if (!fragment.startsWith("#") || end < 2) return null;
  try {
    return decodeURIComponent(fragment.slice(1, end));
  } catch {
    return null;
  }
}

/**
 * The state in a fragment that `linkedFigure` recognises.
 * @param {string} fragment
 * @returns {State}
 */
export function decodeLink(fragment) {
  const query = fragment.slice(fragment.indexOf("?") + 1);
  /** @type {Map<string, unknown>} */
  const state = new Map();
  for (const pair of query.split("&").filter(Boolean)) {
    const [key, value] = readPair(pair);
    if (state.has(key)) throw new Error(`“${key}” appears in the link twice.`);
    state.set(key, value);
  }
  return Object.fromEntries(state);
}

/**
 * What a link may change: only what the figure has, and only to the same kind of value (to any, where
 * the figure has null).
 * @param {State} asked
 * @param {State} base  the figure's own state
 */
export function checkAgainst(asked, base) {
  for (const [key, value] of Object.entries(asked)) {
    if (!Object.hasOwn(base, key)) throw new Error(`This figure has no “${key}”.`);
    if (base[key] !== null && kind(value) !== kind(base[key])) {
      throw new Error(`“${key}” must be ${kind(base[key])}, but the link gives ${kind(value)}.`);
    }
  }
}

/**
 * @param {string} pair
 * @returns {[string, unknown]}
 */
function readPair(pair) {
  const equals = pair.indexOf("=");
  if (equals < 1) throw new Error(`“${pair}” in the link has no value.`);
  try {
    const key = decodeURIComponent(pair.slice(0, equals));
    return [key, JSON.parse(decodeURIComponent(pair.slice(equals + 1)), finiteOnly)];
  } catch {
    throw new Error(`The value of “${pair.slice(0, equals)}” in the link cannot be read.`);
  }
}

/**
 * JSON reads 1e999 as infinity.
 * @param {string} _key
 * @param {unknown} value
 */
function finiteOnly(_key, value) {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("too large");
  return value;
}

/** @param {unknown} value */
function kind(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return KINDS.get(typeof value) ?? "an object";
}

const KINDS = new Map([["number", "a number"], ["string", "a text"], ["boolean", "true or false"]]);

/**
 * As `encodeURIComponent`, but what a fragment may hold as it is stays readable.
 * @param {string} text
 */
function encode(text) {
  return encodeURIComponent(text).replace(/%2C|%3A/g, decodeURIComponent);
}
