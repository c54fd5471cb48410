"""What comes in as numbers, read as an array: lists, arrays, pandas frames, torch tensors."""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["as_array"]


def as_array(values: ArrayLike, name: str) -> NDArray[Any]:
    """Return what numpy reads: lists, arrays, pandas frames, torch tensors on the CPU.

    Plain numbers that came as objects, as from a frame of mixed columns, are converted.

    Raises
    ------
    TypeError
        If something among objects is no number, with its place, or numpy cannot read ``values``.
    ValueError
        If rows differ in length, or a masked array hides a number: what stands under a mask is
        not to be used.
    """
    if type(values) is np.ndarray and values.dtype != object:
        return values
    rows = values if isinstance(values, list | tuple) else (values,)
    masked = [each for each in rows if isinstance(each, np.ma.MaskedArray)]
    n_masked = sum(int(np.ma.getmaskarray(each).sum()) for each in masked)
    if n_masked:
        raise ValueError(
            f"{name} without a mask, got a masked array that hides {n_masked}. Fill them, with "
            f"array.filled(…), or leave those samples out."
        )
    try:
        array: NDArray[Any] = np.asarray(values)
    except ValueError as error:  # numpy's words for rows of different lengths
        raise ValueError(f"{name} with rows of equal length, got {values!r}.") from error
    except (TypeError, RuntimeError) as error:  # a tensor's, that is elsewhere or has a gradient
        kind = type(values).__name__
        raise TypeError(f"{name} that numpy can read, got {kind}: {error}") from error
    return _plain_numbers(values, array, name) if array.dtype == object else array


def _plain_numbers(values: object, array: NDArray[Any], name: str) -> NDArray[Any]:
    """Return the numbers in an array of objects, or raise ``TypeError`` with the place at fault."""
    is_number = np.frompyfunc(lambda each: isinstance(each, Real | Decimal), 1, 1)
    wrong = np.argwhere(~np.asarray(is_number(array), dtype=bool))
    if len(wrong):
        place = tuple(int(i) for i in wrong[0])
        raise TypeError(f"{name} of real numbers, got {_fault(values, array, place)}.")
    plain = np.asarray(array.tolist())
    try:
        return plain.astype(float) if plain.dtype == object else plain
    except OverflowError as error:  # a whole number beyond all floats
        raise ValueError(f"{name} of finite numbers, got {error}.") from error


def _fault(values: object, array: NDArray[Any], place: tuple[int, ...]) -> str:
    value = array[place]
    if array.ndim != 2:
        return f"{value!r} at {list(place)}" if place else type(value).__name__
    row, column = place
    names = getattr(values, "columns", None)  # of a pandas frame
    label = f"{column}" if names is None else f"{names[column]!r}"
    return f"{value!r} in column {label}, row {row}"
