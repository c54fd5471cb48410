"""The record of a training: what was measured before the first epoch and after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from backprop.checks import FloatArray
from backprop.numbers import format_number, printable

__all__ = ["Epoch", "Evaluation", "History"]


class Evaluation(NamedTuple):
    """The mean loss, and the fraction of the classes that is right: None without classes."""

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
        """The mean loss over all the samples learned from."""
        return [epoch.training.loss for epoch in self.epochs]

    @property
    def accuracy(self) -> list[float]:
        """The fraction of them that gets the right class; empty if the targets are not classes."""
        return [e.training.accuracy for e in self.epochs if e.training.accuracy is not None]

    @property
    def validation_loss(self) -> list[float]:
        """The mean loss over the validation samples; empty if there are none."""
        return [epoch.validation.loss for epoch in self.epochs if epoch.validation]

    @property
    def validation_accuracy(self) -> list[float]:
        """The fraction of them that gets the right class."""
        found = [epoch.validation.accuracy for epoch in self.epochs if epoch.validation]
        return [accuracy for accuracy in found if accuracy is not None]

    @property
    def parameters(self) -> list[dict[str, FloatArray]]:
        """Copies of all the parameters, by name; empty unless they were asked for."""
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
        return printable(text)
