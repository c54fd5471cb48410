"""A layer that answers differently in training: when it is told, and that it stays as it was."""

from __future__ import annotations

from typing import Any

import numpy as np

from arrays import Array
from backprop import SGD, Dense, Network, SquaredError, check_gradients

X = np.linspace(-1, 1, 12).reshape(6, 2)


class Dropout:
    """A reader's own layer: in training it drops half of the numbers and doubles the others."""

    def __init__(self) -> None:
        self.rng, self.is_training = np.random.default_rng(0), True

    def train(self, is_training: bool) -> None:
        self.is_training = is_training

    def forward(self, inputs: Array) -> Array:
        drawn = 2.0 * (self.rng.random(inputs.shape) < 0.5)
        self.kept = drawn if self.is_training else np.ones(inputs.shape)
        return inputs * self.kept

    def backward(self, dvalues: Array) -> Array:
        return dvalues * self.kept


def network_with(layer: Any) -> Network:
    rng = np.random.default_rng(1)
    return Network([Dense(2, 5, rng=rng), layer, Dense(5, 1, rng=rng)], SquaredError())


def without(network: Network) -> Network:
    return Network([network.layers[0], network.layers[2]], SquaredError())


def test_predicting_and_measuring_drop_nothing() -> None:
    network = network_with(Dropout())
    plain = without(network)
    assert np.array_equal(network.predict(X), plain.predict(X))
    assert network.evaluate(X, X[:, :1]) == plain.evaluate(X, X[:, :1])
    history = network.fit(X, X[:, :1], SGD(0.01), 3, validation=(X, X[:, :1]))
    assert history.loss[-1] == plain.evaluate(X, X[:, :1]).loss
    assert history.loss == history.validation_loss


def test_training_drops_and_goes_on_dropping() -> None:
    layer = Dropout()
    network = network_with(layer)
    network.forward(X, X[:, :1])
    assert 0 < (layer.kept == 0).sum() < layer.kept.size
    network.fit(X, X[:, :1], SGD(0.01), 2)
    network.predict(X)
    assert layer.is_training
    assert (layer.kept == 0).any()


def test_its_gradients_are_checked_with_the_dropping_off() -> None:
    layer = Dropout()
    layer.train(False)
    assert check_gradients(network_with(layer), X, X[:, :1])


def test_a_loss_may_have_the_method_too() -> None:
    class Smoothed(SquaredError):
        is_training = True

        def train(self, is_training: bool) -> None:
            self.is_training = is_training

        def forward(self, predictions: Any, targets: Any) -> float:
            return super().forward(predictions, targets) + self.is_training

    network = Network([Dense(2, 1)], Smoothed())
    loss = network.evaluate(X, X[:, :1]).loss
    assert network.forward(X, X[:, :1]) == loss + 1


def test_an_attribute_of_that_name_is_none_of_ours() -> None:
    layer = Dropout()
    layer.train = "8:15"  # type: ignore[assignment, method-assign]
    assert network_with(layer).predict(X).shape == (6, 1)
