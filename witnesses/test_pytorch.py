"""The layers, activations, losses and scalar operations against PyTorch: values and shapes.

`make witnesses` runs this. It is no part of `make test`, since PyTorch is large.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import DTypeLike
from torch.nn import functional

from arrays import Array, assert_same, dense, layer_case, loss_case, numbers
from backprop import (
    CategoricalCrossEntropy,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    Tanh,
)
from backprop.graph import OPERATIONS
from graphs import arity, domain

TOLERANCES = {np.float64: 1e-10, np.float32: 1e-4}
ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "Linear": lambda z: 1 * z,
    "ReLU": torch.relu,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Softmax": lambda z: torch.softmax(z, dim=1),
}
# For a batch: the loss of each sample.
PER_SAMPLE: dict[str, Callable[[Any, Any], Any]] = {
    "SquaredError": lambda y, t: functional.mse_loss(y, t, reduction="none").sum(dim=1) / 2,
    "CategoricalCrossEntropy": lambda p, t: functional.nll_loss(torch.log(p), t, reduction="none"),
    "SoftmaxCrossEntropy": lambda z, t: functional.cross_entropy(z, t, reduction="none"),
    "SigmoidCrossEntropy": lambda z, t: functional.binary_cross_entropy_with_logits(
        z, t, reduction="none"
    ).sum(dim=1),
}
OPERATIONS_OF_TORCH: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "pow": torch.pow,
    "exp": torch.exp,
    "log": torch.log,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "square": torch.square,
    "sum": lambda *terms: torch.stack(terms).sum(),
}

every_precision = pytest.mark.parametrize("dtype", TOLERANCES)
every_batch = pytest.mark.parametrize("seed", range(40))


def leaf(array: Array) -> Any:
    return torch.tensor(array, requires_grad=True)


def sizes(rng: np.random.Generator, count: int) -> list[int]:
    return [int(size) for size in rng.integers(1, 6, count)]


@every_batch
@every_precision
def test_dense(seed: int, dtype: DTypeLike) -> None:
    rng = np.random.default_rng(seed)
    case = layer_case("Dense", rng, *sizes(rng, 2), dtype)
    x, w, b = (leaf(array) for array in (case.inputs, case.layer.weights, case.layer.biases))
    outputs = functional.linear(x, w.T, b[0])
    outputs.backward(torch.tensor(case.dvalues))
    ours = [case.layer.forward(case.inputs), case.layer.backward(case.dvalues)]
    ours += [case.layer.dweights, case.layer.dbiases]
    for array, tensor in zip(ours, [outputs.detach(), x.grad, w.grad, b.grad], strict=True):
        assert_same(array, tensor.numpy(), tolerance=TOLERANCES[dtype])


@every_batch
@every_precision
@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_activations(kind: str, seed: int, dtype: DTypeLike) -> None:
    rng = np.random.default_rng(seed)
    case = layer_case(kind, rng, *sizes(rng, 2), dtype)
    z = leaf(case.inputs)
    outputs = ACTIVATIONS[kind](z)
    outputs.backward(torch.tensor(case.dvalues))
    tolerance = TOLERANCES[dtype]
    assert_same(case.layer.forward(case.inputs), outputs.detach().numpy(), tolerance=tolerance)
    assert_same(case.layer.backward(case.dvalues), z.grad.numpy(), tolerance=tolerance)


@every_batch
@every_precision
@pytest.mark.parametrize("kind", PER_SAMPLE)
def test_losses(kind: str, seed: int, dtype: DTypeLike) -> None:
    rng = np.random.default_rng(seed)
    case = loss_case(kind, rng, *sizes(rng, 2), dtype)
    targets = case.targets
    if kind in ("SquaredError", "SigmoidCrossEntropy"):
        targets = targets.astype(dtype)
    y = leaf(case.predictions)
    per_sample = PER_SAMPLE[kind](y, torch.tensor(targets))
    per_sample.mean().backward()
    tolerance = TOLERANCES[dtype]
    ours = case.loss.per_sample(case.predictions, targets)
    assert_same(ours, per_sample.detach().numpy(), tolerance=tolerance)
    value = case.loss.forward(case.predictions, targets)
    assert value == pytest.approx(per_sample.mean().item(), rel=tolerance, abs=tolerance)
    assert_same(case.loss.backward(), y.grad.numpy(), tolerance=tolerance)


@every_batch
@every_precision
def test_a_network_of_two_layers(seed: int, dtype: DTypeLike) -> None:
    rng = np.random.default_rng(seed)
    n_samples, n_inputs, n_hidden, n_classes = sizes(rng, 4)
    first, second = dense(rng, n_inputs, n_hidden, dtype), dense(rng, n_hidden, n_classes, dtype)
    inputs, classes = (
        numbers(rng, (n_samples, n_inputs), dtype),
        rng.integers(n_classes, size=n_samples),
    )
    bend, loss = ReLU(), SoftmaxCrossEntropy()
    value = loss.forward(second.forward(bend.forward(first.forward(inputs))), classes)
    dinputs = first.backward(bend.backward(second.backward(loss.backward())))

    leaves = [leaf(a) for a in (inputs, first.weights, first.biases, second.weights, second.biases)]
    x, w1, b1, w2, b2 = leaves
    theirs = functional.cross_entropy(torch.relu(x @ w1 + b1) @ w2 + b2, torch.tensor(classes))
    theirs.backward()
    tolerance = TOLERANCES[dtype]
    assert value == pytest.approx(theirs.item(), rel=tolerance, abs=tolerance)
    ours = [dinputs, first.dweights, first.dbiases, second.dweights, second.dbiases]
    for gradient, tensor in zip(ours, leaves, strict=True):
        assert_same(gradient, tensor.grad.numpy(), tolerance=tolerance)


FAR_OUT = np.array([[1e4, -1e4, 0], [-1e4, 1e4, 1e4], [0, 0, 0], [1e3, 5, -40]])


@every_precision
@pytest.mark.parametrize("layer", [ReLU(), Sigmoid(), Tanh(), Softmax()], ids=repr)
def test_activations_far_out_and_at_0(layer: Any, dtype: DTypeLike) -> None:
    z = leaf(FAR_OUT.astype(dtype))
    dvalues = numbers(np.random.default_rng(1), FAR_OUT.shape, dtype)
    outputs = ACTIVATIONS[type(layer).__name__](z)
    outputs.backward(torch.tensor(dvalues))
    tolerance = TOLERANCES[dtype]
    assert_same(layer.forward(FAR_OUT.astype(dtype)), outputs.detach().numpy(), tolerance=tolerance)
    assert_same(layer.backward(dvalues), z.grad.numpy(), tolerance=tolerance)


@every_precision
def test_loss_of_logits_far_out(dtype: DTypeLike) -> None:
    loss, z, targets = SoftmaxCrossEntropy(), leaf(FAR_OUT.astype(dtype)), [1, 2, 0, 2]
    theirs = functional.cross_entropy(z, torch.tensor(targets))
    theirs.backward()
    assert loss.forward(FAR_OUT.astype(dtype), targets) == pytest.approx(theirs.item(), rel=1e-6)
    assert_same(loss.backward(), z.grad.numpy(), tolerance=TOLERANCES[dtype])


@every_precision
def test_loss_of_one_logit_far_out(dtype: DTypeLike) -> None:
    logits = np.array([[1e4], [1e4], [-1e4], [-1e4], [0], [30]], dtype)
    targets = np.array([[1], [0], [0.25], [1], [0], [1]], dtype)
    loss, z = SigmoidCrossEntropy(), leaf(logits)
    theirs = functional.binary_cross_entropy_with_logits(z, torch.tensor(targets))
    theirs.backward()
    assert loss.forward(logits, targets) == pytest.approx(theirs.item(), rel=1e-6)
    assert_same(loss.backward(), z.grad.numpy(), tolerance=TOLERANCES[dtype])


@every_precision
def test_a_small_probability_counts_as_its_limit(dtype: DTypeLike) -> None:
    small, loss = np.array([[1, 0], [1 - 1e-4, 1e-4]], dtype), CategoricalCrossEntropy()
    clipped = leaf(np.maximum(small, 1e-7))
    theirs = functional.nll_loss(torch.log(clipped), torch.tensor([1, 1]))
    theirs.backward()
    assert loss.forward(small, [1, 1]) == pytest.approx(theirs.item(), rel=1e-6)
    np.testing.assert_allclose(loss.backward(), clipped.grad.numpy(), rtol=1e-6, strict=True)


@every_batch
@pytest.mark.parametrize("op", OPERATIONS)
def test_scalar_operations(op: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    domains = [domain(op, argument) for argument in range(arity(op))]
    points = [float(rng.uniform(*each[rng.integers(len(each))])) for each in domains]
    leaves = [leaf(np.array(point)) for point in points]
    theirs = OPERATIONS_OF_TORCH[op](*leaves)
    theirs.backward()
    value = OPERATIONS[op].forward(*points)
    assert value == pytest.approx(theirs.item(), rel=1e-10)
    slopes = [tensor.grad.item() for tensor in leaves]
    assert list(OPERATIONS[op].local(value, *points)) == pytest.approx(slopes, rel=1e-10)
