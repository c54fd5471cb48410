"""Optimizers: how a gradient changes its parameter, in place, one step at a time.

>>> weights, dweights = np.array([[1.0, 2.0]]), np.array([[10.0, -10.0]])
>>> SGD(0.1).step([(weights, dweights)])
>>> weights
array([[0., 3.]])
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop.checks import FloatArray

__all__ = ["SGD", "Adam", "Momentum", "Optimizer"]

# As many numbers as stay in a processor's cache while a formula goes over them several times.
BLOCK = 32_768


class Optimizer(ABC):
    """What all optimizers share: a learning rate, and a memory for each parameter.

    The memory belongs to the array of the parameter: for another array, as after an assignment to
    ``layer.weights``, it starts again from nothing. One optimizer may serve several networks.

    Attributes
    ----------
    learning_rate : float
        How much of the gradient is subtracted. It may be changed between two steps.
    """

    n_memories = 0

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.reset()

    @property
    def learning_rate(self) -> float:  # noqa: D102
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._learning_rate = _checked(rate, f"{type(self).__name__} expects learning_rate")

    def reset(self) -> None:
        """Forget all the steps taken so far."""
        self._memories: dict[int, tuple[FloatArray, _Memory]] = {}

    def step(self, parameters: Iterable[tuple[FloatArray, FloatArray]]) -> None:
        """Change each parameter in place.

        Parameters
        ----------
        parameters
            Pairs of a parameter and its gradient, as from ``network.parameters()``.

        Raises
        ------
        TypeError, ValueError
            If a parameter is not an array of floating-point numbers that can be changed, or its
            gradient has another shape. No parameter has changed then.
        FloatingPointError
            If a gradient is not finite. No parameter has changed then either.
        """
        pairs = [_checked_pair(*pair, type(self).__name__) for pair in parameters]
        for parameter, gradient in pairs:
            memory = self._memory(parameter)
            memory.steps += 1
            for block in _blocks(parameter):
                parts = [each[block] for each in memory.arrays]
                self._update(parameter[block], gradient[block], memory.steps, *parts)

    @abstractmethod
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: FloatArray
    ) -> None:
        """Make step number ``steps``, counted from 1, in place; update the memories too."""

    def _memory(self, parameter: FloatArray) -> _Memory:
        # The array is kept beside its memory: as long as it lives, no other has its id.
        if id(parameter) not in self._memories:
            self._memories[id(parameter)] = parameter, _Memory(parameter, self.n_memories)
        return self._memories[id(parameter)][1]


class SGD(Optimizer):
    """Gradient descent: ``parameter -= rate * gradient``.

    Parameters
    ----------
    learning_rate
        A positive number.
    decay
        How fast the rate falls: ``rate = learning_rate / (1 + decay * steps made before)``.

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of range.
    """

    def __init__(self, learning_rate: float = 1.0, *, decay: float = 0.0) -> None:
        super().__init__(learning_rate)
        self.decay = _checked(decay, "SGD expects decay", zero=True)

    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: FloatArray
    ) -> None:
        rate = self.learning_rate / (1 + self.decay * (steps - 1))
        parameter -= rate * gradient

    def __repr__(self) -> str:
        return f"SGD({self.learning_rate:g}, decay={self.decay:g})"


class Momentum(Optimizer):
    """Descent that keeps going: ``parameter -= rate * velocity``.

    The velocity adds up gradients, ``velocity = momentum * velocity + gradient``, from 0 on. With
    ``nesterov`` the step looks ahead: ``parameter -= rate * (gradient + momentum * velocity)``.

    Parameters
    ----------
    learning_rate
        A positive number.
    momentum
        The fraction of the velocity that is kept at each step: from 0, plain descent, to below 1.
    nesterov
        Whether to look ahead.

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of range.
    """

    n_memories = 1

    def __init__(
        self, learning_rate: float = 0.1, *, momentum: float = 0.9, nesterov: bool = False
    ) -> None:
        super().__init__(learning_rate)
        self.momentum = _checked(momentum, "Momentum expects momentum", zero=True, below=1)
        self.nesterov = nesterov

    def _update(
        self, parameter: FloatArray, gradient: FloatArray, _: int, *memories: FloatArray
    ) -> None:
        (velocity,) = memories
        velocity *= self.momentum
        velocity += gradient
        direction = gradient + self.momentum * velocity if self.nesterov else velocity
        parameter -= self.learning_rate * direction

    def __repr__(self) -> str:
        ahead = ", nesterov=True" if self.nesterov else ""
        return f"Momentum({self.learning_rate:g}, momentum={self.momentum:g}{ahead})"


class Adam(Optimizer):
    """Steps of about equal length: the mean gradient over the root of its mean square.

    ``mean = β₁ · mean + (1 − β₁) · gradient`` and ``square = β₂ · square + (1 − β₂) · gradient²``
    start at 0 and are divided by ``1 − β₁ᵗ`` and ``1 − β₂ᵗ`` at step t, which makes up for it.
    Then ``parameter -= rate * mean / (√square + epsilon)``.

    Parameters
    ----------
    learning_rate
        A positive number.
    beta1, beta2
        How much of the means is kept at each step, from 0 to below 1.
    epsilon
        A small positive number, so that nothing is divided by 0.

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of range.
    """

    n_memories = 2

    def __init__(
        self,
        learning_rate: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(learning_rate)
        self.beta1 = _checked(beta1, "Adam expects beta1", zero=True, below=1)
        self.beta2 = _checked(beta2, "Adam expects beta2", zero=True, below=1)
        self.epsilon = _checked(epsilon, "Adam expects epsilon")

    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: FloatArray
    ) -> None:
        mean, square = memories
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        corrected_mean = mean / (1 - self.beta1**steps)
        corrected_square = square / (1 - self.beta2**steps)
        parameter -= (
            self.learning_rate * corrected_mean / (np.sqrt(corrected_square) + self.epsilon)
        )

    def __repr__(self) -> str:
        betas = f"beta1={self.beta1:g}, beta2={self.beta2:g}, epsilon={self.epsilon:g}"
        return f"Adam({self.learning_rate:g}, {betas})"


class _Memory:
    """What an optimizer remembers about one parameter: steps taken, and arrays of its shape."""

    def __init__(self, parameter: FloatArray, n_arrays: int) -> None:
        self.steps = 0
        self.arrays = [np.zeros_like(parameter) for _ in range(n_arrays)]


def _blocks(parameter: NDArray[Any]) -> Iterator[slice]:
    """Cut an array into groups of rows that are small enough for the cache."""
    rows = len(parameter)
    at_a_time = max(1, BLOCK * rows // max(1, parameter.size))
    for start in range(0, rows, at_a_time):
        yield slice(start, start + at_a_time)


def _checked(number: Any, name: str, *, zero: bool = False, below: float = np.inf) -> float:
    wanted = f"{name} as a number {'of at least' if zero else 'above'} 0"
    wanted += "" if np.isinf(below) else f" and below {below:g}"
    if isinstance(number, bool | np.bool_) or not isinstance(
        number, int | float | np.integer | np.floating
    ):
        raise TypeError(f"{wanted}, got {number!r}.")
    if number < 0 or (number == 0 and not zero) or not number < below:
        raise ValueError(f"{wanted}, got {number!r}.")
    return float(number)  # no numpy number: a float64 would turn float32 arrays into doubles


def _checked_pair(parameter: Any, gradient: Any, name: str) -> tuple[FloatArray, FloatArray]:
    expects = f"{name}.step expects"
    if not isinstance(parameter, np.ndarray) or parameter.dtype.kind != "f" or not parameter.ndim:
        raise TypeError(
            f"{expects} parameters as arrays of floating-point numbers, to change "
            f"them in place, got {parameter!r}."
        )
    if not parameter.flags.writeable:
        raise ValueError(f"{expects} parameters that can be changed, got a read-only array.")
    gradient = np.asarray(gradient)
    if gradient.shape != parameter.shape:
        raise ValueError(
            f"{expects} a gradient of the parameter's shape {parameter.shape}, "
            f"got {gradient.shape}."
        )
    if gradient.dtype.kind not in "biuf":
        raise TypeError(f"{expects} gradients of real numbers, got dtype {gradient.dtype}.")
    # A sum of squares is the fastest look at all numbers; it may be infinite of finite ones.
    if gradient.dtype.kind == "f" and not math.isfinite(np.vdot(gradient, gradient)):
        wrong = gradient[~np.isfinite(gradient)]
        if wrong.size:
            raise FloatingPointError(f"{expects} finite gradients, got {wrong[0]}.")
    return parameter, gradient.astype(parameter.dtype, copy=False)
