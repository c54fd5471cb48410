"""The loss of two classes and one output: what it is equal to, far out, and what it refuses."""

from __future__ import annotations

import doctest
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from arrays import PRECISIONS, LossCase, assert_same, loss_cases
from backprop import (
    Adam,
    Dense,
    Network,
    Sigmoid,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
    binary_cross_entropy,
)
from networks import OwnLoss

XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])

every_precision = pytest.mark.parametrize("dtype", PRECISIONS)


def test_worked_example() -> None:
    loss = SigmoidCrossEntropy()
    logits = [[0.0], [math.log(3)], [-math.log(3)]]
    per_sample = np.array(
        [math.log(2), math.log(4 / 3), -0.2 * math.log(0.25) - 0.8 * math.log(0.75)]
    )
    assert_same(loss.per_sample(logits, [1, 1, 0.2]), per_sample, tolerance=1e-15)
    assert loss.forward(logits, [1, 1, 0.2]) == pytest.approx(per_sample.mean(), rel=1e-15)
    assert loss.probabilities is not None
    assert_same(loss.probabilities, np.array([[0.5], [0.75], [0.25]]), tolerance=1e-15)
    assert_same(loss.backward(), np.array([[-0.5], [-0.25], [0.05]]) / 3, tolerance=1e-15)


@given(loss_cases("SigmoidCrossEntropy"))
def test_it_is_the_softmax_of_two_logits_the_first_being_0(case: LossCase) -> None:
    hard = np.round(case.targets)
    two = np.column_stack([np.zeros(len(hard)), case.predictions])
    loss, value = SoftmaxCrossEntropy(), case.loss.forward(case.predictions, hard)
    assert value == pytest.approx(loss.forward(two, hard[:, 0].astype(int)), rel=1e-12)
    assert_same(case.loss.backward(), loss.backward()[:, 1:], tolerance=1e-14)


@given(loss_cases("SigmoidCrossEntropy"))
def test_its_probabilities_are_those_of_the_sigmoid(case: LossCase) -> None:
    case.loss.forward(case.predictions, case.targets)
    assert_same(case.loss.probabilities, Sigmoid().forward(case.predictions), tolerance=0)


@given(loss_cases("SigmoidCrossEntropy"))
def test_targets_as_a_column_a_row_and_a_list_are_the_same(case: LossCase) -> None:
    values = {
        case.loss.forward(case.predictions, targets)
        for targets in (case.targets, case.targets[:, 0], case.targets.tolist())
    }
    assert len(values) == 1


@every_precision
def test_far_out(dtype: Any) -> None:
    loss, top = SigmoidCrossEntropy(), float(np.finfo(dtype).max)
    logits = np.array([[1e4], [1e4], [-1e4], [-1e4], [0], [-0.0], [top], [-1e4]], dtype)
    targets = [1, 0, 0, 1, 1, 0, 1, 0.25]
    per_sample = np.array([0, 1e4, 0, 1e4, math.log(2), math.log(2), 0, 2.5e3], dtype)
    with np.errstate(all="raise"):
        assert_same(loss.per_sample(logits, targets), per_sample, tolerance=1e-7)
        assert loss.forward(logits, targets) == pytest.approx(per_sample.mean(), rel=1e-6)
        slopes = np.array([[0, 1, 0, -1, -0.5, 0.5, 0, -0.25]], dtype).T / 8
        assert_same(loss.backward(), slopes, tolerance=1e-7)


@every_precision
def test_nearly_certain_is_not_rounded_to_certain(dtype: Any) -> None:
    value = SigmoidCrossEntropy().forward(np.array([[50]], dtype), [1])
    assert value == pytest.approx(math.exp(-50), rel=1e-5)


def test_the_largest_losses_have_a_mean() -> None:
    top = float(np.finfo(np.float32).max)
    value = SigmoidCrossEntropy().forward(np.array([[top], [top]], np.float32), [0, 0])
    assert value == pytest.approx(top)


