"""Formulas as data: parsed once, then evaluated here and on the page with the same result.

>>> tree = parse("x @ W + b")
>>> tree
['add', ['matmul', 'x', 'W'], 'b']
>>> float(evaluate(parse("2 * w**2"), {"w": np.array(3.0)}))
18.0
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["FUNCTIONS", "Tree", "Value", "evaluate", "names_in", "parse"]

Tree: TypeAlias = "float | str | list[Any]"
"""A number, a name, or a list of an operation's name and its operands: JSON can hold it."""
Value: TypeAlias = NDArray[np.float64]
"""A number, a vector or a matrix."""


def _softmax(z: Value) -> Value:
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _one_hot(classes: Value, count: Value) -> Value:
    rows: Value = np.eye(int(count))[classes.astype(int)]
    return rows


def _over(total: Callable[..., Any]) -> Callable[..., Any]:
    return lambda a, axis=None: total(a, axis=None if axis is None else int(axis))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "pow": np.power,
    "matmul": np.matmul,
    "neg": np.negative,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
    "T": np.transpose,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "where": np.where,
    "sum": _over(np.sum),
    "mean": _over(np.mean),
    "max": _over(np.max),
    "argmax": _over(np.argmax),
    "rows": len,
    "size": np.size,
    "outer": np.outer,
    "diag": np.diag,
    "softmax": _softmax,
    "one_hot": _one_hot,
    "float32": np.float32,
}
"""What a formula may call: numpy's functions of these names, with an axis as the second argument
of ``sum``, ``mean``, ``max`` and ``argmax``; ``one_hot(classes, count)``; softmax by rows."""

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.USub: "neg",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}


def parse(text: str) -> Tree:
    """Read a formula in Python's notation: ``dz * x``, ``X.T @ dz / 3``, ``where(z > 0, 1, 0)``.

    Numbers, names, lists, ``+ - * / ** @``, one comparison, ``.T``, an index such as ``W[0, 1]``
    or ``W[:, 1]``, and the functions in ``FUNCTIONS``.

    Raises
    ------
    ValueError
        If the text is no such formula.
    """
    try:
        return _tree(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError) as problem:
        raise ValueError(f"{text!r} is not a formula that can be read: {problem}.") from None


def _tree(node: ast.expr) -> Tree:
    match node:
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.Name(id=name):
            return name
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ["neg", _tree(operand)]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return [OPERATORS[type(op)], _tree(left), _tree(right)]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return [OPERATORS[type(op)], _tree(left), _tree(right)]
        case ast.Attribute(value=value, attr="T"):
            return ["T", _tree(value)]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return ["list", *map(_tree, items)]
        case ast.Subscript(value=value, slice=place):
            places = place.elts if isinstance(place, ast.Tuple) else [place]
            return ["at", _tree(value), *map(_place, places)]
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            if name not in FUNCTIONS:
                raise ValueError(f"there is no function {name}; there are {', '.join(FUNCTIONS)}")
            return [name, *map(_tree, arguments)]
    raise ValueError(f"{ast.unparse(node)} is none of what a formula may hold")


def _place(node: ast.expr) -> Tree:
    whole = isinstance(node, ast.Slice) and not (node.lower or node.upper or node.step)
    return ":" if whole else _tree(node)


def names_in(tree: Tree) -> set[str]:
    """Return the names that a formula refers to."""
    if isinstance(tree, str):
        return set() if tree == ":" else {tree}
    if isinstance(tree, list):
        return set().union(*map(names_in, tree[1:]))
    return set()


def evaluate(tree: Tree, names: Mapping[str, Value]) -> Value:
    """Compute a formula with numpy, in float64.

    Raises
    ------
    ValueError
        If a name has no value, the shapes do not fit, or the result is not finite.
    """
    with np.errstate(all="ignore"):
        value = np.asarray(_value(tree, names), float)
    if not np.isfinite(value).all():
        raise ValueError(f"{tree!r} is not finite.")
    return value


def _value(tree: Tree, names: Mapping[str, Value]) -> Any:
    if isinstance(tree, str):
        if tree not in names:
            raise ValueError(f"{tree} has no value here; there are {', '.join(names)}.")
        return names[tree]
    if not isinstance(tree, list):
        return np.asarray(tree, float)
    operation, *operands = tree
    if operation == "at":
        place = [slice(None) if at == ":" else _index(at, names) for at in operands[1:]]
        return np.asarray(_value(operands[0], names))[tuple(place)]
    values = [np.asarray(_value(operand, names), float) for operand in operands]
    return np.array(values) if operation == "list" else FUNCTIONS[operation](*values)


def _index(tree: Tree, names: Mapping[str, Value]) -> int:
    place = float(_value(tree, names))
    if not math.isfinite(place) or place != int(place):
        raise ValueError(f"an index must be a whole number, got {place}.")
    return int(place)
