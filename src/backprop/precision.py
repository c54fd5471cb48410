"""The ends of a float: too small becomes 0, too large is an error, sums are added in double."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "NotFiniteError",
    "all_finite",
    "has_finite_squares",
    "looked_after",
    "product_over_samples",
    "small_to_zero",
    "sum_over_samples",
]

# As many products as one matrix product may add in single precision.
ROWS = 16_384


class NotFiniteError(FloatingPointError):
    """A loss, an output or a gradient is infinite or no number: the training has diverged.

    What numpy raises under ``np.errstate(…="raise")`` is no such error.
    """


def looked_after() -> np.errstate:
    """Silence numpy where what is too large is looked for, and what is too small is 0."""
    return np.errstate(under="ignore", over="ignore", invalid="ignore")


def has_finite_squares(values: NDArray[Any]) -> bool:
    """Whether the squares of all numbers, and their sum, are finite: then the numbers are too.

    This is the fastest look at all of them, one call of the BLAS.
    """
    flat = values.ravel(order="K")  # in the order of the memory, so that nothing is copied
    return math.isfinite(np.vdot(flat, flat))


def all_finite(values: NDArray[Any]) -> bool:
    """Whether all floating-point numbers of an array are finite."""
    return has_finite_squares(values) or bool(np.isfinite(values).all())


def small_to_zero(kind: type) -> None:
    """Let the methods of a class round what is too small to 0, whatever numpy was told to do.

    The exponential of −1000 is 0 as far as any number here can tell: with
    ``np.errstate(all="raise")`` numpy would stop there.
    """
    for name, method in list(vars(kind).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(kind, name, _quiet(method))


def _quiet(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def quiet(*arguments: Any, **named: Any) -> Any:
        with np.errstate(under="ignore"):
            return method(*arguments, **named)

    return quiet


def sum_over_samples(values: NDArray[Any]) -> NDArray[Any]:
    """Compute ``values.sum(axis=0, keepdims=True)``, added in double, in the type of ``values``.

    In single precision a sum over 16 million ones would no longer grow.
    """
    total: NDArray[Any] = values.sum(axis=0, keepdims=True, dtype=float)
    return total.astype(values.dtype, copy=False)


def product_over_samples(inputs: NDArray[Any], dvalues: NDArray[Any]) -> NDArray[Any]:
    """Compute ``inputs.T @ dvalues``, in the type of ``inputs``.

    In single precision at most 16,384 samples are added so, and these sums in double.
    """
    if inputs.dtype == np.float64 or len(inputs) <= ROWS:
        product: NDArray[Any] = inputs.T @ dvalues
        return product
    total = np.zeros((inputs.shape[1], dvalues.shape[1]))
    for start in range(0, len(inputs), ROWS):
        rows = slice(start, start + ROWS)
        total += inputs[rows].T @ dvalues[rows]
    return total.astype(inputs.dtype)
