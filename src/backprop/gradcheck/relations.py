"""How a wrong gradient is related to the right one: a factor, a transpose, zeros, a missing sum."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["alike", "relation"]


def alike(given: NDArray[Any], other: NDArray[Any], tolerance: float) -> bool:
    """Whether two arrays have the same shape and, relative to the largest, the same numbers."""
    if given.shape != other.shape:
        return False
    largest = float(np.max(np.abs(other), initial=0.0))
    return bool(np.all(np.abs(given - other) <= tolerance * largest))


def relation(
    given: NDArray[Any], right: NDArray[Any], n_samples: int, tolerance: float
) -> str | None:
    """Say how one array is related to the other, as the end of a sentence; None if it is not."""
    if given.shape != right.shape:
        return _other_shape(given, right, tolerance)
    factor = _factor(given, right, tolerance)
    if factor is not None:
        return _times(factor, n_samples, right.shape[-1])
    if right.ndim == 2 and alike(given, right.T, tolerance):
        return "the right ones transposed: rows and columns are exchanged"
    if alike(given, right[::-1], tolerance):
        return "the right ones in the reverse order of rows"
    small = tolerance * np.max(np.abs(right))
    apart = np.abs(given - right) > small
    count = int(apart.sum())
    places = f"{count} {'place' if count == 1 else 'places'}"
    if not given[apart].any():
        return f"0 in {places} where the slope is not"
    if np.all(np.abs(right[apart]) <= small):
        return f"not 0 in {places} where the slope is 0"
    return None


def _other_shape(given: NDArray[Any], right: NDArray[Any], tolerance: float) -> str | None:
    if given.ndim == 2 and alike(given.T, right, tolerance):
        return "the right ones transposed: rows and columns are exchanged"
    if given.size == right.size and alike(given.reshape(right.shape), right, tolerance):
        return f"the right numbers, in the shape {given.shape} instead of {right.shape}"
    if given.ndim == 2 and alike(given.sum(axis=0, keepdims=True), right, tolerance):
        return "a row for each sample, whose sum is the right row"
    return None


def _factor(given: NDArray[Any], right: NDArray[Any], tolerance: float) -> float | None:
    square = float(np.sum(right * right))
    if np.count_nonzero(right) < 2:  # any number is a multiple of another
        return None
    factor = float(np.sum(given * right)) / square
    if not factor or not alike(given, factor * right, tolerance * max(1.0, abs(factor))):
        return None
    return factor


def _times(factor: float, n_samples: int, n_values: int) -> str:
    meanings = [
        (-1.0, "the right ones with the opposite sign"),
        (
            n_samples,
            f"the right ones times {n_samples}, the number of samples: a division by it is "
            "missing, or there is a multiplication by it too many",
        ),
        (
            1 / n_samples,
            f"the right ones divided by {n_samples}, the number of samples: the division is done "
            "twice, or does not belong here",
        ),
        (n_values, f"the right ones times {n_values}, the number of values in a row"),
        (1 / n_values, f"the right ones divided by {n_values}, the number of values in a row"),
    ]
    found = [text for size, text in meanings if np.isclose(factor, size, rtol=1e-4)]
    return "; or ".join(found) or f"the right ones times {factor:.4g}"
