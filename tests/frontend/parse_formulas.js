// The front end's reading of formulas for tests/parity/test_formula_parity.py: a JSON request a line, a JSON answer a line.

import { createInterface } from "node:readline";

import { evaluate } from "../../frontend/arithmetic/evaluate.js";
import { FormulaError } from "../../frontend/formula/check.js";
import { parseFormula } from "../../frontend/formula/parse.js";

/** @param {{ text: string, inputs: Record<string, number> | null }} request */
function answer({ text, inputs }) {
  try {
    const spec = parseFormula(text);
    if (!inputs) return { spec };
    const { values, gradients } = evaluate(spec, inputs);
    return { spec, values, gradients };
  } catch (problem) {
    if (!(problem instanceof FormulaError)) return { refusal: String(problem) };
    return { message: problem.message, start: problem.start, end: problem.end, marked: text.slice(problem.start, problem.end) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
