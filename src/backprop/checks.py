"""Arrays at the public boundary: an error says what was expected, what came, and what to do."""

from __future__ import annotations

import operator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from backprop.arrays import as_array
from backprop.precision import all_finite

__all__ = [
    "FloatArray",
    "Random",
    "Seed",
    "checked_dtype",
    "checked_matrix",
    "checked_rng",
    "checked_size",
    "checked_whole",
    "remembered",
]

FloatArray = NDArray[np.floating[Any]]
Random = np.random.Generator | np.random.RandomState
Seed = Random | int
Remembered = TypeVar("Remembered")


def checked_matrix(
    values: ArrayLike,
    name: str,
    shape: tuple[int | str, int | str],
    *,
    dtype: np.dtype[Any] | None = None,
) -> FloatArray:
    """Return finite numbers in two dimensions, or raise an error that says what was expected.

    Parameters
    ----------
    values
        Anything that :func:`~backprop.arrays.as_array` reads as a matrix of real numbers.
    name
        What they are and for whom, for the message: ``"Dense.forward expects inputs"``.
    shape
        For each dimension its size, or a word for a size that is free: ``("n_samples", 4)``.
    dtype
        What to convert to. Without one, single precision stays, and everything else becomes double.

    Raises
    ------
    TypeError
        If ``values`` are not real numbers.
    ValueError
        If they have another shape, are empty, or are not finite.
    """
    array = as_array(values, name)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} of real numbers, got dtype {array.dtype}.")
    expected = f"({shape[0]}, {shape[1]})"
    if not _has_shape(array, shape):
        hint = _hint(array.shape, shape)
        raise ValueError(f"{name} of shape {expected}, got {array.shape}.{hint}")
    if not array.size:
        raise ValueError(f"{name} of shape {expected} with something in it, got {array.shape}.")
    if dtype is None:
        dtype = array.dtype if array.dtype in (np.float32, np.float64) else np.dtype(float)
    numbers: FloatArray = array
    if array.dtype != dtype:
        # What is too large for the dtype is reported below, what is too small becomes 0.
        with np.errstate(over="ignore", under="ignore"):
            numbers = array.astype(dtype)
    if not all_finite(numbers):
        row, column = np.argwhere(~np.isfinite(numbers))[0]
        at = f"[{row}, {column}]"
        raise ValueError(f"{name} of finite {dtype} numbers, got {array[row, column]} at {at}.")
    return numbers


def checked_whole(value: object, name: str) -> int:
    """Return a whole number, or raise ``TypeError``."""
    if isinstance(value, bool):
        raise TypeError(f"{name} as a whole number, got {value!r}.")
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"{name} as a whole number, got {value!r}.") from None


def checked_size(size: object, name: str) -> int:
    """Return a whole number of at least 1, or raise ``TypeError`` or ``ValueError``."""
    count = checked_whole(size, name)
    if count < 1:
        raise ValueError(f"{name} of at least 1, got {count}.")
    return count


def checked_dtype(dtype: DTypeLike, name: str) -> np.dtype[Any]:
    """Return single or double precision, or raise ``TypeError``."""
    try:
        given = np.dtype(dtype)
    except TypeError:
        raise TypeError(f"{name} float32 or float64 as its dtype, got {dtype!r}.") from None
    if given not in (np.float32, np.float64):
        raise TypeError(f"{name} float32 or float64 as its dtype, got {given}.")
    return given


def checked_rng(rng: Seed | None, name: str) -> Random:
    """Return a generator: the one given, one made of a whole number, or without any a new one.

    Raises
    ------
    TypeError, ValueError
        If ``rng`` is something else, or a whole number below 0.
    """
    if rng is None:
        return np.random.default_rng()
    if isinstance(rng, Random):
        return rng
    wanted = f"{name} a numpy Generator, a RandomState or a whole number of at least 0 as its rng"
    try:
        seed = checked_whole(rng, "")
    except TypeError:
        raise TypeError(f"{wanted}, got {rng!r}.") from None
    if seed < 0:
        raise ValueError(f"{wanted}, got {rng!r}.")
    return np.random.default_rng(seed)


def remembered(value: Remembered | None, name: str) -> Remembered:
    """Return what ``forward`` left for ``backward``, or raise ``RuntimeError``."""
    if value is None:
        raise RuntimeError(
            f"{name}.backward expects a forward pass before it, got none: "
            f"call {name}.forward first."
        )
    return value


def _has_shape(array: NDArray[Any], shape: tuple[int | str, int | str]) -> bool:
    if array.ndim != 2:
        return False
    (n_rows, n_columns), (rows, columns) = array.shape, shape
    return (rows == n_rows or isinstance(rows, str)) and (
        columns == n_columns or isinstance(columns, str)
    )


def _hint(given: tuple[int, ...], expected: tuple[int | str, int | str]) -> str:
    if len(given) != 1:
        return ""
    if expected[1] == 1 and expected[0] in (given[0], "n_samples"):
        return " As one column they are written .reshape(-1, 1)."
    return " One sample is written [[…]]."
