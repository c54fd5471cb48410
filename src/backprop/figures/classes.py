"""How a network tells classes apart in the plane of its two inputs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.checks import FloatArray
from backprop.datasets import Dataset
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import add_key, new_figure, round_numbers
from backprop.figures.style import MARKERS, SERIES, colour, in_book_style
from backprop.network import Network
from backprop.targets import class_numbers, one_of_two_classes, output_for_each_class

__all__ = ["decision_boundary"]

HEIGHT = 476  # without the key
MARGIN = 0.1  # of the samples' range, around them
FINENESS = 160  # the number of places whose class is asked for, across and down
TINY = 1e-9


@in_book_style
def decision_boundary(network: Network, dataset: Dataset) -> Picture:
    """Draw samples with two inputs in the plane, and the class that the network sees at each place.

    Parameters
    ----------
    network
        A network with two inputs and a loss for classes. What it remembers does not change.
    dataset
        Samples with two inputs, and classes as the loss takes them.

    Raises
    ------
    TypeError, ValueError
        If the network or the samples do not fit, or there are more classes than can be told apart.
    """
    measured = network.evaluate(dataset.inputs, dataset.targets)
    if dataset.inputs.shape[1] != 2 or measured.accuracy is None:
        raise ValueError(
            f"decision_boundary expects two inputs and a loss for classes, got "
            f"{dataset.inputs.shape[1]} inputs and {network.loss!r}."
        )
    low, high = dataset.inputs.min(axis=0), dataset.inputs.max(axis=0)
    margin = MARGIN * np.where(high > low, high - low, 1)

    def predict(inputs: FloatArray) -> FloatArray:
        return output_for_each_class(network.predict(inputs))

    n_samples, n_classes = len(dataset), predict(dataset.inputs[:1]).shape[1]
    if n_classes > len(SERIES):
        raise ValueError(
            f"decision_boundary expects at most {len(SERIES)} classes, which can be told apart "
            f"by their colours and shapes; got {n_classes}."
        )
    if isinstance(network.loss, SigmoidCrossEntropy):
        targets = one_of_two_classes(dataset.targets, n_samples, "decision_boundary")
    else:
        targets = class_numbers(dataset.targets, (n_samples, n_classes), "decision_boundary")
    horizontal, vertical = dataset.input_names
    figure = new_figure(HEIGHT)
    axes = figure.subplots()
    axes.grid(visible=False)
    _regions(axes, predict, low - margin, high + margin)
    for number in range(n_classes):
        x, y = dataset.inputs[targets == number].T
        axes.plot(
            x,
            y,
            label=f"class {number}",
            color=colour(SERIES[number]),
            marker=MARKERS[number],
            linestyle="none",
        )
    round_numbers(axes.xaxis)
    round_numbers(axes.yaxis)
    axes.set_xlabel(horizontal)
    axes.set_title(vertical)
    add_key(figure, sample=12)
    right_ones = round(measured.accuracy * len(dataset))
    return drawn(
        figure,
        f"{len(dataset)} samples of {n_classes} classes in the plane of {horizontal} and "
        f"{vertical}, and the regions in which the network sees each class: {right_ones} samples "
        f"lie in the region of their own class.",
    )


def _regions(
    axes: Axes, predict: Callable[[FloatArray], FloatArray], low: FloatArray, high: FloatArray
) -> None:
    """Fill the region of each class with its colour, and draw where two of them meet."""
    x, y = (np.linspace(*ends, FINENESS) for ends in zip(low, high, strict=True))
    outputs = predict(np.column_stack([np.tile(x, FINENESS), np.repeat(y, FINENESS)]))
    for number in range(outputs.shape[1]):
        lead = _lead(outputs, number).reshape(FINENESS, FINENESS)
        if lead.max() < 0:
            continue
        hue, levels = colour(SERIES[number]), [0, 2 * lead.max()]
        axes.contourf(x, y, lead, levels=levels, colors=[hue], alpha=0.2)
        if number and lead.min() < 0:  # the border of class 0 is drawn by the other classes
            axes.contour(x, y, lead, levels=[0], colors=[colour("ink")], linewidths=1)


def _lead(outputs: FloatArray, number: int) -> FloatArray:
    """Return how far a class is ahead of all others; if several are equal, the first leads."""
    others = np.delete(outputs, number, axis=1)
    lead: FloatArray = outputs[:, number] - others.max(axis=1)
    even = lead == 0
    lead[even] = np.where(outputs[even].argmax(axis=1) == number, TINY, -TINY)
    return lead
