"""Whether two passes over the same batch give the same results."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["equal", "refuse_random", "returned"]


def returned(values: Any, it: Any, method: str) -> NDArray[Any]:
    """Return a copy of what a method returned as an array, or raise ``TypeError``."""
    array = np.array(values)
    if not array.ndim or array.dtype.kind not in "biuf":
        got = repr(values) if not array.ndim else f"an array of dtype {array.dtype}"
        raise TypeError(
            f"{type(it).__name__}.{method} must return an array of numbers, one sample per row, "
            f"got {got}."
        )
    return array


def equal(first: ArrayLike, second: ArrayLike) -> bool:
    """Whether two results are the same, except for the last bit."""
    one, other = np.asarray(first), np.asarray(second)
    if one.shape != other.shape:
        return False
    eps = float(np.finfo(one.dtype if one.dtype.kind == "f" else float).eps)
    size = float(np.abs(one[np.isfinite(one)]).max(initial=0.0))
    return np.allclose(one, other, rtol=0, atol=64 * eps * size, equal_nan=True)


def refuse_random(it: Any, first: ArrayLike, second: ArrayLike) -> None:
    """Raise ``ValueError`` if two forward passes differ: there is no slope to measure."""
    if equal(first, second):
        return
    raise ValueError(
        f"check_gradients expects the same results from the same inputs, but two forward passes "
        f"of {it!r} differ, as with random numbers: there is no slope to measure. Switch off what "
        f"is random, or let it draw the same numbers each time."
    )
