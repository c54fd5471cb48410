"""The gradient of the logits from three witnesses, and whether they agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.losses import Classes, SoftmaxCrossEntropy

__all__ = ["ROUNDING", "central_differences", "verdict"]

EPSILON = float(np.finfo(float).eps)
ROUNDING = 1e-14  # what two ways of computing numbers of at most 1 may differ by
NUDGE = 2e-5


def central_differences(logits: FloatArray, classes: Classes) -> tuple[FloatArray, FloatArray]:
    """Measure the slope of the mean loss by every logit, nudging each up and down.

    The nudge h is no part of the logit, as it often is: adding a number to all logits of a sample
    changes no loss, so that a curve is as bent at 1e4 as at 1. It grows with the loss, whose
    rounding it has to stand out from.

    Returns
    -------
    slopes, shape (n_samples, n_classes)
    tolerances, shape (n_samples,)
        How far a slope of the sample may be off: the loss bends by a third derivative of at most
        0.0963, and each of its values is rounded.
    """
    n_samples, n_classes = logits.shape
    loss = SoftmaxCrossEntropy()
    sizes = np.maximum(1, loss.per_sample(logits, classes))
    nudges = NUDGE * np.cbrt(sizes)
    slopes = np.empty_like(logits)
    for j in range(n_classes):
        above, below = logits.copy(), logits.copy()
        above[:, j] += nudges
        below[:, j] -= nudges
        rises = loss.per_sample(above, classes) - loss.per_sample(below, classes)
        slopes[:, j] = rises / (above[:, j] - below[:, j]) / n_samples
    tolerances = (nudges**2 / 60 + 8 * EPSILON * sizes / nudges) / n_samples
    return slopes, tolerances


def verdict(
    two_steps: ArrayLike, fused: ArrayLike, differences: ArrayLike, tolerance: float
) -> str:
    """Say in a few words which witnesses agree on the gradient of one sample.

    The two computed routes may differ by rounding, and the measured one by its tolerance.
    """
    a, b, c = map(np.asarray, (two_steps, fused, differences))
    if not _within(b, c, tolerance):
        return "they disagree"
    if _within(a, b, ROUNDING):
        return "all three agree"
    if _within(a, c, tolerance):
        return "two steps differ, by less than the differences can tell"
    return "two steps differ, fused and differences agree"


def _within(a: FloatArray, b: FloatArray, tolerance: float) -> bool:
    return bool((np.abs(a - b) <= tolerance).all())
