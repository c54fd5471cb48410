"""Where the neurons of a first layer bend, in the plane of its two inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from backprop.activations import ReLU
from backprop.checks import FloatArray
from backprop.datasets import Dataset
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure, round_numbers
from backprop.figures.style import colour, in_book_style
from backprop.layers import Dense
from backprop.network import Network

__all__ = ["bend_lines"]

MOST = 4
COLUMNS = 2
HEIGHT = 284  # of a row
MARGIN = 0.1  # of the samples' range, around them


@in_book_style
def bend_lines(networks: Mapping[str, Network], dataset: Dataset) -> Picture:
    """Draw a line for each neuron of a first layer: on it the sum is 0, and the ReLU bends.

    Parameters
    ----------
    networks
        For each panel, its label and a network that begins with a ``Dense`` of two inputs and a
        ``ReLU``.
    dataset
        Samples with two inputs, drawn beneath the lines.

    Raises
    ------
    ValueError
        If there are no networks or too many, or if a network or the samples do not fit.
    """
    if not networks or len(networks) > MOST:
        raise ValueError(f"bend_lines expects 1 to {MOST} networks, got {len(networks)}.")
    if dataset.inputs.shape[1] != 2:
        raise ValueError(
            f"bend_lines expects samples with two inputs, got {dataset.inputs.shape[1]}."
        )
    low, high = dataset.inputs.min(axis=0), dataset.inputs.max(axis=0)
    margin = MARGIN * np.where(high > low, high - low, 1)
    low, high = low - margin, high + margin
    horizontal, vertical = dataset.input_names

    rows, columns = math.ceil(len(networks) / COLUMNS), min(len(networks), COLUMNS)
    figure = new_figure(HEIGHT * rows)
    every = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    parts = []
    for index, (label, network) in enumerate(networks.items()):
        layer, axes = _first_layer(network), every[index]
        axes.grid(visible=False)
        axes.plot(*dataset.inputs.T, "o", color=colour("line"), markersize=3, markeredgewidth=0)
        lines = [
            ends
            for weights, bias in zip(layer.weights.T, layer.biases[0], strict=True)
            if (ends := _across(weights, bias, low, high)) is not None
        ]
        for ends in lines:
            axes.plot(*ends.T, color=colour("value"), linewidth=1)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        axes.set_title(label, color=colour("ink"))
        round_numbers(axes.xaxis)
        round_numbers(axes.yaxis)
        if index >= len(networks) - COLUMNS:  # nothing below it
            axes.set_xlabel(horizontal)
            axes.tick_params(labelbottom=True)
        parts.append(
            f"{label}: {len(lines)} of {layer.n_neurons} cross the picture{_distances(layer)}"
        )
    for axes in every[len(networks) :]:
        axes.remove()
    return drawn(
        figure,
        f"The lines in the plane of {horizontal} and {vertical} on which the ReLUs of a first "
        f"layer bend. {'; '.join(parts)}.",
    )


def _first_layer(network: Network) -> Dense:
    """Return the layer whose sums the first ReLU bends."""
    first, *rest = network.layers
    if (
        not isinstance(first, Dense)
        or first.n_inputs != 2
        or not (rest and isinstance(rest[0], ReLU))
    ):
        raise ValueError(
            f"bend_lines expects networks that begin with a Dense of two inputs and a ReLU, got "
            f"{network.layers!r}."
        )
    return first


def _across(
    weights: FloatArray, bias: float, low: FloatArray, high: FloatArray
) -> FloatArray | None:
    """Return where the line of a sum of 0 enters and leaves a box, None if it passes by."""
    ends = []
    for fixed, free in ((0, 1), (1, 0)):
        if weights[free] == 0:
            continue
        for edge in (low[fixed], high[fixed]):
            place = np.empty(2)
            place[fixed] = edge
            place[free] = -(bias + weights[fixed] * edge) / weights[free]
            if low[free] <= place[free] <= high[free]:
                ends.append(place)
    if not ends:
        return None
    along = np.array(ends) @ [-weights[1], weights[0]]
    return np.array([ends[along.argmin()], ends[along.argmax()]])


def _distances(layer: Dense) -> str:
    """Say how far from the point (0, 0) the lines are."""
    steepness = np.hypot(*layer.weights)
    if not steepness.all():
        return ""
    apart = np.abs(layer.biases[0]) / steepness
    low, middle, high = apart.min(), np.median(apart), apart.max()
    return f", {low:.2g} to {high:.2g} from (0, 0), half of them within {middle:.2g}"
