"""What a training run leaves for a page to play: curves, gradient norms, parameters."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop.activations import Softmax
from backprop.checks import FloatArray
from backprop.datasets import Dataset
from backprop.layers import Dense, parameter_names
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from backprop.network import Evaluation, History, Network
from backprop.network.kinds import ELEMENTWISE, described
from backprop.widgets.training.packed_parameters import pack

__all__ = ["checked_history", "clock_of", "drawable", "drawn", "frames_of", "record_run"]

DIGITS = 4
NEGLIGIBLE = 1e-10  # of the largest value: what is smaller may be rounding alone
CURVE_POINTS = 200  # about as many as there are pixels
MOST_LAYERS = 6  # that the page has a kind of line for
Run = dict[str, Any]


def checked_history(label: str, network: object) -> History:
    """Return the history of a network that was trained with its parameters recorded."""
    if not isinstance(network, Network):
        raise TypeError(f"TrainingPlayer expects run {label!r} as a Network, got {network!r}.")
    history = network.history
    if history is None or not history.epochs:
        raise ValueError(
            f"TrainingPlayer expects run {label!r} to be trained, got a network without a history: "
            f"call its fit(..., record_parameters=True) first."
        )
    if len(history.parameters) < len(history.epochs):
        raise ValueError(
            f"TrainingPlayer expects run {label!r} with its parameters recorded, got none: "
            f"train it with fit(..., record_parameters=True)."
        )
    shapes = {name: values.shape for name, values in network.named_parameters().items()}
    recorded = {name: values.shape for name, values in history.parameters[0].items()}
    if shapes != recorded or not 1 <= len(_trained_layers(network)) <= MOST_LAYERS:
        raise ValueError(
            f"TrainingPlayer expects run {label!r} with 1 to {MOST_LAYERS} layers that learn, and "
            f"with their parameters in the history; got {network!r} and {recorded}."
        )
    return history


def clock_of(last: int, frames: int) -> list[int]:
    """Spread frames over the epochs from 0 to ``last``, dense at first, where most happens.

    Frame ``k`` of ``n`` is at epoch ``last · (k / (n − 1))²``, rounded, and one after the frame
    before it at least; where there are no more epochs than frames, each is one.
    """
    n = min(frames, last + 1)
    clock = [0]
    for k in range(1, n):
        even = (2 * last * k**2 + (n - 1) ** 2) // (2 * (n - 1) ** 2)
        clock.append(max(clock[-1] + 1, even))
    return clock


def frames_of(clock: Sequence[int], last: int) -> list[int]:
    """List the epochs that a run up to ``last`` shows: those of the clock, then its end."""
    return [epoch for epoch in clock if epoch < last] + [last]


def drawable(network: Network) -> bool:
    """Say whether a page can draw the decision boundary: two inputs, classes, layers it knows."""
    *hidden, last = network.layers
    known = (Dense, *ELEMENTWISE.values())
    ends = {SoftmaxCrossEntropy: known, CategoricalCrossEntropy: (Softmax,)}
    return (
        network.n_inputs == 2
        and all(type(layer) in known for layer in hidden)
        and type(last) in ends.get(type(network.loss), ())
    )


def drawn(values: Sequence[float]) -> list[float]:
    """Round to the four digits that are shown; a 10⁻¹⁰th of the largest is 0."""
    largest = max(map(abs, values), default=0.0)
    return [
        # In two steps, so that what stands halfway but for a last bit goes one way.
        float(f"{float(f'{value:.10g}'):.{DIGITS}g}") if abs(value) > NEGLIGIBLE * largest else 0.0
        for value in values
    ]


def record_run(
    label: str, network: Network, clock: Sequence[int], dataset: Dataset, held_out: Dataset | None
) -> Run:
    """Measure a run on a copy of its network, and bring it into the form that JSON can hold.

    Raises
    ------
    TypeError, ValueError
        If the data do not fit the network, or are others than those its history was measured on.
    """
    history = checked_history(label, network)
    last = len(history.epochs) - 1
    frames = frames_of(clock, last)
    epochs = sorted({*frames, *(round(last * k / CURVE_POINTS) for k in range(CURVE_POINTS + 1))})
    replay = _Replay(label, network, history)
    norms = replay.gradient_norms(frames, dataset)
    curves = {
        "loss": [history.loss[epoch] for epoch in epochs],
        "accuracy": [history.accuracy[epoch] for epoch in epochs if history.accuracy],
    }
    unseen = replay.held_out(epochs, held_out)
    curves["held_out_loss"] = [found.loss for found in unseen]
    curves["held_out_accuracy"] = [e.accuracy for e in unseen if e.accuracy is not None]
    run: Run = {
        "label": label,
        "epochs": epochs,
        **{name: drawn(values) for name, values in curves.items()},
        "norms": {name: drawn(values) for name, values in norms.items()},
    }
    if drawable(network):
        run["layers"] = [described(layer, "n_inputs", "n_neurons") for layer in network.layers]
        snapshots = [list(history.parameters[epoch].values()) for epoch in frames]
        run["exponents"], run["parameters"] = pack(snapshots)
    return run


class _Replay:
    """A copy of a network that takes the parameters of any epoch."""

    def __init__(self, label: str, network: Network, history: History) -> None:
        self.label = label
        self.history = history
        self.network = Network(copy.deepcopy(network.layers), copy.deepcopy(network.loss))
        self.precision = math.sqrt(np.finfo(network.dtype or float).eps)

    def gradient_norms(self, epochs: Sequence[int], dataset: Dataset) -> dict[str, list[float]]:
        """Return, for each layer that learns, the norm of its gradient over all samples."""
        places = _trained_layers(self.network)
        norms: dict[str, list[float]] = {f"layers[{place}]": [] for place in places}
        for epoch in epochs:
            self._load(epoch)
            try:
                loss = self.network.forward(dataset.inputs, dataset.targets)
            except (TypeError, ValueError) as error:
                raise type(error)(
                    f"Run {self.label!r} does not fit the dataset. {error}"
                ) from error
            self._compare("dataset", epoch, loss, self.history.loss[epoch])
            self.network.backward()
            for place in places:
                norm = _gradient_norm(self.network.layers[place])
                if not math.isfinite(norm):
                    raise ValueError(
                        f"TrainingPlayer expects gradients of finite size, got {norm} in "
                        f"layers[{place}] of run {self.label!r} at epoch {epoch}."
                    )
                norms[f"layers[{place}]"].append(norm)
        return norms

    def held_out(self, epochs: Sequence[int], dataset: Dataset | None) -> list[Evaluation]:
        """Return what the history has of held-out samples, or else measure it."""
        recorded = [epoch.validation for epoch in self.history.epochs if epoch.validation]
        if dataset is None:
            return [recorded[epoch] for epoch in epochs if recorded]
        measured = []
        for epoch in [epochs[0], epochs[-1]] if recorded else epochs:
            self._load(epoch)
            try:
                measured.append(self.network.evaluate(dataset.inputs, dataset.targets))
            except (TypeError, ValueError) as error:
                raise type(error)(f"Run {self.label!r} does not fit held_out. {error}") from error
            if recorded:
                self._compare("held_out", epoch, measured[-1].loss, recorded[epoch].loss)
        return [recorded[epoch] for epoch in epochs] if recorded else measured

    def _load(self, epoch: int) -> None:
        for name, values in self.network.named_parameters().items():
            values[...] = self.history.parameters[epoch][name]

    def _compare(self, name: str, epoch: int, measured: float, recorded: float) -> None:
        """Refuse other samples than those the history was measured on."""
        allowed = self.precision * max(self.history.loss)
        if not math.isclose(measured, recorded, rel_tol=self.precision, abs_tol=allowed):
            raise ValueError(
                f"TrainingPlayer expects {name} to be what run {self.label!r} was measured on: at "
                f"epoch {epoch} its history has the loss {recorded:.6g}, and {name} gives "
                f"{measured:.6g}."
            )


def _trained_layers(network: Network) -> list[int]:
    return [place for place, layer in enumerate(network.layers) if parameter_names(layer)]


def _gradient_norm(layer: Any) -> float:
    gradients: list[FloatArray] = [getattr(layer, f"d{name}") for name in parameter_names(layer)]
    return math.hypot(*(float(np.linalg.norm(gradient.astype(float))) for gradient in gradients))