@pytest.mark.parametrize(
    ("predictions", "targets", "error", "says"),
    [
        ([[1], [2]], [0, 2], ValueError, r"from 0 to 1, got 2 at \[1\]"),
        ([[1], [2]], [-0.1, 1], ValueError, r"from 0 to 1, got -0.1 at \[0\]"),
        ([[1], [2]], [0, np.nan], ValueError, r"got nan at \[1, 0\]"),
        ([[1], [2]], [0], ValueError, r"shape \(2,\) or \(2, 1\), got shape \(1,\)"),
        ([[1], [2]], [[1, 0], [0, 1]], ValueError, r"\(2, 1\), got shape \(2, 2\)"),
        ([[1], [2]], ["0", "1"], TypeError, "of real numbers, got dtype <U1"),
        ([[1, 2]], [0], ValueError, r"predictions of shape \(n_samples, 1\), got \(1, 2\)"),
        ([1, 2], [0, 1], ValueError, r"predictions of shape \(n_samples, 1\), got \(2,\)"),
    ],
)
@pytest.mark.parametrize("method", ["forward", "per_sample"])
def test_refusals(
    method: str, predictions: Any, targets: Any, error: type[Exception], says: str
) -> None:
    loss = SigmoidCrossEntropy()
    with pytest.raises(error, match=f"SigmoidCrossEntropy.{method} expects .*{says}"):
        getattr(loss, method)(predictions, targets)
    with pytest.raises(RuntimeError, match=r"call .*forward first"):
        loss.backward()


class TestInANetwork:
    @pytest.mark.parametrize("seed", range(3))
    def test_learns_xor_and_tells_its_classes(self, seed: int, tmp_path: Path) -> None:
        x, y = XOR
        rng = np.random.default_rng(seed)
        network = Network(
            [Dense(2, 4, rng=rng), Tanh(), Dense(4, 1, rng=rng)], SigmoidCrossEntropy()
        )
        history = network.fit(x, y, Adam(0.05), 500)
        assert history.loss[-1] < 0.05 < history.loss[0]
        assert history.accuracy[-1] == 1
        assert network.evaluate(x, y.reshape(-1, 1)).accuracy == 1
        assert network.predict_classes(x).tolist() == y.tolist()
        network.save(tmp_path / "xor.npz")
        assert Network.load(tmp_path / "xor.npz").evaluate(x, y) == network.evaluate(x, y)

    def test_part_of_the_classes_is_right(self) -> None:
        layer = Dense(1, 1)
        layer.weights = [[1]]
        network = Network([layer], SigmoidCrossEntropy())
        x = np.linspace(-1, 1, 3001).reshape(-1, 1)  # 0 in the middle counts as class 0
        assert network.predict_classes(x).tolist() == [0] * 1501 + [1] * 1500
        assert network.predict_classes(x).dtype == np.intp
        assert network.evaluate(x, np.ones(3001)).accuracy == 1500 / 3001
        assert network.evaluate(x, np.zeros(3001, dtype=bool)).accuracy == 1501 / 3001

    def test_a_share_is_no_class(self) -> None:
        network = Network([Dense(1, 1)], SigmoidCrossEntropy())
        x, y = np.ones((2000, 1)), np.ones(2000)
        y[1999] = 0.9
        assert network.evaluate(x, y).accuracy is None
        assert network.fit(x, y, Adam(), 1).accuracy == []

    def test_a_network_of_two_outputs_is_refused(self) -> None:
        with pytest.raises(
            ValueError, match=r"one output for Sig.*, got layers\[0\], Dense\(3, 2\)"
        ):
            Network([Dense(3, 2), Tanh()], SigmoidCrossEntropy())

    def test_one_output_and_class_numbers_are_led_to_it(self) -> None:
        network = Network([Dense(2, 1)], SoftmaxCrossEntropy())
        with pytest.raises(ValueError, match="one output use SigmoidCrossEntropy"):
            network.evaluate(*XOR)


def test_predict_classes_takes_the_largest_output() -> None:
    layer = Dense(2, 3)
    layer.weights = [[1, 0, -1], [0, 1, 0]]
    network = Network([layer], SoftmaxCrossEntropy())
    assert network.predict_classes([[1, 2], [3, 1], [-4, 1], [0, 0]]).tolist() == [1, 0, 2, 0]


@pytest.mark.parametrize("loss", [SquaredError(), OwnLoss()], ids=repr)
def test_predict_classes_needs_classes(loss: Any) -> None:
    network = Network([Dense(2, 3)], loss)
    with pytest.raises(TypeError, match=r"loss of classes.*, got \w+\(\)"):
        network.predict_classes([[1, 2]])


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(binary_cross_entropy)
    assert result.attempted > 0
    assert result.failed == 0
