"""How often each class was taken for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from backprop.arrays import as_array
from backprop.figures.marks import LETTER, area, box, outline, text
from backprop.figures.picture import WIDTH, Picture, drawn
from backprop.targets import class_numbers

__all__ = ["confusion_matrix"]

LARGEST = 60  # pixels, the side of a cell
DEEPEST = 0.45  # of the colour, on which words can still be read


def confusion_matrix(
    targets: ArrayLike, predictions: ArrayLike, *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw how often each class was taken for each: right answers stand on the diagonal.

    Parameters
    ----------
    targets
        Class numbers or one-hot rows.
    predictions
        What a network predicts, shape (n_samples, n_classes): the largest of a row counts.
    labels
        A name for each class; their numbers if not said.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, or there is not one label for each class.
    """
    outputs = as_array(predictions, "confusion_matrix expects predictions")
    if outputs.ndim != 2 or not outputs.size or outputs.dtype.kind not in "biuf":
        raise ValueError(
            f"confusion_matrix expects predictions as numbers of shape (n_samples, n_classes), got "
            f"shape {outputs.shape} of type {outputs.dtype}."
        )
    n_classes = outputs.shape[1]
    named = [str(number) for number in range(n_classes)] if labels is None else list(labels)
    if len(named) != n_classes:
        raise ValueError(
            f"confusion_matrix expects one label for each of {n_classes} classes, got {len(named)}."
        )
    actual = class_numbers(targets, outputs.shape, "confusion_matrix")
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (actual, outputs.argmax(axis=1)), 1)

    left, top = 16 + LETTER * max(map(len, named)), 30.0
    side = min((WIDTH - left) / n_classes, LARGEST)
    marks = [text(4, 18, "actual", colour="muted")]
    for number, name in enumerate(named):
        across, down = left + side * (number + 0.5), top + side * (number + 0.5)
        marks.append(text(left - 8, down + 5.5, name, anchor="end"))
        marks.append(text(across, top + side * n_classes + 20, name, anchor="middle"))
    for (row, column), count in np.ndenumerate(counts):
        x, y = left + side * column, top + side * row
        d = box(x + 1, y + 1, side - 2, side - 2)
        if count:
            marks.append(area(d, "value", opacity=DEEPEST * float(np.sqrt(count / counts.max()))))
            marks.append(text(x + side / 2, y + side / 2 + 5.5, str(count), anchor="middle"))
        else:
            marks.append(outline(d, "line", width=1))
    middle, bottom = left + side * n_classes / 2, top + side * n_classes + 50
    marks.append(text(middle, bottom - 8, "predicted", colour="muted", anchor="middle"))
    return drawn(bottom, marks, _confusions(counts, named))


def _confusions(counts: np.ndarray[tuple[int, ...], np.dtype[np.int_]], named: list[str]) -> str:
    """Say how many are right, and which mistakes are the most frequent."""
    total, right = int(counts.sum()), int(np.trace(counts))
    sentence = f"How often each class was taken for each: {right} of {total} right."
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[:3]
    pairs = [np.unravel_index(place, wrong.shape) for place in order if wrong.flat[place]]
    if not pairs:
        return sentence
    said = "; ".join(f"{named[a]} taken for {named[b]}: {wrong[a, b]}" for a, b in pairs)
    return f"{sentence} Most often wrong: {said}."
