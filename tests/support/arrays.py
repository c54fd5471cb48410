"""Random batches, layers and losses for the tests, and what all of them must agree with.

The shapes are Hypothesis's, the numbers come from a generator that it seeds: all different from
each other, none zero, so that no wrong order, sign or shape can hide behind equal numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import DTypeLike, NDArray

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Linear,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.layers import Layer
from backprop.losses import Loss

Array = NDArray[Any]
Draw = np.random.Generator

PRECISIONS = (np.float32, np.float64)
LOSSES: dict[str, type[Loss]] = {
    "SquaredError": SquaredError,
    "CategoricalCrossEntropy": CategoricalCrossEntropy,
    "SoftmaxCrossEntropy": SoftmaxCrossEntropy,
    "SigmoidCrossEntropy": SigmoidCrossEntropy,
}


def numbers(rng: Draw, shape: tuple[int, ...], dtype: DTypeLike = float) -> Array:
    """Numbers of both signs, off the kink at 0."""
    return (rng.choice([-1.0, 1.0], shape) * rng.uniform(0.1, 2.0, shape)).astype(dtype)


def probabilities(rng: Draw, shape: tuple[int, ...], dtype: DTypeLike = float) -> Array:
    """Rows that sum to 1, far from 0."""
    parts = rng.uniform(0.1, 2.0, shape)
    return (parts / parts.sum(axis=1, keepdims=True)).astype(dtype)


def one_hot(classes: Array, n_classes: int) -> Array:
    return np.eye(n_classes)[classes]


def dense(rng: Draw, n_inputs: int, n_neurons: int, dtype: DTypeLike = float) -> Dense:
    """A layer without the zeros that fresh biases are."""
    layer = Dense(n_inputs, n_neurons, rng=rng, dtype=dtype)
    layer.weights = numbers(rng, (n_inputs, n_neurons))
    layer.biases = numbers(rng, (1, n_neurons))
    return layer


LAYERS: dict[str, Callable[[Draw, int, DTypeLike], Layer]] = {
    "Dense": lambda rng, n_inputs, dtype: dense(rng, n_inputs, int(rng.integers(1, 6)), dtype),
    "Linear": lambda *_: Linear(),
    "ReLU": lambda *_: ReLU(),
    "Sigmoid": lambda *_: Sigmoid(),
    "Tanh": lambda *_: Tanh(),
    "Softmax": lambda *_: Softmax(),
}


@dataclass(frozen=True)
class LayerCase:
    """A layer, what goes in forwards, and what comes in backwards."""

    layer: Any
    inputs: Array
    dvalues: Array


def layer_case(kind: str, rng: Draw, n_samples: int, n_inputs: int, dtype: DTypeLike) -> LayerCase:
    layer = LAYERS[kind](rng, n_inputs, dtype)
    inputs = numbers(rng, (n_samples, n_inputs), dtype)
    return LayerCase(layer, inputs, numbers(rng, layer.forward(inputs).shape, dtype))


@dataclass(frozen=True)
class LossCase:
    """A loss, predictions that it takes, and their targets."""

    loss: Any
    predictions: Array
    targets: Array


def loss_case(kind: str, rng: Draw, n_samples: int, n_values: int, dtype: DTypeLike) -> LossCase:
    if kind == "SigmoidCrossEntropy":  # of 0, 1 and shares between them
        shares = rng.choice([0, 1, 2], (n_samples, 1)) * rng.uniform(0, 0.5, (n_samples, 1))
        targets = np.where(rng.random((n_samples, 1)) < 0.5, shares, np.round(shares))
        return LossCase(LOSSES[kind](), numbers(rng, (n_samples, 1), dtype), targets)
    shape = (n_samples, n_values)
    draw = probabilities if kind == "CategoricalCrossEntropy" else numbers
    classes = rng.integers(n_values, size=n_samples)
    targets = numbers(rng, shape) if kind == "SquaredError" else classes
    return LossCase(LOSSES[kind](), draw(rng, shape, dtype), targets)


generators = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def layer_cases(kind: str, *, dtype: DTypeLike = float) -> st.SearchStrategy[LayerCase]:
    """Batches of two or more samples for a new layer of a kind."""
    sizes = st.integers(2, 5), st.integers(1, 5)
    return st.builds(layer_case, st.just(kind), generators, *sizes, st.just(dtype))


def loss_cases(kind: str, *, dtype: DTypeLike = float) -> st.SearchStrategy[LossCase]:
    """Batches of two or more samples for a loss."""
    sizes = st.integers(2, 5), st.integers(1, 5)
    return st.builds(loss_case, st.just(kind), generators, *sizes, st.just(dtype))


def assert_same(ours: Array, theirs: Array, *, tolerance: float = 1e-10) -> None:
    """Compare shape and type before values, since broadcasting hides a wrong shape."""
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, strict=True)
