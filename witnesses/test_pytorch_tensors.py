"""Tensors in place of arrays: read on the CPU as they are, refused elsewhere with the reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from arrays import assert_same
from backprop import SGD, Adam, Dense, Network, ReLU, SigmoidCrossEntropy, SoftmaxCrossEntropy

X = torch.linspace(-1, 1, 40).reshape(20, 2)
Y = (X[:, 0] > 0).long()


def network(dtype: Any = np.float32) -> Network:
    layers = [Dense(2, 4, rng=1, dtype=dtype), ReLU(), Dense(4, 2, rng=2, dtype=dtype)]
    return Network(layers, SoftmaxCrossEntropy())


def test_training_on_tensors_is_training_on_their_numbers() -> None:
    one, two, x = network(), network(), X.clone()
    ours = one.fit(X, Y, Adam(0.1), 5, 4, validation=(X, Y), rng=3)
    theirs = two.fit(X.numpy(), Y.numpy(), Adam(0.1), 5, 4, validation=(X, Y), rng=3)
    assert ours.loss == theirs.loss
    assert torch.equal(X, x)
    assert_same(one.predict(X), two.predict(X.numpy()), tolerance=0)


def test_weights_and_gradients() -> None:
    layer, parameter = Dense(2, 2), np.ones((2, 2))
    layer.weights = torch.ones(2, 2)
    assert layer.weights.tolist() == [[1, 1], [1, 1]]
    SGD(0.5).step([(parameter, torch.ones(2, 2))])  # type: ignore[list-item]
    assert parameter.tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_shares_of_two_classes() -> None:
    loss = SigmoidCrossEntropy()
    assert loss.forward(X[:, :1], Y) == loss.forward(X[:, :1].numpy(), Y.numpy())


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (torch.ones(2, 2, requires_grad=True), "requires grad"),
        (torch.ones(2, 2).bfloat16(), "BFloat16"),
        (torch.ones(2, 2).to_sparse(), "to_dense"),
        (torch.ones(2, 2, device="meta"), "meta device"),
    ],
)
def test_what_is_no_array_says_why(bad: Any, says: str) -> None:
    with pytest.raises(TypeError, match=f"inputs that numpy can read, got Tensor: .*{says}"):
        network().predict(bad)
