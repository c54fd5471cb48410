"""The layers, losses and optimizers of this package by name, as JSON tells them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from backprop.activations import Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.layers import Dense
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError
from backprop.optimizers import SGD, Adam, Momentum

__all__ = ["ELEMENTWISE", "LAYERS", "LOSSES", "OPTIMIZERS", "Elementwise", "described", "kind_of"]

Elementwise = Linear | ReLU | Sigmoid | Tanh

# The activations that go number by number, which a page computes too.
ELEMENTWISE: dict[str, type[Elementwise]] = {
    kind.__name__: kind for kind in (Linear, ReLU, Sigmoid, Tanh)
}
LAYERS: dict[str, type] = {kind.__name__: kind for kind in (Dense, *ELEMENTWISE.values(), Softmax)}
LOSSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (SquaredError, CategoricalCrossEntropy, SoftmaxCrossEntropy, SigmoidCrossEntropy)
}
OPTIMIZERS: dict[str, type] = {kind.__name__: kind for kind in (SGD, Momentum, Adam)}


def kind_of(it: object, kinds: Mapping[str, type]) -> str | None:
    """Return the name of what something is; None for any class that is not listed."""
    name = type(it).__name__
    return name if kinds.get(name) is type(it) else None


def described(layer: object, *details: str) -> dict[str, Any]:
    """Return the kind of a layer and, of a Dense one, these attributes, as JSON holds them."""
    kind = kind_of(layer, LAYERS)
    return {"kind": kind, **{name: _plain(layer, name) for name in details if kind == "Dense"}}


def _plain(layer: object, name: str) -> Any:
    value = getattr(layer, name)
    if isinstance(value, np.dtype):
        return value.name
    return value.tolist() if isinstance(value, np.ndarray) else value
