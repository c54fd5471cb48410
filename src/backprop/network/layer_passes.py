"""The passes of layers and losses as a network runs them: no array checked or copied twice.

What is computed stands in the public methods of the layers and losses, to be read first. They
check and copy, since anybody may call them. Here each array comes from the layer before. The fast
forms below are those of the layers and losses that time is spent in; all others run as they are,
and so does whatever derives from one of ours. A test compares the two, layer by layer.
"""

from __future__ import annotations

import copy
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from backprop.activations import ReLU
from backprop.arrays import as_array
from backprop.checks import FloatArray, checked_matrix
from backprop.layers import Dense
from backprop.precision import (
    NotFiniteError,
    all_finite,
    product_over_samples,
    sum_over_samples,
)

__all__ = ["LayerPasses", "layer_passes", "refuse_infinite"]


class LayerPasses:
    """Both passes of a layer, through its public methods."""

    def __init__(self, layer: Any, place: int) -> None:
        self.layer = layer
        self.place = place
        self.name = f"layers[{place}], {layer!r},"

    def through(self, twin: Any) -> Self:
        """Return the same passes through a copy of the layer."""
        passes = copy.copy(self)
        passes.layer = twin
        return passes

    def forward(self, inputs: FloatArray, *, keep: bool) -> FloatArray:  # noqa: ARG002
        """Return the outputs. With ``keep`` the layer stands as after its own forward pass."""
        refuse_infinite(inputs, f"the inputs of {self.name}")
        # Copies both ways: a reader's own layer may remember what it takes and what it returns.
        outputs = self._returned(self.layer.forward(inputs.copy()), "outputs", len(inputs), inputs)
        self.n_values = inputs.shape[1]
        return outputs

    def backward(self, dvalues: FloatArray, *, needs_dinputs: bool) -> FloatArray | None:  # noqa: ARG002
        """Fill the layer's gradients; return that of its inputs, if asked. May use up dvalues."""
        refuse_infinite(dvalues, f"the gradient behind {self.name}")
        return self._returned(self.layer.backward(dvalues), "dinputs", len(dvalues), dvalues)

    def _returned(
        self, values: ArrayLike, what: str, n_samples: int, like: FloatArray
    ) -> FloatArray:
        name = f"Network expects {self.name} to return {what}"
        if values is None:
            raise TypeError(f"{name}, got None: is there a return?")
        array = as_array(values, name).copy()
        if array.dtype.kind == "f":
            refuse_infinite(array, f"the {what} of {self.name}")
        width = self.n_values if what == "dinputs" else "n_values"
        return checked_matrix(array, name, (n_samples, width), dtype=like.dtype)


class DensePasses(LayerPasses):
    """Those of :class:`~backprop.layers.Dense`."""

    layer: Dense

    def forward(self, inputs: FloatArray, *, keep: bool) -> FloatArray:
        self.inputs = inputs
        self.layer.inputs = inputs if keep else None
        outputs = inputs @ self.layer.weights
        outputs += self.layer.biases
        return outputs

    def backward(self, dvalues: FloatArray, *, needs_dinputs: bool) -> FloatArray | None:
        layer = self.layer
        # The old gradient goes first: no two of the largest arrays at a time.
        vars(layer).pop("dweights", None)
        layer.dweights = product_over_samples(self.inputs, dvalues)
        layer.dbiases = sum_over_samples(dvalues)
        return dvalues @ layer.weights.T if needs_dinputs else None


class ReLUPasses(LayerPasses):
    """Those of :class:`~backprop.activations.ReLU`: outputs are above 0 where inputs are."""

    layer: ReLU

    def forward(self, inputs: FloatArray, *, keep: bool) -> FloatArray:
        # In place, but for what comes from outside; a layer before has no use for it any more.
        in_place = self.place > 0 and not keep
        self.outputs = np.maximum(inputs, 0, out=inputs if in_place else None)
        self.layer.inputs = inputs if keep else None
        return self.outputs

    def backward(self, dvalues: FloatArray, *, needs_dinputs: bool) -> FloatArray:  # noqa: ARG002
        dvalues *= self.outputs > 0
        return dvalues


def layer_passes(layer: Any, place: int, width: int | None) -> LayerPasses:
    """Choose the passes of a layer that takes so many values, or nobody knows how many."""
    if type(layer) is Dense and width is not None:
        return DensePasses(layer, place)
    return ReLUPasses(layer, place) if type(layer) is ReLU else LayerPasses(layer, place)


def refuse_infinite(values: FloatArray, what: str) -> None:
    """Raise ``NotFiniteError`` unless all values are finite numbers."""
    if not all_finite(values):
        raise NotFiniteError(f"Not all of {what} are finite numbers.")
