"""Short training runs for the tests of the player."""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop import SGD, Adam, Dense, Network, ReLU, SoftmaxCrossEntropy, SquaredError
from backprop.datasets import Dataset, houses, spiral, split

TRAINING, HELD_OUT = split(spiral(40, rng=np.random.default_rng(0)), rng=np.random.default_rng(1))
EPOCHS = 60


def classifier(n_hidden: int = 16, seed: int = 0, n_inputs: int = 2, n_classes: int = 3) -> Network:
    rng = np.random.default_rng(seed)
    layers = [Dense(n_inputs, n_hidden, rng=rng, scale=0.5), ReLU()]
    layers += [Dense(n_hidden, n_classes, rng=rng, scale=0.5)]
    return Network(layers, SoftmaxCrossEntropy())


def trained(network: Network | None = None, **changes: Any) -> Network:
    network = network or classifier()
    arguments: dict[str, Any] = {
        "x": TRAINING.inputs,
        "y": TRAINING.targets,
        "optimizer": Adam(0.05),
        "epochs": EPOCHS,
        "record_parameters": True,
        **changes,
    }
    network.fit(**arguments)
    return network


def two_runs() -> dict[str, Network]:
    """One measured on held-out samples while it was trained, and one shorter, not measured."""
    validation = (HELD_OUT.inputs, HELD_OUT.targets)
    return {
        "Adam": trained(validation=validation),
        "Gradient descent that ends after 20 epochs": trained(optimizer=SGD(0.5), epochs=20),
    }


def regression() -> tuple[Network, Dataset]:
    """A linear neuron on the floor area of some houses, in other units."""
    data = houses()
    few = Dataset(data.inputs[:50, :1] / 1e4, data.targets[:50] / 1e5, ("lot",))
    network = Network([Dense(1, 1, rng=np.random.default_rng(0))], SquaredError())
    network.fit(few.inputs, few.targets, SGD(0.1), 30, record_parameters=True)
    return network, few
