"""What a report says, word by word, of what a check may find."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop.gradcheck.report import ArrayReport, Entry, GradientReport, wrapped

ENTRY = Entry((1, 0), 2.5, -1.5)


def of(name: str, **found: Any) -> ArrayReport:
    """A report on a gradient of shape (2, 3)."""
    return ArrayReport(name, **({"shape": (2, 3), "expected_shape": (2, 3)} | found))


def test_an_entry() -> None:
    assert ENTRY.error == 4
    assert str(ENTRY) == "[1, 0]: given 2.5, measured −1.5"


ARRAYS: list[tuple[dict[str, Any], bool, bool, str]] = [
    ({}, True, False, "(2, 3)  6 of 6 agree"),
    ({"drawn": 4}, True, False, "(2, 3)  of 6 numbers 4 drawn: 4 agree"),
    ({"expected_shape": (3,)}, False, True, "(2, 3)  wrong shape: expected (3,)"),
    ({"wrong": (ENTRY,)}, False, True, f"(2, 3)  5 of 6 agree; worst {ENTRY}"),
    (
        {"wrong": (ENTRY, ENTRY), "not_finite": ((1, 0), (1, 2))},
        False,
        True,
        "(2, 3)  4 of 6 agree; NaN or infinite: [1, 0], [1, 2]",
    ),
    (
        {"kinks": (ENTRY,), "unmeasured": ((0, 2),)},
        True,
        False,
        "(2, 3)  4 of 6 agree; at a kink, not counted: [1, 0]; cannot be nudged: [0, 2]",
    ),
    (
        {"drawn": 2, "kinks": (ENTRY,), "unmeasured": ((0, 2),)},
        False,
        False,
        "(2, 3)  of 6 numbers 2 drawn: 0 agree; at a kink, not counted: [1, 0]; "
        "cannot be nudged: [0, 2]",
    ),
]


@pytest.mark.parametrize(("found", "good", "wrong", "says"), ARRAYS)
def test_one_gradient(found: dict[str, Any], good: bool, wrong: bool, says: str) -> None:
    report = of("dweights", **found)
    assert (bool(report), report.is_wrong, report.size) == (good, wrong, 6)
    assert str(report) == says


@pytest.mark.parametrize(
    ("arrays", "found", "verdict"),
    [
        ([{}, {}], {}, "all gradients agree with central differences"),
        (
            [{}, {"drawn": 4}],
            {},
            "the numbers drawn agree with central differences; the others were not compared",
        ),
        (
            [{"not_finite": ((0, 0),)}, {"not_finite": ((0, 0),), "wrong": (ENTRY,)}],
            {},
            "a and b not finite, NaN or infinite",
        ),
        ([{"wrong": (ENTRY,)}, {"shape": (6,)}], {}, "a and b disagree with central differences"),
        ([{}, {"unmeasured": ((0, 0),) * 6}], {}, "nothing of b could be compared"),
        ([{}, {}], {"changed": ("inputs", "dvalues")}, "inputs and dvalues changed in place"),
        (
            [{}, {}],
            {"added_to": ("a",)},
            "a added to by each backward pass, instead of being replaced",
        ),
        (
            [{"wrong": (ENTRY,)}, {"not_finite": ((0, 0),)}],
            {"changed": ("inputs",), "added_to": ("c",)},
            "b not finite, NaN or infinite; c added to by each backward pass, instead of being "
            "replaced; a disagree with central differences; inputs changed in place",
        ),
    ],
)
def test_the_verdict(arrays: list[dict[str, Any]], found: dict[str, Any], verdict: str) -> None:
    reports = [of(name, **each) for name, each in zip("ab", arrays, strict=True)]
    report = GradientReport("Dense", tuple(reports), **found)
    assert bool(report) is (" agree with" in verdict)
    assert repr(report).splitlines()[0] == f"Dense: {verdict}."


def test_names_stand_in_a_column_and_explanations_below() -> None:
    report = GradientReport("Dense", (of("a"), of("dweights")), explanations=("One.", "Two."))
    assert repr(report).splitlines()[1:] == [
        "  a         (2, 3)  6 of 6 agree",
        "  dweights  (2, 3)  6 of 6 agree",
        "  One.",
        "  Two.",
    ]


def test_an_explanation_has_lines_of_80() -> None:
    assert wrapped("x" * 75 + " yy") == "  " + "x" * 75 + " yy"
    assert wrapped("x" * 76 + " yy") == "  " + "x" * 76 + "\n    yy"
    assert wrapped("x" * 90) == "  " + "x" * 90  # a link stays whole
    assert wrapped("x" * 70 + " as-good-as") == "  " + "x" * 70 + "\n    as-good-as"


def test_a_gradient_without_numbers_has_none_to_agree() -> None:
    report = of("dweights", shape=(0, 3), expected_shape=(0, 3))
    assert report.size == np.prod(report.shape) == 0
    assert not report
