"""Sums over many samples in single precision: they are as exact as its numbers are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Network,
    SoftmaxCrossEntropy,
    SquaredError,
)
from backprop.datasets import Standardisation

SINGLE = float(np.finfo(np.float32).eps)


class TestStandardisation:
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    @pytest.mark.parametrize("size", [1.7e9, 1e20, 1e-20])
    def test_the_mean_is_0_and_the_deviation_1(self, size: float, dtype: Any) -> None:
        """Seconds since 1970, for one."""
        drawn = np.random.default_rng(0).normal(1.7e9, 1e5, (20_000, 2)) * (size / 1.7e9)
        z = Standardisation(drawn.astype(dtype))(drawn.astype(dtype))
        assert z.dtype == dtype
        assert abs(z.mean(axis=0, dtype=float)).max() < 1e-6
        assert abs(z.std(axis=0, dtype=float) - 1).max() < 1e-6

    def test_one_that_differs_among_a_million(self) -> None:
        values = np.full((1_000_001, 1), 100, np.float32)
        values[-1] = 101
        scaling = Standardisation(values)
        assert scaling.deviation[0, 0] == pytest.approx(1e-3, rel=1e-5)
        assert scaling.mean[0, 0] == pytest.approx(100 + 1e-6, abs=1e-12)

    def test_a_mean_far_from_0(self) -> None:
        """A million seconds since 1970, all within a minute or so."""
        values = 1.7e9 + np.random.default_rng(2).normal(0, 10, (1_000_000, 2))
        z = Standardisation(values)(values)
        assert abs(z.mean(axis=0)).max() < 2e-7  # the last bit of the mean is 2e-8 of a deviation

    @pytest.mark.parametrize("size", [1e200, 1e-200, 1e308])
    def test_no_square_is_too_large_or_too_small(self, size: float) -> None:
        z = Standardisation([[size], [-size / 2], [-size / 2]])([[size], [-size / 2], [-size / 2]])
        assert z[:, 0] == pytest.approx([2**0.5, -(2**-0.5), -(2**-0.5)], rel=1e-14)

    def test_the_way_there_and_back(self) -> None:
        values = np.random.default_rng(1).normal(1.7e9, 1e5, (100, 2)).astype(np.float32)
        scaling = Standardisation(values)
        back = scaling.undo(scaling(values))
        assert back.dtype == np.float32
        assert np.allclose(back, values, rtol=1e-7)

    def test_a_result_that_does_not_fit_is_refused(self) -> None:
        scaling = Standardisation([[0.0], [1e-30]])
        with pytest.raises(ValueError, match="results of finite float32 numbers, got 2"):
            scaling(np.full((1, 1), 1e20, np.float32))


class TestMeanLosses:
    N = 3_000_000

    def test_squared_error(self) -> None:
        predictions = np.full((self.N, 1), 0.1, np.float32)
        loss = SquaredError().forward(predictions, np.zeros((self.N, 1)))
        assert loss == pytest.approx(float(np.float32(0.1)) ** 2 / 2, rel=1e-12)

    def test_squares_beyond_single_precision(self) -> None:
        predictions = np.full((2, 2), 1e20, np.float32)
        assert SquaredError().forward(predictions, np.zeros((2, 2))) == pytest.approx(1e40)

    @pytest.mark.parametrize("loss", [CategoricalCrossEntropy(), SoftmaxCrossEntropy()])
    def test_cross_entropies(self, loss: Any) -> None:
        """One sample of a million is far off; each of the others is nearly certain."""
        classes = np.zeros(1_000_000, int)
        p = np.tile(np.array([[1 - 1e-6, 1e-6]]), (len(classes), 1)).astype(np.float32)
        p[0] = p[0, ::-1]
        given = p if isinstance(loss, CategoricalCrossEntropy) else np.log(p)
        each = loss.per_sample(given, classes)
        assert loss.forward(given, classes) == pytest.approx(each.mean(dtype=float), rel=1e-12)

    def test_cross_entropy_in_a_network(self) -> None:
        logits = np.zeros((1_000_000, 2), np.float32)
        logits[:, 0] = np.random.default_rng(1).uniform(0, 1e-3, len(logits))
        classes = np.zeros(len(logits), int)
        network = Network([Dense(2, 2, dtype=np.float32)], SoftmaxCrossEntropy())
        network.layers[0].weights = np.eye(2)
        each = SoftmaxCrossEntropy().per_sample(logits.astype(float), classes)
        assert network.forward(logits, classes) == pytest.approx(each.mean(), rel=1e-8)


class TestGradients:
    """At 3 million rows a running sum in single precision is off by 1%."""

    N = 3_000_000

    def data(self) -> tuple[Any, Any]:
        rng = np.random.default_rng(2)
        drawn = (rng.uniform(0.5, 1.5, (self.N, 1)), rng.uniform(0.05, 0.15, (self.N, 2)))
        return tuple(each.astype(np.float32) for each in drawn)

    def test_of_a_layer(self) -> None:
        inputs, dvalues = self.data()
        layer = Dense(1, 2, dtype=np.float32)
        layer.forward(inputs)
        layer.backward(dvalues)
        assert layer.dbiases == pytest.approx(dvalues.sum(0, float, keepdims=True), rel=SINGLE)
        assert layer.dweights == pytest.approx(inputs.astype(float).T @ dvalues, rel=SINGLE)
        assert layer.dbiases.dtype == layer.dweights.dtype == np.float32

    def test_of_a_network(self) -> None:
        inputs, dvalues = self.data()
        network = Network([Dense(1, 2, dtype=np.float32)], SquaredError())
        (layer,) = network.layers
        layer.weights = [[0, 0]]
        network.forward(inputs, -dvalues)  # the gradient behind the layer is dvalues / N
        network.backward()
        shares = (dvalues / np.float32(self.N)).astype(float)
        assert layer.dbiases == pytest.approx(shares.sum(0, keepdims=True), rel=2 * SINGLE)
        assert layer.dweights == pytest.approx(inputs.astype(float).T @ shares, rel=2 * SINGLE)

    def test_a_sum_of_ones_does_not_stop_growing(self) -> None:
        layer = Dense(1, 1, dtype=np.float32)
        ones = np.ones((20_000_000, 1), np.float32)
        layer.forward(ones)
        layer.backward(ones)
        assert layer.dbiases == layer.dweights == 2e7
