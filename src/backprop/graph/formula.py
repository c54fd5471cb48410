"""A formula as text, read into the nodes of a graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import count

from backprop.graph.expressions import Node, checked_number
from backprop.graph.formula_text import FormulaError, check_formula

__all__ = ["FormulaError", "parse_formula"]

OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.Pow: "pow",
}


def parse_formula(text: str, /, **values: float) -> Node:
    """Read a formula in Python's notation, ``relu(w0*x0 + w1*x1 + b)**2``, and return its output.

    It holds numbers, names, ``+ - * / **``, parentheses, and the functions ``relu``, ``exp``,
    ``log``, ``sigmoid``, ``tanh``, ``square``. A name that stands twice is one node with two uses.
    Three terms or more that are added make one ``sum``; a minus before a number belongs to it.
    Operations are called ``v1``, ``v2``, … in the order in which they are computed, constants
    ``c1``, ``c2``, …, whichever of these names the formula leaves free.

    >>> from backprop.graph import Graph
    >>> y = parse_formula("w * x + b", w=2, x=3, b=-1)
    >>> Graph(y).forward()
    5.0

    Nothing is evaluated: ``ast.parse`` reads the text.

    Parameters
    ----------
    text
        The formula: one line of at most 200 characters, nested at most 20 deep.
    **values
        What the names begin with; 1 where nothing is given.

    Raises
    ------
    FormulaError
        A ``ValueError`` that says where the text is no such formula.
    TypeError, ValueError
        If ``text`` is no text, or a value is no finite number or that of no name.
    """
    if not isinstance(text, str):
        raise TypeError(f"parse_formula expects a text, got {text!r}.")
    check_formula(text)
    tree = ast.parse(text.strip(" "), mode="eval").body
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    builder = _Builder(names, values)
    output = builder.node(tree)
    if not builder.inputs:
        said = "Expected a name in the formula, like x; got numbers alone."
        raise FormulaError(said, text, 0, len(text))
    for name in values:
        if name not in builder.inputs:
            known = ", ".join(builder.inputs)
            raise ValueError(f"parse_formula expects values of {known}; got {name!r}.")
    return output


class _Builder:
    """Makes the nodes, arguments first."""

    def __init__(self, names: set[str], values: Mapping[str, float]) -> None:
        self.values = values
        self.inputs: dict[str, Node] = {}
        self.operations = _free_names("v", names)

    def node(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Constant(value=int() | float() as value):
                return self.constant(value)
            case ast.Name(id=name):
                return self.input(name)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return self.constant(-value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.operation("neg", operand)
            case ast.BinOp(op=ast.Add()) if len(terms := _terms(tree)) > 2:
                return self.operation("sum", *terms)
            case ast.BinOp(left=left, op=op, right=right):
                return self.operation(OPERATORS[type(op)], left, right)
            case ast.Call(func=ast.Name(id=name), args=[argument]):
                return self.operation(name, argument)
        raise ValueError(f"{ast.unparse(tree)} is none of what a formula may hold.")

    def operation(self, op: str, *arguments: ast.expr) -> Node:
        parents = tuple(self.node(argument) for argument in arguments)
        return Node(op, parents, next(self.operations))

    def constant(self, value: float) -> Node:
        return Node("constant", value=float(value))  # the graph names it

    def input(self, name: str) -> Node:
        if name not in self.inputs:
            value = checked_number(self.values.get(name, 1.0), f"input {name!r}")
            self.inputs[name] = Node("input", name=name, value=value)
        return self.inputs[name]


def _terms(tree: ast.expr) -> list[ast.expr]:
    """List the terms of a + b + c, which is read as (a + b) + c."""
    terms: list[ast.expr] = []
    while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add):
        terms.insert(0, tree.right)
        tree = tree.left
    return [tree, *terms]


def _free_names(prefix: str, taken: set[str]) -> Iterator[str]:
    return (name for n in count(1) if (name := f"{prefix}{n}") not in taken)
