"""The answers of chapter 9, computed a second time: by the package and by nudges."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import Dense, Network, ReLU, SoftmaxCrossEntropy, check_gradients
from backprop.exercises import draw
from backprop.exercises.bank import exercise
from backprop.graph import Graph, inputs, square
from backprop.widgets.differences import measure
from exercise_answers import SEEDS, answered, drawn

with_seeds = pytest.mark.parametrize("seed", SEEDS)


def one_sided(f: Callable[[float], float], x: float, h: float) -> float:
    return (f(x + h) - f(x)) / h


def central(f: Callable[[float], float], x: float, h: float) -> float:
    return (f(x + h) - f(x - h)) / (2 * h)


@with_seeds
def test_differences(seed: int) -> None:
    given, answers = drawn("two-differences", seed)

    def f(x: float) -> float:
        return float(given["c"]) * x**3

    x, h = float(given["x"]), float(given["h"])
    answered(answers, one_sided(f, x, h), central(f, x, h))
    assert given["slope"] == pytest.approx(central(f, x, 1e-5))

    # How the errors of a smooth curve shrink, measured on another curve.
    given, answers = drawn("ten-times-smaller", seed)
    errors = [
        [measure("sqrt", 2, rule, "float64").places[k].error for k in (2, 3)]
        for rule in ("one-sided", "central")
    ]
    factors = [small / large for large, small in errors]
    for answer, size, factor in zip(answers, (given["a"], given["b"]), factors, strict=True):
        assert answer / size == pytest.approx(factor, rel=0.01)


@with_seeds
def test_rounding(seed: int) -> None:
    given, answers = drawn("rounding-over-h", seed)
    # The largest error of many losses that were rounded to seven digits, over h.
    rng = np.random.default_rng(seed)
    losses = float(given["f"]) * (1 + 1e-7 * rng.uniform(-1, 1, 10_000))
    worst = np.abs(losses - float(given["f"])).max() / float(given["h"])
    assert float(answers[0]) == pytest.approx(worst, rel=0.01)
    assert float(given["eps"]) == pytest.approx(np.finfo(np.float32).eps, rel=0.2)
    # And which nudge serves: the errors that the options lead to, for a gradient of 0.02.
    best = measure("cube", 2, "central", "float32")
    assert 1e-3 < 10.0**-best.best < 3e-2
    assert np.float32(1) + np.float32(1e-8) == 1

    given, answers = drawn("a-relative-error", seed)
    error = abs(given["g"] - given["m"])
    answered(answers, error / max(given["g"], given["m"]), float(error < given["r"]))


@with_seeds
def test_counts(seed: int) -> None:
    given, answers = drawn("count-the-passes", seed)
    n_in, n_hidden, n_out = (int(given[name]) for name in ("i", "h", "o"))
    layers = [Dense(n_in, n_hidden), ReLU(), Dense(n_hidden, n_out)]
    network = Network(layers, SoftmaxCrossEntropy())
    network.forward(np.ones((1, n_in)), [0])
    network.backward()
    count = sum(parameter.size for parameter, _ in network.parameters())
    answered([answers[0]], count)
    step = draw(exercise("count-the-passes"), seed).exercise["steps"][1]
    assert step["answer"]["value"] == ["mul", 2, "count"]  # of the reader's own number


@with_seeds
def test_across_the_corner(seed: int) -> None:
    given, answers = drawn("across-the-corner", seed)
    z, h = float(given["z"]), float(given["h"])

    def f(at: float) -> float:
        return float(ReLU().forward([[at]])[0, 0])

    answered(answers, central(f, z, h), z)
    assert central(f, z, 0.99 * z) == pytest.approx(1)
    assert central(f, z, 1.01 * z) < 0.999


@with_seeds
def test_read_the_report(seed: int) -> None:
    given, answers = drawn("read-the-report", seed)

    class Meaning(Dense):
        def backward(self, dvalues: Any) -> Any:
            dinputs = super().backward(dvalues)
            self.dbiases = np.mean(dvalues, axis=0, keepdims=True)
            return dinputs

    rows = np.random.default_rng(seed).normal(size=(int(given["n"]), 3))
    report = check_gradients(Meaning(3, 2), rows)
    assert [bool(array) for array in report.arrays] == [True, True, False]
    for entry in report.arrays[2].wrong:
        assert entry.measured / entry.given == pytest.approx(float(answers[0]))
    assert check_gradients(Meaning(3, 2), rows[:1])


@with_seeds
def test_check_one_weight(seed: int) -> None:
    given, answers = drawn("check-one-weight", seed)
    x, w, t = inputs(x=float(given["x"]), w=float(given["w"]), t=float(given["t"]))
    graph = Graph(square(x * w - t).named("l"))
    h, start = float(given["h"]), float(given["w"])
    above, below = graph.forward(w=start + h), graph.forward(w=start - h)
    graph.forward(w=start)
    graph.backward()
    assert_allclose([float(answers[0]), float(answers[1])], [above, below])
    assert graph.gradients["w"] == pytest.approx(float(answers[3]))
    assert (above - below) / (2 * h) == pytest.approx(graph.gradients["w"])


def test_the_wrong_line_halves_the_slope() -> None:
    weights, h = np.array([5.0]), 1e-5

    def loss_of() -> float:
        return 0.6 * float(weights[0])

    start = weights[0]
    weights[0] = start + h
    above = loss_of()
    weights[0] = weights[0] - h
    below = loss_of()
    _, answers = drawn("wrong-line-of-a-check")
    assert float(answers[1]) == pytest.approx((above - below) / (2 * h))


def test_a_nudge_for_a_nudge() -> None:
    _, answers = drawn("a-nudge-for-a-nudge")

    def cube(x: float) -> float:
        return x**3

    assert float(answers[0]) == central(cube, 1, 1)
    assert central(cube, 1, float(answers[1])) == pytest.approx(3.0001, abs=1e-7)
    assert one_sided(cube, 1, float(answers[2])) == pytest.approx(3.0001, abs=1e-7)


def test_along_a_direction() -> None:
    _, answers = drawn("along-a-direction")
    a, b = inputs(a=2, b=3)
    graph = Graph((square(a) * b).named("l"))

    def along(h: float) -> float:
        return graph.forward(a=2 + h, b=3 - 2 * h)

    assert float(answers[0]) == pytest.approx(central(along, 0, 1e-5))
    assert float(answers[1]) == central(along, 0, 0.5)


def test_slope_of_softplus() -> None:
    _, answers = drawn("slope-of-softplus")

    def softplus(z: float) -> float:
        return math.log(1 + math.exp(z))

    assert float(answers[0]) == pytest.approx(central(softplus, 0, 1e-5))
    assert float(answers[1]) == pytest.approx(1 / (1 + math.exp(-softplus(0))))
