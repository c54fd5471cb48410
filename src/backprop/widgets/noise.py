"""What rounding leaves of a sum that cancels: the widgets write it as 0, here and on a page."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray

__all__ = ["is_noise", "settled"]

# Of the sum of sizes: the rounding of decimals, of their products, and of the sum.
NOISE = 8 * sys.float_info.epsilon


def is_noise(values: ArrayLike, sizes: ArrayLike) -> NDArray[np.bool_]:
    """Say which values are sums whose terms, of these sizes together, may have cancelled."""
    return np.abs(values) <= NOISE * np.asarray(sizes)


def settled(values: ArrayLike, sizes: ArrayLike) -> FloatArray:
    """Return the values with 0 for those that are only noise."""
    return np.where(is_noise(values, sizes), 0.0, values)
