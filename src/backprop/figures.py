"""Pictures of functions and of training runs: PNG on a light card, with their words.

A figure's ``repr`` says what it shows. On the site that sentence is its alternative text (the
cell's metadata carries it, and a test compares the two); no screen is needed to read the book.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from backprop.activations import Linear, ReLU, Sigmoid
from backprop.arrays import FloatArray
from backprop.graph import OPERATIONS
from backprop.layers import Layer

__all__ = ["Picture", "function_and_slope", "loss_curve"]

VALUE, GRADIENT, TEXT, LINE = "#0067a0", "#b04300", "#1b1f24", "#7b8592"
Evaluate = Callable[[FloatArray], tuple[FloatArray, FloatArray]]
STYLES = (("-", "o"), ("--", "s"), ("-.", "^"), (":", "D"))
COLOURS = (VALUE, GRADIENT, "#00694e", "#8a2f7c")


@dataclass(frozen=True, repr=False)
class Picture:
    """A PNG and the sentence that stands for it where it cannot be seen."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt


def function_and_slope(function: str | Layer, at: float, *, reach: float = 8.0) -> Picture:
    """Draw a function of one number beside its slope, both marked at one point.

    Parameters
    ----------
    function
        The name of an operation of one argument in ``backprop.graph.OPERATIONS``, or one of the
        activations ``Linear()``, ``ReLU()``, ``Sigmoid()``.
    at
        The point to mark.
    reach
        The drawing goes from ``-reach`` to ``reach``.

    Raises
    ------
    ValueError
        If it is no such function, or if it has no value at ``at`` or somewhere in the drawing.
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
    figure = Figure(figsize=(7, 2.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot(z, values, color=VALUE, linewidth=2)
    left.plot(at, value, "o", color=VALUE, markersize=8)
    left.set_title(f"y = {formula}", color=VALUE)
    # Where the slope jumps the line breaks: it takes no value between the two.
    slopes[1:][np.abs(np.diff(slopes)) > 0.5] = np.nan
    right.plot(z, slopes, color=GRADIENT, linewidth=2)
    right.plot(at, slope, "o", color=GRADIENT, markersize=8)
    right.set_title("its slope ∂y/∂z", color=GRADIENT)
    for axes in (left, right):
        axes.set_xlabel("z")
        _tidy(axes)
    alt = (
        f"Two plots over z from {-reach:g} to {reach:g}. Left: y = {formula}; at z = {at:g} it is "
        f"{value:.4g}. Right: its slope; at z = {at:g} it is {slope:.4g}."
    )
    return _picture(figure, alt)


def _evaluated(function: str | Layer) -> tuple[str, str, Evaluate]:
    """Return a function's name, its formula, and what gives its values and slopes at points."""
    if isinstance(function, Linear | ReLU | Sigmoid):
        kind = type(function).__name__
        layer = type(function)()  # a new one: drawing leaves what theirs remembers

        def from_layer(z: FloatArray) -> tuple[FloatArray, FloatArray]:
            values = layer.forward(z[:, np.newaxis])
            return values[:, 0], layer.backward(np.ones_like(values))[:, 0]

        return kind, "z" if kind == "Linear" else f"{kind}(z)", from_layer
    known = OPERATIONS.get(function) if isinstance(function, str) else None
    if known is None or known.arity != 1:
        raise ValueError(
            f"expected an operation of one argument, or Linear(), ReLU() or Sigmoid(), "
            f"got {function!r}."
        )
    forward, local = known.forward, known.local

    def from_operation(z: FloatArray) -> tuple[FloatArray, FloatArray]:
        values = [forward(float(x)) for x in z]
        slopes = [local(out, float(x))[0] for x, out in zip(z, values, strict=True)]
        return np.array(values), np.array(slopes)

    return str(function), known.formula.format("z"), from_operation


def loss_curve(
    runs: Mapping[str, Sequence[float]], *, log: bool = False, steps: int | None = None
) -> Picture:
    """Draw the loss over the steps of one or more training runs.

    Parameters
    ----------
    runs
        For each run its label and its losses: at the start, then after each step.
    log
        Whether the loss has a logarithmic axis, on which a steady rate is a straight line.
    steps
        Draw the first so many steps only.

    Raises
    ------
    ValueError
        If there is nothing to draw, or more runs than can be told apart.
    """
    if not runs or not all(len(losses) for losses in runs.values()) or len(runs) > len(STYLES):
        raise ValueError(
            f"loss_curve expects 1 to {len(STYLES)} runs with at least one loss each, "
            f"got {len(runs)}."
        )
    figure = Figure(figsize=(7, 3.4), layout="constrained")
    axes = figure.subplots()
    parts = []
    for (label, losses), (line, marker), colour in zip(runs.items(), STYLES, COLOURS, strict=False):
        shown = list(losses if steps is None else losses[: steps + 1])
        every = max(1, len(shown) // 10)
        axes.plot(
            shown, line, label=label, color=colour, linewidth=2, marker=marker, markevery=every
        )
        made = len(shown) - 1
        parts.append(
            f"{label}: {shown[0]:.4g} at the start, {shown[-1]:.2g} after "
            f"{made} {'step' if made == 1 else 'steps'}"
        )
    if log:
        axes.set_yscale("log")
    axes.set_xlabel("step")
    axes.set_ylabel("loss (log scale)" if log else "loss")
    if len(runs) > 1:
        axes.legend(frameon=False, labelcolor=TEXT)
    _tidy(axes)
    return _picture(figure, f"Loss over steps. {'; '.join(parts)}.")


def _tidy(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    axes.tick_params(colors=TEXT)
    axes.grid(color="#d5dae1", linewidth=0.6)
    axes.set_axisbelow(True)


def _picture(figure: Figure, alt: str) -> Picture:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=144, facecolor="white", metadata={"Software": None})
    return Picture(file.getvalue(), alt)
