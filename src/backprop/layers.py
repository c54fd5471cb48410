"""Layers of a network, each with its forward and its backward pass.

>>> layer = Dense(4, 3)
>>> layer.weights = [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1, -0.5, 0.87]]
>>> outputs = layer.forward([[1, 2, 3, 2.5]])
>>> layer.backward([[1, 1, 1]]).round(2)
array([[ 0.44, -0.38, -0.07,  1.37]])
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from backprop.attributes import Fixed
from backprop.checks import (
    FloatArray,
    Seed,
    checked_dtype,
    checked_matrix,
    checked_rng,
    checked_size,
    remembered,
)
from backprop.precision import small_to_zero
from backprop.scales import first_scale

__all__ = ["Dense", "Layer", "parameter_names"]


class Layer(ABC):
    """One stage of a network: the forward pass remembers what the backward pass needs.

    A layer that answers differently in training, such as one that leaves out numbers at random,
    has a method ``train(is_training)`` too. It begins in training, and stays so; for ``predict``,
    ``evaluate`` and the measuring of ``fit`` a network runs a copy of it, which it first tells
    ``train(False)``. The layers of this package need none.

    Attributes
    ----------
    parameter_names : tuple of str
        The parameters that learning may change: for ``"weights"``, ``layer.weights`` holds them,
        and ``layer.dweights`` their gradient once ``backward`` has run.
    """

    parameter_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        small_to_zero(cls)

    @abstractmethod
    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute the outputs of a batch, one sample per row."""

    @abstractmethod
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute the gradient of the inputs from the gradient of the outputs."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Dense(Layer):
    """A layer in which every input feeds every neuron: ``outputs = inputs @ weights + biases``.

    Parameters
    ----------
    n_inputs, n_neurons
        The number of values in each sample, and the number of neurons.
    rng
        The source of the initial weights: a ``numpy.random.Generator``, a ``RandomState`` to
        repeat what older programs drew, or a whole number, from which a generator is made: two
        layers with the same number draw the same. Without one the weights differ each time.
    dtype
        ``float32`` or ``float64``: everything the layer returns is of this type. Sums over the
        samples, those of ``dweights`` and ``dbiases``, are added in double and converted last.
    scale
        The initial weights are ``scale`` times standard normal numbers; the initial biases are 0. A
        number, or a name: ``"he"`` (Kaiming) is ``sqrt(2 / n_inputs)``, for layers with ReLU
        behind them; ``"glorot"`` (Xavier) is ``sqrt(2 / (n_inputs + n_neurons))``, for those with
        tanh or a sigmoid. See :mod:`backprop.scales`.

        The default is ``"he"``: with the same small number for all layers, such as the 0.01 of
        many notes, each layer passes on much smaller numbers, and much smaller gradients, so that
        a narrow or a deep network hardly moves. Where the book repeats such notes, it says
        ``scale=0.01``.

    Attributes
    ----------
    weights : array, shape (n_inputs, n_neurons)
        Always the same array: assigning to them copies the numbers into it, so that an optimizer
        remembers on. ``layer.weights *= 0.999`` after each step is weight decay.
    biases : array, shape (1, n_neurons)
        As for the weights.
    dweights : array, shape (n_inputs, n_neurons)
        The gradient of the weights, from the last backward pass.
    dbiases : array, shape (1, n_neurons)
        The gradient of the biases.
    inputs : array, shape (n_samples, n_inputs), or None
        A copy of the batch of the last forward pass.
    n_inputs, n_neurons, dtype
        As given; they cannot be set.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, if the dtype or the rng is not such, or if
        what is assigned to ``weights`` or ``biases`` has another shape or is not finite.
    AttributeError
        If a size or the dtype is set afterwards.
    """

    parameter_names = ("weights", "biases")
    dweights: FloatArray
    dbiases: FloatArray
    _weights: FloatArray
    _biases: FloatArray
    n_inputs = Fixed[int]("Build another Dense.")
    n_neurons = Fixed[int]("Build another Dense.")
    dtype = Fixed[np.dtype[Any]]("Build another Dense.")

    def __init__(
        self,
        n_inputs: int,
        n_neurons: int,
        *,
        rng: Seed | None = None,
        dtype: DTypeLike = float,
        scale: str | float = "he",
    ) -> None:
        self.n_inputs = checked_size(n_inputs, "Dense expects n_inputs")
        self.n_neurons = checked_size(n_neurons, "Dense expects n_neurons")
        self.dtype = checked_dtype(dtype, "Dense expects")
        random = checked_rng(rng, "Dense expects")
        size = first_scale(scale, fan_in=self.n_inputs, fan_out=self.n_neurons)
        self.weights = size * random.standard_normal((self.n_inputs, self.n_neurons))
        self.biases = np.zeros((1, self.n_neurons))
        self.inputs: FloatArray | None = None

    def forward(self, inputs: ArrayLike) -> FloatArray:
        """Compute ``outputs = inputs @ weights + biases``.

        Parameters
        ----------
        inputs
            Shape (n_samples, n_inputs).

        Returns
        -------
        array, shape (n_samples, n_neurons)

        Raises
        ------
        TypeError, ValueError
            If the inputs have another shape, are empty, or are not finite real numbers.
        """
        shape = ("n_samples", self.n_inputs)
        expects = "Dense.forward expects inputs"
        inputs = checked_matrix(inputs, expects, shape, dtype=self.dtype)
        self.inputs = inputs.copy()
        return inputs @ self.weights + self.biases

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        """Compute ``dinputs = dvalues @ weights.T``, and the gradients of weights and biases.

        ``dweights = inputs.T @ dvalues`` and ``dbiases = sum of dvalues over the samples``.

        Parameters
        ----------
        dvalues
            The gradient of the outputs, shape (n_samples, n_neurons).

        Returns
        -------
        array, shape (n_samples, n_inputs)
            The gradient of the inputs.

        Raises
        ------
        RuntimeError
            If there was no forward pass.
        TypeError, ValueError
            If ``dvalues`` have another shape than the outputs or are not finite real numbers.
        """
        inputs = remembered(self.inputs, "Dense").astype(float)
        shape = (len(inputs), self.n_neurons)
        expects = "Dense.backward expects dvalues"
        dvalues = checked_matrix(dvalues, expects, shape, dtype=self.dtype)
        self.dweights = (inputs.T @ dvalues).astype(self.dtype)
        self.dbiases = dvalues.sum(axis=0, keepdims=True, dtype=float).astype(self.dtype)
        return dvalues @ self.weights.T

    @property
    def weights(self) -> FloatArray:  # noqa: D102
        return self._weights

    @weights.setter
    def weights(self, values: ArrayLike) -> None:
        self._keep("weights", values, (self.n_inputs, self.n_neurons))

    @property
    def biases(self) -> FloatArray:  # noqa: D102
        return self._biases

    @biases.setter
    def biases(self, values: ArrayLike) -> None:
        self._keep("biases", values, (1, self.n_neurons))

    def _keep(self, name: str, values: ArrayLike, shape: tuple[int, int]) -> None:
        numbers = checked_matrix(values, f"Dense expects {name}", shape, dtype=self.dtype)
        if f"_{name}" in vars(self):
            getattr(self, name)[...] = numbers
        else:
            setattr(self, f"_{name}", numbers.copy())

    def __repr__(self) -> str:
        return f"Dense({self.n_inputs}, {self.n_neurons})"


def parameter_names(layer: Any) -> tuple[str, ...]:
    """Return the names of a layer's parameters, whether it is one of ours or a reader's own."""
    names = getattr(layer, "parameter_names", None)
    if names is None:
        names = [name for name in ("weights", "biases") if hasattr(layer, name)]
    return tuple(names)
