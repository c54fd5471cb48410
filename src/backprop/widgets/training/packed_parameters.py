"""A network's parameters in few bytes, for a page that draws with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backprop.checks import FloatArray
from backprop.widgets.training.base64_vlq import decode, encode

__all__ = ["pack", "unpack"]

BITS = 11  # and a sign: of 1000 pixels no more than 6 are then of another class
LARGEST_WHOLE = 2**BITS - 1
LEAST = 2.0**-21  # of an array below it fewer digits are kept: they may be rounding noise
WholeArray = NDArray[np.int64]


def pack(snapshots: Sequence[Sequence[FloatArray]]) -> tuple[list[list[int]], str]:
    """Write each array as whole numbers from -2047 to 2047, times a power of two of its own.

    A number is off by at most half of that power, which is less than 1/2047 of the largest in
    its array (or of 5e-7, if that is more). The power stays the same if a last bit differs.

    Returns
    -------
    exponents
        For each snapshot that of each array: ``value = whole number · 2**exponent``.
    text
        The whole numbers of all arrays in order, each less what the snapshot before lets expect,
        in Base64 VLQ.
    """
    exponents = [[_exponent(array) for array in arrays] for arrays in snapshots]
    changes: list[int] = []
    before: dict[int, tuple[WholeArray, int]] = {}
    for arrays, powers in zip(snapshots, exponents, strict=True):
        for place, (array, power) in enumerate(zip(arrays, powers, strict=True)):
            # Rounded first, so that what stands halfway but for a last bit goes one way.
            whole = np.rint(np.round(np.ldexp(array.astype(float), -power), 6)).astype(np.int64)
            changes += (whole - _expected(before.get(place), power)).ravel().tolist()
            before[place] = whole, power
    return exponents, encode(changes)


def unpack(
    exponents: Sequence[Sequence[int]], text: str, shapes: Sequence[tuple[int, ...]]
) -> list[list[FloatArray]]:
    """Read what ``pack`` wrote, arrays of these shapes in each snapshot."""
    sizes = [int(np.prod(shape)) for shape in shapes]
    changes = np.fromiter(decode(text), np.int64, count=sum(sizes) * len(exponents))
    parts = iter(np.split(changes, np.cumsum(sizes * len(exponents))[:-1].tolist()))
    before: dict[int, tuple[WholeArray, int]] = {}
    snapshots: list[list[FloatArray]] = []
    for powers in exponents:
        for place, (shape, power) in enumerate(zip(shapes, powers, strict=True)):
            whole = next(parts).reshape(shape) + _expected(before.get(place), power)
            before[place] = whole, power
        snapshots.append([np.ldexp(whole.astype(float), power) for whole, power in before.values()])
    return snapshots


def _expected(before: tuple[WholeArray, int] | None, power: int) -> WholeArray:
    """Bring the whole numbers before to this power, as near as the others can be."""
    if before is None:
        return np.zeros((), np.int64)
    whole, last = before
    moved = np.floor(np.ldexp(whole.astype(float), min(last - power, BITS)) + 0.5)
    expected: WholeArray = np.clip(moved, -LARGEST_WHOLE, LARGEST_WHOLE).astype(np.int64)
    return expected


def _exponent(array: FloatArray) -> int:
    # A little above the largest, so that it has a whole number, and 1 the same power as 1 + 2e-16.
    largest = float(np.abs(array).max()) * (1 + 2 / LARGEST_WHOLE)
    return int(np.frexp(max(largest, LEAST))[1]) - BITS
