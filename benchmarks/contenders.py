"""One training step (forward, loss, backward, update), five ways, from the same first weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from backprop import SGD, Dense, Network, ReLU, SoftmaxCrossEntropy
from naive import NaiveNetwork

Array = NDArray[Any]
Step = Callable[[], float]
LEARNING_RATE = 0.01


@dataclass(frozen=True)
class Shape:
    """How many samples, and the sizes of a network of two layers."""

    n_samples: int
    n_inputs: int
    n_hidden: int
    n_classes: int

    @property
    def n_parameters(self) -> int:
        return (self.n_inputs + 1) * self.n_hidden + (self.n_hidden + 1) * self.n_classes

    def __str__(self) -> str:
        return f"{self.n_samples}×{self.n_inputs}–{self.n_hidden}–{self.n_classes}"


SHAPES = (Shape(300, 2, 64, 3), Shape(506, 13, 5, 3), Shape(128, 784, 128, 10))
SHAPES += (Shape(1024, 784, 1024, 10),)


@dataclass(frozen=True)
class Problem:
    """A batch, and the first weights of both layers."""

    inputs: Array
    classes: Array
    weights: tuple[Array, Array]

    @classmethod
    def of(cls, shape: Shape, dtype: DTypeLike) -> Problem:
        rng = np.random.default_rng(0)
        inputs = rng.standard_normal((shape.n_samples, shape.n_inputs))
        classes = rng.integers(shape.n_classes, size=shape.n_samples)
        first = 0.05 * rng.standard_normal((shape.n_inputs, shape.n_hidden))
        second = 0.05 * rng.standard_normal((shape.n_hidden, shape.n_classes))
        return cls(inputs.astype(dtype), classes, (first.astype(dtype), second.astype(dtype)))


def network_of(problem: Problem) -> Network:
    layers = []
    for weights in problem.weights:
        layer = Dense(*weights.shape, dtype=weights.dtype)
        layer.weights = weights
        layers.append(layer)
    return Network([layers[0], ReLU(), layers[1]], SoftmaxCrossEntropy())


def ours(problem: Problem) -> Step:
    """As ``fit`` makes a step: the data were checked before the first."""
    network, optimizer = network_of(problem), SGD(LEARNING_RATE)
    passes = network._passes
    inputs, classes = passes.checked(problem.inputs, problem.classes, "The benchmark")
    return lambda: passes.train(inputs, classes, optimizer)


def ours_with_checks(problem: Problem) -> Step:
    network, optimizer = network_of(problem), SGD(LEARNING_RATE)
    return lambda: network.step(problem.inputs, problem.classes, optimizer)


def ours_in_three_calls(problem: Problem) -> Step:
    network, optimizer = network_of(problem), SGD(LEARNING_RATE)

    def step() -> float:
        loss = network.forward(problem.inputs, problem.classes)
        network.backward()
        optimizer.step(network.parameters())
        return loss

    return step


def pytorch(problem: Problem) -> Step:
    return pytorch_step(problem, lambda network: network)


def pytorch_step(problem: Problem, wrap: Callable[[Any], Any]) -> Step:
    import torch

    layers = []
    for weights in problem.weights:
        layer = torch.nn.Linear(*weights.shape, dtype=getattr(torch, weights.dtype.name))
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weights.T))
            layer.bias.zero_()
        layers.append(layer)
    network = wrap(torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1]))
    loss_of = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    inputs, classes = torch.from_numpy(problem.inputs), torch.from_numpy(problem.classes)

    def step() -> float:
        optimizer.zero_grad()
        loss = loss_of(network(inputs), classes)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def naive(problem: Problem) -> Step:
    network = NaiveNetwork(*problem.weights)
    return lambda: network.step(problem.inputs, problem.classes, LEARNING_RATE)


def products(problem: Problem) -> Step:
    """Only the five matrix products, into arrays that are there already."""
    x, (w1, w2) = problem.inputs, problem.weights
    z1, z2 = x @ w1, x @ w1 @ w2
    a, dz1, dz2 = z1.copy(), z1.copy(), z2.copy()
    dw1, dw2, da = np.empty_like(w1), np.empty_like(w2), np.empty_like(z1)

    def step() -> float:
        np.matmul(x, w1, out=z1)
        np.matmul(a, w2, out=z2)
        np.matmul(a.T, dz2, out=dw2)
        np.matmul(dz2, w2.T, out=da)
        np.matmul(x.T, dz1, out=dw1)
        return 0.0

    return step


CONTENDERS: dict[str, Callable[[Problem], Step]] = {
    "ours": ours,
    "ours, step": ours_with_checks,
    "ours, three calls": ours_in_three_calls,
    "PyTorch": pytorch,
    "naive": naive,
    "products": products,
}
