"""Predicted values against true ones."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from backprop.checks import checked_matrix
from backprop.figures.picture import GRADIENT, TEXT, VALUE, Picture, drawn, tidy

__all__ = ["predicted_against_true"]


def predicted_against_true(predictions: ArrayLike, targets: ArrayLike, *, unit: str) -> Picture:
    """Draw each prediction over its true value, beside the line on which both are equal.

    Parameters
    ----------
    predictions, targets
        Shape (n_samples, 1) each.
    unit
        What both are measured in.

    Raises
    ------
    TypeError, ValueError
        If they are not such columns of finite numbers, equally long.
    """
    expects = "predicted_against_true expects"
    predicted = checked_matrix(predictions, f"{expects} predictions", ("n_samples", 1))[:, 0]
    true = checked_matrix(targets, f"{expects} targets", (len(predicted), 1))[:, 0]
    low, high = min(predicted.min(), true.min()), max(predicted.max(), true.max())
    figure = Figure(figsize=(5.4, 4.6), layout="constrained")
    axes = figure.subplots()
    axes.plot([low, high], [low, high], color=GRADIENT, linewidth=2, label="predicted = true")
    axes.scatter(true, predicted, s=18, color=VALUE, alpha=0.75, label="a sample")
    axes.set_xlabel(f"true ({unit})")
    axes.set_ylabel(f"predicted ({unit})")
    axes.set_aspect("equal", adjustable="datalim")
    axes.legend(frameon=False, labelcolor=TEXT)
    tidy(axes)
    error = float(np.abs(predicted - true).mean())
    return drawn(
        figure,
        f"Predicted over true values of {len(true)} samples, in {unit}, beside the line on which "
        f"both are equal. They are off by {error:.3g} {unit} on average; the true values go from "
        f"{true.min():.3g} to {true.max():.3g}.",
    )
