"""What each line and each kind of points of a picture stands for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.figures.marks import LETTER, line, points, text
from backprop.figures.picture import WIDTH

__all__ = ["Entry", "key"]

ROW = 24


@dataclass(frozen=True)
class Entry:
    """What a key says of one line or one kind of points."""

    label: str
    colour: str
    shape: str = ""
    dash: str | None = None  # of the line; no line if None


def key(entries: Sequence[Entry], top: float) -> tuple[float, list[str]]:
    """Write which line is which, in as many columns as fit; return where the key ends, and it."""
    sample = 34 if any(entry.dash is not None for entry in entries) else 14
    column = sample + 24 + LETTER * max(len(entry.label) for entry in entries)
    columns = max(1, min(len(entries), int((WIDTH + 16) // column)))
    rows = math.ceil(len(entries) / columns)
    marks = []
    for number, entry in enumerate(entries):
        x, y = 4 + column * (number // rows), top + 12 + ROW * (number % rows)
        if entry.dash is not None:
            ends = np.array([[x, y], [x + sample, y]])
            marks.append(line(ends, entry.colour, width=2.5, dash=entry.dash))
        if entry.shape:
            marks.append(points(np.array([[x + sample / 2, y]]), entry.shape, entry.colour))
        marks.append(text(x + sample + 8, y + 5.5, entry.label))
    return top + ROW * rows, marks
