"""Train the spiral's network with a reader's settings, exactly as the page does."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from backprop.activations import ReLU
from backprop.checks import checked_whole
from backprop.datasets import spiral
from backprop.layers import Dense
from backprop.losses import SoftmaxCrossEntropy
from backprop.network import History, Network
from backprop.optimizers import SGD, Adam, Momentum, Optimizer

__all__ = ["LIMITS", "OPTIMIZERS", "SETTINGS", "checked_settings", "train"]

POINTS, UNSEEN = 100, 300  # per arm: to learn from, and held out
CLASSES = 3
BATCH = 32

OPTIMIZERS: dict[str, Callable[[float], Optimizer]] = {
    "SGD": SGD,
    "Momentum": Momentum,
    "Nesterov": lambda rate: Momentum(rate, nesterov=True),
    "Adam": Adam,
}
# The range of each setting; a whole number where both ends are.
LIMITS: dict[str, tuple[float, float]] = {
    "rate": (1e-4, 10.0),
    "scale": (0.001, 30.0),
    "hidden": (1, 128),
    "noise": (0.0, 1.0),
    "seed": (0, 2**32 - 1),
}
SETTINGS = ("optimizer", *LIMITS)


def checked_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings as numbers, or raise ``TypeError`` or ``ValueError``."""
    missing = [name for name in SETTINGS if name not in settings]
    if missing:
        raise ValueError(f"Settings expect {', '.join(SETTINGS)}; got none for {missing[0]}.")
    optimizer = settings["optimizer"]
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer expects one of {', '.join(OPTIMIZERS)}, got {optimizer!r}.")
    return {
        "optimizer": optimizer,
        **{name: _checked(name, settings[name], *ends) for name, ends in LIMITS.items()},
    }


def _checked(name: str, value: object, least: float, most: float) -> float:
    number: float
    if isinstance(most, int):
        number = checked_whole(value, f"{name} expects its value")
    else:
        if isinstance(value, bool) or not isinstance(value, int | float | np.number):
            raise TypeError(f"{name} expects a number, got {value!r}.")
        number = float(value)
    if not (math.isfinite(number) and least <= number <= most):
        raise ValueError(f"{name} expects a number from {least:g} to {most:g}, got {value!r}.")
    return number


def train(settings: Mapping[str, Any], epochs: int) -> History:
    """Train as the page does; a run that breaks down keeps the epochs before it.

    Points, initial weights and the order of the batches are drawn from one seed, in this order.
    """
    hidden, scale, noise = settings["hidden"], settings["scale"], settings["noise"]
    rng = np.random.RandomState(settings["seed"])
    samples = spiral(POINTS, noise=noise, rng=rng)
    unseen = spiral(UNSEEN, noise=noise, rng=rng)
    first = Dense(2, hidden, rng=rng, scale=scale)
    last = Dense(hidden, CLASSES, rng=rng, scale=math.sqrt(2 / hidden))
    network = Network([first, ReLU(), last], SoftmaxCrossEntropy())
    optimizer = OPTIMIZERS[settings["optimizer"]](settings["rate"])
    validation = (unseen.inputs, unseen.targets)
    with contextlib.suppress(FloatingPointError):
        network.fit(samples.inputs, samples.targets, optimizer, epochs, BATCH, validation, rng)
    assert network.history is not None
    return network.history
