"""The answers of chapter 10, computed a second time: by the package and its wrong classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from backprop import SGD, Dense, Network, Softmax, SoftmaxCrossEntropy, SquaredError
from backprop.mistakes import named
from exercise_answers import SEEDS, answered, drawn

with_seeds = pytest.mark.parametrize("seed", SEEDS)


def dense(weights: ArrayLike, kind: Any = Dense) -> Dense:
    layer: Dense = kind(*np.shape(weights))
    layer.weights = np.asarray(weights, float)
    return layer


def chain(v: dict[str, Any], kind: Any) -> list[Dense]:
    """Two neurons in a row after both passes, with the numbers of an exercise."""
    layers = [dense([[v["w1"]]]), dense([[v["w2"]]])]
    network = kind(layers, SquaredError())
    network.rate = v["r"]
    network.forward([[v["x"]]], [[v["y"]]])
    network.backward()
    return layers


def dbiases(kind: type[Dense], dvalues: ArrayLike, times: int = 1) -> Any:
    layer = kind(1, 2)
    for _ in range(times):
        layer.forward(np.ones((len(np.asarray(dvalues)), 1)))
        layer.backward(dvalues)
    return layer.dbiases[0]


def raises(layer: Any, n_samples: int) -> bool:
    """Whether the product without a transpose does not fit."""
    layer.forward(np.ones((n_samples, layer.n_inputs)))
    dvalues = np.ones((n_samples, layer.n_neurons))
    try:
        dvalues @ layer.weights
    except ValueError:
        return True
    return False


@with_seeds
def test_shapes_that_raise(seed: int) -> None:
    v, answers = drawn("which-shape-raises", seed)
    a, b, n = (int(v[name]) for name in "abn")
    tests = [(a, b, n), (a, a, n), (b, b, b)]  # inputs, neurons, samples, as the options say
    assert [raises(Dense(i, k), samples) for i, k, samples in tests] == [True, False, False]
    assert (np.ones((a, a)) @ np.ones((a, a)).T).shape == (a, a)
    assert (np.ones((n, a)) @ np.ones((n, a)).T).shape != (a, a)
    answered(answers, 0, 0)


@with_seeds
def test_gradients_that_are_not_reset(seed: int) -> None:
    v, answers = drawn("three-batches", seed)
    ends, held = {}, 0.0
    for kind in (Dense, named("not reset between batches", Dense).variant):
        layer: Any = dense([[v["w"]]], kind)
        for gradient in v["g"]:
            layer.forward([[1]])
            layer.backward([[gradient]])
            SGD(float(v["r"])).step([(layer.weights, layer.dweights)])
        ends[kind], held = layer.weights[0, 0], layer.dweights[0, 0]
    right, found = ends.values()
    answered(answers, held, found, right)


@with_seeds
def test_divided_twice(seed: int) -> None:
    v, answers = drawn("divided-once-more", seed)
    n, k = int(v["n"]), int(v["k"])

    def step(kind: Any, n: int, rate: float) -> Any:
        layer = dense([[0]], kind)
        layer.forward(np.ones((n, 1)))
        layer.backward(np.full((n, 1), v["g"] / n))
        SGD(rate).step([(layer.weights, layer.dweights)])
        return layer.dweights[0, 0], layer.weights[0, 0]

    wrong: Any = named("doubled 1/n", Dense).variant
    gradient, moved = step(wrong, n, float(v["r"]))
    assert step(Dense, n, float(answers[1]))[1] == pytest.approx(moved)
    answered(answers, gradient, None, step(wrong, n * k, float(v["r"]))[1] / moved)


@with_seeds
def test_old_or_updated(seed: int) -> None:
    v, answers = drawn("old-or-updated", seed)
    first, _ = chain(v, Network)
    early = named("updated weight used", Network).variant
    late_first, late_last = chain(v, early)
    answered(answers, late_last.weights[0, 0], first.dweights[0, 0], late_first.dweights[0, 0])


@with_seeds
def test_twins(seed: int) -> None:
    v, answers = drawn("twins", seed)

    def dweights(*last: float) -> Any:
        layers = [dense([[0.3, 0.3], [0.7, 0.7]]), dense(np.reshape(last, (2, 1)))]
        network = Network(layers, SquaredError())
        x = v["x"][np.newaxis]
        network.forward(x, network.predict(x) - v["e"])
        network.backward()
        return layers[0].dweights

    answered(answers, dweights(v["v"], v["v"]), None, dweights(v["v"], v["u"]))


@with_seeds
def test_what_programs_print(seed: int) -> None:
    v, answers = drawn("name-the-mistake", seed)
    for letter, name, times in (
        ("A", "doubled 1/n", 1),
        ("B", "not reset between batches", 2),
        ("C", "overwritten instead of added", 1),
    ):
        kind: Any = named(name, Dense).variant
        answered([v[letter]], dbiases(kind, v["dz"], times))
    answered(answers, dbiases(Dense, v["dz"]), 0, 0, 0)


def test_what_the_wrong_ones_print() -> None:
    v, answers = drawn("what-the-wrong-ones-print")
    names = ("overwritten instead of added", "doubled 1/n", "not reset between batches")
    wrong: list[Any] = [named(name, Dense).variant for name in names]
    answered(answers, *(dbiases(kind, v["dz"], 2) for kind in (Dense, *wrong)))


@with_seeds
def test_the_line_that_changes_nothing(seed: int) -> None:
    v, answers = drawn("line-in-the-loop", seed)
    step: Any = named("step on a copy", SGD).variant(float(v["r"]))
    weights = np.array([[float(v["w"])]])
    step.step([(weights, np.array([[float(v["g"])]]))])
    answered(answers, 5, weights[0, 0], None)


def test_the_floor_of_two_softmaxes() -> None:
    def loss(logits: ArrayLike) -> float:
        return SoftmaxCrossEntropy().forward(Softmax().forward(logits), [0])

    best = [1000 * np.eye(n)[:1] for n in (10, 3)]
    _, answers = drawn("floor-of-two-softmaxes")
    answered(answers, loss(best[0]), loss(np.zeros((1, 10))), loss(best[1]))


def test_three_in_one() -> None:
    _, answers = drawn("three-in-one")
    layer, loss = dense([[1]]), SquaredError()
    loss.forward(layer.forward([[1], [2]]), [[4], [6]])
    layer.backward(loss.backward())
    right = 1 - 0.1 * layer.dweights[0, 0]
    inputs, targets = np.array([[1.0], [2]]), np.array([[4.0], [6]])
    found = 1 - 0.1 * (inputs.T @ (targets - inputs))[0, 0]
    answered(answers, right, found, None)
