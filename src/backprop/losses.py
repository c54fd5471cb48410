"""Losses: one number for a batch, the mean over its samples, and the gradient that starts there.

>>> loss = SoftmaxCrossEntropy()
>>> loss.forward([[0, 0]], [1])
0.6931471805599453
>>> loss.backward()
array([[ 0.5, -0.5]])
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray, checked_matrix, remembered
from backprop.precision import small_to_zero
from backprop.targets import class_numbers

__all__ = ["CategoricalCrossEntropy", "Loss", "SoftmaxCrossEntropy", "SquaredError"]

Classes = NDArray[np.intp]
SMALLEST = 1e-7
SUM_TOLERANCE = 1e-3


class Loss(ABC):
    """How far predictions are from their targets: the mean over the samples of a batch.

    Whatever the type of the predictions, the mean is added in double, and a ``float``; the losses
    of the samples and the gradient are of the type of the predictions.
    """

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        small_to_zero(cls)

    @abstractmethod
    def per_sample(self, predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Compute the loss of each sample, shape (n_samples,), and remember nothing."""

    @abstractmethod
    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        """Compute the mean loss, and remember what ``backward`` needs."""

    @abstractmethod
    def backward(self) -> FloatArray:
        """Compute the gradient of the mean loss with respect to the predictions."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class SquaredError(Loss):
    """Half the squared distance, ``½ · sum of (predictions − targets)²``, mean over samples.

    Predictions and targets have shape (n_samples, n_outputs).

    Raises
    ------
    TypeError, ValueError
        If their shapes differ, they are empty, or they are not finite real numbers.
    RuntimeError
        If ``backward`` comes before ``forward``.
    """

    def __init__(self) -> None:
        self._misses: FloatArray | None = None

    def per_sample(self, predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Compute ``½ · sum of (predictions − targets)²`` for each sample, shape (n_samples,)."""
        misses = self._checked(predictions, targets, "per_sample")
        return _half_squares(misses).astype(misses.dtype)

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        """Compute ``mean over samples of ½ · sum of (predictions − targets)²``."""
        self._misses = self._checked(predictions, targets, "forward")
        return float(_half_squares(self._misses).mean())

    def backward(self) -> FloatArray:
        """Compute ``dpredictions = (predictions − targets) / n_samples``."""
        misses = remembered(self._misses, "SquaredError")
        return misses / len(misses)

    def _checked(self, predictions: ArrayLike, targets: ArrayLike, method: str) -> FloatArray:
        expects = f"SquaredError.{method} expects"
        values = checked_matrix(predictions, f"{expects} predictions", ("n_samples", "n_outputs"))
        n_samples, n_outputs = values.shape
        wanted = checked_matrix(
            targets, f"{expects} targets", (n_samples, n_outputs), dtype=values.dtype
        )
        return values - wanted


