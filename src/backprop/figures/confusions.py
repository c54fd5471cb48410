"""How often each class was taken for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from backprop.arrays import as_array
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure
from backprop.figures.style import WIDTH, colour, in_book_style
from backprop.targets import class_numbers, one_of_two_classes, output_for_each_class

__all__ = ["confusion_matrix"]

LARGEST = 60  # pixels, the side of a cell
DEEPEST = 0.45  # opacity of the colour: words on it can still be read


@in_book_style
def confusion_matrix(
    targets: ArrayLike, predictions: ArrayLike, *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw how often each class was taken for each: right answers are on the diagonal.

    Parameters
    ----------
    targets
        Class numbers or one-hot rows. For one column of predictions: 0 or 1.
    predictions
        What a network predicts, shape (n_samples, n_classes): the largest number of a row is its
        answer. One column holds the logits of ``SigmoidCrossEntropy``: above 0 means class 1.
    labels
        A name for each class. By default, the class numbers.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not match, or there is not exactly one label for each class.
    """
    outputs = as_array(predictions, "confusion_matrix expects predictions")
    has_one_column = outputs.ndim == 2 and outputs.shape[1] == 1
    if outputs.ndim != 2 or not outputs.size or outputs.dtype.kind not in "biuf":
        raise ValueError(
            f"confusion_matrix expects predictions as numbers of shape (n_samples, n_classes), got "
            f"shape {outputs.shape} of type {outputs.dtype}."
        )
    outputs = output_for_each_class(outputs)
    n_samples, n_classes = outputs.shape
    named = [str(number) for number in range(n_classes)] if labels is None else list(labels)
    if len(named) != n_classes:
        raise ValueError(
            f"confusion_matrix expects one label for each of {n_classes} classes, got {len(named)}."
        )
    if has_one_column:
        actual = one_of_two_classes(targets, n_samples, "confusion_matrix")
    else:
        actual = class_numbers(targets, (n_samples, n_classes), "confusion_matrix")
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (actual, outputs.argmax(axis=1)), 1)

    side = min(WIDTH / (n_classes + 1), LARGEST)
    figure = new_figure(side * n_classes + 70)
    axes = figure.subplots()
    opaque = round(255 * DEEPEST)
    shades = [f"{colour('value')}{depth:02x}" for depth in (0, opaque)]
    axes.pcolormesh(
        np.arange(n_classes + 1) - 0.5,
        np.arange(n_classes + 1) - 0.5,
        np.sqrt(counts),
        cmap=LinearSegmentedColormap.from_list("", shades),
        vmin=0,
        edgecolors=colour("line"),
        linewidth=1,
    )
    for (row, column), count in np.ndenumerate(counts):
        if count:
            axes.text(column, row, str(count), ha="center", va="center_baseline")
    axes.set_aspect("equal", anchor="W")
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.spines.bottom.set_visible(False)
    axes.set_xticks(range(n_classes), named)
    axes.set_yticks(range(n_classes), named)
    axes.set_title("actual")
    axes.set_xlabel("predicted")
    return drawn(figure, _confusions(counts, named))


def _confusions(counts: np.ndarray[tuple[int, ...], np.dtype[np.int_]], named: list[str]) -> str:
    """Say how many are right, and which mistakes are most frequent."""
    total, right = int(counts.sum()), int(np.trace(counts))
    sentence = f"How often each class was taken for each: {right} of {total} right."
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[:3]
    pairs = [np.unravel_index(place, wrong.shape) for place in order if wrong.flat[place]]
    if not pairs:
        return sentence
    said = "; ".join(f"{named[a]} taken for {named[b]}: {wrong[a, b]}" for a, b in pairs)
    return f"{sentence} Most often wrong: {said}."
