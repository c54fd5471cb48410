"""Whether all numbers are finite is asked of their squares first, which may not be so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop import Dense
from backprop.precision import all_finite, has_finite_squares

LARGE = {np.float16: 6e4, np.float32: 3e38, np.float64: 1e308}
LAID_OUT: dict[str, Any] = {
    "by rows": lambda rows: rows,
    "by columns": np.asfortranarray,
    "with gaps": lambda rows: np.repeat(rows, 2, axis=1)[:, ::2],
    "backwards": lambda rows: rows[::-1, ::-1],
}


@pytest.mark.parametrize("wrong", [None, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("layout", LAID_OUT)
@pytest.mark.parametrize("dtype", LARGE)
def test_numbers_with_squares_beyond_the_type(dtype: Any, layout: str, wrong: float | None) -> None:
    rows = np.array([[LARGE[dtype], 0, 1], [-LARGE[dtype], 5e-5, -1]], dtype)
    if wrong is not None:
        rows[1, 2] = wrong
    with np.errstate(all="raise"):
        assert all_finite(LAID_OUT[layout](rows)) is (wrong is None)


def test_squares() -> None:
    assert has_finite_squares(np.array([1e150, -1e150]))
    assert not has_finite_squares(np.array([1e160]))
    assert not has_finite_squares(np.array([np.nan, 1.0]))


def test_a_layer_takes_them() -> None:
    with np.errstate(all="raise"):
        assert Dense(2, 1, scale=1e-300, rng=1).forward([[1e300, -1e300]]).shape == (1, 1)
