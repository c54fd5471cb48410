"""A rectangle with two axes: where points stand in it, its grid and its labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.figures.axis import Axis
from backprop.figures.marks import outline, text, written

__all__ = ["Frame"]

DIGIT = 11  # pixels, the width of one where all are equally wide


@dataclass(frozen=True)
class Frame:
    """A rectangle of the picture, in pixels, with an axis along its bottom and its left side."""

    x: Axis
    y: Axis
    left: float
    top: float
    right: float
    bottom: float
    inset: float = 8  # between the frame and the first number

    @classmethod
    def beside_labels(
        cls,
        x: Axis,
        y: Axis,
        *,
        left: float,
        top: float,
        right: float,
        bottom: float,
        inset: float = 8,
    ) -> Frame:
        """Leave room at the left for the labels of the ticks, at the right for half of one."""
        widest = max(map(len, y.labels))
        last = DIGIT * len(x.labels[-1]) / 2
        return cls(
            x, y, left + 12 + DIGIT * widest, top, right - max(8, last - inset), bottom, inset
        )

    def places(self, x: ArrayLike, y: ArrayLike) -> FloatArray:
        """Return where points stand, in pixels, shape (n, 2)."""
        across = self.right - self.left - 2 * self.inset
        up = self.bottom - self.top - 2 * self.inset
        return np.column_stack(
            [
                self.left + self.inset + across * self.x.share(x),
                self.bottom - self.inset - up * self.y.share(y),
            ]
        )

    def drawn(self, *, grid: bool = True) -> Iterator[str]:
        """Draw the grid, the base line and the labels of the ticks."""
        xs = self.places(self.x.ticks, [self.y.low] * len(self.x.ticks))[:, 0]
        ys = self.places([self.x.low] * len(self.y.ticks), self.y.ticks)[:, 1]
        if grid:
            rules = [f"M{written(x)} {written(self.top)}V{written(self.bottom)}" for x in xs]
            rules += [f"M{written(self.left)} {written(y)}H{written(self.right)}" for y in ys]
            yield outline("".join(rules), "line", width=1)
        base = f"M{written(self.left)} {written(self.bottom)}H{written(self.right)}"
        yield outline(base, "muted", width=1)
        for x, label in zip(xs, self.x.labels, strict=True):
            yield text(x, self.bottom + 20, label, anchor="middle")
        for y, label in zip(ys, self.y.labels, strict=True):
            yield text(self.left - 7, y + 5.5, label, anchor="end")

    def named(self, x: str, y: str = "") -> Iterator[str]:
        """Write what the axes are: below the one, above the other."""
        middle = (self.left + self.right) / 2
        yield text(middle, self.bottom + 42, x, colour="muted", anchor="middle")
        if y:
            yield text(4, self.top - 9, y, colour="muted")
