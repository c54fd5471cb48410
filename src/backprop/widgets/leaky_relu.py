"""The ReLU that never quite shuts, drawn beside the activations of the package."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.activations import ReLU
from backprop.checks import FloatArray, remembered

__all__ = ["LeakyReLU"]

SLOPE_BELOW = 0.01  # as Maas, Hannun and Ng took it in 2013


class LeakyReLU(ReLU):
    """``outputs = inputs where inputs > 0, otherwise 0.01 * inputs``, with slopes 1 and 0.01.

    At 0 there is no slope; taking the lower one is a choice, as for the ReLU. Shapes and errors are
    those of :class:`Linear`.
    """

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = inputs where inputs > 0, otherwise 0.01 * inputs``."""
        super().forward(inputs)
        z = remembered(self.inputs, "LeakyReLU")
        return np.where(z > 0, z, SLOPE_BELOW * z)

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues where inputs > 0, otherwise 0.01 * dvalues``."""
        passed = super().backward(dvalues)
        z = remembered(self.inputs, "LeakyReLU")
        return np.where(z > 0, passed, SLOPE_BELOW * np.asarray(dvalues))
