"""What plots share: a figure of the book's width, its key, and a few round numbers on its axes."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from backprop.figures.style import WIDTH
from backprop.numbers import format_number, power_of_ten

__all__ = ["add_key", "logarithmic", "new_figure", "round_numbers"]

LETTER = 9  # pixels, the usual width of one
ROW = 25


def new_figure(height: float) -> Figure:
    """Return a figure of the common width, ``height`` pixels high."""
    return Figure(figsize=(WIDTH / 72, height / 72))


def add_key(figure: Figure, *, sample: int = 36) -> None:
    """Write the key above a plot, in as many columns as fit; the figure grows by the key's rows."""
    lines = figure.axes[0].lines
    labels = [str(line.get_label()) for line in lines]
    columns = (WIDTH + 16) // (sample + 24 + LETTER * max(map(len, labels)))
    columns = max(1, min(len(labels), columns))
    rows = math.ceil(len(labels) / columns)
    figure.set_figheight(figure.get_figheight() + ROW * rows / 72)
    figure.legend(lines, labels, loc="outside upper left", ncols=columns, handlelength=sample / 16)


def round_numbers(axis: Axis, *, whole: bool = False) -> None:
    """Write a few round numbers along an axis."""
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=whole, min_n_ticks=1))
    axis.set_major_formatter(FuncFormatter(lambda number, _: _written(number)))


def logarithmic(axes: Axes) -> None:
    """Use a logarithmic axis, labelled with powers of ten, or with more numbers if they are few."""
    low, high = axes.dataLim.intervaly if axes.dataLim.height >= 0 else (1.0, 1.0)
    if high < 2 * low:
        low, high = low / 2, 2 * high
    ends = np.log10([low, high])
    ends += np.ptp(ends) * np.array([-0.05, 0.05])
    axes.set_ylim(*10 ** ends.clip(-307, 308))
    axes.set_yscale("log")

    powers = range(math.ceil(ends[0]), math.floor(ends[1]) + 1)
    if len(powers) > 2:
        shown = [power for power in powers if power % math.ceil(len(powers) / 6) == 0]
        plain = shown[0] >= -4 and shown[-1] < 6
        names = [format_number(10.0**power) if plain else power_of_ten(power) for power in shown]
        axes.set_yticks([10.0**power for power in shown], names)
    else:
        between = [1, 3] if high > 40 * low else [1, 2, 5] if high > 8 * low else [1, 2, 3, 5, 7]
        below = range(math.floor(ends[0]), math.floor(ends[1]) + 1)
        numbers = [float(f"{digit}e{power}") for power in below for digit in between]
        inside = [number for number in numbers if low <= number <= high]
        axes.set_yticks(inside, [_written(number) for number in inside])
    axes.minorticks_off()


def _written(number: float) -> str:
    return format_number(number).removeprefix("1×")
