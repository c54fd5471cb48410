"""Rows of numbers as small images: what a network is shown, and what its first weights look for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix
from backprop.figures.picture import GRADIENT, TEXT, VALUE, Picture, drawn

__all__ = ["grey_images", "weight_images"]

ACROSS = 8
MOST = 64
SIGNED = LinearSegmentedColormap.from_list("signed", [VALUE, "white", GRADIENT])


def grey_images(
    rows: ArrayLike, shape: tuple[int, int], *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw each row as an image: 0 is white, the largest number of all is black.

    Parameters
    ----------
    rows
        Numbers of at least 0, shape (n_images, height · width), the pixels row by row.
    shape
        Height and width of an image.
    labels
        What to write over each image.

    Raises
    ------
    TypeError, ValueError
        If the rows do not fit the shape, there are none or more than 64, a number is negative, or
        there is not one label for each image.
    """
    pixels = _checked(rows, shape, labels, "grey_images expects rows")
    if pixels.min() < 0:
        raise ValueError(
            f"grey_images expects numbers of at least 0, got {pixels.min():.4g}: for numbers of "
            f"both signs there is weight_images."
        )
    figure = _images(pixels, shape, labels, "Greys", (0, float(pixels.max()) or 1))
    height, width = shape
    many = "image" if len(pixels) == 1 else "images"
    words = f"{len(pixels)} grey {many} of {height} by {width} pixels"
    return drawn(figure, f"{words}: {'; '.join(labels)}." if labels else f"{words}.")


def weight_images(
    weights: ArrayLike, shape: tuple[int, int], *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw the weights of each neuron as an image: which inputs count for it, and which against.

    Parameters
    ----------
    weights
        Those of a layer, shape (n_inputs, n_neurons): a column is an image, row by row.
    shape
        Height and width of an image, whose product is n_inputs.
    labels
        What to write over each image.

    Raises
    ------
    TypeError, ValueError
        If the weights do not fit the shape, there are no neurons or more than 64, or there is not
        one label for each.
    """
    matrix = checked_matrix(weights, "weight_images expects weights", ("n_inputs", "n_neurons"))
    pixels = _checked(matrix.T, shape, labels, "weight_images expects columns")
    reach = float(np.abs(pixels).max()) or 1
    figure = _images(pixels, shape, labels, SIGNED, (-reach, reach))
    height, width = shape
    many = "neuron" if len(pixels) == 1 else "neurons"
    return drawn(
        figure,
        f"The weights of {len(pixels)} {many} as images of {height} by {width}: orange counts for "
        f"the neuron, blue against it, white is 0; the darkest is {reach:.2g}.",
    )


def _checked(
    rows: ArrayLike, shape: tuple[int, int], labels: Sequence[str] | None, expects: str
) -> FloatArray:
    height, width = shape
    pixels = checked_matrix(rows, expects, ("n_images", height * width))
    if len(pixels) > MOST:
        raise ValueError(f"{expects} for at most {MOST} images, got {len(pixels)}.")
    if labels is not None and len(labels) != len(pixels):
        raise ValueError(f"{expects} with a label for each of {len(pixels)}, got {len(labels)}.")
    return pixels


def _images(
    pixels: FloatArray,
    shape: tuple[int, int],
    labels: Sequence[str] | None,
    colours: str | LinearSegmentedColormap,
    limits: tuple[float, float],
) -> Figure:
    across = min(len(pixels), ACROSS)
    down = math.ceil(len(pixels) / across)
    size = 0.85 if labels is None else 1.1
    figure = Figure(figsize=(0.9 * ACROSS, size * down + 0.1), layout="constrained")
    places = figure.subplots(down, ACROSS, squeeze=False)
    for axes in places.flat:
        axes.set_axis_off()
    for number, row in enumerate(pixels):
        axes = places.flat[number]
        low, high = limits
        axes.imshow(row.reshape(shape), cmap=colours, vmin=low, vmax=high)
        axes.set_axis_on()
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_color("#b9c1cb")
        if labels is not None:
            axes.set_title(labels[number], color=TEXT, fontsize=9)
    return figure
