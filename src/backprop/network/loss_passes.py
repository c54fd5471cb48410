"""The passes of losses as a network runs them, beside those of its layers."""

from __future__ import annotations

import copy
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.arrays import as_array
from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.checks import FloatArray, checked_matrix
from backprop.contract import one_number
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError
from backprop.network.layer_passes import refuse_infinite
from backprop.targets import class_numbers, shares_of_class_1

__all__ = ["LossPasses", "loss_passes"]


class LossPasses:
    """Targets checked once, and both passes of a loss through its public methods."""

    def __init__(self, loss: Any) -> None:
        self.loss = loss
        self.is_binary = isinstance(loss, SigmoidCrossEntropy)
        self.has_classes = isinstance(loss, CategoricalCrossEntropy | SoftmaxCrossEntropy)

    def through(self, twin: Any) -> Self:
        """Return the same passes through a copy of the loss."""
        passes = copy.copy(self)
        passes.loss = twin
        return passes

    def checked_targets(
        self, targets: ArrayLike, shape: tuple[int, int], dtype: np.dtype[Any], method: str
    ) -> NDArray[Any]:
        """Return targets for predictions of a shape, one entry a sample, a copy of its own."""
        if self.has_classes:
            return class_numbers(targets, shape, method)
        if self.is_binary:
            return shares_of_class_1(targets, shape[0], method).astype(dtype)
        if isinstance(self.loss, SquaredError):
            return checked_matrix(targets, f"{method} expects targets", shape, dtype=dtype).copy()
        array = as_array(targets, f"{method} expects targets").copy()
        if array.dtype.kind == "f":
            with np.errstate(over="ignore", under="ignore"):
                numbers = array.astype(dtype)
            wrong = np.isfinite(array) & ~np.isfinite(numbers)
            if wrong.any():
                raise ValueError(
                    f"{method} expects targets that fit into {dtype}, got {array[wrong][0]}."
                )
            array = numbers
        if array.ndim == 0 or len(array) != shape[0]:
            raise ValueError(
                f"{method} expects targets for {shape[0]} samples, got shape {array.shape}."
            )
        return array

    def classes(self, outputs: FloatArray) -> NDArray[np.intp] | None:
        """Return the class that each row of outputs stands for; None if the loss knows of none."""
        if self.is_binary:
            return (outputs[:, 0] > 0).astype(np.intp)
        return outputs.argmax(axis=1) if self.has_classes else None

    def count_right(self, outputs: FloatArray, targets: NDArray[Any]) -> int | None:
        """Count the samples that get the right class; None where targets are no classes."""
        classes = self.classes(outputs)
        if classes is None:
            return None
        if self.is_binary:
            targets = targets[:, 0]
            if not ((targets == 0) | (targets == 1)).all():
                return None  # a share of a class is no class
        return int((classes == targets).sum())

    def forward(self, predictions: FloatArray, targets: NDArray[Any]) -> float:
        """Return the mean loss of a batch."""
        self.like = predictions
        refuse_infinite(predictions, "the outputs")
        return one_number(self.loss.forward(predictions, targets), self.loss)

    def backward(self) -> FloatArray:
        """Return the gradient of the predictions, an array that nobody else holds."""
        name = f"Network expects {self.loss!r} to return dpredictions"
        rows, columns = self.like.shape
        given = self.loss.backward()
        if given is None:
            raise TypeError(f"{name}, got None: is there a return?")
        gradient = as_array(given, name).copy()
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
        return float((np.log(sums) - right_logits).sum(dtype=float)) / n_samples

    def backward(self) -> FloatArray:
        dpredictions = self.probabilities.copy()
        dpredictions.reshape(-1)[self.right] -= 1
        dpredictions /= len(self.samples)
        gradient: FloatArray = dpredictions.T
        return gradient


def loss_passes(loss: Any) -> LossPasses:
    """Choose the passes of a loss."""
    fused = type(loss) is SoftmaxCrossEntropy
    return SoftmaxCrossEntropyPasses(loss) if fused else LossPasses(loss)
