"""Curves: the loss over the steps of training, or any numbers over a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from backprop.figures.picture import COLOURS, MARKERS, TEXT, Picture, drawn, tidy

__all__ = ["curves", "loss_curve"]

DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 3)))


def loss_curve(
    runs: Mapping[str, Sequence[float]],
    *,
    log: bool = False,
    steps: int | None = None,
    unit: str = "step",
) -> Picture:
    """Draw the loss over the steps, or the epochs, of one or more training runs.

    Parameters
    ----------
    runs
        For each run its label and its losses: at the start, then after each step.
    log
        Whether the loss has a logarithmic axis, on which a steady rate is a straight line.
    steps
        Draw the first so many steps only.
    unit
        What one entry stands for: ``"step"`` or ``"epoch"``.

    Raises
    ------
    ValueError
        If there is nothing to draw, more runs than can be told apart, or on a logarithmic axis a
        loss that is not above 0.
    """
    _check(runs, "loss_curve", "runs", "loss", log=log)
    shown = {label: list(r if steps is None else r[: steps + 1]) for label, r in runs.items()}
    parts = [
        f"{label}: {losses[0]:.4g} at the start, {losses[-1]:.2g} after "
        f"{len(losses) - 1} {unit}{'' if len(losses) == 2 else 's'}"
        for label, losses in shown.items()
    ]
    figure = _lines(shown, x=unit, y="loss", log=log, start=0)
    return drawn(figure, f"Loss over {unit}s. {'; '.join(parts)}.")


def curves(
    lines: Mapping[str, Sequence[float]], *, x: str, y: str, log: bool = False, start: int = 0
) -> Picture:
    """Draw one or more rows of numbers over a count, such as gradients over the layers.

    Parameters
    ----------
    lines
        For each line its label and its numbers.
    x, y
        What is counted, in the singular, and what the numbers are.
    log
        Whether the numbers have a logarithmic axis, on which a constant factor is a straight line.
    start
        Where counting starts.

    Raises
    ------
    ValueError
        If there is nothing to draw, more lines than can be told apart, or on a logarithmic axis a
        number that is not above 0.
    """
    _check(lines, "curves", "lines", "number", log=log)
    parts = [
        f"{label}: {numbers[0]:.2g} at {x} {start}, {numbers[-1]:.2g} at {x} "
        f"{start + len(numbers) - 1}"
        for label, numbers in lines.items()
    ]
    figure = _lines(lines, x=x, y=y, log=log, start=start)
    return drawn(figure, f"{y[:1].upper()}{y[1:]} over {x}s. {'; '.join(parts)}.")


def _check(
    lines: Mapping[str, Sequence[float]], function: str, many: str, one: str, *, log: bool
) -> None:
    most = len(DASHES)
    if not lines or not all(len(numbers) for numbers in lines.values()) or len(lines) > most:
        raise ValueError(
            f"{function} expects 1 to {most} {many} with at least one {one} each, got {len(lines)}."
        )
    for label, numbers in lines.items():
        if log and not all(number > 0 for number in numbers):
            raise ValueError(
                f"{function} expects numbers above 0 for a logarithmic axis, got {min(numbers)!r} "
                f"in {label!r}: leave log out to draw them."
            )


def _lines(
    lines: Mapping[str, Sequence[float]], *, x: str, y: str, log: bool, start: int
) -> Figure:
    figure = Figure(figsize=(7, 3.4), layout="constrained")
    axes = figure.subplots()
    looks = zip(DASHES, MARKERS, COLOURS, strict=True)
    for (label, numbers), (dash, marker, colour) in zip(lines.items(), looks, strict=False):
        axes.plot(
            range(start, start + len(numbers)),
            numbers,
            linestyle=dash,
            label=label,
            color=colour,
            linewidth=2,
            marker=marker,
            markevery=max(1, len(numbers) // 10),
        )
    if log:
        axes.set_yscale("log")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(x)
    axes.set_ylabel(f"{y} (log scale)" if log else y)
    if len(lines) > 1:
        axes.legend(frameon=False, labelcolor=TEXT)
    tidy(axes)
    return figure
