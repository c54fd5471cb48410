"""Gradients of random graphs against two witnesses: central differences and autograd."""

from __future__ import annotations

import operator
from typing import Any

import autograd.numpy as anp  # type: ignore[import-untyped]
import numpy as np
import pytest
from autograd import grad
from hypothesis import assume, given, reject

from backprop.graph import Graph
from graphs import KINKS, central_difference, graphs


def sides(graph: Graph) -> list[bool]:
    """Say on which side of its kinks each argument stands."""
    return [
        graph.values[parent] > kink
        for name, node in graph.nodes.items()
        for kink in KINKS.get(node.op, ())
        for parent in graph.parents[name]
    ]


def slope_and_doubt(graph: Graph, name: str) -> tuple[float, float]:
    """Return the central difference of the output by one input, and how much to doubt it."""
    at, before = graph.inputs[name], sides(graph)

    def output(x: float) -> float:
        try:
            value = graph.forward(**{name: x})
        except ValueError:
            reject()  # the step leaves the domain of an operation
        assume(sides(graph) == before)
        return value

    slope, wider = (central_difference(output, at, h) for h in (2.0**-16, 2.0**-15))
    graph.forward(**{name: at})
    return slope, abs(slope - wider)


@given(graphs(tame=True))
def test_gradients_agree_with_central_differences(graph: Graph) -> None:
    graph.forward()
    graph.backward()
    gradients = graph.gradients
    for name in graph.inputs:
        slope, doubt = slope_and_doubt(graph, name)
        # Truncation quadruples as the step doubles and rounding halves: where two steps agree to
        # 1e-7 (no gradient is looked at), the slope is true to about that; ten times is granted.
        assume(doubt <= 1e-7 * (1 + abs(slope)))
        assert gradients[name] == pytest.approx(slope, rel=1e-6, abs=1e-6)


WITNESS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "pow": operator.pow,
    "exp": anp.exp,
    "log": anp.log,
    "relu": lambda a: a * (a > 0),
    "sigmoid": lambda a: 1 / (1 + anp.exp(-a)),
    "tanh": anp.tanh,
    "square": anp.square,
    "sum": lambda *terms: sum(terms),
}


def by_autograd(graph: Graph) -> dict[str, float]:
    def output(point: Any) -> Any:
        values = dict(zip(graph.inputs, point, strict=True))
        for name, node in graph.nodes.items():
            if node.op == "constant":
                values[name] = node.value
            elif node.op != "input":
                values[name] = WITNESS[node.op](*(values[p] for p in graph.parents[name]))
        return values[graph.output]

    gradient = grad(output)(np.array([*graph.inputs.values()]))
    return dict(zip(graph.inputs, gradient, strict=True))


@given(graphs(tame=True))
def test_gradients_agree_with_autograd(graph: Graph) -> None:
    graph.forward()
    steps = graph.backward()
    # Both round each product and sum: the error is relative to the largest term, not to the sum.
    largest = max([1.0, *(abs(step.contribution) for step in steps)])
    ours = {name: graph.gradients[name] for name in graph.inputs}
    assert ours == pytest.approx(by_autograd(graph), rel=1e-10, abs=1e-10 * largest)
