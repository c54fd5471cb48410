"""How a network tells classes apart: its regions in the plane, and its right and wrong answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from backprop.datasets import Dataset
from backprop.figures.picture import COLOURS, MARKERS, TEXT, VALUE, Picture, drawn, tidy
from backprop.network import Network
from backprop.targets import class_numbers

__all__ = ["confusion_matrix", "decision_boundary"]

FINENESS = 240  # how many places of the plane are asked for their class, along and down
MARGIN = 0.1


def decision_boundary(network: Network, dataset: Dataset) -> Picture:
    """Draw the samples of two inputs in the plane, and which class the network sees where.

    Parameters
    ----------
    network
        A network of two inputs whose loss is one of classes; nothing it remembers changes.
    dataset
        Samples of two inputs with class numbers.

    Raises
    ------
    TypeError, ValueError
        If the network or the samples are others, or there are more classes than can be told apart.
    """
    measured = network.evaluate(dataset.inputs, dataset.targets)
    if dataset.inputs.shape[1] != 2 or measured.accuracy is None:
        raise ValueError(
            f"decision_boundary expects two inputs and a loss of classes, got "
            f"{dataset.inputs.shape[1]} inputs and {network.loss!r}."
        )
    low, high = dataset.inputs.min(axis=0), dataset.inputs.max(axis=0)
    margin = MARGIN * np.where(high > low, high - low, 1)
    (left, bottom), (right, top) = low - margin, high + margin
    x, y = np.linspace(left, right, FINENESS), np.linspace(bottom, top, FINENESS)
    outputs = network.predict(np.column_stack([np.tile(x, FINENESS), np.repeat(y, FINENESS)]))
    n_classes = outputs.shape[1]
    if n_classes > len(COLOURS):
        raise ValueError(
            f"decision_boundary expects at most {len(COLOURS)} classes, which can be told apart "
            f"by their colours and shapes; got {n_classes}."
        )
    targets = class_numbers(dataset.targets, (len(dataset), n_classes), "decision_boundary")
    regions = outputs.argmax(axis=1).reshape(FINENESS, FINENESS)
    figure = Figure(figsize=(5.4, 4.8), layout="constrained")
    axes = figure.subplots()
    tints = ListedColormap([_tint(colour) for colour in COLOURS[:n_classes]])
    axes.pcolormesh(x, y, regions, cmap=tints, vmin=-0.5, vmax=n_classes - 0.5, shading="nearest")
    for number in range(n_classes):
        if 0 < (regions == number).sum() < regions.size:
            axes.contour(x, y, regions == number, levels=[0.5], colors=TEXT, linewidths=0.8)
        points = dataset.inputs[targets == number]
        axes.scatter(
            points[:, 0],
            points[:, 1],
            s=20,
            marker=MARKERS[number],
            color=COLOURS[number],
            edgecolors="white",
            linewidths=0.4,
            label=f"class {number}",
        )
    horizontal, vertical = dataset.input_names
    axes.set_xlabel(horizontal)
    axes.set_ylabel(vertical)
    figure.legend(loc="outside upper center", ncols=n_classes, frameon=False, labelcolor=TEXT)
    tidy(axes)
    axes.grid(visible=False)
    right_ones = round(measured.accuracy * len(dataset))
    return drawn(
        figure,
        f"{len(dataset)} samples of {n_classes} classes in the plane of {horizontal} and "
        f"{vertical}, and the regions in which the network sees each class: {right_ones} samples "
        f"lie in the region of their own class.",
    )


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
    outputs = np.asarray(predictions)
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

    figure = Figure(figsize=(5.4, 5), layout="constrained")
    axes = figure.subplots()
    largest = counts.max()
    shades = ListedColormap(np.linspace(to_rgb("white"), to_rgb(VALUE), 256))
    axes.imshow(np.sqrt(counts), cmap=shades, vmin=0, vmax=np.sqrt(largest))
    for (row, column), count in np.ndenumerate(counts):
        if count:
            colour = "white" if count > largest / 3 else TEXT
            axes.text(column, row, str(count), ha="center", va="center", color=colour)
    axes.set_xticks(range(n_classes), named)
    axes.set_yticks(range(n_classes), named)
    axes.set_xlabel("predicted")
    axes.set_ylabel("actual")
    tidy(axes)
    axes.grid(visible=False)
    return drawn(figure, _confusions(counts, named))


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


def _tint(colour: str) -> tuple[float, ...]:
    """Mix a colour with much white, so that points of the colour itself stand out on it."""
    return tuple(1 - 0.25 * (1 - part) for part in to_rgb(colour))
