"""Optimizers: how a gradient changes its parameter, in place, one step at a time.

>>> weights, dweights = np.array([[1.0, 2.0]]), np.array([[10.0, -10.0]])
>>> SGD(0.1).step([(weights, dweights)])
>>> weights
array([[0., 3.]])
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from backprop.arrays import as_array
from backprop.attributes import Flag, Number
from backprop.checks import FloatArray
from backprop.memories import Memories, Memory
from backprop.precision import NotFiniteError, all_finite, has_finite_squares, looked_after

__all__ = ["SGD", "Adam", "Momentum", "Optimizer"]

# As many numbers as stay in a processor's cache while a formula goes over them several times.
BLOCK = 32_768


class Optimizer(ABC):
    """What all optimizers share: a learning rate, and a memory for each parameter.

    The memory belongs to the array of the parameter and goes with it: a new array starts from
    nothing. Assigning to ``layer.weights`` fills the old one, so that the optimizer keeps its
    memory; ``reset`` makes it forget. One optimizer may serve several networks. To stop and go on
    later, to the last bit, store network and optimizer together: ``network.save(path,
    optimizer)`` and ``Network.load_with_optimizer(path)``, or ``copy.deepcopy`` or ``pickle`` of
    the pair.

    Attributes
    ----------
    learning_rate : float
        How much of the gradient is subtracted. It, and the other settings, may be changed between
        two steps.
    settings : tuple of str
        What the optimizer is built from.
    """

    n_memories = 0
    settings: ClassVar[tuple[str, ...]] = ("learning_rate",)
    learning_rate = Number()

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.reset()

    def reset(self) -> None:
        """Forget all the steps taken so far."""
        self.memories = Memories()

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
        NotFiniteError
            A ``FloatingPointError``: if a gradient is not finite in the parameter's type, or so
            large that the memory would no longer be. No parameter has changed then either.
        """
        expects = f"{type(self).__name__}.step expects"
        with np.errstate(under="ignore"):
            pairs = [_checked_pair(*pair, expects) for pair in parameters]
            for parameter, gradient, is_large in pairs:
                if is_large:
                    self._try(parameter, gradient)
            for parameter, gradient, _ in pairs:
                memory = self._memory(parameter)
                memory.steps += 1
                for rows, slopes, *remembered in _blocks(parameter, gradient, *memory.arrays):
                    self._update(rows, slopes, memory.steps, *remembered)

    @abstractmethod
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: FloatArray
    ) -> None:
        """Make step number ``steps``, counted from 1, in place; update the memories too."""

    def _try(self, parameter: FloatArray, gradient: FloatArray) -> None:
        """Make the step on copies: what it leaves infinite would never move again."""
        memory, moved = self._memory(parameter).copy(), parameter.copy()
        with looked_after():
            self._update(moved, gradient, memory.steps + 1, *memory.arrays)
        if not all(map(all_finite, (moved, *memory.arrays))):
            raise NotFiniteError(
                f"{type(self).__name__}.step expects gradients that leave finite "
                f"{parameter.dtype} numbers, got one as large as {np.abs(gradient).max():g}."
            )

    def _memory(self, parameter: FloatArray) -> Memory:
        memory = self.memories.of(parameter)
        if memory is None:
            memory = Memory.blank(parameter, self.n_memories)
            self.memories.keep(parameter, memory)
        return memory

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), memories=self.memories.copy())
        return twin


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

    settings = ("learning_rate", "decay")
    decay = Number(zero=True)

    def __init__(self, learning_rate: float = 1.0, *, decay: float = 0.0) -> None:
        super().__init__(learning_rate)
        self.decay = decay

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
    settings = ("learning_rate", "momentum", "nesterov")
    momentum = Number(zero=True, below=1)
    nesterov = Flag()

    def __init__(
        self, learning_rate: float = 0.1, *, momentum: float = 0.9, nesterov: bool = False
    ) -> None:
        super().__init__(learning_rate)
        self.momentum = momentum
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
    settings = ("learning_rate", "beta1", "beta2", "epsilon")
    beta1 = Number(zero=True, below=1)
    beta2 = Number(zero=True, below=1)
    epsilon = Number()

    def __init__(
        self,
        learning_rate: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(learning_rate)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

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


def _blocks(*arrays: FloatArray) -> Sequence[Sequence[FloatArray]]:
    """Cut arrays of one shape into groups of rows that are small enough for the cache."""
    rows, size = len(arrays[0]), arrays[0].size
    if size <= BLOCK:
        return [arrays]
    at_a_time = max(1, BLOCK * rows // size)
    starts = range(0, rows, at_a_time)
    return [[array[start : start + at_a_time] for array in arrays] for start in starts]


def _checked_pair(
    parameter: Any, gradient: Any, expects: str
) -> tuple[FloatArray, FloatArray, bool]:
    """Return the pair, the gradient in the parameter's type, and whether its squares overflow."""
    if (
        not isinstance(parameter, np.ndarray)
        or isinstance(parameter, np.ma.MaskedArray)
        or parameter.dtype.kind != "f"
        or not parameter.ndim
    ):
        raise TypeError(
            f"{expects} parameters as arrays of floating-point numbers, to change "
            f"them in place, got {parameter!r}."
        )
    if not parameter.flags.writeable:
        raise ValueError(f"{expects} parameters that can be changed, got a read-only array.")
    given = as_array(gradient, f"{expects} gradients")
    if given.shape != parameter.shape:
        raise ValueError(
            f"{expects} a gradient of the parameter's shape {parameter.shape}, got {given.shape}."
        )
    if given.dtype.kind not in "biuf":
        raise TypeError(f"{expects} gradients of real numbers, got dtype {given.dtype}.")
    numbers: FloatArray = given
    if given.dtype != parameter.dtype:
        with np.errstate(over="ignore"):
            numbers = given.astype(parameter.dtype)
    if has_finite_squares(numbers):
        return parameter, numbers, False
    wrong = given[~np.isfinite(numbers)]
    if wrong.size:
        says = f", which {parameter.dtype} cannot hold" if np.isfinite(wrong[0]) else ""
        raise NotFiniteError(f"{expects} finite gradients, got {wrong[0]}{says}.")
    return parameter, numbers, True
