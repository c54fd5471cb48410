"""Whether two passes gave the same, but for the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop.gradcheck.steadiness import equal, refuse_random, returned

NAN, INF = np.nan, np.inf


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ([1.0, 2], [1.0, 2], True),
        ([], [], True),
        ([[1.0]], [1.0], False),
        ([1], [1], True),
        ([1], [2], False),
        ([1.0], [1 + 1e-14], True),
        ([1.0], [1 + 1e-12], False),
        (np.float32([1]), np.float32([1 + 1e-6]), True),
        (np.float32([1]), np.float32([1.0001]), False),
        ([1e-20], [2e-20], False),
        ([1e6, 1], [1e6, 1 + 1e-9], True),  # beside a large number, the last bit of that one
        ([NAN, 1], [NAN, 1], True),
        ([NAN], [1.0], False),
        ([INF], [INF], True),
        ([INF, 1e-20], [INF, 2e-20], False),
    ],
)
def test_equal(first: Any, second: Any, same: bool) -> None:
    assert equal(first, second) is same


def test_two_passes_that_differ_are_refused() -> None:
    refuse_random("it", [1.0], [1.0])
    with pytest.raises(ValueError, match=r"two forward passes of 'it' differ"):
        refuse_random("it", [1.0], [2.0])


def test_what_a_method_returned_is_copied() -> None:
    given = np.array([1.0, 2])
    array = returned(given, "it", "forward")
    assert array.tolist() == [1, 2]
    assert array is not given


@pytest.mark.parametrize(
    ("values", "got"), [(None, "None"), (2.5, "2.5"), (["a"], "an array of dtype <U1")]
)
def test_what_is_no_array_of_numbers_is_refused(values: Any, got: str) -> None:
    with pytest.raises(TypeError, match=rf"^str\.backward must return .*, got {got}\.$"):
        returned(values, "it", "backward")
