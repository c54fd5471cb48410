"""A network's two passes with every matrix between, and what one step of descent makes of it.

The classes below are the package's own, but for what rounding leaves of a sum that cancels: there
0.1 · 3 − 0.3 is 0, so that no gate opens for it on one processor and not on another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.checks import FloatArray
from backprop.layers import Dense
from backprop.losses import SoftmaxCrossEntropy, SquaredError
from backprop.optimizers import SGD
from backprop.widgets.network.spec import network_of
from backprop.widgets.noise import is_noise, settled

__all__ = ["NetworkPass", "loss_after_step", "run", "updated_parameters"]


class SteadyDense(Dense):
    """Write 0 for a sum that is only rounding noise."""

    def forward(self, inputs: ArrayLike) -> FloatArray:
        outputs = super().forward(inputs)
        return settled(outputs, np.abs(inputs) @ np.abs(self.weights) + np.abs(self.biases))

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        dinputs = super().backward(dvalues)
        sizes = np.abs(dvalues)
        assert self.inputs is not None
        self.dweights = settled(self.dweights, np.abs(self.inputs).T @ sizes)
        self.dbiases = settled(self.dbiases, sizes.sum(axis=0, keepdims=True))
        return settled(dinputs, sizes @ np.abs(self.weights).T)


class SteadySquaredError(SquaredError):
    """Count a prediction as its target where rounding noise alone parts them."""

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        misses = np.subtract(predictions, targets)
        sizes = np.abs(predictions) + np.abs(targets)
        return super().forward(np.where(is_noise(misses, sizes), targets, predictions), targets)


class SteadySoftmaxCrossEntropy(SoftmaxCrossEntropy):
    """Take the target's gradient from the others: they add up to 0, and p − 1 may be noise."""

    def backward(self) -> FloatArray:
        dpredictions = super().backward()
        rows = np.arange(len(dpredictions)), self._classes
        dpredictions[rows] = 0
        dpredictions[rows] = 0.0 - dpredictions.sum(axis=1)
        return dpredictions


STEADY_LOSSES: dict[str, type] = {
    "SquaredError": SteadySquaredError,
    "SoftmaxCrossEntropy": SteadySoftmaxCrossEntropy,
    "SigmoidCrossEntropy": SigmoidCrossEntropy,
}


@dataclass(frozen=True)
class NetworkPass:
    """All that one forward and one backward pass compute.

    ``values[i]`` goes into layer i and ``values[i + 1]`` comes out of it; ``dvalues`` are their
    gradients. ``slopes`` are those of an activation, by its place. ``gradients`` have the names of
    ``Network.named_parameters``.
    """

    loss: float
    values: list[FloatArray]
    dvalues: list[FloatArray]
    slopes: dict[int, FloatArray]
    gradients: dict[str, FloatArray]


def run(given: Mapping[str, Any]) -> NetworkPass:
    """Run the network forward and backward, and look at what lies between its layers."""
    network = network_of(given, SteadyDense, STEADY_LOSSES)
    layers, loss = network.layers, network.loss
    mean = network.forward(given["inputs"], given["targets"])
    network.backward()
    gradients = {
        f"layers[{place}].{name}": getattr(layer, f"d{name}").copy()
        for place, layer in enumerate(layers)
        if isinstance(layer, Dense)
        for name in layer.parameter_names
    }
    start = np.array(given["inputs"], dtype=float)
    values = list(accumulate(layers, lambda x, layer: layer.forward(x), initial=start))
    loss.forward(values[-1], given["targets"])
    dvalues = list(
        accumulate(reversed(layers), lambda d, layer: layer.backward(d), initial=loss.backward())
    )
    slopes = {
        place: layer.backward(np.ones_like(values[place]))
        for place, layer in enumerate(layers)
        if not isinstance(layer, Dense)
    }
    return NetworkPass(mean, values, dvalues[::-1], slopes, gradients)


def loss_after_step(
    given: Mapping[str, Any], passed: NetworkPass, learning_rate: float
) -> float | None:
    """Return the loss after one step of descent; None where it is too large for a number."""
    network = network_of(given, SteadyDense, STEADY_LOSSES)
    SGD(learning_rate).step(
        (parameter, passed.gradients[name])
        for name, parameter in network.named_parameters().items()
    )
    try:
        return network.forward(given["inputs"], given["targets"])
    except FloatingPointError:  # the outputs are finite after one step, their squares perhaps not
        return None


def updated_parameters(
    given: Mapping[str, Any], passed: NetworkPass, learning_rate: float
) -> dict[str, FloatArray]:
    """Return the parameters after one step of descent, ``w − learning_rate · ∂loss/∂w``."""
    parameters = network_of(given).named_parameters()
    SGD(learning_rate).step((each, passed.gradients[name]) for name, each in parameters.items())
    return parameters
