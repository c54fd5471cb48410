"""Predicted values against true ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import checked_matrix
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import add_key, new_figure, round_numbers
from backprop.figures.style import colour, in_book_style

__all__ = ["predicted_against_true"]

HEIGHT = 476  # without the key


@in_book_style
def predicted_against_true(predictions: ArrayLike, targets: ArrayLike, *, unit: str) -> Picture:
    """Draw each prediction over its true value, with the line on which both are equal.

    Parameters
    ----------
    predictions, targets
        Shape (n_samples, 1) each.
    unit
        The unit of both.

    Raises
    ------
    TypeError, ValueError
        If they are not columns of finite numbers of the same length.
    """
    expects = "predicted_against_true expects"
    predicted = checked_matrix(predictions, f"{expects} predictions", ("n_samples", 1))[:, 0]
    true = checked_matrix(targets, f"{expects} targets", (len(predicted), 1))[:, 0]
    figure = new_figure(HEIGHT)
    axes = figure.subplots()
    axes.plot(true, predicted, "o", color=colour("value"), label="a sample")
    ends = [min(predicted.min(), true.min()), max(predicted.max(), true.max())]
    axes.plot(
        ends,
        ends,
        color=colour("ink"),
        linewidth=1.5,
        linestyle=(0, (7, 4)),
        label="predicted = true",
    )
    axes.margins(0.04)
    round_numbers(axes.xaxis)
    round_numbers(axes.yaxis)
    axes.set_xlabel(f"true ({unit})")
    axes.set_title(f"predicted ({unit})")
    add_key(figure)
    error = float(np.abs(predicted - true).mean(dtype=float))
    return drawn(
        figure,
        f"Predicted over true values of {len(true)} samples, in {unit}, beside the line on which "
        f"both are equal. They are off by {error:.3g} {unit} on average; the true values go from "
        f"{true.min():.3g} to {true.max():.3g}.",
    )
