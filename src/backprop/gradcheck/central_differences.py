"""Measure slopes by nudging one number at a time, and judge a gradient by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm.auto import tqdm  # type: ignore[import-untyped]

from backprop.checks import FloatArray, Random
from backprop.gradcheck.report import ArrayReport, Entry, Index
from backprop.progress import is_watched

__all__ = ["REFUSALS", "Measured", "compare"]

# What a forward pass may raise for numbers that it cannot take.
REFUSALS = (ValueError, ArithmeticError, LookupError)
PATIENCE = 2  # seconds before a bar is shown


@dataclass(frozen=True)
class _Slope:
    """A slope measured from both sides, and how far rounding may have moved it."""

    left: float
    right: float
    rounding: float

    @property
    def central(self) -> float:
        return (self.left + self.right) / 2

    @property
    def jump(self) -> float:
        return abs(self.right - self.left)

    @property
    def is_straight(self) -> bool:
        return self.jump <= 4 * self.rounding


@dataclass(frozen=True)
class Measured:
    """Measures slopes of ``sum of weights · value(x)`` by nudging one number of ``x``."""

    x: FloatArray
    value: Callable[[FloatArray], FloatArray]
    weights: FloatArray
    dtype: np.dtype[Any]
    least_size: float = 0.0  # of the numbers on the way, which may be larger

    @property
    def is_double(self) -> bool:
        """Whether the layer computes in double precision."""
        return self.dtype == np.float64

    @cached_property
    def here(self) -> FloatArray:
        """The value where nothing is nudged."""
        return self._finite(self.value(self.x))

    def slopes(self, index: Index) -> Iterator[_Slope]:
        """Measure with ever smaller nudges, without those that the forward pass refuses."""
        x = float(self.x[index])
        eps = float(np.finfo(self.dtype).eps)
        here = self.here
        reached = self._reached(index)
        # In single precision a smaller nudge is lost in the rounding.
        for shrink in (1, 8, 64, 512) if self.is_double else (1, 4):
            step = np.cbrt(eps) * max(1.0, abs(x)) / shrink
            # As the layer will see them: the real step is what is left after rounding.
            lower, upper = (float(self.dtype.type(x + side)) for side in (-step, step))
            try:
                below, above = self._at(index, lower), self._at(index, upper)
            except REFUSALS:
                continue
            if not (np.isfinite(below).all() and np.isfinite(above).all()):
                continue
            size = float(
                np.sum(reached * np.abs(self.weights) * np.maximum(np.abs(above), np.abs(below)))
            )
            # Below the smallest normal number, rounding no longer shrinks with the size.
            size = max(size, self.least_size, float(np.finfo(self.dtype).smallest_normal))
            yield _Slope(
                left=float(np.sum(self.weights * (here - below))) / (x - lower),
                right=float(np.sum(self.weights * (above - here))) / (upper - x),
                rounding=4 * eps * size / step,
            )

    def _at(self, index: Index, x: float) -> FloatArray:
        nudged = self.x.copy()
        nudged[index] = x
        with np.errstate(all="ignore"):  # the caller looks for numbers that are not finite
            return self.value(nudged)

    def _reached(self, index: Index) -> NDArray[np.bool_] | bool:
        """Mark the samples whose values this number moves: only their rounding counts."""
        if len(self.here) == 1:
            return True
        x = float(self.x[index])
        try:
            moved = self._at(index, x + max(1.0, abs(x))) != self.here
        except REFUSALS:
            return True
        samples: NDArray[np.bool_] = moved.any(axis=tuple(range(1, moved.ndim)), keepdims=True)
        return samples if samples.any() else True

    def _finite(self, values: FloatArray) -> FloatArray:
        if not np.isfinite(values).all():
            place = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
            raise ValueError(
                f"check_gradients expects finite results from the forward pass, got "
                f"{values[place]} at {list(place)}."
            )
        return values


@dataclass(frozen=True)
class _Verdict:
    """A measured slope, the error as a fraction of what is allowed, and whether a kink is near."""

    measured: float
    excess: float
    kink: bool = False


def compare(
    name: str,
    gradient: NDArray[Any],
    measured: Measured,
    *,
    entries: int | None = None,
    rng: Random,
) -> ArrayReport:
    """Compare a gradient with the slopes: first shapes, since broadcasting hides a wrong one.

    A number agrees if the error is within 1e-5 of the slope's size (1e-2 in single precision),
    plus what rounding can do to the slope. With ``entries``, that many numbers are drawn.
    """
    shapes = gradient.shape, measured.x.shape
    not_finite = _places(~np.isfinite(gradient))
    if shapes[0] != shapes[1]:
        return ArrayReport(name, *shapes, not_finite=not_finite)
    drawn = None if entries is None or entries >= gradient.size else entries
    compared: list[tuple[float, Entry]] = []
    kinks, unmeasured = [], []
    for index in _watched(_chosen(gradient.shape, drawn, rng), name, drawn or gradient.size):
        given = float(gradient[index])
        verdict = _judge(given, measured.slopes(index), 1e-5 if measured.is_double else 1e-2)
        if verdict is None:
            unmeasured.append(index)
            continue
        entry = Entry(index, given, verdict.measured)
        if verdict.kink and verdict.excess <= 1:
            kinks.append(entry)
        else:
            compared.append((verdict.excess, entry))
    compared.sort(key=lambda pair: -pair[0])
    return ArrayReport(
        name,
        *shapes,
        drawn=drawn,
        not_finite=not_finite,
        wrong=tuple(entry for excess, entry in compared if not excess <= 1),
        kinks=tuple(kinks),
        unmeasured=tuple(unmeasured),
        worst=compared[0][1] if compared else None,
    )


def _chosen(shape: Index, drawn: int | None, rng: Random) -> Iterable[Index]:
    """Return all places of an array, or as many as are drawn, in order."""
    if drawn is None:
        return np.ndindex(shape)
    flat = np.sort(rng.choice(int(np.prod(shape)), drawn, replace=False))
    return [tuple(place) for place in np.transpose(np.unravel_index(flat, shape)).tolist()]


def _places(marks: NDArray[np.bool_]) -> tuple[Index, ...]:
    return tuple(tuple(place) for place in np.argwhere(marks).tolist())


def _watched(places: Iterable[Index], name: str, count: int) -> Iterable[Index]:
    """Show a bar while going through them, if that takes long and somebody is watching."""
    hidden = not is_watched(None)
    bar: Iterable[Index] = tqdm(
        places, desc=name, total=count, unit="number", delay=PATIENCE, leave=False, disable=hidden
    )
    return bar


def _judge(given: float, slopes: Iterator[_Slope], relative: float) -> _Verdict | None:
    """Compare with the first slope; if it disagrees, look closer before calling it wrong."""
    first = next(slopes, None)
    if first is None:
        return None
    if not np.isfinite(given):
        return _Verdict(first.central, np.inf)
    excess = _excess(given, first.central, relative, first.rounding)
    if excess <= 1:
        return _Verdict(first.central, excess)
    found = [first, *slopes]
    kink = any(_straddles(wide, narrow) for wide, narrow in pairwise(found))
    last = found[-1]
    low, high = sorted((last.left, last.right))
    if kink and not last.is_straight and _excess(low, high, relative, last.rounding) > 1:
        # However small the nudge, there are two slopes: any number between them is accepted.
        nearest = min(max(given, low), high)
        return _Verdict(last.central, _excess(given, nearest, relative, last.rounding), True)
    # An eighth of the step leaves an eighth of the error or less, even beside a kink of the slope;
    # if only the wide step straddled a kink, the narrow one is free of it.
    closer = [
        (
            narrow.rounding
            if narrow.is_straight and not wide.is_straight
            else abs(wide.central - narrow.central) / 4,
            narrow,
        )
        for wide, narrow in pairwise(found)
    ]
    doubt, slope = min(closer, key=lambda pair: pair[0] + pair[1].rounding, default=(0.0, first))
    return _Verdict(
        slope.central, _excess(given, slope.central, relative, doubt + slope.rounding), kink
    )


def _excess(given: float, measured: float, relative: float, doubt: float) -> float:
    allowed = relative * max(abs(given), abs(measured)) + doubt  # rounding is never 0
    return abs(given - measured) / allowed


def _straddles(wide: _Slope, narrow: _Slope) -> bool:
    """Whether the two sides differ as at a kink; on a smooth bend, an eighth would be left."""
    if wide.jump <= 8 * wide.rounding:
        return False
    return narrow.jump > wide.jump / 4 or narrow.is_straight
