"""Copies of a network's parts: what they share, what they forget, what is put into them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop import Dense, Network, ReLU, SoftmaxCrossEntropy
from backprop.network.passes import Passes
from backprop.network.twins import twins_of, without_memory
from networks import OwnReLU

X, Y = np.array([[1.0, -2.0], [0.5, 3.0]]), [1, 0]


def trained() -> list[Any]:
    """A layer and a loss that remember a batch."""
    parts = [Dense(2, 2), SoftmaxCrossEntropy()]
    network = Network(parts[:1], parts[1])
    network.forward(X, Y)
    network.backward()
    return parts


def test_twins_of_ours_share_what_they_hold() -> None:
    layer, loss = trained()
    layer_twin, loss_twin = twins_of([layer, loss], in_training=False)
    assert layer_twin is not layer
    assert layer_twin.weights is layer.weights
    assert loss_twin is not loss
    assert loss_twin.probabilities is loss.probabilities


def test_twins_of_a_readers_own_share_nothing() -> None:
    own = OwnReLU()
    own.forward(X)
    (twin,) = twins_of([own], in_training=False)
    assert twin.inputs is not own.inputs
    assert twin.inputs.tolist() == own.inputs.tolist()


class Drops(OwnReLU):
    trains = True

    def train(self, is_training: bool) -> None:
        self.trains = is_training


@pytest.mark.parametrize("in_training", [True, False])
def test_whether_a_twin_is_in_training(in_training: bool) -> None:
    own = Drops()
    (twin,) = twins_of([own], in_training=in_training)
    assert twin.trains is in_training
    passes = Passes([own], SoftmaxCrossEntropy()).twin(in_training=in_training)
    assert passes.layers[0].layer.trains is in_training
    assert type(passes.loss.loss) is SoftmaxCrossEntropy
    assert own.trains


def test_without_memory_the_parameters_are_left() -> None:
    layer, loss = trained()
    bare = without_memory(layer)
    assert bare.inputs is None
    assert bare.weights is layer.weights
    assert not hasattr(bare, "dweights")
    assert not hasattr(bare, "dbiases")
    assert layer.inputs is not None
    assert layer.dweights.shape == (2, 2)
    assert without_memory(loss).probabilities is None
    assert type(without_memory(ReLU())) is ReLU
    own = OwnReLU()
    assert without_memory(own) is own


def test_without_memory_where_there_is_none_yet() -> None:
    assert without_memory(Dense(2, 2)).inputs is None


def test_passes_without_memory_compute_the_same() -> None:
    layer, loss = trained()
    bare = Passes([layer], loss).without_memory()
    y = bare.checked(X, Y, "here")[1]
    assert bare.forward(X, y) == loss.forward(layer.forward(X), Y)
    assert bare.layers[0].layer is not layer
    assert type(bare.loss.loss) is SoftmaxCrossEntropy
    assert bare.loss.loss is not loss


def test_gradients_from_elsewhere_go_to_their_parameters() -> None:
    first, second = Dense(2, 3), Dense(3, 2)
    passes = Passes([first, ReLU(), second], SoftmaxCrossEntropy())
    given = [np.full(size, float(k)) for k, size in enumerate([(2, 3), (1, 3), (3, 2), (1, 2)])]
    passes.take_gradients(given)
    taken = [first.dweights, first.dbiases, second.dweights, second.dbiases]
    assert all(one is other for one, other in zip(taken, given, strict=True))
    with pytest.raises(ValueError, match="shorter"):
        passes.take_gradients(given[:3])


@pytest.mark.parametrize(
    ("values", "largest"),
    [([1.5, -2.5], 2.5), ([1, -3], 3), (np.array([2], "u1"), 2), ([True], 0), (["9"], 0)],
)
def test_the_largest_of_what_are_numbers(values: Any, largest: float) -> None:
    passes = Passes([Dense(2, 2)], SoftmaxCrossEntropy())
    assert passes.largest(np.array(values)) == largest
