"""What a network's passes save: arrays in place, no two of the largest, nothing unasked."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np
import pytest

from arrays import Array, dense
from backprop import Dense, Linear, Network, ReLU, SoftmaxCrossEntropy, SquaredError
from backprop.network import layer_passes as passes_of_layers
from backprop.network.layer_passes import layer_passes
from backprop.network.loss_passes import LossPasses, SoftmaxCrossEntropyPasses, loss_passes
from backprop.network.passes import Passes
from backprop.precision import product_over_samples
from networks import OwnLoss

X = [[1.0, -2.0], [-3.0, 4.0]]


@pytest.mark.parametrize(
    ("place", "keep", "in_place"), [(0, False, False), (1, False, True), (1, True, False)]
)
def test_a_relu_works_in_the_array_that_the_layer_before_has_no_use_for(
    place: int, keep: bool, in_place: bool
) -> None:
    inputs = np.array(X)
    outputs = layer_passes(ReLU(), place, 2).forward(inputs, keep=keep)
    assert outputs.tolist() == [[1, 0], [0, 4]]
    assert (outputs is inputs) is in_place
    assert inputs.tolist() == (outputs.tolist() if in_place else X)


def test_a_dense_layer_computes_no_gradient_unasked() -> None:
    passes = layer_passes(dense(np.random.default_rng(1), 2, 3), 0, 2)
    passes.forward(np.array(X), keep=False)
    assert passes.backward(np.ones((2, 3)), needs_dinputs=False) is None
    assert passes.backward(np.ones((2, 3)), needs_dinputs=True) is not None


def test_the_old_gradient_is_gone_before_the_new_one_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layer = dense(np.random.default_rng(1), 2, 3)
    passes = layer_passes(layer, 0, 2)
    passes.forward(np.array(X), keep=False)
    passes.backward(np.ones((2, 3)), needs_dinputs=False)
    old = weakref.ref(layer.dweights)
    seen: list[Any] = []

    def product(left: Array, right: Array) -> Array:
        seen.append(old())
        return product_over_samples(left, right)

    monkeypatch.setattr(passes_of_layers, "product_over_samples", product)
    passes.backward(np.ones((2, 3)), needs_dinputs=False)
    assert seen == [None]


def test_nothing_is_kept_or_computed_unasked() -> None:
    layer = dense(np.random.default_rng(1), 2, 3)
    passes = Passes([layer], SquaredError())
    passes.predict(np.array(X))
    assert layer.inputs is None
    passes.forward(np.array(X), np.zeros((2, 3)), keep=True)
    assert layer.inputs is not None
    assert passes.backward() is None
    assert passes.backward(needs_dinputs=True) is not None


def test_the_loss_that_time_is_spent_in_has_fast_passes_and_what_derives_from_it_has_not() -> None:
    class Own(SoftmaxCrossEntropy):
        pass

    assert type(loss_passes(SoftmaxCrossEntropy())) is SoftmaxCrossEntropyPasses
    assert type(loss_passes(Own())) is LossPasses


@pytest.mark.parametrize(("target", "taken"), [(0.1, np.float32(0.1)), (1e-60, 0), (1e30, 1e30)])
def test_targets_are_rounded_to_the_precision_of_the_network(target: float, taken: Any) -> None:
    given = np.array([[target]])
    it = loss_passes(OwnLoss()).checked_targets(given, (1, 1), np.dtype(np.float32), "fit")
    assert it.dtype == np.float32
    assert it[0, 0] == np.float32(taken)


def test_targets_too_large_for_the_precision_of_the_network_are_refused() -> None:
    given = np.array([[1.0], [1e39]])
    with pytest.raises(ValueError, match=r"^fit expects targets that fit into float32, got 1e\+39"):
        loss_passes(OwnLoss()).checked_targets(given, (2, 1), np.dtype(np.float32), "fit")


def test_a_network_may_have_nothing_to_learn() -> None:
    network = Network([Linear()], SquaredError())
    assert network.predict(X).tolist() == X
    with pytest.raises(ValueError, match=r"shape \(n_samples, n_inputs\), got \(2,\)"):
        network.predict([1.0, 2.0])
    with pytest.raises(ValueError, match=r"shape \(n_samples, 2\), got \(2,\)"):
        Network([Dense(2, 1)], SquaredError()).predict([1.0, 2.0])