class CategoricalCrossEntropy(Loss):
    """How surprised the predictions are by the targets: ``−log p`` of the right class.

    Predictions are probabilities, shape (n_samples, n_classes), each row summing to 1. Targets
    are class numbers, shape (n_samples,), or one-hot rows; soft targets, which spread over several
    classes, are refused, since ``p`` is the probability of a single class. A probability below
    1e-7 counts as 1e-7, in the loss and in the gradient: −log 0 would be infinite. There the
    clipped loss is flat, and ``backward`` gives its slope at the limit, so that something comes
    back. For logits, which are not yet probabilities, use :class:`SoftmaxCrossEntropy`.

    Raises
    ------
    TypeError, ValueError
        If the predictions are not probabilities, or the targets are not classes among them.
    RuntimeError
        If ``backward`` comes before ``forward``.
    """

    def __init__(self) -> None:
        self._batch: tuple[FloatArray, Classes] | None = None

    def per_sample(self, predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Compute ``−log p`` for the right class of each sample."""
        probabilities, classes = self._checked(predictions, targets, "per_sample")
        return _surprises(probabilities, classes)

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        """Compute ``mean over samples of −log p`` of the right class."""
        self._batch = self._checked(predictions, targets, "forward")
        return float(_surprises(*self._batch).mean(dtype=float))

    def backward(self) -> FloatArray:
        """Compute ``dpredictions = −targets / predictions / n_samples``, targets one-hot."""
        probabilities, classes = remembered(self._batch, "CategoricalCrossEntropy")
        n_samples = len(classes)
        dpredictions = np.zeros_like(probabilities)
        right = _of_right_class(probabilities, classes)
        dpredictions[np.arange(n_samples), classes] = -1 / right / n_samples
        return dpredictions

    def _checked(
        self, predictions: ArrayLike, targets: ArrayLike, method: str
    ) -> tuple[FloatArray, Classes]:
        name = f"CategoricalCrossEntropy.{method}"
        probabilities = checked_matrix(
            predictions, f"{name} expects predictions", ("n_samples", "n_classes")
        )
        if (probabilities < 0).any():
            row, column = np.argwhere(probabilities < 0)[0]
            raise ValueError(
                f"{name} expects probabilities, from 0 to 1, got {probabilities[row, column]:g} "
                f"at [{row}, {column}]. For logits use SoftmaxCrossEntropy."
            )
        sums = probabilities.sum(axis=1)
        off = np.abs(sums - 1) > SUM_TOLERANCE
        if off.any():
            at = int(np.argmax(off))
            raise ValueError(
                f"{name} expects probabilities that sum to 1 in each row, got the sum "
                f"{sums[at]:g} in row {at}. For logits use SoftmaxCrossEntropy."
            )
        return probabilities.copy(), class_numbers(targets, probabilities.shape, name)


class SoftmaxCrossEntropy(Loss):
    """Softmax and cross-entropy in one, from logits: ``log(sum of exp(z)) − z`` of the right class.

    Predictions are logits, any finite numbers, shape (n_samples, n_classes); targets are class
    numbers, shape (n_samples,), or one-hot rows; soft targets, which spread over several
    classes, are refused. Nothing is clipped. Logits of a row whose difference is too large for a
    number are refused. For two classes and one output there is
    :class:`~backprop.binary_cross_entropy.SigmoidCrossEntropy`.

    Attributes
    ----------
    probabilities : array, shape (n_samples, n_classes), or None
        The softmax of the logits of the last forward pass.

    Raises
    ------
    TypeError, ValueError
        If the logits are not a matrix of finite numbers, or the targets are not classes among them.
    RuntimeError
        If ``backward`` comes before ``forward``.
    """

    def __init__(self) -> None:
        self.probabilities: FloatArray | None = None
        self._classes: Classes | None = None

    def per_sample(self, predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Compute ``log(sum of exp(z)) − z`` for the right class of each sample."""
        log_probabilities, classes = self._checked(predictions, targets, "per_sample")
        return 0.0 - log_probabilities[np.arange(len(classes)), classes]

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        """Compute ``mean over samples of log(sum of exp(z)) − z`` of the right class."""
        log_probabilities, self._classes = self._checked(predictions, targets, "forward")
        self.probabilities = np.exp(log_probabilities)
        of_right = log_probabilities[np.arange(len(self._classes)), self._classes]
        return 0.0 - float(of_right.mean(dtype=float))

    def backward(self) -> FloatArray:
        """Compute ``dpredictions = (probabilities − targets) / n_samples``, targets one-hot."""
        classes = remembered(self._classes, "SoftmaxCrossEntropy")
        dpredictions = remembered(self.probabilities, "SoftmaxCrossEntropy").copy()
        dpredictions[np.arange(len(classes)), classes] -= 1
        return dpredictions / len(classes)

    def _checked(
        self, predictions: ArrayLike, targets: ArrayLike, method: str
    ) -> tuple[FloatArray, Classes]:
        """Return the logarithms of the probabilities, and the class numbers."""
        name = f"SoftmaxCrossEntropy.{method}"
        logits = checked_matrix(
            predictions, f"{name} expects predictions", ("n_samples", "n_classes")
        )
        classes = class_numbers(targets, logits.shape, name)
        # The largest logit of a row becomes 0: its exp is 1, and no other is larger.
        with np.errstate(over="ignore"):
            shifted = logits - logits.max(axis=1, keepdims=True)
        if not np.isfinite(shifted).all():
            row = int(np.argmax(~np.isfinite(shifted).all(axis=1)))
            raise ValueError(
                f"{name} expects logits whose differences fit into {logits.dtype}, got "
                f"{logits[row].tolist()} in row {row}."
            )
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), classes


def _half_squares(misses: FloatArray) -> FloatArray:
    losses: FloatArray = (misses.astype(float) ** 2).sum(axis=1) / 2
    return losses


def _surprises(probabilities: FloatArray, classes: Classes) -> FloatArray:
    losses: FloatArray = 0.0 - np.log(_of_right_class(probabilities, classes))  # not −0 for p = 1
    return losses


def _of_right_class(probabilities: FloatArray, classes: Classes) -> FloatArray:
    return np.maximum(probabilities[np.arange(len(classes)), classes], SMALLEST)
