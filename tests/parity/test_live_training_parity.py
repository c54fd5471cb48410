"""A page trains as the package does: from the same parameters and orders come the same losses."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, hypot
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arrays import Array
from backprop import (
    SGD,
    Adam,
    Dense,
    Linear,
    Momentum,
    Network,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
)
from backprop.datasets import Dataset
from backprop.optimizers import Optimizer
from backprop.widgets.training.live import train
from front_end import Answer, running

Run = Callable[..., Answer]
STEPS = 100
EACH = pytest.mark.parametrize(
    ("kind", "in_parts"),
    [(kind, parts) for kind in (SGD, Momentum, Adam) for parts in (True, False)],
)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_live_trainings.js") as ask:
        yield ask


@pytest.mark.parametrize("seed", [0, 1, 14, 2**32 - 1])
def test_random_numbers_are_those_of_numpy(run: Run, seed: int) -> None:
    rng = np.random.RandomState(seed)
    found = run(seed=seed, normals=701, length=300)  # more than the twister's 624 words
    np.testing.assert_allclose(found["normals"], rng.standard_normal(701), rtol=1e-15)
    assert found["order"] == rng.permutation(300).tolist()
    np.testing.assert_allclose(found["next"], rng.standard_normal(), rtol=1e-15)


# Rates at which no training is chaotic, and what else an optimizer may be given.
RATES = st.sampled_from([0.001, 0.01, 0.05])
OPTIONS: dict[type[Optimizer], dict[str, st.SearchStrategy[Any]]] = {
    SGD: {"decay": st.sampled_from([0.0, 0.01, 1.0])},
    Momentum: {"momentum": st.sampled_from([0.0, 0.5, 0.9]), "nesterov": st.booleans()},
    Adam: {"beta1": st.sampled_from([0.5, 0.8]), "beta2": st.sampled_from([0.9, 0.99])},
}


@dataclass(frozen=True)
class Case:
    """A training to be made twice: what it is given in Python, and the orders of its epochs."""

    layers: list[Any]
    kind: Callable[..., Optimizer]
    rate: float
    options: dict[str, Any]
    data: Dataset
    unseen: Dataset
    batch_size: int
    orders: list[list[int]]
    start: Array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", flat(self.network()))

    def network(self) -> Network:
        """One that stands at the start, whatever became of another."""
        return Network(copy.deepcopy(self.layers), SoftmaxCrossEntropy())

    def optimizer(self) -> Optimizer:
        return self.kind(self.rate, **self.options)

    def on_the_page(self, run: Run) -> Answer:
        return run(
            layers=[described(layer) for layer in self.layers],
            parameters=self.start.tolist(),
            optimizer={"kind": self.kind.__name__, "rate": self.rate, **self.options},
            samples=told(self.data),
            heldOut=told(self.unseen),
            batchSize=self.batch_size,
            orders=self.orders,
            epochs=len(self.orders),
        )


@st.composite
def cases(draw: st.DrawFn, kind: type[Optimizer], *, in_parts: bool) -> Case:
    """Networks with numbers that are nowhere 0, in epochs of a hundred steps or some more."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    classes = draw(st.integers(2, 5))
    widths = [draw(st.integers(1, 4)), *draw(st.lists(st.integers(1, 9), max_size=2)), classes]
    layers: list[Any] = []
    for n_inputs, n_neurons in pairwise(widths):
        if layers:
            layers.append(draw(st.sampled_from([ReLU, Sigmoid, Tanh, Linear]))())
        dense = Dense(n_inputs, n_neurons, rng=rng, scale=0.7)
        dense.biases = 0.3 * rng.standard_normal((1, n_neurons))
        layers.append(dense)
    n_samples = draw(st.integers(2, 40))
    fewest, most = (1, n_samples - 1) if in_parts else (n_samples, n_samples + 5)
    batch_size = draw(st.integers(fewest, most))
    data, unseen = (
        Dataset(rng.standard_normal((n, widths[0])), rng.integers(classes, size=n), ())
        for n in (n_samples, 20)
    )
    epochs = ceil(STEPS / ceil(n_samples / batch_size))
    orders = [rng.permutation(n_samples).tolist() for _ in range(epochs)]
    options = draw(st.fixed_dictionaries({}, optional=OPTIONS[kind]))
    return Case(layers, kind, draw(RATES), options, data, unseen, batch_size, orders)


def described(layer: Any) -> dict[str, Any]:
    is_dense = isinstance(layer, Dense)
    sizes = {"n_inputs": layer.n_inputs, "n_neurons": layer.n_neurons} if is_dense else {}
    return {"kind": type(layer).__name__, **sizes}


def told(data: Dataset) -> dict[str, Any]:
    return {"inputs": data.inputs.tolist(), "classes": data.targets.tolist()}


def flat(network: Network) -> Array:
    return np.concatenate([values.ravel() for values in network.named_parameters().values()])


def gradient_norms(network: Network, data: Dataset) -> dict[str, float]:
    network.forward(data.inputs, data.targets)
    network.backward()
    return {
        f"layers[{place}]": hypot(np.linalg.norm(layer.dweights), np.linalg.norm(layer.dbiases))
        for place, layer in enumerate(network.layers)
        if isinstance(layer, Dense)
    }


