"""Each mistake between layers gives the gradients of a chain written out with the mistake in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from arrays import Array, assert_same, numbers
from backprop import Dense, Network, ReLU, SoftmaxCrossEntropy, SquaredError
from backprop.mistakes import CATALOGUE, networks

RNG = np.random.default_rng(11)
# Two layers of two neurons with a ReLU behind each, so that every wrong order fits.
X, Y, W1, W2 = (numbers(RNG, size) for size in [(3, 2), (3, 2), (2, 2), (2, 2)])
B1, B2 = numbers(RNG, (1, 2)), numbers(RNG, (1, 2))
Z1 = X @ W1 + B1
H = np.maximum(Z1, 0)
Z2 = H @ W2 + B2
OPEN1, OPEN2 = Z1 > 0, Z2 > 0
G = (np.maximum(Z2, 0) - Y) / 3  # what the loss sends back
AROUND = [2, 0, 1]  # each sample has the targets of the one before


def back(g: Array, gate1: Array = OPEN1, gate2: Array = OPEN2, w2: Array = W2) -> list[Array]:
    """The gradients of both layers, from what comes back to the second gate."""
    d2 = g * gate2
    d1 = d2 @ w2.T * gate1
    return [X.T @ d1, d1.sum(axis=0, keepdims=True), H.T @ d2, d2.sum(axis=0, keepdims=True)]


def forward_order() -> list[Array]:
    d2 = G @ W1.T * OPEN1
    return [X.T @ G, G.sum(axis=0, keepdims=True), H.T @ d2, d2.sum(axis=0, keepdims=True)]


TWICE = [2 * each for each in back(G)]
# Samples 0 and 1 count a quarter each, sample 2 a half; in shards of one size all are right.
UNEVEN = back(np.multiply(G, [[3 / 4], [3 / 4], [3 / 2]]))
ROLLED = back((np.maximum(Z2, 0) - Y[AROUND]) / 3)
EXPECTED: dict[type, list[list[Array]]] = {
    networks.UpdatedWeight: [back(G, w2=W2 - 0.1 * H.T @ (G * OPEN2))],
    networks.ForwardOrder: [forward_order()],
    networks.LayerLeftOut: [back(G, gate1=np.ones((3, 2))), back(G, gate2=np.ones((3, 2)))],
    networks.MaskOfWrongLayer: [back(G, gate1=OPEN2), back(G, gate2=OPEN1)],
    networks.NotReset: [back(G)],
    networks.LossLeftOut: [back(np.ones((3, 2)))],
    networks.TargetsOfOthers: [ROLLED, back(G)],
    networks.MeanOfShards: [UNEVEN, UNEVEN, *2 * [back(G)], UNEVEN, *4 * [back(G)]],
    networks.SoftmaxTwice: [],  # of classes: below
    networks.SoftmaxOnceMore: [],
}


def layers() -> list[Any]:
    first, second = Dense(2, 2), Dense(2, 2)
    first.weights, first.biases, second.weights, second.biases = W1, B1, W2, B2
    return [first, ReLU(), second, ReLU()]


def gradients(network: Network) -> list[Array]:
    network.forward(X, Y)
    network.backward()
    return [gradient for _, gradient in network.parameters()]


def test_all_are_here_and_the_hand_is_right() -> None:
    assert {each.variant for each in CATALOGUE if each.right is Network} == EXPECTED.keys()
    for ours, wanted in zip(gradients(Network(layers(), SquaredError())), back(G), strict=True):
        assert_same(ours, wanted)


@pytest.mark.parametrize("kind", EXPECTED, ids=lambda kind: kind.__name__)
def test_in_each_way_that_there_is(kind: Any) -> None:
    ways = list(kind.ways(layers(), SquaredError()))
    assert len(ways) == len(EXPECTED[kind])
    for way, expected in zip(ways, EXPECTED[kind], strict=True):
        assert way.forward(X, Y) == Network(layers(), SquaredError()).forward(X, Y)
        for ours, wanted in zip(gradients(way), expected, strict=True):
            assert_same(ours, wanted)


def test_a_way_takes_copies_and_forgets_gradients() -> None:
    mine, loss = layers(), SquaredError()
    gradients(Network(mine, loss))
    (way,) = networks.NotReset.ways(mine, loss)
    assert not {*way.layers, way.loss} & {*mine, loss}
    assert not any(hasattr(layer, name) for layer in way.layers for name in ("dweights", "dbiases"))


def test_gradients_that_are_not_reset_add_up() -> None:
    (way,) = networks.NotReset.ways(layers(), SquaredError())
    gradients(way)
    for ours, wanted in zip(gradients(way), TWICE, strict=True):
        assert_same(ours, wanted)


def test_targets_of_the_first_batch() -> None:
    _, stale = networks.TargetsOfOthers.ways(layers(), SquaredError())
    stale.forward(X, Y[AROUND])
    for ours, wanted in zip(gradients(stale), ROLLED, strict=True):
        assert_same(ours, wanted)


@pytest.mark.parametrize("n", [5, 7, 33])
def test_shards_of_different_sizes(n: int) -> None:
    """The plain mean of what the right network gives for each shard by itself."""
    rng = np.random.default_rng(n)
    x, y = rng.normal(size=(n, 2)), rng.normal(size=(n, 2))
    cuts = [[n - 1], *(np.cumsum([n // w + (k < n % w) for k in range(w - 1)]) for w in (2, 3, 4))]
    cuts += [np.arange(size, n, size) for size in (2, 4, 8, 16, 32)]
    for way, cut in zip(networks.MeanOfShards.ways(layers(), SquaredError()), cuts, strict=True):
        shards = [Network(layers(), SquaredError()) for _ in range(len(cut) + 1)]
        for each, own_x, own_y in zip(shards, np.split(x, cut), np.split(y, cut), strict=True):
            each.forward(own_x, own_y)
            each.backward()
        way.forward(x, y)
        way.backward()
        for k, (_, gradient) in enumerate(way.parameters()):
            means = [each.parameters()[k][1] for each in shards]
            assert_same(gradient, np.mean(means, axis=0))


def softmax(z: Array) -> Array:
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def through(p: Array, g: Array) -> Array:
    """Send gradients back through a softmax."""
    return p * (g - (g * p).sum(axis=1, keepdims=True))


P, ONE_HOT = softmax(Z2), np.eye(2)[[1, 0, 1]]


@pytest.mark.parametrize(
    ("kind", "incoming"),
    [
        (networks.SoftmaxTwice, lambda: through(P, (softmax(P) - ONE_HOT) / 3)),
        (networks.SoftmaxOnceMore, lambda: through(P, (P - ONE_HOT) / 3)),
    ],
)
def test_with_a_softmax_too_many(kind: Any, incoming: Callable[[], Array]) -> None:
    (way,) = kind.ways(layers()[:3], SoftmaxCrossEntropy())
    way.forward(X, [1, 0, 1])
    dinputs = way.backward(needs_dinputs=True)
    for (_, ours), wanted in zip(way.parameters(), back(incoming(), gate2=1.0), strict=True):  # type: ignore[arg-type]
        assert_same(ours, wanted)
    assert_same(dinputs, incoming() @ W2.T * OPEN1 @ W1.T)
    assert way.backward() is None
