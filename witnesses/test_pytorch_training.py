"""Optimizers and whole training runs against PyTorch: the same parameters after each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import DTypeLike

from arrays import assert_same, numbers
from backprop import SGD, Adam, Momentum
from networks import network_case

TOLERANCES = {np.float64: 1e-12, np.float32: 1e-4}
DECAY = 0.1
every_precision = pytest.mark.parametrize("dtype", TOLERANCES)

# Ours, and PyTorch's with what changes its rate after each step.
OPTIMIZERS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "SGD": (lambda: SGD(0.05), lambda p: torch.optim.SGD(p, lr=0.05)),
    "SGD with decay": (lambda: SGD(0.05, decay=DECAY), lambda p: torch.optim.SGD(p, lr=0.05)),
    "Momentum": (
        lambda: Momentum(0.05, momentum=0.8),
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8),
    ),
    "Nesterov": (
        lambda: Momentum(0.05, momentum=0.8, nesterov=True),
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True),
    ),
    "Adam": (lambda: Adam(0.05), lambda p: torch.optim.Adam(p, lr=0.05)),
    "Adam with its own numbers": (
        lambda: Adam(0.05, beta1=0.6, beta2=0.7, epsilon=1e-3),
        lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.6, 0.7), eps=1e-3),
    ),
}


def rate_of(kind: str, theirs: Any) -> Any:
    decay = DECAY if kind == "SGD with decay" else 0
    return torch.optim.lr_scheduler.LambdaLR(theirs, lambda step: 1 / (1 + decay * step))


@every_precision
@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("seed", range(10))
def test_optimizers_step_for_step(seed: int, kind: str, dtype: DTypeLike) -> None:
    rng = np.random.default_rng(seed)
    parameters = [numbers(rng, (2, 3), dtype), numbers(rng, (1, 3), dtype)]
    tensors = [torch.tensor(each, requires_grad=True) for each in parameters]
    make, theirs_of = OPTIMIZERS[kind]
    optimizer, theirs = make(), theirs_of(tensors)
    rate = rate_of(kind, theirs)
    for _ in range(20):
        gradients = [numbers(rng, each.shape, dtype) for each in parameters]
        optimizer.step(zip(parameters, gradients, strict=True))
        for tensor, gradient in zip(tensors, gradients, strict=True):
            tensor.grad = torch.tensor(gradient)
        theirs.step()
        rate.step()
        for ours, tensor in zip(parameters, tensors, strict=True):
            assert_same(ours, tensor.detach().numpy(), tolerance=TOLERANCES[dtype])


@every_precision
@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("seed", range(5))
def test_training_loss_for_loss(seed: int, kind: str, dtype: DTypeLike) -> None:
    case = network_case("ReLU", "SoftmaxCrossEntropy", np.random.default_rng(seed), dtype)
    make, theirs_of = OPTIMIZERS[kind]
    leaves = [torch.tensor(each) for each in case.network.named_parameters().values()]
    w1, b1, w2, b2 = (leaf.requires_grad_() for leaf in leaves)
    x, y = torch.tensor(case.inputs), torch.tensor(case.targets)
    theirs, losses = theirs_of(leaves), []
    rate = rate_of(kind, theirs)
    for step in range(11):
        theirs.zero_grad()
        loss = torch.nn.functional.cross_entropy(torch.relu(x @ w1 + b1) @ w2 + b2, y)
        losses.append(loss.item())
        if step < 10:
            loss.backward()
            theirs.step()
            rate.step()
    history = case.network.fit(case.inputs, case.targets, make(), 10)
    assert history.loss == pytest.approx(losses, rel=TOLERANCES[dtype], abs=TOLERANCES[dtype])
    for ours, leaf in zip(case.network.named_parameters().values(), leaves, strict=True):
        tolerance = 1e-9 if dtype is np.float64 else 1e-3
        assert_same(ours, leaf.detach().numpy(), tolerance=tolerance)
