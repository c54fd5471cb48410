"""What plots share: a figure of the book's width, its key, and few round numbers on its axes."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from backprop.figures.style import WIDTH
from backprop.numbers import format_number, power_of_ten

__all__ = ["add_key", "logarithmic", "new_figure", "round_numbers"]

LETTER = 9  # pixels, the width of a usual one
ROW = 24


def new_figure(height: float) -> Figure:
    """Return a figure as wide as all of them and so many pixels high."""
    return Figure(figsize=(WIDTH / 72, height / 72))


def add_key(axes: Axes, *, sample: int = 36) -> None:
    """Write above a plot which line is which, in as many columns as fit; it grows by the rows."""
    figure, labels = axes.get_figure(root=True), [str(line.get_label()) for line in axes.lines]
    assert figure
    columns = (WIDTH + 16) // (sample + 24 + LETTER * max(map(len, labels)))
    columns = max(1, min(len(labels), columns))
    rows = math.ceil(len(labels) / columns)
    figure.set_figheight(figure.get_figheight() + ROW * rows / 72)
    figure.legend(
        axes.lines, labels, loc="outside upper left", ncols=columns, handlelength=sample / 16
    )


def round_numbers(axis: Axis, *, whole: bool = False) -> None:
    """Write few round numbers along an axis."""
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=whole))
    axis.set_major_formatter(FuncFormatter(lambda number, _: format_number(number)))


def logarithmic(axes: Axes) -> None:
    """Let equal factors be equally high; write powers of ten, and more numbers if they are few."""
    axes.set_yscale("log")
    low, high = axes.get_ylim()
    if high < 2 * low:
        low, high = axes.set_ylim(low / 2, 2 * high)
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    few = last - first < 2
    between = [1] if not few else [1, 2, 5] if high > 8 * low else [1, 2, 3, 5, 7]
    plain = few or (first >= -4 and last < 6)

    def written(number: float, _: float) -> str:
        power = power_of_ten(round(math.log10(number)))
        return format_number(number).removeprefix("1×") if plain else power

    axes.yaxis.set_major_locator(LogLocator(subs=between, numticks=8))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(written))
