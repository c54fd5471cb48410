"""Rows of numbers as small images: what a network is shown, and what its first weights look for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix
from backprop.figures.marks import area, box, outline, text, written
from backprop.figures.picture import WIDTH, Picture, drawn

__all__ = ["grey_images", "weight_images"]

ACROSS = 8
MOST = 64
LEVELS = 20  # of a colour, from none of it to all


def grey_images(
    rows: ArrayLike, shape: tuple[int, int], *, labels: Sequence[str] | None = None
) -> Picture:
    """Draw each row as an image: 0 is the ground, the largest number of all is full ink.

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
    height, width = shape
    many = "image" if len(pixels) == 1 else "images"
    words = f"{len(pixels)} grey {many} of {height} by {width} pixels"
    return _images(
        pixels / (pixels.max() or 1),
        shape,
        labels,
        {"ink": 1},
        f"{words}: {'; '.join(labels)}." if labels else f"{words}.",
    )


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
    height, width = shape
    many = "neuron" if len(pixels) == 1 else "neurons"
    return _images(
        np.sign(pixels) * np.abs(pixels / reach) ** 0.7,  # so that one large one hides no others
        shape,
        labels,
        {"value": 1, "negative": -1},
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
    signs: dict[str, int],
    words: str,
) -> Picture:
    """Draw numbers from -1 to 1, those of each sign in its colour, the deeper the larger."""
    height, width = shape
    place = WIDTH / ACROSS
    side = max(0.1, math.floor(10 * (place - 8) / max(shape)) / 10)
    above = 4 if labels is None else 22
    row = side * height + above + 8
    left = place * (np.arange(len(pixels)) % ACROSS) + (place - side * width) / 2
    top = row * (np.arange(len(pixels)) // ACROSS) + above
    depth = np.ceil(LEVELS * np.abs(pixels).round(9)).reshape(-1, height, width)
    sign = np.sign(pixels).reshape(depth.shape)
    marks = []
    for colour, counted in signs.items():
        for level in range(1, LEVELS + 1):
            cells = np.argwhere((depth == level) & (sign == counted))
            places = np.column_stack([left[cells[:, 0]], top[cells[:, 0]]]) + side * cells[:, :0:-1]
            if len(places):
                d = "".join(box(x, y, side, side) for x, y in places)
                marks.append(area(d, colour, opacity=level / LEVELS))
            if counted < 0 and len(places):
                bars = places + np.array([0.2, 0.5]) * side
                d = "".join(f"M{written(x)} {written(y)}h{written(0.6 * side)}" for x, y in bars)
                marks.append(outline(d, "page", width=0.15 * side))
    d = "".join(box(x, y, side * width, side * height) for x, y in zip(left, top, strict=True))
    marks.append(outline(d, "line", width=1))
    for x, y, label in zip(left, top, labels or [], strict=False):
        marks.append(text(x + side * width / 2, y - 6, label, anchor="middle"))
    return drawn(row * math.ceil(len(pixels) / ACROSS), marks, words)
