"""Class numbers and one-hot rows: what is read, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrays import one_hot
from backprop.targets import class_numbers

FLOATS = st.sampled_from([float, np.float32, np.float16, int, np.uint8, bool])
INTEGERS = st.sampled_from([np.int8, np.int32, np.int64, np.uint8, np.uint64])


@given(st.integers(1, 6), st.data())
def test_both_ways_of_telling_a_class(n_classes: int, data: Any) -> None:
    classes = data.draw(st.lists(st.integers(0, n_classes - 1), min_size=1, max_size=6))
    shape = len(classes), n_classes
    rows = one_hot(np.array(classes), n_classes).astype(data.draw(FLOATS))
    for targets in (classes, np.array(classes, data.draw(INTEGERS)), rows, rows.tolist()):
        numbers = class_numbers(targets, shape, "Loss.forward")
        assert numbers.tolist() == classes
        assert numbers.dtype == np.intp


def test_what_is_returned_is_no_view() -> None:
    given_classes = np.array([0, 1])
    class_numbers(given_classes, (2, 2), "Loss.forward")[:] = 0
    assert given_classes.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("targets", "error", "got"),
    [
        ([0], ValueError, r"shape \(2,\) or as one-hot rows of shape \(2, 3\), got shape \(1,\)"),
        ([0, 1, 2], ValueError, r"shape \(2,\) .*got shape \(3,\)"),
        ([[0], [1]], ValueError, r"shape \(2,\) .*got shape \(2, 1\).*\.reshape\(-1\)"),
        ([], ValueError, r"shape \(2,\) .*got shape \(0,\)"),
        (1, ValueError, r"shape \(2,\) .*got shape \(\)"),
        (np.zeros((2, 3, 1)), ValueError, r"shape \(2,\) .*got shape \(2, 3, 1\)"),
        ([[1, 0, 0], [1, 0]], ValueError, r"equal length, got \[\[1, 0, 0\], \[1, 0\]\]"),
        ([0, 3], ValueError, r"from 0 to 2, got 3 at \[1\]"),
        ([-1, 0], ValueError, r"from 0 to 2, got -1 at \[0\]"),
        (np.array([0, 2**64 - 1], np.uint64), ValueError, r"from 0 to 2, got 18446744073709551615"),
        ([0.0, 1.0], TypeError, r"got \[0.0, 1.0\] of type float64.*\.astype\(int\)"),
        ([True, False], TypeError, r"whole class numbers, got \[True, False\] of type bool"),
        (["a", "b"], TypeError, r"whole class numbers, got \['a', 'b'\] of type <U1"),
        ([0, None], TypeError, r"real numbers, got None at \[1\]"),
        ([0.0, 0.5], TypeError, r"whole class numbers, got \[0.0, 0.5\] of type float64\.$"),
        ([0, 1j], TypeError, r"whole class numbers, got \[0, 1j\] of type complex128"),
        ([[1, 0, 0], [0, 0, 0]], ValueError, r"a single 1 among zeros, got \[0, 0, 0\] in row 1"),
        ([[1, 1, 0], [0, 1, 0]], ValueError, r"a single 1 among zeros, got \[1, 1, 0\] in row 0"),
        ([[0, 0, 1], [0.5, 0.5, 0]], ValueError, r"got \[0.5, 0.5, 0.0\] in row 1"),
        ([[0, 0, 1], [2, 0, 0]], ValueError, r"got \[2, 0, 0\] in row 1"),
        ([[1, 0, 0], [1, 1, -1]], ValueError, r"got \[1, 1, -1\] in row 1"),
        ([[1, 0, 0], [0, 1, np.nan]], ValueError, r"got \[0.0, 1.0, nan\] in row 1"),
        ([[1, 0, 0], [0, np.inf, 0]], ValueError, r"got \[0.0, inf, 0.0\] in row 1"),
        ([["1", "0", "0"], ["0", "1", "0"]], TypeError, r"one-hot rows.* got .* of type <U1"),
        ([[1, 0, 0], [0, 1j, 0]], TypeError, r"one-hot rows.* got .* of type complex128"),
        ([[1, 0, 0], [0, 1, None]], TypeError, r"real numbers, got None in column 2, row 1"),
    ],
)
def test_refused(targets: Any, error: type[Exception], got: str) -> None:
    with pytest.raises(error, match=rf"Loss\.forward expects targets.*{got}"):
        class_numbers(targets, (2, 3), "Loss.forward")
