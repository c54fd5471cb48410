"""Step through the slope of a square."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import traitlets

from backprop.numbers import format_computed, format_exact
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["TITLEStepper"]


class Pass(NamedTuple):
    """A number's square, and the slope of the square there."""

    square: float
    slope: float


class TITLEStepper(PredictingStepper[Pass]):
    """Show the square of a number, then its slope: d(x²)/dx = 2x.

    Parameters
    ----------
    x
        The number.
    anchor
        The figure's id on the page, different for each widget of a page.

    Raises
    ------
    TypeError, ValueError
        If ``x`` is no number, or its square is too large for one.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "ROOM_stepper.js"

    x = traitlets.Float(0.0).tag(sync=True)

    given = ("x",)

    def __init__(self, x: float, *, anchor: str = "ANCHOR") -> None:
        super().__init__(anchor=anchor, given={"x": x})

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Square the number, and take the slope."""
        x = float(given["x"])
        if not math.isfinite(x * x):
            raise ValueError(f"x expects a number whose square is finite; got {x}.")
        return {"x": x}, Pass(x * x, 2 * x)

    def last_step(self, accepted: Accepted[Pass]) -> int:  # noqa: ARG002
        """Return 2: the square and the slope."""
        return 2

    def caption(self) -> str:
        """Say what the figure shows."""
        return "The slope of a square"

    def tables(self) -> list[Table]:
        """List the number, its square and the slope."""
        square, slope = self.shown.passed
        row = [format_exact(self.x), format_computed(square), format_computed(slope)]
        return [Table("A square and its slope", ["x", "x²", "2x"], [row])]
