"""Rows of numbers as small images: what a network is shown, and what its first layer looks for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure
from backprop.figures.style import WIDTH, colour, in_book_style

__all__ = ["grey_images", "weight_images"]

ACROSS = 8
MOST = 64
LEVELS = 20  # shades of a colour, from none of it to all


@in_book_style
def grey_images(
    rows: ArrayLike, shape: tuple[int, int], *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw each row as an image: 0 is blank, the largest number of all is full ink.

    Parameters
    ----------
    rows
        Numbers of at least 0, shape (n_images, height · width): the pixels, row by row.
    shape
        The height and width of an image.
    labels
        What to write above each image.

    Raises
    ------
    TypeError, ValueError
        If the rows do not fit the shape, if there are none or more than 64, if a number is
        negative, or if there is not exactly one label for each image.
    """
    pixels = _checked(rows, shape, labels, "grey_images expects rows")
    if pixels.min() < 0:
        raise ValueError(
            f"grey_images expects numbers of at least 0, got {pixels.min():.4g}: use "
            f"weight_images for numbers of both signs."
        )
    height, width = shape
    many = "image" if len(pixels) == 1 else "images"
    words = f"{len(pixels)} grey {many} of {height} by {width} pixels"
    return _images(
        pixels / (pixels.max() or 1),
        shape,
        labels,
        "ink",
        f"{words}: {'; '.join(labels)}." if labels else f"{words}.",
    )


@in_book_style
def weight_images(
    weights: ArrayLike, shape: tuple[int, int], *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw the weights of each neuron as an image: the inputs that count for it, and against it.

    Parameters
    ----------
    weights
        The weights of a layer, shape (n_inputs, n_neurons): each column is an image, row by row.
    shape
        The height and width of an image; their product is n_inputs.
    labels
        What to write above each image.

    Raises
    ------
    TypeError, ValueError
        If the weights do not fit the shape, if there are no neurons or more than 64, or if there
        is not exactly one label for each.
    """
    matrix = checked_matrix(weights, "weight_images expects weights", ("n_inputs", "n_neurons"))
    pixels = _checked(matrix.T, shape, labels, "weight_images expects columns")
    reach = float(np.abs(pixels).max()) or 1
    height, width = shape
    many = "neuron" if len(pixels) == 1 else "neurons"
    return _images(
        np.sign(pixels) * np.abs(pixels / reach) ** 0.7,  # a large one hides no others
        shape,
        labels,
        "value",
        f"The weights of {len(pixels)} {many} as images of {height} by {width}: blue counts for "
        f"the neuron, purple with a bar against it, blank is 0; the deepest is {reach:.2g}.",
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
    name: str,
    words: str,
) -> Picture:
    """Draw numbers from -1 to 1: the larger, the deeper; those below 0 have their own colour."""
    height, width = shape
    place = WIDTH / ACROSS
    side = max(0.2, math.floor(5 * (place - 8) / max(shape)) / 5)
    above = 4 if labels is None else 22
    row = side * height + above + 8
    left = place * (np.arange(len(pixels)) % ACROSS) + (place - side * width) / 2
    top = row * (np.arange(len(pixels)) // ACROSS) + above

    tall = row * math.ceil(len(pixels) / ACROSS)
    figure = new_figure(tall)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(tall, 0))
    axes.set_axis_off()
    depth = np.sign(pixels) * np.ceil(LEVELS * np.abs(pixels).round(9))
    image, down, across = np.nonzero(depth.reshape(-1, height, width))
    level = depth[depth != 0]
    x, y = left[image] + side * (across + 0.5), top[image] + side * (down + 0.5)
    for step in np.unique(level):
        places = x[level == step], y[level == step]
        hue = colour(name if step > 0 else "negative")
        axes.plot(*places, "s", color=hue, alpha=abs(step) / LEVELS, ms=side, mew=0)
        if step < 0:
            axes.plot(*places, "_", color=colour("page"), ms=0.6 * side, mew=0.15 * side)
    for corner in zip(left, top, strict=True):
        edge = colour("line")
        axes.add_patch(Rectangle(corner, side * width, side * height, fill=False, edgecolor=edge))
    for x_left, y_top, label in zip(left, top, labels or [], strict=False):
        axes.text(x_left + side * width / 2, y_top - 6, label, ha="center")
    return drawn(figure, words)
