"""Training: step after step, measured after each epoch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Protocol

from numpy.typing import ArrayLike
from tqdm.auto import tqdm  # type: ignore[import-untyped]

from backprop.checks import FloatArray, Random, Seed, checked_rng, checked_size
from backprop.datasets import Dataset
from backprop.network.history import Epoch, Evaluation, History
from backprop.network.loss_passes import LossPasses
from backprop.numbers import format_number, printable
from backprop.optimizers import Optimizer
from backprop.precision import NotFiniteError, looked_after
from backprop.progress import is_watched

__all__ = ["Training"]

LARGE = 100  # standardised inputs and targets are seldom beyond 5


class Trained(Protocol):
    """What a training asks of a network's passes, wherever its samples are.

    Inputs and targets have a length, and an array of row numbers picks a batch of them.
    """

    loss: LossPasses

    def checked(self, inputs: Any, targets: Any, method: str) -> tuple[Any, Any]: ...
    def train(self, inputs: Any, targets: Any, optimizer: Optimizer) -> float: ...
    def untouched(self) -> Trained: ...
    def evaluate(self, inputs: Any, targets: Any) -> Evaluation: ...
    def largest(self, values: Any) -> float: ...
    def named_parameters(self) -> dict[str, FloatArray]: ...


class Training:
    """One training of a network: its arguments, checked, and the record, which ``run`` fills.

    It is handed all that it needs, the network's passes among it. The arguments and the errors are
    those of :meth:`backprop.network.Network.fit`; ``method`` is how errors call it.
    """

    def __init__(
        self,
        passes: Trained,
        x: ArrayLike,
        y: ArrayLike,
        optimizer: Optimizer,
        epochs: int,
        *,
        batch_size: int | None,
        validation: Dataset | tuple[ArrayLike, ArrayLike] | None,
        rng: Seed | None,
        progress: bool | None,
        record_parameters: bool,
        method: str = "Network.fit",
    ) -> None:
        name = self.method = method
        self.passes = passes
        self.inputs, self.targets = passes.checked(x, y, name)
        self.seen = None if validation is None else passes.checked(*_pair(validation, name), name)
        self.n_epochs = checked_size(epochs, f"{name} expects epochs")
        self.batch_size = len(self.inputs)
        if batch_size is not None:
            size = checked_size(batch_size, f"{name} expects batch_size")
            self.batch_size = min(self.batch_size, size)
        self.rng = checked_rng(rng, f"{name} expects")
        if not callable(getattr(optimizer, "step", None)):
            raise TypeError(f"{name} expects an optimizer with step, got {optimizer!r}.")
        self.optimizer = optimizer
        self.progress = progress
        self.record_parameters = record_parameters
        self.history = History()

    def run(self) -> History:
        """Train to the end, or until a number is no longer finite."""
        good = self._copies()
        n_steps = self.n_epochs * math.ceil(len(self.inputs) / self.batch_size)
        try:
            hidden = not is_watched(self.progress)
            with looked_after(), tqdm(total=n_steps, unit="step", disable=hidden) as bar:
                self.history.epochs.append(self._measured())
                for epoch in range(1, self.n_epochs + 1):
                    for batch in _batches(len(self.inputs), self.batch_size, self.rng):
                        loss = self.passes.train(
                            self.inputs[batch], self.targets[batch], self.optimizer
                        )
                        if not bar.disable:
                            bar.set_description(f"epoch {epoch} of {self.n_epochs}", refresh=False)
                            bar.set_postfix(loss=f"{loss:.4g}", refresh=False)
                            bar.update()
                    self.history.epochs.append(self._measured())
                    good = self._copies()
        except NotFiniteError as error:
            for name, values in self.passes.named_parameters().items():
                values[...] = good[name]
            if isinstance(self.optimizer, Optimizer):
                self.optimizer.reset()  # what it remembers led astray
            raise NotFiniteError(self._stopped(str(error))) from error
        return self.history

    def _measured(self) -> Epoch:
        passes = self.passes.untouched()
        return Epoch(
            passes.evaluate(self.inputs, self.targets),
            passes.evaluate(*self.seen) if self.seen else None,
            self._copies() if self.record_parameters else None,
        )

    def _copies(self) -> dict[str, FloatArray]:
        return {name: values.copy() for name, values in self.passes.named_parameters().items()}

    def _stopped(self, what: str) -> str:
        """Say when it stopped, why (probably), and what is left."""
        causes = []
        numbers = {"inputs": self.inputs}
        if not self.passes.loss.has_classes:  # a class number is no size
            numbers["targets"] = self.targets
        for name, values in numbers.items():
            largest = self.passes.largest(values)
            if largest > LARGE:
                causes.append(f"{name} as large as {format_number(largest)} (standardise them)")
        if not self.history.epochs:
            causes.append("parameters that are too large from the start")
            when, kept = "before the first step", "Nothing was learnt."
        else:
            causes.append(f"too high a learning rate (lower that of {self.optimizer!r})")
            last = len(self.history.epochs) - 1
            when = f"in epoch {last + 1}"
            kept = (
                f"The parameters are again those of {f'epoch {last}' if last else 'the start'}, "
                f"with the loss {format_number(self.history.loss[-1])}."
            )
        why = f"Likely cause: {', or '.join(causes)}."
        return printable(f"{self.method} stopped {when}. {what} {why} {kept}")


def _batches(n_samples: int, size: int, rng: Random) -> Iterator[Any]:
    """Yield which samples each batch takes: all, or so many at a time in a new order."""
    if size == n_samples:
        yield slice(None)
        return
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, size):
        yield order[start : start + size]


def _pair(validation: Any, method: str) -> tuple[ArrayLike, ArrayLike]:
    if isinstance(validation, Dataset):
        return validation.inputs, validation.targets
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        raise TypeError(
            f"{method} expects validation as a Dataset, or a pair of inputs and targets, "
            f"got {type(validation).__name__}."
        )
    return validation[0], validation[1]
