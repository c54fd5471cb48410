"""Losses by their worked example, against their gradients, and where numbers get extreme."""

from __future__ import annotations

import doctest
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrays import LOSSES, PRECISIONS, LossCase, assert_same, loss_case, loss_cases, one_hot
from backprop import (
    CategoricalCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
    losses,
)

PROBABILITIES = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
CLASSES = np.array([0, 1, 1])
ONE_HOT = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0]])
FUSED = np.array([[-0.3, 0.1, 0.2], [0.1, -0.5, 0.4], [0.02, -0.1, 0.08]]) / 3

every_loss = pytest.mark.parametrize("kind", LOSSES)
every_precision = pytest.mark.parametrize("dtype", PRECISIONS)
both_targets = pytest.mark.parametrize("targets", [CLASSES, ONE_HOT], ids=["classes", "one-hot"])


class TestWorkedExample:
    @both_targets
    def test_slope_by_probability(self, targets: Any) -> None:
        loss = CategoricalCrossEntropy()
        per_sample = -np.log([0.7, 0.5, 0.9])
        assert loss.forward(PROBABILITIES, targets) == pytest.approx(per_sample.mean(), rel=1e-15)
        assert_same(loss.per_sample(PROBABILITIES, targets), per_sample, tolerance=1e-15)
        slopes = np.array([[-1 / 2.1, 0, 0], [0, -1 / 1.5, 0], [0, -1 / 2.7, 0]])
        assert_same(loss.backward(), slopes, tolerance=1e-15)

    @both_targets
    def test_two_routes(self, targets: Any) -> None:
        logits = np.log(PROBABILITIES)
        fused, softmax, loss = SoftmaxCrossEntropy(), Softmax(), CategoricalCrossEntropy()
        value = fused.forward(logits, targets)
        assert loss.forward(softmax.forward(logits), targets) == pytest.approx(value, rel=1e-15)
        assert fused.probabilities is not None
        assert_same(fused.probabilities, PROBABILITIES, tolerance=1e-15)
        assert_same(fused.backward(), FUSED, tolerance=1e-15)
        assert_same(softmax.backward(loss.backward()), FUSED, tolerance=1e-15)


def test_squared_error_of_a_small_batch() -> None:
    loss = SquaredError()
    predictions, targets = [[1, 2], [0, -1]], [[0, 4], [0, 3]]
    assert_same(loss.per_sample(predictions, targets), np.array([2.5, 8]), tolerance=0)
    assert loss.forward(predictions, targets) == 5.25
    assert_same(loss.backward(), np.array([[0.5, -1], [0, -2]]), tolerance=0)


@every_loss
class TestEveryLoss:
    @given(data=st.data())
    def test_gradient_agrees_with_central_differences(self, kind: str, data: Any) -> None:
        case = data.draw(loss_cases(kind))
        report = check_gradients(case.loss, case.predictions, case.targets)
        assert report, report

    @given(data=st.data())
    def test_a_batch_is_the_mean_of_its_samples(self, kind: str, data: Any) -> None:
        case = data.draw(loss_cases(kind))
        n_samples = len(case.predictions)
        values, rows = [], []
        for i in range(n_samples):
            single = slice(i, i + 1)
            values.append(case.loss.forward(case.predictions[single], case.targets[single]))
            rows.append(case.loss.backward())
        total = case.loss.forward(case.predictions, case.targets)
        assert total == pytest.approx(np.mean(values), rel=1e-13)
        assert_same(case.loss.backward(), np.vstack(rows) / n_samples, tolerance=1e-14)
        per_sample = case.loss.per_sample(case.predictions, case.targets)
        assert_same(per_sample, np.array(values), tolerance=1e-14)

    @every_precision
    @given(data=st.data())
    def test_precision_stays(self, kind: str, dtype: Any, data: Any) -> None:
        case = data.draw(loss_cases(kind, dtype=dtype))
        assert type(case.loss.forward(case.predictions, case.targets)) is float
        assert case.loss.backward().dtype == dtype
        assert case.loss.per_sample(case.predictions, case.targets).dtype == dtype

    def test_per_sample_leaves_what_forward_remembered(self, kind: str) -> None:
        case = loss_case(kind, np.random.default_rng(1), 4, 3, float)
        case.loss.forward(case.predictions, case.targets)
        before = case.loss.backward()
        case.loss.per_sample(case.predictions[:2], case.targets[:2])
        assert_same(case.loss.backward(), before, tolerance=0)

    def test_nothing_handed_in_is_changed_or_kept(self, kind: str) -> None:
        case = loss_case(kind, np.random.default_rng(2), 4, 3, float)
        case.loss.forward(case.predictions, case.targets)
        expected = case.loss.backward()
        predictions, targets = case.predictions.copy(), case.targets.copy()
        case.loss.per_sample(predictions, targets)
        case.loss.forward(predictions, targets)
        case.loss.backward()
        assert np.array_equal(predictions, case.predictions)
        assert np.array_equal(targets, case.targets)
        predictions[:], targets[:] = 0, 0
        assert_same(case.loss.backward(), expected, tolerance=0)

    def test_nothing_handed_out_reaches_back(self, kind: str) -> None:
        case = loss_case(kind, np.random.default_rng(3), 4, 3, float)
        case.loss.forward(case.predictions, case.targets)
        expected = case.loss.backward().copy()
        case.loss.backward()[:] = 77
        assert_same(case.loss.backward(), expected, tolerance=0)

    def test_repr(self, kind: str) -> None:
        assert repr(LOSSES[kind]()) == f"{kind}()"


