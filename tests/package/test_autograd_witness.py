"""The layers and losses written a second time, differentiated by autograd: values and shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp  # type: ignore[import-untyped]
import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st

from arrays import (
    Array,
    LayerCase,
    LossCase,
    assert_same,
    dense,
    generators,
    layer_cases,
    loss_cases,
    numbers,
    one_hot,
)
from backprop import ReLU, SoftmaxCrossEntropy

sizes = st.integers(1, 5)


def log_softmax(logits: Any) -> Any:
    return logits - anp.log(anp.sum(anp.exp(logits), axis=1, keepdims=True))


def softplus(logits: Any) -> Any:
    return anp.log(1 + anp.exp(logits))


def relu(sums: Any) -> Any:
    return (sums + anp.abs(sums)) / 2


ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "Linear": lambda z: 1.0 * z,
    "ReLU": relu,
    "Sigmoid": lambda z: (1 + anp.tanh(z / 2)) / 2,
    "Tanh": lambda z: 2 / (1 + anp.exp(-2 * z)) - 1,
    "Softmax": lambda z: anp.exp(log_softmax(z)),
}


def chosen(of: Any, classes: Array) -> Any:
    """For each sample what stands at its class, picked by a product with one-hot rows."""
    return anp.sum(of * one_hot(classes, of.shape[1]), axis=1)


# For a batch: the loss of each sample.
PER_SAMPLE: dict[str, Callable[[Any, Array], Any]] = {
    "SquaredError": lambda y, t: anp.sum((y - t) ** 2, axis=1) / 2,
    "CategoricalCrossEntropy": lambda p, t: -anp.log(chosen(p, t)),
    "SoftmaxCrossEntropy": lambda z, t: -chosen(log_softmax(z), t),
    "SigmoidCrossEntropy": lambda z, t: anp.sum(t * softplus(-z) + (1 - t) * softplus(z), axis=1),
}


@given(layer_cases("Dense"))
def test_dense(case: LayerCase) -> None:
    layer = case.layer

    def weighted(x: Any, w: Any, b: Any) -> Any:
        return anp.sum((anp.dot(x, w) + b) * case.dvalues)

    outputs = layer.forward(case.inputs)
    dinputs = layer.backward(case.dvalues)
    at = case.inputs, layer.weights, layer.biases
    assert_same(outputs, np.einsum("ni,ij->nj", *at[:2]) + at[2])
    for argument, ours in enumerate([dinputs, layer.dweights, layer.dbiases]):
        assert_same(ours, grad(weighted, argument)(*at))


@pytest.mark.parametrize("kind", ACTIVATIONS)
@given(data=st.data())
def test_activations(kind: str, data: Any) -> None:
    case = data.draw(layer_cases(kind))
    formula = ACTIVATIONS[kind]
    assert_same(case.layer.forward(case.inputs), formula(case.inputs))
    gradient = grad(lambda z: anp.sum(formula(z) * case.dvalues))(case.inputs)
    assert_same(case.layer.backward(case.dvalues), gradient)


@pytest.mark.parametrize("kind", PER_SAMPLE)
@given(data=st.data())
def test_losses(kind: str, data: Any) -> None:
    case: LossCase = data.draw(loss_cases(kind))
    formula = PER_SAMPLE[kind]
    per_sample = formula(case.predictions, case.targets)
    assert_same(case.loss.per_sample(case.predictions, case.targets), per_sample)
    value = case.loss.forward(case.predictions, case.targets)
    assert value == pytest.approx(per_sample.mean(), rel=1e-10)
    gradient = grad(lambda y: anp.mean(formula(y, case.targets)))(case.predictions)
    assert_same(case.loss.backward(), gradient)


@given(generators, sizes, sizes, sizes, st.integers(2, 5))
def test_a_network_of_two_layers(
    rng: np.random.Generator, n_inputs: int, n_hidden: int, n_classes: int, n_samples: int
) -> None:
    first, second = dense(rng, n_inputs, n_hidden), dense(rng, n_hidden, n_classes)
    inputs, classes = numbers(rng, (n_samples, n_inputs)), rng.integers(n_classes, size=n_samples)
    bend, loss = ReLU(), SoftmaxCrossEntropy()

    def network(x: Any, w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
        logits = anp.dot(relu(anp.dot(x, w1) + b1), w2) + b2
        return -anp.mean(chosen(log_softmax(logits), classes))

    value = loss.forward(second.forward(bend.forward(first.forward(inputs))), classes)
    dinputs = first.backward(bend.backward(second.backward(loss.backward())))
    at = inputs, first.weights, first.biases, second.weights, second.biases
    assert value == pytest.approx(network(*at), rel=1e-10)
    ours = dinputs, first.dweights, first.dbiases, second.dweights, second.dbiases
    for argument, gradient in enumerate(ours):
        assert_same(gradient, grad(network, argument)(*at))
