"""How a network tells classes apart in the plane of its two inputs."""

from __future__ import annotations

import numpy as np

from backprop.datasets import Dataset
from backprop.figures.axis import Axis
from backprop.figures.frame import Frame
from backprop.figures.key import Entry, key
from backprop.figures.marks import SHAPES, points
from backprop.figures.picture import SERIES, WIDTH, Picture, drawn
from backprop.figures.regions import regions
from backprop.network import Network
from backprop.targets import class_numbers

__all__ = ["decision_boundary"]

HEIGHT = 500
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
    n_classes = network.predict(dataset.inputs[:1]).shape[1]
    if n_classes > len(SERIES):
        raise ValueError(
            f"decision_boundary expects at most {len(SERIES)} classes, which can be told apart "
            f"by their colours and shapes; got {n_classes}."
        )
    targets = class_numbers(dataset.targets, (len(dataset), n_classes), "decision_boundary")
    horizontal, vertical = dataset.input_names
    entries = [
        Entry(f"class {number}", SERIES[number], SHAPES[number]) for number in range(n_classes)
    ]
    bottom, marks = key(entries, 4)
    ends = zip(low - margin, high + margin, strict=True)
    x, y = (Axis.linear(*pair, wide=False) for pair in ends)
    frame = Frame.beside_labels(
        x, y, left=0, top=bottom + 30, right=WIDTH, bottom=HEIGHT - 50, inset=0
    )
    marks += [*regions(network.predict, frame), *frame.drawn(grid=False)]
    marks += frame.named(horizontal, vertical)
    for number, entry in enumerate(entries):
        places = frame.places(*dataset.inputs[targets == number].T)
        marks.append(points(places, entry.shape, entry.colour))
    right_ones = round(measured.accuracy * len(dataset))
    return drawn(
        HEIGHT,
        marks,
        f"{len(dataset)} samples of {n_classes} classes in the plane of {horizontal} and "
        f"{vertical}, and the regions in which the network sees each class: {right_ones} samples "
        f"lie in the region of their own class.",
    )
