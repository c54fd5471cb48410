"""Each mistake in a graph of scalars gives the number that a hand would get by making it."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from math import exp, tanh
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from backprop.graph import Graph, Node, inputs, log, relu, sigmoid, square, sum_of
from backprop.graph import tanh as tanh_of
from backprop.mistakes import CATALOGUE, named, scalars
from graphs import graphs

SCALAR = {entry.name: entry.variant for entry in CATALOGUE if entry.right is Graph}


def neuron() -> Node:
    x, w, b = inputs(x=3, w=-2, b=10)
    return relu(sum_of(x * w, b)) * 5


def fan_out() -> Node:
    """Chapter 1's: h = 3u goes two ways, and k = h · h takes it twice."""
    (u,) = inputs(u=1)
    h = 3 * u
    return h + h * h


def biases() -> Node:
    """One is added twice, in two ways, and one once."""
    x, b, c = inputs(x=3, b=10, c=7)
    return sum_of(square(x), b) + b + c


def half_square() -> Node:
    a, y = inputs(a=2, y=5)
    return 0.5 * square(a - y)


def cost() -> Node:
    (p,) = inputs(p=0.25)
    return 3 * -log(p)


def of(function: Callable[[Node], Node]) -> Callable[[], Node]:
    def expression() -> Node:
        (z,) = inputs(z=-0.5)
        return 2 * function(z)

    return expression


S = 1 / (1 + exp(0.5))
T = tanh(-0.5)
# What is computed, and the wrong gradients: by hand, or by a formula that has the mistake in it.
EXPECTED: dict[str, list[tuple[Callable[[], Node], dict[str, float]]]] = {
    "own factor instead of the other": [(neuron, {"x": 5 * 3 * 4 / 5, "w": -2 * 4, "b": 4})],
    "incoming gradient left out": [(neuron, {"x": -2, "w": 3, "b": 1})],
    "one path of several": [(fan_out, {"u": 3})],
    "overwritten instead of added": [(fan_out, {"u": 9})],
    "turn taken too early": [(fan_out, {"u": 3})],
    "factors added instead of multiplied": [(cost, {"p": 1 + 3 - 1 + 4})],
    "sum treated as a product": [(fan_out, {"u": 3 * (9 + 3 * 3 + 3 * 3)})],
    "minus left out": [(cost, {"p": 12}), (half_square, {"a": -3, "y": -3})],
    "the bias printed instead of its gradient": [
        (neuron, {"x": -10, "w": 15, "b": 10}),
        (biases, {"x": 6, "b": 10, "c": 7}),
    ],
    "no activation derivative": [(of(relu), {"z": 2}), (of(sigmoid), {"z": 2})],
    "mask from the output by >=": [(of(relu), {"z": 2}), (of(sigmoid), {"z": 2 * S * (1 - S)})],
    "activation taken twice": [
        (of(sigmoid), {"z": 2 * exp(-S) / (1 + exp(-S)) ** 2}),
        (of(tanh_of), {"z": 2 / np.cosh(T) ** 2}),
    ],
    "part of the slope": [(of(sigmoid), {"z": 2 * S}), (of(tanh_of), {"z": 2 * (1 - T)})],
    "sign of (a − y)": [(half_square, {"a": 3, "y": -3})],
    "the half left out": [
        (half_square, {"a": -6, "y": 6}),
        (of(lambda z: square(z) / 2), {"z": 2 * -1}),
    ],
    "the two of the square left out": [
        (half_square, {"a": -1.5, "y": 1.5}),
        (of(lambda z: z**3), {"z": 2 * 0.25}),
    ],
    "logarithm not differentiated": [(cost, {"p": -3})],
    "log of a clipped value without its derivative": [(of(lambda z: log(z * z)), {"z": -8})],
    "rounding to float32": [(of(lambda z: z / 3), {"z": float(2 * np.float32(1 / 3))})],
}


def gradients(kind: Any, expression: Node) -> dict[str, float]:
    graph = kind(expression)
    graph.forward()
    graph.backward()
    return {name: graph.gradients[name] for name in graph.inputs}


def test_every_scalar_mistake_is_in_the_table() -> None:
    assert EXPECTED.keys() == SCALAR.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mistake_gives_the_numbers_of_a_hand_that_makes_it(name: str) -> None:
    kinds = EXPECTED[name]
    for expression, expected in kinds:
        assert gradients(SCALAR[name], expression()) == pytest.approx(expected, rel=1e-12)
    differ = [gradients(Graph, each()) != pytest.approx(e, rel=1e-9) for each, e in kinds]
    assert any(differ) or name.startswith("log of a clipped")


def test_a_logarithm_clipped_on_the_way_back_differs_below_the_limit() -> None:
    (p,) = inputs(p=1e-9)
    wrong: Any = named("log of a clipped value without its derivative", Graph).variant
    assert gradients(Graph, -log(p))["p"] == pytest.approx(-1e9)
    assert gradients(wrong, -log(p))["p"] == pytest.approx(-1e7)


def test_single_precision_rounds_values_too() -> None:
    """33.872402 in place of 33.8724, as chapter 2 computes it with numpy."""
    x0, x1, x2 = inputs(x0=1, x1=-2, x2=3)
    w0, w1, w2, b = inputs(w0=-3.012, w1=-0.976, w2=1.964, b=0.988)
    wrong: Any = named("rounding to float32", Graph).variant
    graph = wrong(square(sum_of(x0 * w0, x1 * w1, x2 * w2, b)))
    assert f"{graph.forward():.6f}" == "33.872402"
    for step in graph.backward():
        for number in (step.incoming, step.local, step.contribution, step.total):
            assert number == float(np.float32(number))


@settings(max_examples=30)
@given(graphs(tame=True))
def test_steps_and_gradients_of_a_wrong_graph_agree(graph: Graph) -> None:
    """What is shown step by step is what comes out, whatever the expression."""
    output = graph.nodes[graph.output]
    for kind in SCALAR.values():
        wrong: Any = kind(output)
        wrong.forward()
        totals = {step.wrt: step.total for step in wrong.backward()}
        for name, total in totals.items():
            if kind is not SCALAR["the bias printed instead of its gradient"]:
                assert wrong.gradients[name] == pytest.approx(total, nan_ok=True)


@pytest.mark.parametrize(
    "name", ["own factor instead of the other", "overwritten instead of added"]
)
def test_a_step_shows_what_was_multiplied(name: str) -> None:
    wrong: Any = SCALAR[name](fan_out())
    wrong.forward()
    for step in wrong.backward():
        assert step.contribution == step.incoming * step.local


def test_the_docstring_shows_what_happens() -> None:
    result = doctest.testmod(scalars)
    assert result.attempted > 0
    assert result.failed == 0
