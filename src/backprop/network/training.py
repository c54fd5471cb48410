"""Training: step after step, measured after each epoch."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from tqdm.auto import tqdm  # type: ignore[import-untyped]

from backprop.checks import FloatArray, checked_size
from backprop.network.passes import Chain
from backprop.numbers import format_number
from backprop.optimizers import Optimizer

if TYPE_CHECKING:
    from backprop.network import Network

__all__ = ["Epoch", "Evaluation", "History", "evaluated", "train"]

Random = np.random.Generator | np.random.RandomState
AT_A_TIME = 1024
LARGE = 100  # for an input: standardised ones are seldom beyond 5


class Evaluation(NamedTuple):
    """The mean loss, and which part of the classes is right: None where targets are no classes."""

    loss: float
    accuracy: float | None


@dataclass(frozen=True)
class Epoch:
    """What was measured after an epoch, or before the first."""

    training: Evaluation
    validation: Evaluation | None
    parameters: dict[str, FloatArray] | None


@dataclass
class History:
    """What training saw: an entry before the first epoch, then one after each that was completed.

    Attributes
    ----------
    epochs : list of Epoch
        The entries; the lists below are read from them.
    """

    epochs: list[Epoch] = field(default_factory=list)

    @property
    def loss(self) -> list[float]:
        """The mean loss over all samples learnt from."""
        return [epoch.training.loss for epoch in self.epochs]

    @property
    def accuracy(self) -> list[float]:
        """Which part of them gets the right class; empty where targets are no classes."""
        return [e.training.accuracy for e in self.epochs if e.training.accuracy is not None]

    @property
    def validation_loss(self) -> list[float]:
        """The mean loss over the validation samples; empty without any."""
        return [epoch.validation.loss for epoch in self.epochs if epoch.validation]

    @property
    def validation_accuracy(self) -> list[float]:
        """Which part of them gets the right class."""
        found = [epoch.validation.accuracy for epoch in self.epochs if epoch.validation]
        return [accuracy for accuracy in found if accuracy is not None]

    @property
    def parameters(self) -> list[dict[str, FloatArray]]:
        """All parameters by name, copies; empty unless they were asked for."""
        return [epoch.parameters for epoch in self.epochs if epoch.parameters is not None]

    def __repr__(self) -> str:
        if not self.epochs:
            return "History: nothing measured yet"
        n = len(self.epochs) - 1
        text = f"History of {n} {'epoch' if n == 1 else 'epochs'}: "
        text += f"loss {format_number(self.loss[0])} → {format_number(self.loss[-1])}"
        if self.accuracy:
            text += f", accuracy {self.accuracy[0]:.3f} → {self.accuracy[-1]:.3f}"
        if self.validation_accuracy:
            text += f", validation accuracy {self.validation_accuracy[-1]:.3f}"
        elif self.validation_loss:
            text += f", validation loss {format_number(self.validation_loss[-1])}"
        return text


def evaluated(chain: Chain, inputs: FloatArray, targets: NDArray[Any]) -> Evaluation:
    """Measure loss and accuracy, some samples at a time, so that many fit into memory."""
    loss, right = 0.0, 0
    for start in range(0, len(inputs), AT_A_TIME):
        batch = slice(start, start + AT_A_TIME)
        outputs = chain.predict(inputs[batch])
        loss += chain.mean_loss(outputs, targets[batch]) * len(outputs)
        if chain.loss.has_classes:
            right += int((outputs.argmax(axis=1) == targets[batch]).sum())
    accuracy = right / len(inputs) if chain.loss.has_classes else None
    return Evaluation(loss / len(inputs), accuracy)


def train(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int | None,
    validation: tuple[ArrayLike, ArrayLike] | None,
    rng: Random | None,
    progress: bool | None,
    record_parameters: bool,
) -> History:
    """Train a network: see :meth:`backprop.network.Network.fit`."""
    inputs, targets = network._checked(x, y, "Network.fit")
    seen = None if validation is None else network._checked(*_pair(validation), "Network.fit")
    n_epochs = checked_size(epochs, "Network.fit expects epochs")
    size = len(inputs)
    if batch_size is not None:
        size = min(size, checked_size(batch_size, "Network.fit expects batch_size"))
    random = np.random.default_rng() if rng is None else rng
    if not hasattr(random, "permutation"):
        raise TypeError(f"Network.fit expects rng as a Generator or a RandomState, got {rng!r}.")
    if not callable(getattr(optimizer, "step", None)):
        raise TypeError(f"Network.fit expects an optimizer with step, got {optimizer!r}.")

    def measure() -> Epoch:
        chain = network._bystander()
        return Epoch(
            evaluated(chain, inputs, targets),
            evaluated(chain, *seen) if seen else None,
            _copies(network) if record_parameters else None,
        )

    history = network.history = History()
    good = _copies(network)
    n_steps = n_epochs * math.ceil(len(inputs) / size)
    try:
        with tqdm(total=n_steps, unit="step", disable=not _is_watched(progress)) as bar:
            history.epochs.append(measure())
            for epoch in range(1, n_epochs + 1):
                for batch in _batches(len(inputs), size, random):
                    loss = network._train(inputs[batch], targets[batch], optimizer)
                    if not bar.disable:
                        bar.set_description(f"epoch {epoch} of {n_epochs}", refresh=False)
                        bar.set_postfix(loss=f"{loss:.4g}", refresh=False)
                        bar.update()
                history.epochs.append(measure())
                good = _copies(network)
    except FloatingPointError as error:
        for name, values in network.named_parameters().items():
            values[...] = good[name]
        if isinstance(optimizer, Optimizer):
            optimizer.reset()  # what it remembers led astray
        raise FloatingPointError(_stopped(history, inputs, optimizer, str(error))) from error
    return history


def _batches(n_samples: int, size: int, rng: Random) -> Iterator[Any]:
    """Yield which samples each batch takes: all, or so many at a time in a new order."""
    if size == n_samples:
        yield slice(None)
        return
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, size):
        yield order[start : start + size]


def _pair(validation: Any) -> tuple[ArrayLike, ArrayLike]:
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        raise TypeError(
            f"Network.fit expects validation as a pair of inputs and targets, "
            f"got {type(validation).__name__}."
        )
    return validation[0], validation[1]


def _copies(network: Network) -> dict[str, FloatArray]:
    return {name: values.copy() for name, values in network.named_parameters().items()}


def _is_watched(progress: bool | None) -> bool:
    """Whether to show a bar: a notebook server names its session, a replay has none."""
    if progress is None:
        return sys.stderr.isatty() or "JPY_SESSION_NAME" in os.environ
    return bool(progress)


def _stopped(history: History, inputs: FloatArray, optimizer: Any, what: str) -> str:
    largest = float(np.abs(inputs).max())
    causes = (
        [f"inputs as large as {format_number(largest)} (standardise them)"]
        if largest > LARGE
        else []
    )
    if not history.epochs:
        causes.append("parameters that are too large from the start")
        when, kept = "before the first step", "Nothing was learnt."
    else:
        causes.append(f"too high a learning rate (lower that of {optimizer!r})")
        last = len(history.epochs) - 1
        when = f"in epoch {last + 1}"
        kept = (
            f"The parameters are again those of {f'epoch {last}' if last else 'the start'}, "
            f"with the loss {format_number(history.loss[-1])}."
        )
    return f"Network.fit stopped {when}. {what} Likely cause: {', or '.join(causes)}. {kept}"
