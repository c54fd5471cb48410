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

__all__ = ["COUNTS", "FUNCTIONS", "Tree", "Value", "evaluate", "names_in", "parse"]

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


def _along(total: Callable[..., Any]) -> Callable[..., Any]:
    def of(a: Value, axis: Value | None = None) -> Any:
        if axis is None:
            return total(a)
        if a.ndim == 0:
            raise ValueError("a number has no axis.")
        return total(a, axis=_whole(axis))

    return of


def _whole(value: Value) -> int:
    number = float(value)
    if not math.isfinite(number) or number != int(number):
        raise ValueError(f"an axis or an index must be a whole number, got {number}.")
    return int(number)


OF_ONE: dict[str, Callable[..., Any]] = {
    "neg": np.negative,
    "T": np.transpose,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "rows": len,
    "size": np.size,
    "diag": np.diag,
    "softmax": _softmax,
    "float32": np.float32,
}
OF_TWO: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "pow": np.power,
    "matmul": np.matmul,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "outer": np.outer,
    "one_hot": _one_hot,
}
ALONG: dict[str, Callable[..., Any]] = {
    "sum": _along(np.sum),
    "mean": _along(np.mean),
    "max": _along(np.max),
    "argmax": _along(np.argmax),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {**OF_ONE, **OF_TWO, **ALONG, "where": np.where}
"""What a formula may call: numpy's functions of these names, with an axis as the second argument
of ``sum``, ``mean``, ``max`` and ``argmax``; ``one_hot(classes, count)``; softmax by rows."""
COUNTS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(OF_ONE, (1,)),
    **dict.fromkeys(OF_TWO, (2,)),
    **dict.fromkeys(ALONG, (1, 2)),
    "where": (3,),
}
"""How many arguments each takes: numpy would write into one more."""

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
            if len(arguments) not in COUNTS[name]:
                raise ValueError(f"{name} takes {COUNTS[name][-1]} arguments, not {len(arguments)}")
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
        If a name has no value, the shapes do not fit, an array has more than two axes (the page
        has matrices at most), or the result is not finite.
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
        place = [slice(None) if at == ":" else _whole(_value(at, names)) for at in operands[1:]]
        return np.asarray(_value(operands[0], names))[tuple(place)]
    values = [np.asarray(_value(operand, names), float) for operand in operands]
    value = np.array(values) if operation == "list" else FUNCTIONS[operation](*values)
    if np.ndim(value) > 2:
        raise ValueError(f"{tree!r} has {np.ndim(value)} axes; a matrix has 2.")
    return value
