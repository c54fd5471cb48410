"""The loss for two classes and one output: sigmoid and binary cross-entropy in one, from logits.

>>> loss = SigmoidCrossEntropy()
>>> loss.forward([[0]], [1])
0.6931471805599453
>>> loss.backward()
array([[-0.5]])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix, remembered
from backprop.losses import Loss
from backprop.targets import shares_of_class_1

__all__ = ["SigmoidCrossEntropy"]


class SigmoidCrossEntropy(Loss):
    """Sigmoid and binary cross-entropy in one: ``−t · log p − (1 − t) · log(1 − p)``, ``p = σ(z)``.

    Predictions are logits z, any finite numbers, shape (n_samples, 1): above 0 class 1 is the more
    likely one. Targets t are 0 or 1, or soft: a number between them is the share, or the
    probability, of class 1, and the loss is smallest where p = t. Their shape is (n_samples,) or
    (n_samples, 1). Nothing is clipped, since p itself is not needed: the loss is computed as
    ``log(1 + exp(−|z|)) + |z| · (t or 1 − t)``, whichever of the two is on the wrong side of 0.

    Attributes
    ----------
    probabilities : array, shape (n_samples, 1), or None
        The sigmoid of the logits of the last forward pass: that of class 1.

    Raises
    ------
    TypeError, ValueError
        If the logits are no column of finite numbers, or the targets no numbers from 0 to 1.
    RuntimeError
        If ``backward`` comes before ``forward``.
    """

    def __init__(self) -> None:
        self.probabilities: FloatArray | None = None
        self._targets: FloatArray | None = None

    def per_sample(self, predictions: ArrayLike, targets: ArrayLike) -> FloatArray:
        """Compute ``−t · log p − (1 − t) · log(1 − p)`` for each sample, shape (n_samples,)."""
        return _surprises(*self._checked(predictions, targets, "per_sample"))

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        """Compute ``mean over samples of −t · log p − (1 − t) · log(1 − p)``, added in double."""
        logits, self._targets = self._checked(predictions, targets, "forward")
        small = _exp_of_minus(np.abs(logits))
        self.probabilities = np.where(logits >= 0, 1, small) / (1 + small)
        return float(_surprises(logits, self._targets).mean(dtype=float))

    def backward(self) -> FloatArray:
        """Compute ``dpredictions = (probabilities − targets) / n_samples``."""
        targets = remembered(self._targets, "SigmoidCrossEntropy")
        probabilities = remembered(self.probabilities, "SigmoidCrossEntropy")
        return (probabilities - targets) / len(targets)

    def _checked(
        self, predictions: ArrayLike, targets: ArrayLike, method: str
    ) -> tuple[FloatArray, FloatArray]:
        name = f"SigmoidCrossEntropy.{method}"
        logits = checked_matrix(predictions, f"{name} expects predictions", ("n_samples", 1))
        return logits, shares_of_class_1(targets, len(logits), name).astype(logits.dtype)


def _surprises(logits: FloatArray, targets: FloatArray) -> FloatArray:
    distances = np.abs(logits)
    losses: FloatArray = np.log1p(_exp_of_minus(distances))
    losses += distances * np.where(logits > 0, 1 - targets, targets)
    return losses[:, 0]


def _exp_of_minus(distances: FloatArray) -> FloatArray:
    with np.errstate(under="ignore"):  # exp of minus a large number is the 0 that is meant
        return np.exp(-distances)
