"""The gradient of one weight as a sum over samples and paths, each a product of factors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop.widgets.network.network_pass import NetworkPass
from backprop.widgets.network.spec import Parameter

__all__ = ["Path", "factor_names", "paths_of"]

Way = tuple[tuple[int, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Path:
    """One way from a weight to the loss, for one sample.

    ``neurons`` are those it passes, one for each Dense layer from the weight's own on.
    """

    sample: int
    neurons: tuple[int, ...]
    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """Multiply the factors."""
        return math.prod(self.factors)


def factor_names(layers: Sequence[Mapping[str, Any]], parameter: Parameter) -> list[str]:
    """Say where each factor of a path comes from, in its order."""
    own = [f"inputs of layers[{parameter.layer}]"] if parameter.name == "weights" else []
    behind = [
        f"layers[{place}].weights" if layer["kind"] == "Dense" else f"slope of layers[{place}]"
        for place, layer in enumerate(layers)
        if place > parameter.layer
    ]
    return [*own, *behind, "∂loss/∂prediction"]


def paths_of(
    layers: Sequence[Mapping[str, Any]], passed: NetworkPass, parameter: Parameter, sample: int
) -> list[Path]:
    """List the paths of one sample; their products add up to its part of the gradient."""
    place, name, row, column = parameter
    own = (float(passed.values[place][sample, row]),) if name == "weights" else ()
    return [
        Path(sample, (column, *neurons), (*own, *factors))
        for neurons, factors in _onward(layers, passed, sample, place + 1, column)
    ]


def _onward(
    layers: Sequence[Mapping[str, Any]], passed: NetworkPass, sample: int, place: int, neuron: int
) -> Iterator[Way]:
    """Yield the ways from what goes into a layer, or into the loss behind the last, to the loss."""
    if place == len(layers):
        yield (), (float(passed.dvalues[-1][sample, neuron]),)
        return
    layer = layers[place]
    if layer["kind"] == "Dense":
        for to, weight in enumerate(layer["weights"][neuron]):
            for neurons, factors in _onward(layers, passed, sample, place + 1, to):
                yield (to, *neurons), (weight, *factors)
    else:
        slope = float(passed.slopes[place][sample, neuron])
        for neurons, factors in _onward(layers, passed, sample, place + 1, neuron):
            yield neurons, (slope, *factors)
