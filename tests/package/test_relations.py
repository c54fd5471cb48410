"""How a wrong array is related to the right one, on arrays small enough to see it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop.gradcheck.relations import alike, relation

RIGHT = np.array([[1.0, -2, 4], [8, 16, -32]])
SQUARE = np.array([[1.0, 2], [4, 8]])
ROW = np.array([[3.0, 5, 7]])
HOLED = np.array([[1.0, 0, 4], [0, 16, 32]])
TRANSPOSED = "the right ones transposed: rows and columns are exchanged"
SAMPLES, VALUES = "the number of samples", "the number of values in a row"
TIMES_5 = (
    f"the right ones times 5, {SAMPLES}: a division by it is missing, or there is a "
    "multiplication by it too many"
)
CASES: list[tuple[Any, Any, str | None]] = [
    # of another shape
    (RIGHT.T, RIGHT, TRANSPOSED),
    (ROW[0], ROW, "the right numbers, in the shape (3,) instead of (1, 3)"),
    ([[1, 2, 3], [2, 3, 4]], ROW, "a row for each sample, whose sum is the right row"),
    ([[1, 2, 3], [2, 3, 5]], ROW, None),
    (2 * RIGHT.T, RIGHT, None),
    (np.ones((2, 2, 2)), RIGHT, None),
    # a multiple
    (-RIGHT, RIGHT, "the right ones with the opposite sign"),
    (
        5 * RIGHT,
        RIGHT,
        TIMES_5,
    ),
    (
        RIGHT / 5,
        RIGHT,
        f"the right ones divided by 5, {SAMPLES}: the division is done twice, or does not belong "
        "here",
    ),
    (3 * RIGHT, RIGHT, f"the right ones times 3, {VALUES}"),
    (RIGHT / 3, RIGHT, f"the right ones divided by 3, {VALUES}"),
    (3.0002 * RIGHT, RIGHT, f"the right ones times 3, {VALUES}"),
    (3.004 * RIGHT, RIGHT, "the right ones times 3.004"),
    (3 * RIGHT[0], RIGHT[0], f"the right ones times 3, {VALUES}"),
    # within a 10,000th of the largest number of the right ones, times the factor
    ([[5.048, -10, 20], [40, 80, -160]], RIGHT, TIMES_5),
    ([[1.2565, -2.5, 5], [10, 20, -40]], RIGHT, None),
    (1.23456 * RIGHT, RIGHT, "the right ones times 1.235"),
    ([[7, 0], [-7, 0]], [[2, 0], [-2, 0]], "the right ones times 3.5"),
    # Every number is a multiple of another: that says nothing.
    ([[7.0]], [[2.0]], None),
    # an order
    (SQUARE.T, SQUARE, TRANSPOSED),
    (RIGHT[::-1], RIGHT, "the right ones in the reverse order of rows"),
    # zeros
    ([[1, -2, 4], [8, 0, -32]], RIGHT, "0 in 1 place where the slope is not"),
    ([[1, 0, 4], [8, 0, -32]], RIGHT, "0 in 2 places where the slope is not"),
    (np.zeros((2, 3)), RIGHT, "0 in 6 places where the slope is not"),
    ([[1, 5, 4], [0, 16, 32]], HOLED, "not 0 in 1 place where the slope is 0"),
    ([[1, 5, 4], [5, 16, 32]], HOLED, "not 0 in 2 places where the slope is 0"),
    ([[0, 5, 0], [0, 0, 0]], np.zeros((2, 3)), "not 0 in 1 place where the slope is 0"),
    ([[1, 5, 4], [0, 16, 33]], HOLED, None),
    ([[1, 0, 4], [0, 16, 33]], HOLED, None),
]


@pytest.mark.parametrize(("given", "right", "says"), CASES)
def test_relation(given: Any, right: Any, says: str | None) -> None:
    assert relation(np.array(given, float), np.array(right, float), 5, 1e-4) == says


def test_two_meanings_of_a_factor() -> None:
    says = relation(5 * np.ones((5, 5)), np.ones((5, 5)), 5, 1e-4)
    assert says == f"{TIMES_5}; or the right ones times 5, {VALUES}"


@pytest.mark.parametrize(
    ("given", "other", "same"),
    [
        ([], [], True),
        ([0.0], [0.0], True),
        ([0.0], [1e-300], False),
        ([1e-12], [2e-12], False),
        ([5.00005, 1.0], [5.0, 1.0004], True),  # as the largest, 5, allows
        ([5.0, 1.0006], [5.0, 1.0], False),
        ([[1.0]], [1.0], False),
        ([np.nan], [1.0], False),
    ],
)
def test_alike_relative_to_the_largest(given: Any, other: Any, same: bool) -> None:
    assert alike(np.array(given), np.array(other), 1e-4) is same
