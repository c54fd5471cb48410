"""The numbers along one side of a plot, and the round ones among them that are written there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.numbers import format_number, power_of_ten

__all__ = ["Axis"]

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Axis:
    """The numbers of one direction: from where to where, and the ticks among them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    log: bool = False

    @classmethod
    def linear(
        cls, low: float, high: float, *, most: int = 6, whole: bool = False, wide: bool = True
    ) -> Axis:
        """Choose round ticks, at most so many; a wide axis goes on to the next round numbers."""
        if low == high:
            low, high = low - 0.5, high + 0.5
        least = (high - low) / (most - 1)
        unit = 10.0 ** math.floor(math.log10(least))
        step = next(unit * k for k in STEPS if unit * k >= least * (1 - 1e-9))
        step = max(step, 1.0) if whole else step
        first, last = low / step, high / step
        if wide:
            first, last = math.floor(first + 1e-9), math.ceil(last - 1e-9)
            low, high = first * step, last * step
        numbers = range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1)
        ticks = tuple(float(f"{k * step:.12g}") for k in numbers)
        return cls(low, high, ticks, tuple(map(format_number, ticks)))

    @classmethod
    def logarithmic(cls, low: float, high: float, *, most: int = 9) -> Axis:
        """Choose powers of ten for ticks, and numbers between them where they are few."""
        if high < 2 * low:
            low, high = low / 2, high * 2
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        within = [e for e in range(first, last + 1) if low <= 10.0**e <= high]
        if len(within) < 3:
            ticks: list[float] = []
            for between in ((1, 2, 5), (1, 2, 3, 5, 7)):
                numbers = (k * 10.0**e for e in range(first, last + 1) for k in between)
                ticks = [number for number in numbers if low <= number <= high]
                if len(ticks) > 2:
                    break
            return cls(low, high, tuple(ticks), tuple(map(format_number, ticks)), log=True)
        chosen = [e for e in within if e % math.ceil(len(within) / most) == 0]
        plain = chosen[0] >= -4 and chosen[-1] < 6
        labels = (format_number(10.0**e) if plain else power_of_ten(e) for e in chosen)
        return cls(low, high, tuple(10.0**e for e in chosen), tuple(labels), log=True)

    def share(self, numbers: ArrayLike) -> FloatArray:
        """Return how far along the axis numbers are, from 0 to 1."""
        values, ends = np.asarray(numbers, dtype=float), np.array([self.low, self.high])
        if self.log:
            values, ends = np.log(values), np.log(ends)
        share: FloatArray = (values - ends[0]) / (ends[1] - ends[0])
        return share
