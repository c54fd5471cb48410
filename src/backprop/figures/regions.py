"""In which part of the plane a network sees which class, as areas and the lines between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

import numpy as np
from contourpy import FillType, LineType, contour_generator
from numpy.typing import NDArray

from backprop.checks import FloatArray
from backprop.figures.frame import Frame
from backprop.figures.marks import area, joined, line, simplified
from backprop.figures.picture import SERIES

__all__ = ["regions"]

_Outlines: TypeAlias = "tuple[list[FloatArray], list[NDArray[np.uint32]]]"
FINENESS = 160  # how many places of the plane are asked for their class, along and down
TINY = 1e-9


def regions(predict: Callable[[FloatArray], FloatArray], frame: Frame) -> Iterator[str]:
    """Fill the region of each class in its colour, and draw where two of them meet."""
    x = np.linspace(frame.x.low, frame.x.high, FINENESS)
    y = np.linspace(frame.y.low, frame.y.high, FINENESS)
    outputs = predict(np.column_stack([np.tile(x, FINENESS), np.repeat(y, FINENESS)]))
    borders = []
    for number, colour in enumerate(SERIES[: outputs.shape[1]]):
        lead = _lead(outputs, number).reshape(FINENESS, FINENESS)
        contours = contour_generator(
            x, y, lead, fill_type=FillType.OuterOffset, line_type=LineType.Separate
        )
        outlines, offsets = cast("_Outlines", contours.filled(0, np.inf))
        d = "".join(
            joined(simplified(frame.places(*ring.T)), "Z")
            for outline, ends in zip(outlines, offsets, strict=True)
            for ring in np.split(outline, ends[1:-1])
        )
        if d:
            yield area(d, colour, opacity=0.2)
        if number:  # what parts the first class from another is drawn by the other
            lines = cast("list[FloatArray]", contours.lines(0))
            borders += [frame.places(*border.T) for border in lines]
    for border in borders:
        yield line(border, "ink", width=1)


def _lead(outputs: FloatArray, number: int) -> FloatArray:
    """Return by how much a class is ahead of all others; of equal ones the first is."""
    others = np.delete(outputs, number, axis=1)
    lead: FloatArray = outputs[:, number] - others.max(axis=1)
    even = lead == 0
    lead[even] = np.where(outputs[even].argmax(axis=1) == number, TINY, -TINY)
    return lead
