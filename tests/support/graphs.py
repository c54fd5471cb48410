"""Random graphs for the tests, and specifications that every reader of graphs refuses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from backprop.graph import OPERATIONS, Graph
from backprop.graph.expressions import Node

Interval = tuple[float, float]

# Where a derivative is smooth and moderate: off the kinks, on each side of them, away from poles.
# One entry for each argument of an operation; what is not listed is smooth everywhere.
ANYWHERE: tuple[Interval, ...] = ((-4.0, 4.0),)
DOMAINS: dict[str, tuple[tuple[Interval, ...], ...]] = {
    "div": (ANYWHERE, ((-4.0, -0.25), (0.25, 4.0))),
    "log": (((0.25, 4.0),),),
    "pow": (((0.25, 4.0),), ((-3.0, 3.0),)),
    "relu": (((-4.0, -0.05), (0.05, 4.0)),),
}
KINKS: dict[str, tuple[float, ...]] = {"relu": (0.0,)}

# Python keywords, generated names, names that every JavaScript object has, a name with an accent
# of its own (two characters): all are names of nodes.
NAMES = ("x", "y", "w0", "lambda", "self", "v1", "v2", "c1", "δz", "x̂", "constructor", "toString")

# Where implementations part: signs of zero, tails, overflow and underflow.
EDGES = (0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -2.7, 30.0, -30.0, 1e-5, 123456.7, -1e6, 1e-200, 1e200)


def arity(op: str) -> int:
    """The number of arguments to test an operation with."""
    return OPERATIONS[op].arity or 3


def domain(op: str, argument: int) -> Sequence[Interval]:
    return DOMAINS[op][argument] if op in DOMAINS else ANYWHERE


def in_domain(x: float, op: str, argument: int) -> bool:
    return any(low <= x <= high for low, high in domain(op, argument))


def central_difference(function: Callable[[float], float], x: float, h: float) -> float:
    return (function(x + h) - function(x - h)) / ((x + h) - (x - h))


def numbers(*, tame: bool) -> st.SearchStrategy[float]:
    smooth = st.floats(*ANYWHERE[0])
    return smooth if tame else smooth | st.sampled_from(EDGES)


@st.composite
def graphs(draw: st.DrawFn, *, tame: bool) -> Graph:
    """Draw a graph of any operations, with fan-out, named and unnamed nodes, and constants.

    In a tame graph each operation takes its arguments from its domain, so that values and
    derivatives are moderate and smooth; in the others anything may happen, refusal included.
    """
    names = iter(draw(st.permutations(NAMES)))
    value: dict[Node, float] = {}
    for op in draw(st.sampled_from(["input", "input constant", "input input constant"])).split():
        number = draw(numbers(tame=tame))
        value[Node(op, name=next(names) if op == "input" else None, value=number)] = number

    for op in draw(st.lists(st.sampled_from(sorted(OPERATIONS)), min_size=1, max_size=9)):
        count = OPERATIONS[op].arity or draw(st.integers(1, 4))
        choices = [
            [node for node, at in value.items() if not tame or in_domain(at, op, argument)]
            for argument in range(count)
        ]
        if all(choices):
            arguments = tuple(draw(st.sampled_from(choice)) for choice in choices)
            name = next(names, None) if draw(st.booleans()) else None
            result = OPERATIONS[op].forward(*(value[node] for node in arguments)) if tame else 0.0
            value[Node(op, arguments, name)] = result

    used = {parent for node in value for parent in node.parents}
    ends = [node for node in value if node not in used and node.op != "constant"]
    return Graph(ends[0] if len(ends) == 1 else Node("sum", tuple(ends)))


X = {"name": "x", "op": "input", "value": 2.0}
Y = {"name": "y", "op": "square", "inputs": ["x"]}


def spec(*nodes: object, **changes: object) -> dict[str, Any]:
    """A specification of y = x² (or of ``nodes``), with other fields than those of the format."""
    return {"version": 1, "nodes": list(nodes or (X, Y)), "output": "y"} | changes


def _refused() -> Iterable[tuple[str, object, str]]:
    yield "a list", [1], r"object with version, nodes and output; got \[1\]"
    yield "another version", spec(version=2), "version 1; got 2"
    yield "no number as version", spec(version=True), "version 1; got True"
    yield "no version", {"nodes": [X, Y], "output": "y"}, "version 1; got None"
    yield "nodes by name", spec(nodes={"x": X}), "list of nodes; got {'x'"
    yield "a node that is text", spec(X, "y"), "object with name and op; got 'y'"
    yield "no name", spec({"op": "input", "value": 1.0}), "name is a letter .* got None"
    yield "a name with a space", spec({**X, "name": "a b"}), "name is a letter .* got 'a b'"
    yield "a name twice", spec(X, X, Y), "different from each other; 'x' stands twice"
    yield "no operation", spec(X, {"name": "y"}), "'y' expects an operation among .* got None"
    yield "unknown operation", spec(X, {**Y, "op": "sin"}), "input, constant, add, .* got 'sin'"
    yield "no arguments", spec(X, {"name": "y", "op": "neg"}), "expects 1 inputs .* got None"
    yield (
        "an empty sum",
        spec(X, {**Y, "op": "sum", "inputs": []}),
        r"one or more inputs .* got \[\]",
    )
    yield (
        "one argument too many",
        spec(X, {**Y, "inputs": ["x", "x"]}),
        "expects 1 inputs .*'x', 'x'",
    )
    yield "one argument too few", spec(X, {**Y, "op": "mul"}), r"expects 2 inputs .* got \['x'\]"
    yield "arguments as text", spec(X, {**Y, "inputs": "x"}), "expects 1 inputs .* got 'x'"
    yield "an undefined argument", spec(X, {**Y, "inputs": ["q"]}), "among the nodes; got 'q'"
    yield "a number as argument", spec(X, {**Y, "inputs": [0]}), "among the nodes; got 0"
    yield "an input with arguments", spec({**X, "inputs": 5}, Y), "'x' expects no inputs.* got 5"
    yield "an undefined output", spec(output="z"), "output among its nodes; got 'z'"
    yield "no output", {"version": 1, "nodes": [X, Y]}, "output among its nodes; got None"
    yield "no value", spec({"name": "x", "op": "input"}, Y), "'x' expects a number, got None"
    yield "a value that is text", spec({**X, "value": "2"}, Y), "'x' expects a number, got '2'"
    yield "a value that is true", spec({**X, "value": True}, Y), "'x' expects a number, got True"
    yield "a value without end", spec({**X, "value": math.inf}, Y), "finite number, got inf"
    yield "a node on itself", spec(X, {**Y, "op": "add", "inputs": ["x", "y"]}), "cycle; y → y"
    z = {"name": "z", "op": "add", "inputs": ["x", "y"]}
    yield "a cycle of two", spec(X, {**Y, "inputs": ["z"]}, z), "cycle; (y → z → y|z → y → z)"
    yield "a node that leads nowhere", spec(X, Y, z), "output 'y'; 'z' does not"
    yield "no input", spec({**X, "op": "constant"}, Y), "at least one input, got none"


REFUSED_SPECS = {label: (data, message) for label, data, message in _refused()}
