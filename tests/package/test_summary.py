"""A network printed: a line for each layer, its shapes, its parameters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop import Dense, Network, ReLU, SigmoidCrossEntropy, SquaredError, Tanh
from networks import OwnLoss, OwnReLU


class Gain:
    """A reader's own layer with a parameter."""

    parameter_names = ("gain",)

    def __init__(self) -> None:
        self.gain = np.ones(3)

    def forward(self, inputs: Any) -> Any:
        return inputs * self.gain

    def backward(self, dvalues: Any) -> Any:
        return dvalues * self.gain

    def __repr__(self) -> str:
        return "Gain()"


def test_layers_shapes_and_numbers_of_parameters() -> None:
    network = Network([Dense(2, 8), Tanh(), Dense(8, 1)], SquaredError())
    assert str(network).splitlines() == [
        "Network of 3 layers, 33 parameters",
        "  layers[0]  Dense(2, 8)     (n, 2) -> (n, 8)      24: weights (2, 8), biases (1, 8)",
        "  layers[1]  Tanh()          (n, 8) -> (n, 8)",
        "  layers[2]  Dense(8, 1)     (n, 8) -> (n, 1)      9: weights (8, 1), biases (1, 1)",
        "  loss       SquaredError()  (n, 1) -> one number",
    ]
    assert "\n" not in repr(network)


@pytest.mark.parametrize(
    ("layers", "loss", "counted", "shapes"),
    [
        ([ReLU()], SquaredError(), "1 layer, 0 parameters", ["(n, ?) -> (n, ?)"]),
        (
            [Dense(3, 3), Gain(), OwnReLU(), Dense(3, 2)],
            OwnLoss(),
            "4 layers, 23 parameters",
            ["(n, 3) -> (n, 3)", "(n, 3) -> (n, ?)", "(n, ?) -> (n, ?)", "(n, ?) -> (n, 2)"],
        ),
        (
            [Dense(784, 128)],
            SquaredError(),
            "1 layer, 100,480 parameters",
            ["(n, 784) -> (n, 128)"],
        ),
    ],
)
def test_what_the_layers_do_not_tell(
    layers: list[Any], loss: Any, counted: str, shapes: list[str]
) -> None:
    first, *lines = str(Network(layers, loss)).splitlines()
    assert first == f"Network of {counted}"
    for line, shape in zip(lines, shapes, strict=False):
        assert shape in line


def test_it_prints_on_an_old_console() -> None:
    network = Network([Dense(2, 8), Tanh(), Dense(8, 1)], SigmoidCrossEntropy())
    assert str(network).encode("cp1252").decode("ascii")
