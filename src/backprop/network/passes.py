"""A network's layers and its loss one behind the other, as the network runs them."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray, checked_matrix
from backprop.contract import parameter_of, with_gradient
from backprop.layers import parameter_names
from backprop.network.history import Evaluation
from backprop.network.layer_passes import layer_passes, refuse_infinite
from backprop.network.loss_passes import loss_passes
from backprop.network.sizes import common_dtype, widths_of
from backprop.network.twins import twins_of, without_memory
from backprop.optimizers import Optimizer
from backprop.precision import NotFiniteError, looked_after

__all__ = ["Passes"]

AT_A_TIME = 1024


class Passes:
    """Both passes through layers and a loss, over batches that were checked once.

    Where numbers get too large for their type, ``NotFiniteError`` says so; numpy itself is to be
    silenced around them, once for many passes: :func:`backprop.precision.looked_after`.
    """

    def __init__(self, layers: Sequence[Any], loss: Any) -> None:
        *widths, self.n_outputs = widths_of(layers, loss)
        self.n_inputs = widths[0]
        self.dtype = common_dtype(layers)
        self.layers = [
            layer_passes(layer, place, width)
            for place, (layer, width) in enumerate(zip(layers, widths, strict=True))
        ]
        self.loss = loss_passes(loss)

    def untouched(self) -> Passes:
        """Return passes over the same parameters that leave alone what the layers remember."""
        return self.twin(in_training=False)

    def twin(self, *, in_training: bool) -> Passes:
        """Return passes over the same parameters, through copies of the layers and the loss."""
        passes = copy.copy(self)
        *twins, loss = twins_of(self._parts(), in_training=in_training)
        passes.layers = [each.through(twin) for each, twin in zip(self.layers, twins, strict=True)]
        passes.loss = self.loss.through(loss)
        return passes

    def without_memory(self) -> Passes:
        """Return passes over the same parameters that hold nothing of a batch, to be sent."""
        *layers, loss = map(without_memory, self._parts())
        return Passes(layers, loss)

    def _parts(self) -> list[Any]:
        return [*(each.layer for each in self.layers), self.loss.loss]

    def checked(
        self, inputs: ArrayLike, targets: ArrayLike, method: str
    ) -> tuple[FloatArray, NDArray[Any]]:
        """Return a batch in the form that the passes take, or raise what is wrong with it."""
        x = self.checked_inputs(inputs, method)
        n_outputs = self.n_outputs or self._n_outputs_for(x[:1])
        return x, self.loss.checked_targets(targets, (len(x), n_outputs), x.dtype, method)

    def _n_outputs_for(self, sample: FloatArray) -> int:
        with looked_after():
            outputs = self.untouched().predict(sample)
        return int(outputs.shape[1])

    def checked_inputs(self, inputs: ArrayLike, method: str) -> FloatArray:
        """Return inputs in the form that the passes take, or raise what is wrong with them."""
        shape = ("n_samples", "n_inputs" if self.n_inputs is None else self.n_inputs)
        return checked_matrix(inputs, f"{method} expects inputs", shape, dtype=self.dtype)

    def parameters(self) -> list[tuple[FloatArray, FloatArray]]:
        """List each parameter with its gradient; ``AttributeError`` without a backward pass."""
        return [
            with_gradient(each.layer, name)
            for each in self.layers
            for name in parameter_names(each.layer)
        ]

    def named_parameters(self) -> dict[str, FloatArray]:
        """Return each parameter by its name, the array itself."""
        return {
            f"layers[{each.place}].{name}": parameter_of(each.layer, name)
            for each in self.layers
            for name in parameter_names(each.layer)
        }

    def take_gradients(self, gradients: Sequence[FloatArray]) -> None:
        """Fill all gradients with those that were computed elsewhere, in the same order."""
        owners = [
            (each.layer, name) for each in self.layers for name in parameter_names(each.layer)
        ]
        for (layer, name), gradient in zip(owners, gradients, strict=True):
            setattr(layer, f"d{name}", gradient)

    def train(self, inputs: FloatArray, targets: NDArray[Any], optimizer: Optimizer) -> float:
        """Make one step: forward, backward and update. Return the loss before it."""
        loss = self.forward(inputs, targets)
        self.backward()
        optimizer.step(self.parameters())
        return loss

    def largest(self, values: NDArray[Any]) -> float:
        """Return the size of the largest number among inputs or targets; 0 if they are others."""
        return float(np.abs(values).max()) if values.dtype.kind in "iuf" else 0.0

    def evaluate(self, inputs: FloatArray, targets: NDArray[Any]) -> Evaluation:
        """Measure loss and accuracy, some samples at a time, so that many fit into memory."""
        loss = 0.0
        counts: list[int | None] = []
        for start in range(0, len(inputs), AT_A_TIME):
            batch = slice(start, start + AT_A_TIME)
            outputs = self.predict(inputs[batch])
            loss += self.mean_loss(outputs, targets[batch]) * len(outputs)
            counts.append(self.loss.count_right(outputs, targets[batch]))
        right = [count for count in counts if count is not None]
        accuracy = sum(right) / len(inputs) if len(right) == len(counts) else None
        return Evaluation(loss / len(inputs), accuracy)

    def predict(self, inputs: FloatArray, *, keep: bool = False) -> FloatArray:
        """Return the outputs of the last layer."""
        for layer in self.layers:
            inputs = layer.forward(inputs, keep=keep)
        return inputs

    def forward(self, inputs: FloatArray, targets: NDArray[Any], *, keep: bool = False) -> float:
        """Return the mean loss, a finite number."""
        return self.mean_loss(self.predict(inputs, keep=keep), targets)

    def mean_loss(self, outputs: FloatArray, targets: NDArray[Any]) -> float:
        """Return the mean loss of outputs that are there already."""
        loss = self.loss.forward(outputs, targets)
        if not math.isfinite(loss):
            raise NotFiniteError(f"The loss is {loss}.")
        return loss

    def finite_outputs(self, inputs: FloatArray) -> FloatArray:
        """Return the outputs of the last layer, for somebody else."""
        outputs = self.predict(inputs)
        refuse_infinite(outputs, "the outputs")
        return outputs

    def backward(self, *, needs_dinputs: bool = False) -> FloatArray | None:
        """Fill all gradients; return that of the network's inputs if asked."""
        dvalues: FloatArray | None = self.loss.backward()
        for layer in reversed(self.layers):
            assert dvalues is not None
            wanted = needs_dinputs or layer is not self.layers[0]
            dvalues = layer.backward(dvalues, needs_dinputs=wanted)
        return dvalues if needs_dinputs else None
