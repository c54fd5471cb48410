"""A function of one number beside its slope."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from backprop.activations import Linear, ReLU, Sigmoid, Tanh
from backprop.checks import FloatArray
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure, round_numbers
from backprop.figures.style import colour, in_book_style
from backprop.graph import OPERATIONS
from backprop.layers import Layer

__all__ = ["function_and_slope"]

HEIGHT = 260
Evaluate = Callable[[FloatArray], tuple[FloatArray, FloatArray]]


@in_book_style
def function_and_slope(function: str | Layer, at: float, *, reach: float = 8.0) -> Picture:
    """Draw a function of one number beside its slope, both marked at one point.

    Parameters
    ----------
    function
        The name of a one-argument operation in ``backprop.graph.OPERATIONS``, or one of the
        activations ``Linear()``, ``ReLU()``, ``Sigmoid()``, ``Tanh()``.
    at
        The point to mark.
    reach
        The drawing goes from ``-reach`` to ``reach``.

    Raises
    ------
    ValueError
        If ``function`` is something else, or has no value at ``at`` or somewhere in the drawing.
    """
    name, formula, evaluate = _evaluated(function)
    z = np.linspace(-reach, reach, 801)
    try:
        (value,), (slope,) = evaluate(np.array([float(at)]))
        values, slopes = evaluate(z)
    except (ArithmeticError, ValueError) as error:
        raise ValueError(
            f"expected {name} to have a value everywhere from {-reach:g} to {reach:g}; "
            f"got: {error}."
        ) from error
    # The line breaks where the slope jumps: the slope takes no value in between.
    jumps = 1 + np.flatnonzero(np.abs(np.diff(slopes)) > 0.5)
    z_slopes, slopes = np.insert(z, jumps, np.nan), np.insert(slopes, jumps, np.nan)
    figure = new_figure(HEIGHT)
    left, right = figure.subplots(1, 2)
    _draw(left, f"y = {formula}", "value", z, values, (at, value))
    _draw(right, "its slope ∂y/∂z", "gradient", z_slopes, slopes, (at, slope))
    alt = (
        f"Two plots over z from {-reach:g} to {reach:g}. Left: y = {formula}; at z = {at:g} it is "
        f"{value:.4g}. Right: its slope; at z = {at:g} it is {slope:.4g}."
    )
    return drawn(figure, alt)


def _draw(
    axes: Axes,
    title: str,
    name: str,
    z: FloatArray,
    numbers: FloatArray,
    marked: tuple[float, float],
) -> None:
    axes.plot(z, numbers, color=colour(name))
    axes.plot(*marked, "o", color=colour(name))
    axes.update_datalim([(0, 0)])
    axes.autoscale_view()
    round_numbers(axes.xaxis)
    round_numbers(axes.yaxis)
    axes.set_title(title, color=colour(name), loc="center")
    axes.set_xlabel("z")


def _evaluated(function: str | Layer) -> tuple[str, str, Evaluate]:
    """Return a function's name and formula, and a callable for its values and slopes."""
    if isinstance(function, Linear | ReLU | Sigmoid | Tanh):
        kind = type(function).__name__
        layer = type(function)()  # a new one: drawing must not change what theirs remembers

        def from_layer(z: FloatArray) -> tuple[FloatArray, FloatArray]:
            values = layer.forward(z[:, np.newaxis])
            return values[:, 0], layer.backward(np.ones_like(values))[:, 0]

        return kind, "z" if kind == "Linear" else f"{kind}(z)", from_layer
    known = OPERATIONS.get(function) if isinstance(function, str) else None
    if known is None or known.arity != 1:
        raise ValueError(
            f"expected an operation of one argument, or Linear(), ReLU(), Sigmoid() or Tanh(), "
            f"got {function!r}."
        )
    forward, local = known.forward, known.local

    def from_operation(z: FloatArray) -> tuple[FloatArray, FloatArray]:
        values = [forward(float(x)) for x in z]
        slopes = [local(out, float(x))[0] for x, out in zip(z, values, strict=True)]
        return np.array(values), np.array(slopes)

    return str(function), known.formula.format("z"), from_operation
