"""Activations: what happens to a layer's sums, number by number, or row by row for the softmax.

>>> relu = ReLU()
>>> relu.forward([[1, -2, 3]])
array([[1., 0., 3.]])
>>> relu.backward([[10, 20, 30]])
array([[10.,  0., 30.]])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix, checked_whole, remembered
from backprop.layers import Layer

__all__ = ["Linear", "ReLU", "Sigmoid", "Softmax", "Tanh"]

ANY = ("n_samples", "n_values")


class Linear(Layer):
    """The activation that changes nothing: ``outputs = inputs``, with slope 1.

    Inputs, outputs and gradients have shape (n_samples, n_values). ``forward`` raises
    ``TypeError`` or ``ValueError`` for anything but such a matrix of finite numbers; ``backward``
    does so for a shape other than that of the outputs, and ``RuntimeError`` without a forward
    pass.
    """

    def __init__(self) -> None:
        self.inputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = inputs``."""
        self.inputs = checked_matrix(inputs, "Linear.forward expects inputs", ANY).copy()
        return self.inputs.copy()

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues``."""
        inputs = remembered(self.inputs, "Linear")
        return _like(inputs, dvalues, "Linear.backward").copy()


class ReLU(Layer):
    """The rectified linear unit: ``outputs = max(inputs, 0)``, with slope 1 above 0, else 0.

    At 0 itself there is no slope; taking 0 there is a choice, and the usual one. Shapes and
    errors are those of :class:`Linear`.
    """

    def __init__(self) -> None:
        self.inputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = max(inputs, 0)``."""
        self.inputs = checked_matrix(inputs, "ReLU.forward expects inputs", ANY).copy()
        return np.maximum(self.inputs, 0)

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues where inputs > 0, otherwise 0``."""
        inputs = remembered(self.inputs, "ReLU")
        dvalues = _like(inputs, dvalues, "ReLU.backward")
        return np.where(inputs > 0, dvalues, 0)


class Sigmoid(Layer):
    """The logistic sigmoid: ``outputs = 1 / (1 + exp(-inputs))``, with slope σ · (1 − σ).

    Above about 37 (17 in single precision) the output is rounded to 1, and the slope to 0. Shapes
    and errors are those of :class:`Linear`.
    """

    def __init__(self) -> None:
        self.outputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = 1 / (1 + exp(-inputs))``, without large numbers along the way."""
        inputs = checked_matrix(inputs, "Sigmoid.forward expects inputs", ANY)
        small = np.exp(-np.abs(inputs))  # at most 1: exp of a large number would overflow
        self.outputs = np.where(inputs >= 0, 1, small) / (1 + small)
        return self.outputs.copy()

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues * outputs * (1 - outputs)``."""
        outputs = remembered(self.outputs, "Sigmoid")
        dvalues = _like(outputs, dvalues, "Sigmoid.backward")
        return dvalues * outputs * (1 - outputs)


class Tanh(Layer):
    """The hyperbolic tangent, a sigmoid from −1 to 1: ``outputs = tanh(inputs)``.

    Its slope is ``1 − outputs²``: 1 at 0, and never more. Beyond about ±19 (±9 in single precision)
    the output is rounded to ±1, and the slope to 0. Shapes and errors are those of
    :class:`Linear`.
    """

    def __init__(self) -> None:
        self.outputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = tanh(inputs)``."""
        self.outputs = np.tanh(checked_matrix(inputs, "Tanh.forward expects inputs", ANY))
        return self.outputs.copy()

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues * (1 - outputs**2)``."""
        outputs = remembered(self.outputs, "Tanh")
        dvalues = _like(outputs, dvalues, "Tanh.backward")
        # As a product: where outputs are near 1, a square would be rounded first.
        return dvalues * ((1 - outputs) * (1 + outputs))


class Softmax(Layer):
    """Probabilities from logits, row by row: ``outputs = exp(inputs) / sum of exp(inputs)``.

    None of the outputs is negative, and each row sums to 1, except for rounding; far below the
    largest they are 0. Shapes and errors are those of :class:`Linear`, with one value for each
    class.
    """

    def __init__(self) -> None:
        self.outputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = exp(inputs - m) / sum of exp(inputs - m)``, with m = max(inputs)."""
        inputs = checked_matrix(inputs, "Softmax.forward expects inputs", ANY)
        with np.errstate(over="ignore"):  # exp of minus infinity is the 0 that is meant
            exponentials = np.exp(inputs - inputs.max(axis=1, keepdims=True))
        self.outputs = exponentials / exponentials.sum(axis=1, keepdims=True)
        return self.outputs.copy()

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = outputs * (dvalues - sum of dvalues * outputs)``, row by row.

        This is each row of ``dvalues`` times the Jacobian of its sample, without building it.
        """
        outputs = remembered(self.outputs, "Softmax")
        dvalues = _like(outputs, dvalues, "Softmax.backward")
        weighted: FloatArray = (dvalues * outputs).sum(axis=1, keepdims=True)
        return outputs * (dvalues - weighted)

    def jacobian(self, sample: int) -> FloatArray:
        """Compute ``diag(s) - s sᵀ``, every output's slope with respect to every input.

        Parameters
        ----------
        sample
            Which row of the last forward pass.

        Returns
        -------
        array, shape (n_classes, n_classes)
            Entry [i, j] is ``∂outputs[sample, i] / ∂inputs[sample, j]``.

        Raises
        ------
        RuntimeError, TypeError, IndexError
            Without a forward pass; if ``sample`` is not a whole number, or not a row of the batch.
        """
        if self.outputs is None:
            raise RuntimeError(
                "Softmax.jacobian expects a forward pass before it, got none: call forward first."
            )
        row = checked_whole(sample, "Softmax.jacobian expects sample")
        rows = len(self.outputs)
        if not 0 <= row < rows:
            raise IndexError(f"Softmax.jacobian expects a sample from 0 to {rows - 1}, got {row}.")
        s = self.outputs[row]
        return np.diag(s) - np.outer(s, s)


def _like(values: FloatArray, dvalues: ArrayLike, method: str) -> FloatArray:
    rows, columns = values.shape
    name = f"{method} expects dvalues"
    return checked_matrix(dvalues, name, (rows, columns), dtype=values.dtype)
