"""Scalar expressions: named inputs, combined by arithmetic into a graph of nodes.

>>> x, w = inputs(x=3, w=2)
>>> relu(w * x - 1).parents
(Node(sub),)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from numbers import Real

from backprop.numbers import format_number, printable

__all__ = [
    "Node",
    "exp",
    "inputs",
    "log",
    "relu",
    "sigmoid",
    "square",
    "sum_of",
    "tanh",
]

LEAVES = ("input", "constant")


@dataclass(frozen=True, eq=False)
class Node:
    """One number in an expression: an input, a constant, or an operation on other nodes.

    Nodes are made by :func:`inputs`, by arithmetic (``+ - * / **``) and by the functions
    of this module; they never change. ``value`` is set on inputs and constants only: the
    values of the others belong to a :class:`Graph`.
    """

    op: str
    parents: tuple[Node, ...] = ()
    name: str | None = None
    value: float | None = None

    def named(self, name: str) -> Node:
        """Return this node with a name, for steps and pictures: ``(w * x).named("p")``.

        Raises ``ValueError`` if the name is not a letter followed by letters, digits or ``_``.
        """
        return replace(self, name=checked_name(name))

    def __add__(self, other: Node | float) -> Node:
        return Node("add", (self, _as_node(other)))

    def __radd__(self, other: float) -> Node:
        return Node("add", (_as_node(other), self))

    def __sub__(self, other: Node | float) -> Node:
        return Node("sub", (self, _as_node(other)))

    def __rsub__(self, other: float) -> Node:
        return Node("sub", (_as_node(other), self))

    def __mul__(self, other: Node | float) -> Node:
        return Node("mul", (self, _as_node(other)))

    def __rmul__(self, other: float) -> Node:
        return Node("mul", (_as_node(other), self))

    def __truediv__(self, other: Node | float) -> Node:
        return Node("div", (self, _as_node(other)))

    def __rtruediv__(self, other: float) -> Node:
        return Node("div", (_as_node(other), self))

    def __pow__(self, other: Node | float) -> Node:
        return Node("pow", (self, _as_node(other)))

    def __rpow__(self, other: float) -> Node:
        return Node("pow", (_as_node(other), self))

    def __neg__(self) -> Node:
        return Node("neg", (self,))

    def __repr__(self) -> str:
        label = self.name or self.op
        value = "" if self.value is None else f" = {format_number(self.value)}"
        return printable(f"Node({label}{value})")


def inputs(**values: float) -> tuple[Node, ...]:
    """Make named inputs, in the order given: ``x, w = inputs(x=3, w=2)``.

    Raises ``ValueError`` for a value that is not finite, ``TypeError`` for a non-number.
    """
    return tuple(
        Node("input", name=checked_name(name), value=checked_number(value, f"input {name!r}"))
        for name, value in values.items()
    )


def exp(x: Node | float) -> Node:
    """``exp(x)``; the local derivative is ``exp(x)`` itself."""
    return Node("exp", (_as_node(x),))


def log(x: Node | float) -> Node:
    """Natural logarithm ``log(x)`` of a positive number; the local derivative is ``1 / x``."""
    return Node("log", (_as_node(x),))


def relu(x: Node | float) -> Node:
    """``max(x, 0)``; the local derivative is 1 where ``x > 0`` and 0 elsewhere, at 0 by choice."""
    return Node("relu", (_as_node(x),))


def sigmoid(x: Node | float) -> Node:
    """``σ(x) = 1 / (1 + exp(-x))``; the local derivative is ``σ(x) (1 - σ(x))``."""
    return Node("sigmoid", (_as_node(x),))


def tanh(x: Node | float) -> Node:
    """Hyperbolic tangent ``tanh(x)``; the local derivative is ``1 - tanh(x)²``."""
    return Node("tanh", (_as_node(x),))


def square(x: Node | float) -> Node:
    """``x²``; the local derivative is ``2x``."""
    return Node("square", (_as_node(x),))


def sum_of(*terms: Node | float) -> Node:
    """``terms[0] + terms[1] + ...`` as one node; every local derivative is 1."""
    if not terms:
        raise ValueError("sum_of expects at least one term, got none.")
    return Node("sum", tuple(_as_node(term) for term in terms))


def checked_number(value: object, what: str) -> float:
    """Return ``value`` as a finite float, or raise an error that says what was expected."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{what} expects a number, got {value!r}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{what} expects a finite number, got {value!r}.")
    return number


def checked_name(name: object) -> str:
    """Return ``name`` if it can name a node, or raise an error that says what was expected."""
    if not isinstance(name, str) or not name.isidentifier() or name.startswith("_"):
        raise ValueError(
            f"a node's name is a letter followed by letters, digits or _; got {name!r}."
        )
    return name


def _as_node(value: Node | float) -> Node:
    if isinstance(value, Node):
        return value
    return Node("constant", value=checked_number(value, "an expression"))


def topological_order(output: Node) -> list[Node]:
    """List leaves, then operations, each after its arguments, by an iterative depth-first search.

    Arguments are visited last to first, so that the reversed list, which is the order of the
    backward pass, takes them first to last.
    """
    order: list[Node] = []
    seen: set[Node] = set()
    stack = [(output, False)]
    while stack:
        node, arguments_done = stack.pop()
        if arguments_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    leaves = [node for node in reversed(order) if node.op in LEAVES]
    return leaves + [node for node in order if node.op not in LEAVES]
