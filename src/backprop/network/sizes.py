"""Whether the layers of a network fit together: their sizes and their precision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop.activations import Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.contract import refuse_whole_numbers
from backprop.layers import parameter_names
from backprop.losses import SoftmaxCrossEntropy

__all__ = ["common_dtype", "widths_of"]

TAKEN_BY_THE_LOSS: tuple[tuple[type, type], ...] = (
    (Softmax, SoftmaxCrossEntropy),
    (Sigmoid, SigmoidCrossEntropy),
)


def widths_of(layers: Sequence[Any], loss: Any) -> list[int | None]:
    """Return how many values go into each layer and out of the last, None where unknown.

    Raises
    ------
    TypeError, ValueError
        If there are no layers, one stands twice or has no passes, two sizes do not fit, or a
        softmax or a sigmoid would be taken twice.
    """
    if not layers:
        raise ValueError("Network expects at least one layer, got none.")
    for place, layer in enumerate(layers):
        if isinstance(layer, type) or not _has_passes(layer):
            raise TypeError(
                f"Network expects layers with forward and backward, got {layer!r} at {place}."
            )
        for name in parameter_names(layer):
            if hasattr(layer, name):  # it may come with the first batch
                refuse_whole_numbers(layer, name)
        first = next(i for i, other in enumerate(layers) if other is layer)
        if first < place:
            raise ValueError(
                f"Network expects each layer once, since it remembers one batch, "
                f"got the same {layer!r} at {first} and {place}."
            )
    if isinstance(loss, type) or not _has_passes(loss):
        raise TypeError(f"Network expects a loss with forward and backward, got {loss!r}.")
    _refuse_twice(layers, loss)

    widths: list[int | None] = []
    width, source = None, ""
    for place, layer in enumerate(layers):
        takes, gives = getattr(layer, "n_inputs", None), getattr(layer, "n_neurons", None)
        if None not in (width, takes) and width != takes:
            raise ValueError(
                f"Network expects layers whose sizes fit, got {source}, which gives {width} "
                f"values, before layers[{place}], {layer!r}, which takes {takes}."
            )
        first_or_known = width if place else takes
        widths.append(first_or_known)
        if gives is not None:
            width, source = gives, f"layers[{place}], {layer!r}"
        elif not isinstance(layer, Linear | ReLU | Sigmoid | Softmax | Tanh):
            width = None  # a reader's own layer: it will show
    if isinstance(loss, SigmoidCrossEntropy) and width not in (None, 1):
        raise ValueError(
            f"Network expects one output for SigmoidCrossEntropy, got {source}, which gives "
            f"{width} values: for an output for each class use SoftmaxCrossEntropy."
        )
    return [*widths, width]


def common_dtype(layers: Sequence[Any]) -> np.dtype[Any] | None:
    """Return the precision of the layers, None if they take any.

    Raises
    ------
    ValueError
        If there are two.
    """
    typed = [(place, layer) for place, layer in enumerate(layers) if hasattr(layer, "dtype")]
    for place, layer in typed:
        other, first = typed[0]
        if layer.dtype != first.dtype:
            raise ValueError(
                f"Network expects layers of one precision, got {first.dtype} in layers[{other}], "
                f"{first!r}, and {layer.dtype} in layers[{place}], {layer!r}."
            )
    return typed[0][1].dtype if typed else None


def _refuse_twice(layers: Sequence[Any], loss: Any) -> None:
    """Refuse a layer that computes what the loss computes once more."""
    last = next((layer for layer in reversed(layers) if not isinstance(layer, Linear)), None)
    for activation, from_logits in TAKEN_BY_THE_LOSS:
        if isinstance(last, activation) and isinstance(loss, from_logits):
            name = activation.__name__.lower()
            raise ValueError(
                f"Network expects logits before {loss!r}, which takes the {name} itself, got "
                f"{last!r} as the last layer: the {name} would be taken twice. Leave it out."
            )


def _has_passes(it: object) -> bool:
    return all(callable(getattr(it, name, None)) for name in ("forward", "backward"))