class Orders(np.random.Generator):
    """Hands out orders that were drawn before, where a generator would draw them."""

    def __init__(self, orders: list[list[int]]) -> None:
        super().__init__(np.random.PCG64())
        self.orders = iter(orders)

    def permutation(self, *_: object, **__: object) -> Array:
        return np.array(next(self.orders))


def stepped(case: Case, nudge: float = 0) -> tuple[list[float], Array]:
    """The loss of each step, and where the parameters end, which start a little off."""
    network, optimizer = case.network(), case.optimizer()
    for values in network.named_parameters().values():
        values *= 1 + nudge
    losses = []
    for order in case.orders:
        # A batch of all samples has no order.
        rows = sorted(order) if case.batch_size >= len(order) else order
        for begin in range(0, len(rows), case.batch_size):
            batch = rows[begin : begin + case.batch_size]
            inputs, targets = case.data.inputs[batch], case.data.targets[batch]
            losses.append(network.step(inputs, targets, optimizer))
    return losses, flat(network)


def steady(case: Case) -> tuple[list[float], Array]:
    """The same, if rounding stays small there: Adam makes steps of a gradient that has vanished."""
    found, near = stepped(case), stepped(case, nudge=1e-14)
    assume(all(np.allclose(a, b, rtol=0, atol=2e-11) for a, b in zip(found, near, strict=True)))
    return found


@EACH
def test_a_hundred_steps_have_the_same_losses(
    run: Run, kind: type[Optimizer], in_parts: bool
) -> None:
    compared = []

    @settings(max_examples=20)
    @given(cases(kind, in_parts=in_parts))
    def agree(case: Case) -> None:
        losses, parameters = steady(case)
        assert len(losses) >= STEPS
        found = case.on_the_page(run)
        np.testing.assert_allclose(found["steps"], losses, rtol=0, atol=1e-9)
        np.testing.assert_allclose(found["parameters"], parameters, rtol=0, atol=1e-9)
        compared.append(case)

    agree()
    assert len(compared) >= 5


@EACH
def test_what_is_measured_after_each_epoch_is_the_same(
    run: Run, kind: type[Optimizer], in_parts: bool
) -> None:
    @settings(max_examples=10)
    @given(cases(kind, in_parts=in_parts))
    def agree(case: Case) -> None:
        steady(case)
        network, x, y = case.network(), case.data.inputs, case.data.targets
        norms = [gradient_norms(network, case.data)]
        unseen, n_epochs = (case.unseen.inputs, case.unseen.targets), len(case.orders)
        rng: Any = Orders(case.orders)
        history = network.fit(x, y, case.optimizer(), n_epochs, case.batch_size, unseen, rng)
        norms.append(gradient_norms(network, case.data))
        record = case.on_the_page(run)["record"]
        assert record["epochs"] == list(range(n_epochs + 1))
        for ours, theirs in (
            (history.loss, "loss"),
            (history.accuracy, "accuracy"),
            (history.validation_loss, "held_out_loss"),
            (history.validation_accuracy, "held_out_accuracy"),
        ):
            np.testing.assert_allclose(record[theirs], ours, rtol=0, atol=1e-9)
        for layer, values in record["norms"].items():
            ends = [each[layer] for each in norms]
            np.testing.assert_allclose([values[0], values[-1]], ends, rtol=0, atol=1e-9)

    agree()


@pytest.mark.parametrize(
    ("optimizer", "rate"), [("SGD", 0.5), ("Momentum", 0.03), ("Nesterov", 0.03), ("Adam", 0.01)]
)
def test_the_program_on_the_page_trains_the_same_network(
    run: Run, optimizer: str, rate: float
) -> None:
    """Points, first weights and orders too, from the seed alone."""
    chosen = {"optimizer": optimizer, "rate": rate, "scale": 3, "hidden": 16, "noise": 0.15}
    found = run(settings={**chosen, "seed": 14}, epochs=10)
    program: dict[str, Any] = {}
    exec(found["program"], program)
    assert len(found["steps"]) == STEPS
    history = program["history"]
    np.testing.assert_allclose(found["record"]["loss"], history.loss, rtol=0, atol=1e-9)
    unseen = history.validation_accuracy
    np.testing.assert_allclose(found["record"]["held_out_accuracy"], unseen, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found["parameters"], flat(program["network"]), rtol=0, atol=1e-9)
    for layer, norm in gradient_norms(program["network"], program["training"]).items():
        np.testing.assert_allclose(found["record"]["norms"][layer][-1], norm, rtol=0, atol=1e-9)


def test_the_playground_s_table_is_of_the_same_training(run: Run) -> None:
    settings: dict[str, Any] = {"optimizer": "Nesterov", "rate": 0.03, "scale": 3.0, "hidden": 16}
    settings |= {"noise": 0.15, "seed": 14}
    found = run(settings=settings, epochs=10)["record"]
    history = train(settings, 10)
    np.testing.assert_allclose(found["loss"], history.loss, rtol=0, atol=1e-9)
    unseen = history.validation_accuracy
    np.testing.assert_allclose(found["held_out_accuracy"], unseen, rtol=0, atol=1e-9)
