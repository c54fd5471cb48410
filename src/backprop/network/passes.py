"""The passes of a network's layers as the network runs them: no array checked or copied twice.

What is computed stands in the public methods of the layers and losses, to be read first. They
check and copy, since anybody may call them. Here each array comes from the layer before. The fast
forms below are those of the layers and losses that time is spent in; all others run as they are,
and so does whatever derives from one of ours. A test compares the two, layer by layer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.activations import ReLU
from backprop.checks import FloatArray, checked_matrix
from backprop.layers import Dense
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError
from backprop.targets import class_numbers

__all__ = ["Chain"]


class LayerPasses:
    """Both passes of a layer, through its public methods."""

    def __init__(self, layer: Any, place: int) -> None:
        self.layer = layer
        self.place = place
        self.name = f"layers[{place}], {layer!r},"

    def forward(self, inputs: FloatArray, *, keep: bool) -> FloatArray:  # noqa: ARG002
        """Return the outputs. With ``keep`` the layer stands as after its own forward pass."""
        _refuse_infinite(inputs, f"the inputs of {self.name}")
        # Copies both ways: a reader's own layer may remember what it takes and what it returns.
        outputs = self._returned(self.layer.forward(inputs.copy()), "outputs", len(inputs), inputs)
        self.n_values = inputs.shape[1]
        return outputs

    def backward(self, dvalues: FloatArray, *, needs_dinputs: bool) -> FloatArray | None:  # noqa: ARG002
        """Fill the layer's gradients; return that of its inputs, if asked. May use up dvalues."""
        _refuse_infinite(dvalues, f"the gradient behind {self.name}")
        return self._returned(self.layer.backward(dvalues), "dinputs", len(dvalues), dvalues)

    def _returned(
        self, values: ArrayLike, what: str, n_samples: int, like: FloatArray
    ) -> FloatArray:
        array = np.array(values)
        if array.dtype.kind == "f":
            _refuse_infinite(array, f"the {what} of {self.name}")
        width = self.n_values if what == "dinputs" else "n_values"
        name = f"Network expects {self.name} to return {what}"
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
        # The old gradients go first: no two of the largest arrays at a time.
        vars(layer).pop("dweights", None)
        vars(layer).pop("dbiases", None)
        layer.dweights = self.inputs.T @ dvalues
        layer.dbiases = dvalues.sum(axis=0, keepdims=True)
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


class LossPasses:
    """Targets checked once, and both passes of a loss through its public methods."""

    def __init__(self, loss: Any) -> None:
        self.loss = loss
        self.has_classes = isinstance(loss, CategoricalCrossEntropy | SoftmaxCrossEntropy)

    def checked_targets(
        self, targets: ArrayLike, shape: tuple[int, int], dtype: np.dtype[Any], method: str
    ) -> NDArray[Any]:
        """Return targets for predictions of a shape, one entry a sample, a copy of its own."""
        if self.has_classes:
            return class_numbers(targets, shape, method)
        if isinstance(self.loss, SquaredError):
            return checked_matrix(targets, f"{method} expects targets", shape, dtype=dtype).copy()
        array = np.array(targets)
        array = array.astype(dtype) if array.dtype.kind == "f" else array
        if array.ndim == 0 or len(array) != shape[0]:
            raise ValueError(
                f"{method} expects targets for {shape[0]} samples, got shape {array.shape}."
            )
        return array

    def forward(self, predictions: FloatArray, targets: NDArray[Any]) -> float:
        """Return the mean loss of a batch."""
        self.like = predictions
        _refuse_infinite(predictions, "the outputs")
        return float(self.loss.forward(predictions, targets))

    def backward(self) -> FloatArray:
        """Return the gradient of the predictions, an array that nobody else holds."""
        name = f"Network expects {self.loss!r} to return dpredictions"
        rows, columns = self.like.shape
        gradient = np.array(self.loss.backward())
        return checked_matrix(gradient, name, (rows, columns), dtype=self.like.dtype)


