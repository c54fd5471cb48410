"""Curves: the loss over the steps of training, or any numbers over a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import add_key, logarithmic, new_figure, round_numbers
from backprop.figures.style import MARKERS, SERIES, colour, in_book_style
from backprop.network import History

__all__ = ["curves", "loss_curve"]

DASHES = (None, (7, 4), (9, 4, 2, 4), (2, 3), (9, 3, 2, 3, 2, 3), (14, 5))
COUNTED = ("ink", "violet", "right", "ochre", "indigo", "muted")  # not the values' blue
HEIGHT = 270  # without the key
FAR = 1e300  # a line breaks off beyond it, or below 1 / FAR on a logarithmic axis


@in_book_style
def loss_curve(
    runs: History | Mapping[str, Sequence[float] | History],
    *,
    log: bool = False,
    steps: int | None = None,
    unit: str | None = None,
) -> Picture:
    """Draw the loss over the steps, or the epochs, of one or more training runs.

    Parameters
    ----------
    runs
        For each run, its label and its losses: at the start, then after each step. A history of
        ``fit`` stands for its losses, one per epoch. If given by itself, those on the validation
        samples are drawn too.
    log
        Whether the loss has a logarithmic axis, on which a constant factor is a straight line.
    steps
        Draw only this many steps.
    unit
        What one entry stands for: ``"step"`` or ``"epoch"``. By default a step, or with a history
        an epoch.

    Raises
    ------
    TypeError
        If ``runs`` is neither a history nor a dictionary.
    ValueError
        If there is nothing to draw, if there are more runs than can be told apart, or if a loss on
        a logarithmic axis is not above 0.
    """
    losses_of, counted = _losses_of(runs)
    unit = unit or counted
    _check(losses_of, "loss_curve", "runs", "loss", log=log)
    shown = {label: list(r if steps is None else r[: steps + 1]) for label, r in losses_of.items()}
    parts = [
        f"{label}: {losses[0]:.4g} at the start, {losses[-1]:.2g} after "
        f"{len(losses) - 1} {unit}{'' if len(losses) == 2 else 's'}"
        for label, losses in shown.items()
    ]
    words = f"Loss over {unit}s. {'; '.join(parts)}."
    return _lines(shown, words, SERIES, x=unit, y="loss", log=log, start=0)


@in_book_style
def curves(
    lines: Mapping[str, Sequence[float]], *, x: str, y: str, log: bool = False, start: int = 0
) -> Picture:
    """Draw one or more series of numbers over a count, such as gradients over the layers.

    Parameters
    ----------
    lines
        For each line, its label and its numbers.
    x, y
        What is counted, in the singular, and what the numbers are.
    log
        Whether the numbers have a logarithmic axis, on which a constant factor is a straight line.
    start
        Where counting starts.

    Raises
    ------
    ValueError
        If there is nothing to draw, if there are more lines than can be told apart, or if a number
        on a logarithmic axis is not above 0.
    """
    _check(lines, "curves", "lines", "number", log=log)
    parts = [
        f"{label}: {numbers[0]:.2g} at {x} {start}, {numbers[-1]:.2g} at {x} "
        f"{start + len(numbers) - 1}"
        for label, numbers in lines.items()
    ]
    words = f"{y[:1].upper()}{y[1:]} over {x}s. {'; '.join(parts)}."
    return _lines(lines, words, COUNTED, x=x, y=y, log=log, start=start)


def _losses_of(
    runs: History | Mapping[str, Sequence[float] | History],
) -> tuple[dict[str, Sequence[float]], str]:
    """Return the losses of each run, and what they are counted over."""
    if isinstance(runs, History):
        named = {"training": runs.loss}
        if runs.validation_loss:
            named["validation"] = runs.validation_loss
        return dict(named), "epoch"
    if not isinstance(runs, Mapping):
        raise TypeError(
            f"loss_curve expects a history, or a dictionary of labels and losses, got "
            f"{type(runs).__name__}."
        )
    has_histories = any(isinstance(run, History) for run in runs.values())
    losses = {label: run.loss if isinstance(run, History) else run for label, run in runs.items()}
    return losses, "epoch" if has_histories else "step"


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
    lines: Mapping[str, Sequence[float]],
    words: str,
    colours: Sequence[str],
    *,
    x: str,
    y: str,
    log: bool,
    start: int,
) -> Picture:
    figure = new_figure(HEIGHT)
    axes = figure.subplots()
    near = 1 / FAR if log else 0.0
    for (label, numbers), name, marker, dash in zip(
        lines.items(), colours, MARKERS, DASHES, strict=False
    ):
        size = np.abs(numbers)
        axes.plot(
            np.arange(start, start + len(numbers)),
            np.where((near <= size) & (size <= FAR), numbers, np.nan),
            label=label,
            color=colour(name),
            linestyle=(0, dash),
            marker=marker,
            markevery=max(1, len(numbers) // 10),
        )
    if log:
        logarithmic(axes)
    else:
        axes.update_datalim([(start, 0)])
        axes.autoscale_view()
        round_numbers(axes.yaxis)
    round_numbers(axes.xaxis, whole=True)
    axes.set_title(f"{y} (log scale)" if log else y)
    axes.set_xlabel(x)
    add_key(figure)
    return drawn(figure, words)
