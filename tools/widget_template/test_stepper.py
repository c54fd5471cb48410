"""The TITLEStepper as a Python object; what all widgets share is tested with all of them."""

from __future__ import annotations

import pytest
import traitlets

from backprop.widgets.ROOM_stepper import TITLEStepper


def test_the_slope_is_that_of_central_differences() -> None:
    x, nudge = 1.5, 1e-6
    measured = ((x + nudge) ** 2 - (x - nudge) ** 2) / (2 * nudge)
    assert TITLEStepper(x).shown.passed.slope == pytest.approx(measured, rel=1e-8)


def test_the_table_shows_the_numbers() -> None:
    assert "<td>2.25</td><td>3</td>" in TITLEStepper(1.5).html()


def test_a_number_too_large_is_refused_and_changes_nothing() -> None:
    widget = TITLEStepper(1.5)
    with pytest.raises(traitlets.TraitError, match="finite"):
        widget.x = 1e300
    assert widget.x == 1.5