class SoftmaxCrossEntropyPasses(LossPasses):
    """Those of :class:`~backprop.losses.SoftmaxCrossEntropy`, with a row for each class.

    There are many samples and few classes: numpy is several times faster along few long rows.
    """

    loss: SoftmaxCrossEntropy

    def __init__(self, loss: SoftmaxCrossEntropy) -> None:
        super().__init__(loss)
        self.samples = np.arange(0)

    def forward(self, predictions: FloatArray, targets: NDArray[Any]) -> float:
        n_samples = len(predictions)
        if len(self.samples) != n_samples:
            self.samples = np.arange(n_samples)
        self.right = targets * n_samples + self.samples  # in the flat array
        shifted = np.ascontiguousarray(predictions.T)
        shifted = shifted - shifted.max(axis=0)
        right_logits = shifted.take(self.right)
        probabilities: FloatArray = np.exp(shifted, out=shifted)
        sums = probabilities.sum(axis=0)
        probabilities /= sums
        self.probabilities = probabilities
        self.loss.probabilities, self.loss._classes = probabilities.T, targets
        return float((np.log(sums) - right_logits).mean())

    def backward(self) -> FloatArray:
        dpredictions = self.probabilities.copy()
        dpredictions.reshape(-1)[self.right] -= 1
        dpredictions /= len(self.samples)
        gradient: FloatArray = dpredictions.T
        return gradient


class Chain:
    """A network's layers and its loss, one behind the other.

    Where numbers get too large for their type, ``FloatingPointError`` says so.
    """

    def __init__(self, layers: Sequence[Any], widths: Sequence[int | None], loss: Any) -> None:
        self.layers: list[LayerPasses] = []
        for place, (layer, width) in enumerate(zip(layers, widths, strict=True)):
            if type(layer) is Dense and width is not None:
                self.layers.append(DensePasses(layer, place))
            elif type(layer) is ReLU:
                self.layers.append(ReLUPasses(layer, place))
            else:
                self.layers.append(LayerPasses(layer, place))
        fused = type(loss) is SoftmaxCrossEntropy
        self.loss = SoftmaxCrossEntropyPasses(loss) if fused else LossPasses(loss)

    def predict(self, inputs: FloatArray, *, keep: bool = False) -> FloatArray:
        """Return the outputs of the last layer."""
        with np.errstate(over="ignore", invalid="ignore"):
            for layer in self.layers:
                inputs = layer.forward(inputs, keep=keep)
        return inputs

    def forward(self, inputs: FloatArray, targets: NDArray[Any], *, keep: bool = False) -> float:
        """Return the mean loss, a finite number."""
        return self.mean_loss(self.predict(inputs, keep=keep), targets)

    def mean_loss(self, outputs: FloatArray, targets: NDArray[Any]) -> float:
        """Return the mean loss of outputs that are there already."""
        with np.errstate(over="ignore", invalid="ignore"):
            loss = self.loss.forward(outputs, targets)
        if not math.isfinite(loss):
            raise FloatingPointError(f"The loss is {loss}.")
        return loss

    def finite_outputs(self, inputs: FloatArray) -> FloatArray:
        """Return the outputs of the last layer, for somebody else."""
        outputs = self.predict(inputs)
        _refuse_infinite(outputs, "the outputs")
        return outputs

    def backward(self, *, needs_dinputs: bool = False) -> FloatArray | None:
        """Fill all gradients; return that of the network's inputs if asked."""
        dvalues: FloatArray | None = self.loss.backward()
        with np.errstate(over="ignore", invalid="ignore"):
            for layer in reversed(self.layers):
                assert dvalues is not None
                wanted = needs_dinputs or layer is not self.layers[0]
                dvalues = layer.backward(dvalues, needs_dinputs=wanted)
        return dvalues if needs_dinputs else None


def _refuse_infinite(values: FloatArray, what: str) -> None:
    if not np.isfinite(values).all():
        raise FloatingPointError(f"Not all of {what} are finite numbers.")
