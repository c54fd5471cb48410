"""A reader's own layer or loss that breaks the contract: a network says at once what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from arrays import Array
from backprop import SGD, Dense, Network, ReLU, SquaredError
from networks import OwnLoss

X = np.array([[1.0, -2.0], [-4.0, 5.0], [0.5, 1.0]])


class Gain:
    """A reader's own layer: each column times a number that is learnt."""

    parameter_names = ("gain",)

    def __init__(self, gain: Any = (1.0, 2.0)) -> None:
        self.gain = np.array(gain) if isinstance(gain, tuple) else gain

    def forward(self, inputs: Array) -> Any:
        self.inputs = inputs
        return inputs * self.gain

    def backward(self, dvalues: Array) -> Any:
        self.dgain = (dvalues * self.inputs).sum(axis=0)
        return dvalues * self.gain

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


def trained(layer: Any = None, loss: Any = None) -> Any:
    network = Network([Dense(2, 2), layer or Gain()], loss or SquaredError())
    return network.fit(X, X, SGD(0.1), 1)


def test_what_keeps_it_learns() -> None:
    history = trained(loss=OwnLoss())
    assert history.loss[1] != history.loss[0]


@pytest.mark.parametrize("gain", [0.5, np.float64(2), np.array(3.0), [1.0, 2.0], None, "ab"])
def test_a_parameter_that_is_no_array(gain: Any) -> None:
    with pytest.raises(TypeError, match=r"Gain\.gain must be an array of at least one dimension"):
        Network([Gain(gain)], SquaredError())


def test_a_parameter_that_becomes_a_number_on_the_way() -> None:
    class Shrinks(Gain):
        def backward(self, dvalues: Array) -> Any:
            dinputs = super().backward(dvalues)
            self.gain = 0.5
            return dinputs

    with pytest.raises(
        TypeError, match=r"Shrinks\.gain must be an array .* write np\.array\(\[0.5"
    ):
        trained(Shrinks())


def test_a_parameter_of_whole_numbers() -> None:
    with pytest.raises(TypeError, match=r"Gain\.gain must be .*floating-point .*dtype int64"):
        Network([Gain(np.array([1, 2]))], SquaredError())


def test_a_parameter_may_come_with_the_first_batch() -> None:
    class Lazy(Gain):
        def __init__(self) -> None:
            pass

        def forward(self, inputs: Array) -> Any:
            self.gain = vars(self).get("gain", np.ones(inputs.shape[1]))
            return super().forward(inputs)

    network = Network([Dense(2, 2), Lazy()], SquaredError())
    network.forward(X, X)
    network.backward()
    assert len(network.parameters()) == 3


def test_a_gradient_of_another_shape() -> None:
    class Flat(Dense):
        def backward(self, dvalues: Any) -> Array:
            dinputs = super().backward(dvalues)
            self.dbiases = self.dbiases[0]
            return dinputs

    with pytest.raises(
        ValueError, match=r"Flat\.backward must set dbiases .*\(1, 2\), got .*\(2,\)"
    ):
        trained(Flat(2, 2))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, r"got None: is there a return\?"),
        (np.ones(2), r"shape \(1, n_values\), got \(2,\)"),
        (np.ones((2, 2)), r"shape \(1, n_values\), got \(2, 2\)"),
    ],
)
def test_what_a_layer_returns_forwards(answer: Any, says: str) -> None:
    class Other(Gain):
        def forward(self, _: Array) -> Any:
            return answer

    with pytest.raises(
        (TypeError, ValueError), match=rf"layers\[1\], Other\(\), to return outputs\b.*{says}"
    ):
        trained(Other())


@pytest.mark.parametrize(
    ("answer", "says"),
    [(None, r"got None: is there a return\?"), (np.ones((3, 1)), r"shape \(3, 2\), got \(3, 1\)")],
)
def test_what_a_layer_returns_backwards(answer: Any, says: str) -> None:
    class Other(Gain):
        def backward(self, dvalues: Array) -> Any:
            super().backward(dvalues)
            return answer

    with pytest.raises(
        (TypeError, ValueError), match=rf"layers\[1\], Other\(\), to return dinputs\b.*{says}"
    ):
        trained(Other())


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (None, "None"),
        ("text", "'text'"),
        (np.ones(3), r"an array of shape \(3,\)"),
        ([0.5], r"an array of shape \(1,\)"),
        (np.ones((1, 1)), r"an array of shape \(1, 1\)"),
    ],
)
@pytest.mark.parametrize("use", ["fit", "evaluate"])
def test_a_loss_that_does_not_return_one_number(use: str, answer: Any, got: str) -> None:
    class Rows(OwnLoss):
        def forward(self, predictions: Array, targets: Any) -> Any:
            super().forward(predictions, targets)
            return answer

    network = Network([Dense(2, 2)], Rows())
    with pytest.raises(TypeError, match=rf"Rows\.forward must return one number, .* got {got}\."):
        network.fit(X, X, SGD(), 1) if use == "fit" else network.evaluate(X, X)


def test_what_a_loss_returns_backwards() -> None:
    class Silent(OwnLoss):
        def backward(self) -> Any:
            super().backward()

    with pytest.raises(TypeError, match=r"to return dpredictions, got None: is there a return\?"):
        trained(loss=Silent())


def test_a_number_of_numpy_will_do() -> None:
    class Zero(OwnLoss):
        def forward(self, predictions: Array, targets: Any) -> Any:
            return np.array(super().forward(predictions, targets))

    assert trained(ReLU(), Zero()).loss
