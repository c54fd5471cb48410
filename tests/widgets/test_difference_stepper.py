"""The DifferenceStepper as a Python object; what all widgets share is tested with all of them."""

from __future__ import annotations

import numpy as np
import pytest
import traitlets

from backprop.widgets import DifferenceStepper
from backprop.widgets.differences import FUNCTIONS, measure

SLOPES = {"cube": 12.0, "sqrt": 2**-1.5, "reciprocal": -0.25, "relu": 1.0}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_slope_is_the_functions(name: str) -> None:
    widget = DifferenceStepper(name, 2)
    assert widget.slope == pytest.approx(SLOPES[name], rel=1e-15)
    assert widget.errors[widget.best] < 1e-9
    assert widget.errors == [abs(measured - widget.slope) for measured in widget.measured]


@pytest.mark.parametrize("name", ["cube", "sqrt", "reciprocal"])
@pytest.mark.parametrize(
    ("rule", "precision", "best"),
    [
        ("central", "float64", 5),
        ("central", "float32", 2),
        ("one-sided", "float64", 8),
        ("one-sided", "float32", 3),
    ],
)
def test_the_best_step_size_is_where_both_errors_meet(
    name: str, rule: str, precision: str, best: int
) -> None:
    passed = measure(name, 2, rule, precision)
    order = 2 if rule == "central" else 1
    meet = (passed.rounding / passed.bend) ** (1 / (order + 1))
    assert passed.best == best
    assert abs(-np.log10(meet) - best) < 1


@pytest.mark.parametrize("rule", ["central", "one-sided"])
@pytest.mark.parametrize("name", ["cube", "sqrt", "reciprocal"])
def test_the_bend_makes_the_errors_of_large_step_sizes(name: str, rule: str) -> None:
    passed = measure(name, 2, rule, "float64")
    for k in (2, 3):
        h = 10.0**-k
        bend = passed.bend * (h**2 if rule == "central" else h)
        assert passed.places[k].error == pytest.approx(bend, rel=0.01)


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("name", ["cube", "sqrt", "reciprocal"])
def test_rounding_makes_the_errors_of_small_ones(name: str, precision: str) -> None:
    passed = measure(name, 2, "central", precision)
    for k in range(passed.best + 1, 17):
        error = passed.places[k].error
        # The rounding of x ± h counts too, times the slope; at the end only the slope is left.
        doubled = passed.rounding + 2 * np.finfo(precision).eps * abs(passed.slope)
        assert error <= 2 * doubled * 10.0**k + abs(passed.slope)


def test_single_precision_is_that_of_numpy_arrays() -> None:
    x = np.array([2.0], np.float32)
    for k, measured in enumerate(DifferenceStepper(precision="float32").measured):
        h = np.array([10.0**-k], np.float32)
        above, below = x + h, x - h
        assert measured == ((above * above * above - below * below * below) / (h + h)).item()


def test_at_a_kink_the_measured_slope_lies_between() -> None:
    widget = DifferenceStepper("relu", 0.003)
    assert widget.measured[:3] == pytest.approx([0.5015, 0.515, 0.65])
    assert widget.errors[3] < 1e-12
    assert DifferenceStepper("relu", 0).measured == [0.5] * 17


def test_the_table_shows_the_numbers() -> None:
    html = DifferenceStepper().html()
    assert "<td>27</td><td>1</td><td>13</td><td>1</td>" in html
    assert html.count("<tr>") == 18
    assert "best h = 10⁻⁵" in repr(DifferenceStepper())


def test_an_edit_is_measured_anew() -> None:
    widget = DifferenceStepper()
    widget.step = 16
    widget.precision = "float32"
    assert widget.best == 2
    assert widget.step == 16
    widget.x = 3
    assert widget.slope == 27.0


@pytest.mark.parametrize(
    ("name", "value"),
    [("x", 1001), ("x", float("nan")), ("function", "log"), ("rule", "forward"), ("step", 17)],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(name: str, value: object) -> None:
    widget = DifferenceStepper()
    before = widget.state()
    with pytest.raises(traitlets.TraitError):
        setattr(widget, name, value)
    assert widget.state() == before


def test_where_a_nudge_leaves_the_function_it_is_refused() -> None:
    with pytest.raises(ValueError, match="above 1"):
        DifferenceStepper("sqrt", 0.5)
    widget = DifferenceStepper("relu", 0.003)
    with pytest.raises(traitlets.TraitError, match="above 1"):
        widget.function = "reciprocal"
    with pytest.raises(TypeError, match="number"):
        DifferenceStepper("cube", "two")  # type: ignore[arg-type]