@pytest.mark.parametrize("kind", ["CategoricalCrossEntropy", "SoftmaxCrossEntropy"])
@given(data=st.data())
def test_class_numbers_and_one_hot_rows_are_the_same(kind: str, data: Any) -> None:
    case = data.draw(loss_cases(kind))
    rows = one_hot(case.targets, case.predictions.shape[1])
    values, gradients, per_sample = [], [], []
    for targets in (case.targets, rows, rows.astype(int), rows.astype(bool), rows.tolist()):
        values.append(case.loss.forward(case.predictions, targets))
        gradients.append(case.loss.backward())
        per_sample.append(case.loss.per_sample(case.predictions, targets))
    assert len(set(values)) == 1
    for gradient, losses_ in zip(gradients, per_sample, strict=True):
        assert_same(gradient, gradients[0], tolerance=0)
        assert_same(losses_, per_sample[0], tolerance=0)


@given(loss_cases("SoftmaxCrossEntropy"), st.sampled_from([0.1, 1.0, 4.0]))
def test_the_fused_loss_is_the_two_it_fuses(case: LossCase, scale: float) -> None:
    logits = scale * case.predictions
    softmax, loss = Softmax(), CategoricalCrossEntropy()
    value = loss.forward(softmax.forward(logits), case.targets)
    assert case.loss.forward(logits, case.targets) == pytest.approx(value, rel=1e-10)
    assert_same(case.loss.backward(), softmax.backward(loss.backward()))


@every_precision
class TestExtremes:
    def test_logits_far_out(self, dtype: Any) -> None:
        loss = SoftmaxCrossEntropy()
        logits = np.array([[1e4, -1e4, 0], [1e4, -1e4, 0], [-1e4, -1e4, -1e4]], dtype)
        per_sample = np.array([0, 2e4, math.log(3)], dtype)
        targets = [0, 1, 2]
        assert_same(loss.per_sample(logits, targets), per_sample, tolerance=1e-7)
        assert loss.forward(logits, targets) == pytest.approx(per_sample.mean(), rel=1e-6)
        third = 1 / 3
        slopes = np.array([[0, 0, 0], [1, -1, 0], [third, third, third - 1]]) / 3
        assert_same(loss.backward(), slopes.astype(dtype), tolerance=1e-7)

    def test_probabilities_of_0_and_1(self, dtype: Any) -> None:
        loss = CategoricalCrossEntropy()
        certain = np.array([[1, 0], [1, 0]], dtype)
        per_sample = np.array([0, -math.log(1e-7)], dtype)
        assert_same(loss.per_sample(certain, [0, 1]), per_sample, tolerance=1e-6)
        assert loss.forward(certain, [0, 1]) == pytest.approx(per_sample.mean(), rel=1e-6)
        slopes = np.array([[-0.5, 0], [0, -5e6]], dtype)
        assert_same(loss.backward(), slopes, tolerance=1e-6)

    def test_clipping_starts_at_its_limit(self, dtype: Any) -> None:
        loss = CategoricalCrossEntropy()
        for small, counts in [(0, 1e-7), (5e-8, 1e-7), (1e-7, 1e-7), (2e-7, 2e-7), (1e-3, 1e-3)]:
            value = loss.forward(np.array([[1 - small, small]], dtype), [1])
            assert value == pytest.approx(-math.log(counts), rel=1e-6)
            assert loss.backward()[0, 1] == pytest.approx(-1 / counts, rel=1e-6)

    def test_softmax_that_underflows_and_its_loss(self, dtype: Any) -> None:
        softmax, loss = Softmax(), CategoricalCrossEntropy()
        loss.forward(softmax.forward(np.array([[1e4, -1e4]], dtype)), [1])
        assert_same(softmax.backward(loss.backward()), np.zeros((1, 2), dtype), tolerance=0)


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(losses)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("loss", "predictions"),
    [(CategoricalCrossEntropy(), [[1.0, 0.0]]), (SoftmaxCrossEntropy(), [[1000.0, 0.0]])],
    ids=repr,
)
def test_no_loss_at_all_is_no_minus_zero(loss: Any, predictions: list[list[float]]) -> None:
    assert str(loss.forward(predictions, [0])) == "0.0"
    assert not np.signbit(loss.per_sample(predictions, [0])).any()


@pytest.mark.parametrize(
    ("loss", "predictions"),
    [
        (CategoricalCrossEntropy(), [[0.0, 1.0], [np.nextafter(np.float32(1), np.float32(0)), 0]]),
        (SoftmaxCrossEntropy(), [[0.0, 2.0**30], [0.0, 30.0]]),
    ],
    ids=repr,
)
def test_a_small_loss_beside_a_large_one_is_not_lost(loss: Any, predictions: Any) -> None:
    """In single precision both would add up to the larger alone."""
    batch = np.array(predictions, np.float32)
    large, small = loss.per_sample(batch, [0, 0])
    assert np.float32(large) + np.float32(small) == large
    assert loss.forward(batch, [0, 0]) == (float(large) + float(small)) / 2


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_logits_that_differ_by_more_than_a_number_can(dtype: Any) -> None:
    largest = float(np.finfo(dtype).max)
    logits = np.array([[0.0, 1.0], [largest, -largest]], dtype)
    with pytest.raises(ValueError, match=r"logits whose differences fit into float.* in row 1\."):
        SoftmaxCrossEntropy().forward(logits, [0, 1])
    assert Softmax().forward(logits)[1].tolist() == [1, 0]
