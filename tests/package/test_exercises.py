"""The checker of answers: it accepts what is right, and it does not accept anything else."""

import math

import numpy as np
import pytest

from backprop.exercises import NO_ANSWER, check


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (2, 2.0),
        (2.0000001, 2),
        (1e9 + 1, 1e9),
        (np.float32(0.5), 0.5),
        ([1, -2, 3], (1.0, -2.0, 3.0)),
        (np.array([[1.0, 2.0]]), [[1, 2]]),
        ([1e-13, 1], [0, 1]),
        (0.1 * 3 - 0.3, 0),
        ([2e-9 + 1e-16, 0], [2e-9, 0]),
        ({"w": [1e5 + 0.01, 3e-3], "b": 1e-9}, {"w": [1e5, 0], "b": 1e-9}),
        ({"b": 1, "dw": [2, 3]}, {"dw": [2.0, 3.0], "b": 1.0}),
    ],
)
def test_right_answers(answer, expected):
    verdict = check(answer, expected)
    assert verdict
    assert repr(verdict).startswith("Right")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (2.001, 2),
        (-2, 2),
        (math.nan, 2),
        (math.inf, 2),
        ("2", 2),
        ([1, 2], [2, 1]),
        ([2.5e-7, 1e-9], [0, 1e-9]),
        (2.5e-7, 0),
        (0.0176, 0.01578),
        (1.1e-9, 1e-9),
        ([1.001e-6, 1e-6], [1e-6, 1e-6]),
        ({"weight": 140_000, "curvature": 0.0176}, {"weight": 140_000, "curvature": 0.01578}),
        ({"w": {"a": [1e6], "b": 1.01e-3}}, {"w": {"a": [1e6], "b": 1e-3}}),
        ([1, 2], [1, 2, 3]),
        ([1, 2, 3], [1, 2]),
        ([[1, 2]], [1, 2]),
        ([], [1]),
        ({}, {"w": 1}),
        ({"w": 1, "b": 1}, {"w": 1}),
        ({"x": 1}, {"w": 1}),
        (1, {"w": 1}),
        (lambda: 1, 1),
    ],
)
def test_wrong_answers(answer, expected):
    verdict = check(answer, expected)
    assert not verdict
    assert repr(verdict).startswith("Not yet")


@pytest.mark.parametrize("answer", [..., None, [..., ...], {"w": ..., "b": None}])
def test_unedited_stub(answer):
    assert check(answer, 1) is NO_ANSWER
    assert check(answer, 1, through=pytest.fail) is NO_ANSWER
    assert len(repr(NO_ANSWER)) < 70


def test_partial_answers():
    assert repr(check([1, ..., 3], [1, 2, 3])) == (
        "So far so good: 2 of 3 values right. Still to fill in: [1]."
    )
    assert repr(check({"w": 1, "b": 5, "dx": [...]}, {"w": 1, "b": 2, "dx": [3]})) == (
        "Not yet: 1 of 3 values right. Look again at b. Still to fill in: dx[0]."
    )


@pytest.mark.parametrize(
    ("answer", "places"), [([0] * 387, "Look again at"), ([1, *[...] * 386], "Still to fill in:")]
)
def test_of_many_places_the_first_are_named(answer, places):
    first = 0 if answer[1] == 0 else 1
    named = ", ".join(f"[{place}]" for place in range(first, first + 16))
    message = repr(check(answer, [1] * 387))
    assert message.endswith(f"{places} {named} and {371 - first} more.")
    assert len(repr(check([1], [1] * 387))) < 200


def test_up_to_sixteen_places_are_all_named():
    assert repr(check([0] * 16, [1] * 16)).endswith(" [14], [15].")


def test_a_wrong_answer_is_not_told_the_right_one():
    assert "17" not in repr(check(3, 17))
    assert "17" not in repr(check([3, 4], [17, 4]))
    assert "17" not in repr(check([3], [17, 4]))


def test_the_outcome_of_an_experiment():
    assert check(3, 9, through=lambda side: side * side)
    assert repr(check(2, 9, through=lambda side: side * side)) == (
        "Not yet: your answer leads to 4, not to 9."
    )
    assert check(lambda x: 2 * x, [2, 6], through=lambda f: [f(1), f(3)])
    assert not check(lambda x: 3 * x, [2, 6], through=lambda f: [f(1), f(3)])
    assert check(lambda x: None, [2, 6], through=lambda f: [f(1), f(3)]) is NO_ANSWER


def test_tolerance():
    assert check(0.123, 0.1234, tolerance=1e-2)
    assert not check(0.123, 0.1234)
    assert not check(0.0176, 0.01578, tolerance=0.1)
    assert check(0.0176, 0.01578, tolerance=0.12)
    assert check([0.002, 2], [0, 2], tolerance=1e-3)
    assert not check([0.0021, 2], [0, 2], tolerance=1e-3)


@pytest.mark.parametrize("expected", [[], {}, "yes", ["yes"], ..., True])
def test_there_is_something_to_compare_with(expected):
    with pytest.raises(ValueError, match="expects numbers to compare with, got"):
        check(1, expected)


def test_what_is_no_number_is_not_right():
    assert repr(check(True, 1)) == "Not yet: it is not True."
    assert repr(check(10**400, 3)).startswith("Not yet: it is not 1000")
    assert repr(check({1, 2}, [1, 2])) == "Not yet: this needs [0], [1]; yours is of type set."
