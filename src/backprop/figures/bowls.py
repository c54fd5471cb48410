"""A bowl: the loss over one parameter, and the steps of a descent in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure, round_numbers
from backprop.figures.style import colour, in_book_style
from backprop.graph import Graph, json_form

__all__ = ["loss_bowl"]

MOST = 6
COLUMNS = 2
HEIGHT = 180  # of a row
BESIDE = 0.15  # of what the descents reach, on either side


@in_book_style
def loss_bowl(graph: Graph, parameter: str, paths: Mapping[str, Sequence[float]]) -> Picture:
    """Draw the loss over one parameter once for each descent, with the steps it takes.

    Parameters
    ----------
    graph
        Its output is the loss. All inputs but ``parameter`` keep their values.
    parameter
        The input that descends.
    paths
        For each descent, its label and the values of the parameter: at the start, then after
        each step.

    Raises
    ------
    ValueError
        If ``parameter`` is not an input of the graph, if there are no paths or too many, or if
        the loss has no finite value somewhere in the drawing.
    """
    if parameter not in graph.inputs:
        known = ", ".join(graph.inputs)
        raise ValueError(f"loss_bowl expects a parameter among {known}; got {parameter!r}.")
    if not paths or not all(map(len, paths.values())) or len(paths) > MOST:
        raise ValueError(
            f"loss_bowl expects 1 to {MOST} paths with at least one value each, got {len(paths)}."
        )
    copy = json_form.from_dict(json_form.to_dict(graph))
    reached = np.concatenate([np.asarray(path, dtype=float) for path in paths.values()])
    at_steps = [0.0, *(copy.forward(**{parameter: value}) for value in reached)]
    height = max(at_steps) - min(at_steps) or 1.0
    top = max(at_steps) + 0.15 * height
    low, high = float(reached.min()), float(reached.max())
    aside = BESIDE * (high - low) or 1.0
    values = np.linspace(low - aside, high + aside, 401)
    losses = np.array([copy.forward(**{parameter: value}) for value in values])
    losses[losses > top] = np.nan  # the curve leaves the picture

    rows = math.ceil(len(paths) / COLUMNS)
    figure = new_figure(HEIGHT * rows)
    every = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False).ravel()
    for index, (label, path) in enumerate(paths.items()):
        axes = every[index]
        axes.plot(values, losses, color=colour("value"))
        steps = [copy.forward(**{parameter: value}) for value in path]
        axes.plot(path, steps, "o-", color=colour("gradient"), linewidth=1.2, markersize=6)
        axes.set_title(label, color=colour("ink"))
        axes.set_ylim(min(at_steps) - 0.08 * height, top)
        round_numbers(axes.xaxis)
        round_numbers(axes.yaxis)
        if index >= len(paths) - COLUMNS:  # nothing below it
            axes.set_xlabel(parameter)
            axes.tick_params(labelbottom=True)
    for axes in every[len(paths) :]:
        axes.remove()
    parts = [
        f"{label}: from {path[0]:.3g} to {path[-1]:.3g} in {len(path) - 1} "
        f"step{'' if len(path) == 2 else 's'}"
        for label, path in paths.items()
    ]
    return drawn(figure, f"The loss over {parameter}, and descents in it. {'; '.join(parts)}.")
