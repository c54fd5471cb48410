"""How the sums of a hidden layer are spread, and which of them its ReLU lets through."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import checked_matrix
from backprop.figures.picture import Picture, drawn
from backprop.figures.plot import new_figure, round_numbers
from backprop.figures.style import colour, in_book_style

__all__ = ["activation_histograms"]

MOST = 6
HEIGHT = 108  # of a row
BARS = 25  # on either side of 0, which lies between two of them


@in_book_style
def activation_histograms(sums: Mapping[str, ArrayLike]) -> Picture:
    """Draw the sums of a hidden layer as histograms on one axis, one below the other.

    Bars below 0, which a ReLU turns into zeros, are grey; those above 0, which pass, are blue.
    Each histogram has its own scale; the percentage beside it is that of its highest bar.

    Parameters
    ----------
    sums
        For each histogram, its label and the layer's sums before the ReLU, shape
        (n_samples, n_neurons).

    Raises
    ------
    TypeError, ValueError
        If there are no histograms or too many, or the sums are not matrices of finite numbers.
    """
    if not sums or len(sums) > MOST:
        raise ValueError(f"activation_histograms expects 1 to {MOST} histograms, got {len(sums)}.")
    expects = "activation_histograms expects sums"
    each = {
        label: checked_matrix(values, expects, ("n_samples", "n_neurons"))
        for label, values in sums.items()
    }
    reach = max(float(np.abs(values).max()) for values in each.values()) or 1.0
    edges = reach * (np.arange(-BARS, BARS + 1) / BARS)

    figure = new_figure(HEIGHT * len(each) + 34)
    every = figure.subplots(len(each), 1, sharex=True, squeeze=False).ravel()
    parts = []
    for axes, (label, values) in zip(every, each.items(), strict=True):
        shares = np.histogram(values, edges)[0] / values.size
        axes.stairs(shares[:BARS], edges[: BARS + 1], fill=True, color=colour("muted"))
        axes.stairs(shares[BARS:], edges[BARS:], fill=True, color=colour("value"))
        axes.set_ylim(0, 1.05 * shares.max())
        axes.set_yticks([shares.max()], [f"{shares.max():.0%}"])
        axes.grid(visible=False)
        axes.set_title(label, color=colour("ink"))
        parts.append(
            f"{label}: from {values.min():.2g} to {values.max():.2g}, "
            f"{(values > 0).mean():.0%} above 0"
        )
    round_numbers(every[-1].xaxis)
    every[-1].set_xlabel("sum before the ReLU")
    return drawn(figure, f"Histograms of a hidden layer's sums. {'; '.join(parts)}.")
