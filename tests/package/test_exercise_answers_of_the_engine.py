"""The answers of chapter 15, computed a second time: by the package, not by their formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import Dense
from backprop.graph import OPERATIONS, Graph, Node, inputs
from backprop.mistakes import named
from exercise_answers import SEEDS, answered, drawn

with_seeds = pytest.mark.parametrize("seed", SEEDS)


def shared(given: dict[str, Any]) -> Node:
    """Build y = h · (h + b), with h = w · x."""
    w, x, b = inputs(**{name: float(given[name]) for name in "wxb"})
    h = (w * x).named("h")
    return (h * (h + b).named("k")).named("y")


def swept(graph: Graph, start: dict[str, float] | None = None) -> dict[str, float]:
    """Add up the gradients in the book's order, on top of what ``start`` has left."""
    graph.forward()
    gradients = dict.fromkeys(graph.nodes, 0.0) | (start or {}) | {graph.output: 1.0}
    for name in reversed(graph.nodes):
        pass_on(graph, gradients, name)
    return gradients


def pass_on(graph: Graph, gradients: dict[str, float], name: str) -> None:
    parents = graph.parents[name]
    if parents:
        values = [graph.values[each] for each in (name, *parents)]
        slopes = OPERATIONS[graph.nodes[name].op].local(*values)
        for parent, slope in zip(parents, slopes, strict=True):
            gradients[parent] += gradients[name] * slope


def in_turns(graph: Graph, order: Sequence[str]) -> dict[str, float]:
    """Let each node of ``order`` pass on what it holds when its turn comes."""
    graph.forward()
    gradients = dict.fromkeys(graph.nodes, 0.0) | {graph.output: 1.0}
    for name in order:
        pass_on(graph, gradients, name)
    return gradients


def gradients(output: Node) -> dict[str, float]:
    graph = Graph(output)
    graph.forward()
    graph.backward()
    return graph.gradients


@with_seeds
def test_scalars(seed: int) -> None:
    given, answers = drawn("shared-number", seed)
    right = gradients(shared(given))
    answered(answers, right["k"], right["h"], right["w"])

    given, answers = drawn("orders-that-work", seed)
    w, x, b = inputs(**{name: float(given[name]) for name in "wxb"})
    a = (w * x).named("a")
    c = (a + b).named("c")
    graph = Graph(((a * c).named("e") + c).named("y"))
    answered(answers, 0, gradients(graph.nodes["y"])["w"], in_turns(graph, "ycea")["w"])
    assert in_turns(graph, "yeca")["w"] == float(answers[1])
    assert all(in_turns(graph, order)["w"] != float(answers[1]) for order in ("ycea", "yeac"))

    given, answers = drawn("backward-twice", seed)
    graph = Graph(shared(given))
    once = swept(graph)
    inputs_kept = swept(graph, {name: once[name] for name in graph.inputs})
    nothing_reset = swept(graph, once)
    late = (nothing_reset["w"] - once["w"]) / graph.inputs["x"]
    answered(answers, once["w"], inputs_kept["w"], late, nothing_reset["w"])

    given, answers = drawn("engine-by-hand", seed)
    w, x, u, v = inputs(**{name: float(given[name]) for name in "wxuv"})
    h = (w * x).named("h")
    right = gradients((h + u).named("p") * (h * v).named("q"))
    answered(answers, right["p"], right["q"], right["h"], right["w"])

    given, answers = drawn("error-in-the-sweep", seed)
    graph = Graph(shared(given))
    forward = in_turns(graph, list(graph.nodes))
    answered(answers, 4, forward["h"], forward["w"])


def calls(node: Node) -> int:
    return 1 + sum(map(calls, node.parents))


@with_seeds
def test_calls(seed: int) -> None:
    given, answers = drawn("count-the-calls", seed)
    (h,) = inputs(h=1)
    for _ in range(int(given["n"])):
        h = h + h
    answered(answers, calls(h), len(Graph(h).nodes))


@with_seeds
def test_arrays(seed: int) -> None:
    given, answers = drawn("which-function", seed)
    n, i, m = (int(given[name]) for name in "nim")
    rng = np.random.default_rng(seed)
    layer, rows, d = Dense(i, m, rng=rng), rng.normal(size=(n, i)), rng.normal(size=(n, m))
    layer.forward(rows)
    assert_allclose(layer.backward(d), d @ layer.weights.T)
    assert_allclose(layer.dweights, rows.T @ d)
    answered(answers, 0, 0, 0)

    given, answers = drawn("back-from-broadcasting", seed)
    d, r = given["D"], float(given["r"])
    answered(
        answers,
        *(
            [(with_one(place, shape) * d).sum() for place in np.ndindex(shape)]
            for shape in ((1, 3), (2, 1))
        ),
        (np.full((2, 3), r + 1) * d).sum(),
    )

    given, answers = drawn("memory-of-a-pass", seed)
    layers, width, n = (int(given[name]) for name in ("layers", "width", "n"))
    kept = sum(np.empty((n, width)).nbytes for _ in range(3 * layers))
    worst = min(layers // length + length for length in divisors(layers))
    answered(answers, kept / 1000, 0, worst)


def with_one(place: tuple[int, ...], shape: tuple[int, int]) -> Any:
    """Say how a result of shape (2, 3) moves with one entry of what is broadcast to it."""
    nudge = np.zeros(shape)
    nudge[place] = 1
    return np.broadcast_to(nudge, (2, 3))


def divisors(number: int) -> list[int]:
    return [each for each in range(1, number + 1) if number % each == 0]


def test_exercises() -> None:
    _, answers = drawn("a-quotient", 1)
    u, v = inputs(u=6, v=2)
    q = u / v
    right = gradients(q * (q + v))
    answered(answers, *OPERATIONS["div"].local(3.0, 6.0, 2.0), right["u"], right["v"])

    given, answers = drawn("mean-of-a-column", 1)
    d = given["D"]
    centred = np.eye(3) - np.full((3, 3), 1 / 3)  # C = centred @ X
    answered(answers, -np.ones(3) @ d, -np.full(3, 1 / 3) @ d, centred.T @ d)

    _, answers = drawn("forward-instead", 1)
    right = gradients(shared({"w": 3, "x": 2, "b": -1}))
    answered(answers, 2, 2, right["w"], 1000)


def test_what_the_catalogue_s_mistakes_lead_to() -> None:
    """The chapter's opening: 10, 12 and 78 in place of 22."""
    formula = shared({"w": 3, "x": 2, "b": -1})
    found = []
    for name in ("turn taken too early", "overwritten instead of added"):
        graph: Any = named(name, Graph).variant(formula)
        graph.forward()
        graph.backward()
        found.append(graph.gradients["w"])
    once = swept(Graph(formula))
    found.append(swept(Graph(formula), once)["w"])
    assert found == [10, 12, 78]
    assert math.isclose(once["w"], 22)
