"""Difference quotients of simple functions in either precision, as the page computes them.

Every operation here (+, −, ·, /, √) is rounded correctly by IEEE 754, so that Python and the
page (``frontend/arithmetic/differences.js``) agree in every bit, noise included.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

__all__ = ["DECADES", "FUNCTIONS", "PRECISIONS", "RULES", "Difference", "Differences", "measure"]

Scalar = Any  # np.float64 or np.float32
DECADES = 16  # powers of ten below 1
PRECISIONS: dict[str, type[Any]] = {"float64": np.float64, "float32": np.float32}
RULES = ("central", "one-sided")
LARGEST = 1000.0


@dataclass(frozen=True)
class Function:
    """A function, its slope, and how it bends: second and third derivative."""

    title: str
    value: Callable[[Scalar], Scalar]
    slope: Callable[[float], float]
    second: Callable[[float], float]
    third: Callable[[float], float]
    least: float = -math.inf  # x is above it: the largest nudge is 1


FUNCTIONS = {
    "cube": Function("x³", lambda x: x * x * x, lambda x: 3 * x * x, lambda x: 6 * x, lambda _: 6),
    "sqrt": Function(
        "√x",
        np.sqrt,
        lambda x: 0.5 / math.sqrt(x),
        lambda x: -0.25 / (x * math.sqrt(x)),
        lambda x: 0.375 / (x * x * math.sqrt(x)),
        least=1.0,
    ),
    "reciprocal": Function(
        "1/x",
        lambda x: type(x)(1) / x,
        lambda x: -1 / (x * x),
        lambda x: 2 / (x * x * x),
        lambda x: -6 / (x * x * x * x),
        least=1.0,
    ),
    "relu": Function(
        "ReLU",
        lambda x: x if x > 0 else type(x)(0),
        lambda x: 1.0 if x > 0 else 0.0,
        lambda _: 0.0,
        lambda _: 0.0,
    ),
}


class Difference(NamedTuple):
    """What one nudge measures: the values at both points, the slope, and its error."""

    h: float
    below: float
    above: float
    measured: float
    error: float


class Differences(NamedTuple):
    """The slope of a function at x, and what nudges of 1, 0.1, … 10⁻¹⁶ measure of it."""

    slope: float
    bend: float  # the error that the bend makes at h = 1, to be taken times h or h²
    rounding: float  # about the error that rounding makes at h = 1, to be divided by h
    places: list[Difference]
    best: int  # the place of the smallest error


def measure(name: str, x: float, rule: str, precision: str) -> Differences:
    """Measure the slope with every nudge: ``(f(x + h) − f(x − h)) / 2h``, or ``− f(x)``, ``/ h``.

    Raises
    ------
    TypeError, ValueError
        For a function, rule or precision that is not known, and where a nudged x would have no
        value.
    """
    for what, given, known in (
        ("function", name, tuple(FUNCTIONS)),
        ("rule", rule, RULES),
        ("precision", precision, tuple(PRECISIONS)),
    ):
        if given not in known:
            raise ValueError(f"{what} expects one of {', '.join(known)}; got {given!r}.")
    function, real = FUNCTIONS[name], PRECISIONS[precision]
    if not abs(x) <= LARGEST:
        raise ValueError(f"x expects a number from -1000 to 1000, got {x}.")
    at = real(x)
    if not at > function.least:
        raise ValueError(
            f"{function.title} expects x above {function.least:g}, since the largest nudge is 1; "
            f"got {x:g}."
        )
    places = [_difference(function, at, real(f"1e-{k}"), rule) for k in range(DECADES + 1)]
    centre = float(at)
    bend = function.third(centre) / 6 if rule == "central" else function.second(centre) / 2
    return Differences(
        function.slope(centre),
        abs(bend),
        float(np.finfo(real).eps) * abs(float(function.value(at))),
        places,
        min(range(DECADES + 1), key=lambda k: places[k].error),
    )


def _difference(function: Function, x: Scalar, h: Scalar, rule: str) -> Difference:
    below = function.value(x - h if rule == "central" else x)
    above = function.value(x + h)
    measured = (above - below) / (h + h if rule == "central" else h)
    error = abs(float(measured) - function.slope(float(x)))
    return Difference(float(h), float(below), float(above), float(measured), error)
