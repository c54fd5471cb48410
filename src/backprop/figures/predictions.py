"""Predicted values against true ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import checked_matrix
from backprop.figures.axis import Axis
from backprop.figures.frame import Frame
from backprop.figures.key import Entry, key
from backprop.figures.marks import SHAPES, line, points
from backprop.figures.picture import WIDTH, Picture, drawn

__all__ = ["predicted_against_true"]

HEIGHT = 500


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
    axis = Axis.linear(low, high)
    entries = [Entry("a sample", "value", SHAPES[0]), Entry("predicted = true", "ink", dash="7 4")]
    top, marks = key(entries, 4)
    frame = Frame.beside_labels(axis, axis, left=0, top=top + 30, right=WIDTH, bottom=HEIGHT - 50)
    marks += [*frame.drawn(), *frame.named(f"true ({unit})", f"predicted ({unit})")]
    ends = [axis.low, axis.high]
    marks.append(line(frame.places(ends, ends), "ink", width=1.5, dash="7 4"))
    marks.append(points(frame.places(true, predicted), SHAPES[0], "value"))
    error = float(np.abs(predicted - true).mean(dtype=float))
    return drawn(
        HEIGHT,
        marks,
        f"Predicted over true values of {len(true)} samples, in {unit}, beside the line on which "
        f"both are equal. They are off by {error:.3g} {unit} on average; the true values go from "
        f"{true.min():.3g} to {true.max():.3g}.",
    )
