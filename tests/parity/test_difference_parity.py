"""The front end measures slopes as the package does: every bit of them, noise included."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.widgets.differences import FUNCTIONS, PRECISIONS, RULES, measure
from front_end import Answer, running

Run = Callable[..., Answer]

ANYWHERE = st.one_of(st.floats(-1000, 1000), st.integers(-9, 9).map(float))
ABOVE_ONE = st.one_of(st.floats(1.001, 1000), st.integers(2, 9).map(float))
PLACES = {name: ANYWHERE if name in ("cube", "relu") else ABOVE_ONE for name in FUNCTIONS}


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_differences.js") as ask:
        yield ask


def assert_agrees(run: Run, name: str, x: float, rule: str, precision: str) -> None:
    ours = measure(name, x, rule, precision)
    theirs = run(function=name, x=x, rule=rule, precision=precision)
    assert theirs["slope"] == ours.slope
    assert theirs["best"] == ours.best
    assert theirs["bend"] == pytest.approx(ours.bend, rel=1e-14)
    assert theirs["rounding"] == ours.rounding
    assert [tuple(place.values()) for place in theirs["places"]] == [
        (place.h, place.below, place.above, place.measured, place.error) for place in ours.places
    ]


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_bit_agrees(run: Run, name: str, rule: str, precision: str) -> None:
    @given(PLACES[name])
    def agree(x: float) -> None:
        assert_agrees(run, name, x, rule, precision)

    agree()


@pytest.mark.parametrize("x", [0.0, -0.0, 0.003, 1e-300, 1000.0, -1000.0])
def test_the_edges_agree(run: Run, x: float) -> None:
    for name in ("cube", "relu"):
        for precision in PRECISIONS:
            assert_agrees(run, name, x, "central", precision)


@pytest.mark.parametrize(
    ("name", "x", "rule", "precision"),
    [
        ("sqrt", 1.0, "central", "float64"),
        ("reciprocal", 1.0 + 1e-9, "central", "float32"),  # which is 1 in single precision
        ("cube", 1000.5, "central", "float64"),
        ("cube", math.inf, "central", "float64"),
        ("cube", math.nan, "central", "float64"),
        ("log", 2.0, "central", "float64"),
        ("constructor", 2.0, "central", "float64"),
        ("cube", 2.0, "forward", "float64"),
        ("cube", 2.0, "central", "float16"),
    ],
)
def test_both_refuse_the_same(run: Run, name: Any, x: Any, rule: Any, precision: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        measure(name, x, rule, precision)
    given_x = None if math.isnan(x) else x
    answer = run(function=name, x=given_x, rule=rule, precision=precision)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")
