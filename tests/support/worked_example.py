"""Worked example 1, the neuron of the first chapters, with a loss behind it."""

from __future__ import annotations

from collections.abc import Callable

from backprop.graph import Graph, Node, inputs, relu, square, sum_of

PARAMETERS = ["w0", "w1", "w2", "b"]


def neuron(activation: Callable[[Node], Node] = relu, **changed: float) -> Graph:
    """Worked example 1 with the loss (y − t)²."""
    start = {"x0": 1, "x1": -2, "x2": 3, "w0": -3, "w1": -1, "w2": 2, "b": 1, "t": 0}
    x0, x1, x2, w0, w1, w2, b, t = inputs(**start | changed)
    z = sum_of(x0 * w0, x1 * w1, x2 * w2, b).named("z")
    return Graph(square((activation(z).named("y") - t).named("error")).named("loss"))


def linear(z: Node) -> Node:
    return sum_of(z)
