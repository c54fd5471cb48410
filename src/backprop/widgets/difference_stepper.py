"""Measure a slope with smaller and smaller nudges."""

from __future__ import annotations

from typing import Any

import traitlets

from backprop.graph.expressions import checked_number
from backprop.numbers import format_computed, format_exact, format_number, power_of_ten, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.differences import DECADES, FUNCTIONS, PRECISIONS, RULES, Differences, measure
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["DifferenceStepper"]


class DifferenceStepper(PredictingStepper[Differences]):
    """Show the error of a difference quotient over its step size h, and why it has a best h.

    ``(f(x + h) − f(x − h)) / 2h`` against ``f′(x)``: a large h measures across the bend, a small
    one divides what rounding has left of the difference.

    Parameters
    ----------
    function
        ``"cube"`` (x³), ``"sqrt"``, ``"reciprocal"`` (1/x) or ``"relu"``.
    x
        Where the slope is measured: from −1000 to 1000, and above 1 for √x and 1/x.
    rule
        ``"central"``, or ``"one-sided"``: ``(f(x + h) − f(x)) / h``.
    precision
        ``"float64"`` or ``"float32"``.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    function : str
    x : float
    rule : str
    precision : str
    step : int
        From 0 to 16: the step size is ``h = 10**-step``.
    ahead : bool
        Whether the errors of all step sizes are drawn, and those of the other precision.
    predict : bool
        Whether the errors are hidden until the reader has said which h is best.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    slope : float
        The slope by its formula, in double precision. Read only, like all below.
    measured : list of float
        The slope that each h measures.
    errors : list of float
        How far each is from the slope.
    best : int
        The step at which the error is smallest; the first, if several are.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "difference_stepper.js"

    function = traitlets.Enum(list(FUNCTIONS), "cube").tag(sync=True)
    x = traitlets.Float(2.0).tag(sync=True)
    rule = traitlets.Enum(list(RULES), "central").tag(sync=True)
    precision = traitlets.Enum(list(PRECISIONS), "float64").tag(sync=True)
    ahead = traitlets.Bool(False).tag(sync=True)
    slope = traitlets.Float(read_only=True)
    measured: Any = traitlets.List(read_only=True)
    errors: Any = traitlets.List(read_only=True)
    best = traitlets.Int(read_only=True)

    given = ("function", "x", "rule", "precision")
    choice = ("step", "ahead", "predict", "seed")
    steps_are = "the powers of ten of h"

    def __init__(
        self,
        function: str = "cube",
        x: float = 2.0,
        *,
        rule: str = "central",
        precision: str = "float64",
        anchor: str = "difference",
    ) -> None:
        given = {"function": function, "x": x, "rule": rule, "precision": precision}
        super().__init__(anchor=anchor, given=given)

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Differences]:
        """Measure the slope with every step size."""
        x = checked_number(given["x"], "x")
        passed = measure(given["function"], x, given["rule"], given["precision"])
        return {**given, "x": x}, passed

    def last_step(self, accepted: Accepted[Differences]) -> int:  # noqa: ARG002
        """Return 16: h is 10⁻¹⁶."""
        return DECADES

    def show(self, accepted: Accepted[Differences]) -> None:
        """Set what was measured."""
        passed = accepted.passed
        self.set_trait("slope", passed.slope)
        self.set_trait("measured", [place.measured for place in passed.places])
        self.set_trait("errors", [place.error for place in passed.places])
        self.set_trait("best", passed.best)
        super().show(accepted)

    def caption(self) -> str:
        """Say what is measured, where, and how."""
        return (
            f"The slope of {self._title} at x = {format_exact(self.x)}, by {self.rule} differences "
            f"in {self.precision}: the error over the step size h"
        )

    def __repr__(self) -> str:
        error = format_number(self.errors[self.best])
        return printable(
            f"DifferenceStepper({self._title} at {format_exact(self.x)}, {self.rule}, "
            f"{self.precision}: best h = {_h(self.best)}, error {error})"
        )

    def tables(self) -> list[Table]:
        """List what each step size measures."""
        central = self.rule == "central"
        header = ["h", "f(x + h)", "f(x − h)" if central else "f(x)", "measured", "error"]
        rows = [
            [
                _h(k),
                format_number(place.above, 16),
                format_number(place.below, 16),
                format_computed(place.measured),
                format_number(place.error),
            ]
            for k, place in enumerate(self.shown.passed.places)
        ]
        quotient = "(f(x + h) − f(x − h)) / 2h" if central else "(f(x + h) − f(x)) / h"
        return [Table(f"{quotient}; the slope is {format_computed(self.slope)}", header, rows)]

    @property
    def _title(self) -> str:
        return FUNCTIONS[self.function].title


def _h(step: int) -> str:
    return power_of_ten(-step) if step else "1"
