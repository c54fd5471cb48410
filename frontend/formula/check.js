/**
 * The text of a formula: its tokens, and the first place where they do not fit together. By the same rules,
 * and with the same sentences, as `backprop.graph.formula_text`.
 */

export const FUNCTIONS = ["relu", "exp", "log", "sigmoid", "tanh", "square"];
const LONGEST = 200;
const LONGEST_NAME = 8;
const DEEPEST = 20;

const TOKEN = /(?<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>\*\*|[-+*/(),])/y;
const SPACES = /[\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;
/** What a reader may type for something that a formula has, or that Python has.  @type {[string, string][]} */
const INSTEAD = [
  ["^²³", "write ** for a power, as in x**2"],
  ["−–—", "write the minus of the keyboard, -"],
  ["×·⋅∙", "write * for a product"],
  ["÷", "write / for a quotient"],
  ["=<>!≤≥≠", "a formula compares nothing and assigns nothing"],
  [".", "a formula has no attributes, and a number is written like 2.5"],
  ["[]{}", "write round parentheses, ( and )"],
];
/** Python's words; a formula is Python's notation. */
const KEYWORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield").split(" "),
);

/** A formula that cannot be read. From `start` to before `end` is what is wrong; nothing, where something is missing at the end. */
export class FormulaError extends Error {
  /** @param {string} message @param {number} start @param {number} end */
  constructor(message, start, end) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

/** @typedef {{ kind: "number" | "name" | "sign", text: string, start: number, end: number }} Token */

/**
 * Check that numbers, names, signs and parentheses fit together as in Python's grammar.
 * @param {string} text
 * @throws {FormulaError} for the first place, from the left, where they do not
 */
export function checkFormula(text) {
  if (/^ *$/.test(text)) throw new FormulaError("Expected a formula like relu(w*x + b); got no text.", 0, 0);
  const length = [...text].length;
  if (length > LONGEST) {
    throw new FormulaError(`A formula has at most ${LONGEST} characters; this one has ${length}.`, LONGEST, text.length);
  }
  const reader = createReader(text);
  for (const token of tokens(text)) reader.take(token);
  reader.end();
}

/** @param {string} text @returns {Generator<Token>} */
function* tokens(text) {
  let place = 0;
  while (place < text.length) {
    TOKEN.lastIndex = place;
    const found = TOKEN.exec(text);
    if (found) {
      const { number, name } = found.groups ?? {};
      const kind = number !== undefined ? "number" : name !== undefined ? "name" : "sign";
      yield { kind, text: found[0], start: place, end: place + found[0].length };
      place += found[0].length;
    } else if (text[place] === " ") {
      place += 1;
    } else {
      const char = String.fromCodePoint(text.codePointAt(place) ?? 0);
      throw new FormulaError(foreign(char), place, place + char.length);
    }
  }
}

/** @param {string} char */
function foreign(char) {
  if (SPACES.test(char)) return "A formula is one line with ordinary spaces; got a space of another kind.";
  const advice = INSTEAD.find(([chars]) => chars.includes(char))?.[1];
  if (advice) return `A formula has no “${char}”: ${advice}.`;
  if (/\p{L}/u.test(char)) return `A name has the letters a to z and A to Z, digits and _; got “${char}”.`;
  return `A formula has numbers, names, functions, + - * / ** and ( ); got “${char}”.`;
}

/** What was read so far: the last token, and the parentheses that are open.  @param {string} text */
function createReader(text) {
  /** @type {Token | null} */
  let last = null;
  /** With the function that is called, if any. @type {{ token: Token, called: string }[]} */
  const opened = [];

  const operandIsDue = () => last === null || (last.kind === "sign" && last.text !== ")");
  const expected = () => `Expected a number, a name or “(” ${last ? `after “${last.text}”` : "at the beginning"}`;
  /** @param {string} message @param {Token} token */
  const error = (message, { start, end }) => new FormulaError(message, start, end);

  /** What begins an operand, or the parenthesis of a call.  @param {Token} token */
  function begin(token) {
    const called = last?.kind === "name" ? last.text : "";
    if (!operandIsDue() && !(FUNCTIONS.includes(called) && token.text === "(")) {
      throw error(`Expected an operator between “${last?.text}” and “${token.text}”, such as *.`, token);
    }
    if (token.kind === "number") checkNumber(token);
    else if (token.kind === "name") checkName(token);
    else if (opened.length === DEEPEST) throw error(`Parentheses are nested at most ${DEEPEST} deep.`, token);
    else opened.push({ token, called });
  }

  /** @param {Token} token */
  function close(token) {
    const inner = opened.at(-1);
    if (!inner) throw error("Expected a “(” before this “)”; got none.", token);
    if (inner.called && last === inner.token) {
      throw new FormulaError(`${inner.called} takes one number; got none.`, inner.token.start, token.end);
    }
    if (operandIsDue()) throw error(`${expected()}; got “)”.`, token);
    opened.pop();
  }

  /** Refuse what Python refuses, and what is too large.  @param {Token} token */
  function checkNumber(token) {
    if (/^0[0-9]+$/.test(token.text)) throw error(`Expected a number without zeros before it; got “${token.text}”.`, token);
    if (!Number.isFinite(Number(token.text))) throw error(`“${token.text}” is too large for a computer’s number.`, token);
  }

  /** Refuse what names neither a number nor, before a parenthesis, a function.  @param {Token} token */
  function checkName(token) {
    const name = token.text;
    if (/^ *\(/.test(text.slice(token.end))) {
      if (FUNCTIONS.includes(name)) return;
      throw error(`Expected ${FUNCTIONS.slice(0, -1).join(", ")} or ${FUNCTIONS.at(-1)} before “(”, or a * after “${name}”.`, token);
    }
    if (FUNCTIONS.includes(name)) throw error(`Expected “(” after the function ${name}: ${name}(…).`, token);
    if (name.startsWith("_")) throw error(`A name begins with a letter; got “${name}”.`, token);
    if (KEYWORDS.has(name)) throw error(`“${name}” is a word of Python’s and cannot be a name: choose another.`, token);
    if (name.length > LONGEST_NAME) throw error(`A name has at most ${LONGEST_NAME} characters; “${name}” has ${name.length}.`, token);
  }

  return {
    /** @param {Token} token */
    take(token) {
      if (token.text === ",") {
        const called = opened.at(-1)?.called;
        throw error(called ? `${called} takes one number; got a comma.` : "A decimal number is written with a point, like 2.5; got a comma.", token);
      }
      if (token.text === ")") close(token);
      else if (token.text === "(" || token.kind !== "sign") begin(token);
      else if (operandIsDue() && !"+-".includes(token.text)) throw error(`${expected()}; got “${token.text}”.`, token);
      last = token;
    },
    end() {
      if (operandIsDue()) {
        const end = last?.end ?? 0;
        throw new FormulaError(`${expected()}; got the end of the formula.`, end, end);
      }
      const inner = opened.at(-1);
      if (inner) throw error("Expected a “)” for this “(”; got the end of the formula.", inner.token);
    },
  };
}
