/** jsep, set up for Python's arithmetic. It reads what `checkFormula` has let through. */

import jsep from "jsep";

/** @typedef {import("jsep").Expression} Expression */
/**
 * @typedef {{ type: "number", value: number } | { type: "name", name: string }
 *   | { type: "operation", op: string, arguments: Tree[] }} Tree
 */

/** @type {Readonly<Record<string, string>>} */
const OPERATORS = { "+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow" };
const POWER = "**";

jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
for (const sign of ["+", "-"]) jsep.addBinaryOp(sign, 1);
for (const sign of ["*", "/"]) jsep.addBinaryOp(sign, 2);
jsep.addBinaryOp(POWER, 3, true);

// jsep's own signs hold a number faster than a power does; in Python −x² is −(x²).
jsep.hooks.add("gobble-token", function readSign(env) {
  const { char } = this;
  if (char !== "-" && char !== "+") return;
  this.index += 1;
  env.node = { type: "UnaryExpression", operator: char, argument: readPower(this), prefix: true };
});

/** A number, a name, a call or what stands in parentheses, with its powers.  @param {import("jsep").HookScope} parser @returns {Expression} */
function readPower(parser) {
  const base = parser.gobbleToken();
  if (!base) throw new Error("Expected a number, a name or “(”.");
  parser.gobbleSpaces();
  if (!parser.expr.startsWith(POWER, parser.index)) return base;
  parser.index += POWER.length;
  return { type: "BinaryExpression", operator: POWER, left: base, right: readPower(parser) };
}

/** @param {string} text  that was checked @returns {Tree} */
export const parseTree = (text) => treeOf(jsep(text));

/** @param {any} node @returns {Tree} */
function treeOf(node) {
  switch (node.type) {
    case "Literal": return { type: "number", value: node.value };
    case "Identifier": return { type: "name", name: node.name };
    case "ThisExpression": return { type: "name", name: "this" }; // a word of JavaScript's, not of Python's
    case "CallExpression": return operation(node.callee.name, node.arguments);
    case "UnaryExpression": return signed(node.operator, treeOf(node.argument), node.argument.type === "Literal");
    case "BinaryExpression": return operation(OPERATORS[node.operator] ?? "", [node.left, node.right]);
    default: throw new Error(`A formula has no ${node.type}.`);
  }
}

/** @param {string} op @param {unknown[]} nodes @returns {Tree} */
const operation = (op, nodes) => ({ type: "operation", op, arguments: nodes.map(treeOf) });

/** A minus before a number belongs to it.  @param {string} sign @param {Tree} tree @param {boolean} isLiteral @returns {Tree} */
function signed(sign, tree, isLiteral) {
  if (sign === "+") return tree;
  return isLiteral && tree.type === "number" ? { type: "number", value: -tree.value } : { type: "operation", op: "neg", arguments: [tree] };
}
