"""A network's parameters in two bytes each, for a page that draws with them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

import numpy as np

from backprop.checks import FloatArray

__all__ = ["pack", "unpack"]

LARGEST_WHOLE = 2**15 - 1
LEAST = 2.0**-21  # of an array below it fewer digits are kept: they may be rounding noise


def pack(snapshots: Sequence[Sequence[FloatArray]]) -> tuple[list[list[int]], str]:
    """Write each array as whole numbers from -32767 to 32767, times a power of two of its own.

    A number is off by at most half of that power, which is less than 1/32767 of the largest in
    its array (or of 5e-7, if that is more). The power stays the same if a last bit differs.

    Returns
    -------
    exponents
        For each snapshot that of each array: ``value = whole number · 2**exponent``.
    text
        The whole numbers of all arrays in order, little-endian, in base64.
    """
    exponents = [[_exponent(array) for array in arrays] for arrays in snapshots]
    numbers = [
        # Rounded first, so that what stands halfway but for a last bit goes one way.
        np.rint(np.round(np.ldexp(array.astype(float), -exponent), 6)).astype("<i2").tobytes()
        for arrays, powers in zip(snapshots, exponents, strict=True)
        for array, exponent in zip(arrays, powers, strict=True)
    ]
    return exponents, base64.b64encode(b"".join(numbers)).decode("ascii")


def unpack(
    exponents: Sequence[Sequence[int]], text: str, shapes: Sequence[tuple[int, ...]]
) -> list[list[FloatArray]]:
    """Read what ``pack`` wrote, arrays of these shapes in each snapshot."""
    numbers = np.frombuffer(base64.b64decode(text), dtype="<i2").astype(float)
    sizes = [int(np.prod(shape)) for shape in shapes]
    parts: Iterator[FloatArray] = iter(
        np.split(numbers, np.cumsum(sizes * len(exponents))[:-1].tolist())
    )
    return [
        [
            np.ldexp(next(parts).reshape(shape), exponent)
            for shape, exponent in zip(shapes, powers, strict=True)
        ]
        for powers in exponents
    ]


def _exponent(array: FloatArray) -> int:
    # A little above the largest, so that it has a whole number, and 1 the same power as 1 + 2e-16.
    largest = float(np.abs(array).max()) * (1 + 2 / LARGEST_WHOLE)
    return int(np.frexp(max(largest, LEAST))[1]) - 15
