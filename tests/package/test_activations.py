"""Activations by their worked examples, at their kinks, and far out."""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrays import PRECISIONS, LayerCase, assert_same, layer_cases
from backprop import Linear, ReLU, Sigmoid, Softmax, Tanh

SUMS = np.array([[1.0, 2, -3, -4], [2, -7, -1, 3], [-1, 2, 5, -1]])
INCOMING = np.arange(1.0, 13).reshape(3, 4)
PROBABILITIES = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])

every_precision = pytest.mark.parametrize("dtype", PRECISIONS)


class TestLinear:
    def test_worked_example(self) -> None:
        linear = Linear()
        assert_same(linear.forward(SUMS), SUMS, tolerance=0)
        assert_same(linear.backward(INCOMING), INCOMING, tolerance=0)


class TestReLU:
    def test_worked_example(self) -> None:
        relu = ReLU()
        outputs = np.array([[1.0, 2, 0, 0], [2, 0, 0, 3], [0, 2, 5, 0]])
        dinputs = np.array([[1.0, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]])
        assert_same(relu.forward(SUMS), outputs, tolerance=0)
        assert_same(relu.backward(INCOMING), dinputs, tolerance=0)

    @pytest.mark.parametrize("zero", [0.0, -0.0])
    def test_slope_at_0_is_0(self, zero: float) -> None:
        relu = ReLU()
        relu.forward([[zero]])
        assert relu.backward([[5.0]]) == 0

    @every_precision
    def test_slope_keeps_its_side_up_to_the_kink(self, dtype: Any) -> None:
        relu, smallest = ReLU(), np.finfo(dtype).smallest_subnormal
        relu.forward(np.array([[-smallest, smallest]], dtype))
        assert relu.backward([[5, 5]]).tolist() == [[0, 5]]

    def test_an_output_of_0_from_below_passes_nothing_back(self) -> None:
        relu = ReLU()
        assert relu.forward([[-1.0, -2]]).tolist() == [[0, 0]]
        assert relu.backward([[3.0, 4]]).tolist() == [[0, 0]]


class TestSigmoid:
    @pytest.mark.parametrize("z", [0.0, 0.5, -0.5, 3.0, -3.0, -30.0])
    def test_value_and_slope(self, z: float) -> None:
        sigmoid = Sigmoid()
        value = (1 + math.tanh(z / 2)) / 2
        assert sigmoid.forward([[z]])[0, 0] == pytest.approx(value, rel=1e-12, abs=1e-15)
        slope = 0.25 / math.cosh(z / 2) ** 2
        assert sigmoid.backward([[2.0]])[0, 0] == pytest.approx(2 * slope, rel=1e-12)

    @every_precision
    def test_far_out(self, dtype: Any) -> None:
        sigmoid = Sigmoid()
        far = np.array([[-1e4, -1e3, 0, 1e3, 1e4, np.finfo(dtype).max]], dtype)
        assert_same(sigmoid.forward(far), np.array([[0, 0, 0.5, 1, 1, 1]], dtype), tolerance=0)
        dinputs = sigmoid.backward(np.ones((1, 6)))
        assert_same(dinputs, np.array([[0, 0, 0.25, 0, 0, 0]], dtype), tolerance=0)

    @given(st.floats(-700, 0))
    def test_accurate_in_its_lower_tail(self, z: float) -> None:
        value = math.exp(z) / (1 + math.exp(z))
        assert Sigmoid().forward([[z]])[0, 0] == pytest.approx(value, rel=1e-14, abs=0)


class TestTanh:
    @pytest.mark.parametrize("z", [0.0, 0.5, -0.5, 3.0, -3.0])
    def test_value_and_slope(self, z: float) -> None:
        tanh, e = Tanh(), math.exp(2 * z)
        value = (e - 1) / (e + 1)
        assert tanh.forward([[z]])[0, 0] == pytest.approx(value, rel=1e-12, abs=0)
        slope = 4 * e / (1 + e) ** 2
        assert tanh.backward([[2.0]])[0, 0] == pytest.approx(2 * slope, rel=1e-12)

    @every_precision
    def test_far_out(self, dtype: Any) -> None:
        tanh, largest = Tanh(), np.finfo(dtype).max
        far = np.array([[-largest, -1e4, -0.0, 1e4, largest]], dtype)
        assert_same(tanh.forward(far), np.array([[-1, -1, 0, 1, 1]], dtype), tolerance=0)
        dinputs = tanh.backward(np.ones((1, 5)))
        assert_same(dinputs, np.array([[0, 0, 1, 0, 0]], dtype), tolerance=0)

    @given(st.floats(-1e-3, 1e-3))
    def test_accurate_near_0(self, z: float) -> None:
        assert Tanh().forward([[z]])[0, 0] == pytest.approx(z - z**3 / 3, rel=1e-12, abs=5e-324)

    def test_is_a_sigmoid_stretched(self) -> None:
        twice = Sigmoid().forward(2 * SUMS)
        assert_same(Tanh().forward(SUMS), 2 * twice - 1, tolerance=1e-15)


class TestSoftmax:
    def test_worked_example(self) -> None:
        softmax = Softmax()
        assert_same(softmax.forward(np.log(PROBABILITIES)), PROBABILITIES, tolerance=1e-15)
        jacobian = [[0.21, -0.07, -0.14], [-0.07, 0.09, -0.02], [-0.14, -0.02, 0.16]]
        assert_same(softmax.jacobian(0), np.array(jacobian), tolerance=1e-15)

    def test_all_equal(self) -> None:
        assert_same(Softmax().forward([[3, 3, 3, 3]]), np.full((1, 4), 0.25), tolerance=0)

    def test_one_class(self) -> None:
        softmax = Softmax()
        assert softmax.forward([[5.0], [-3.0]]).tolist() == [[1], [1]]
        assert softmax.backward([[2.0], [7.0]]).tolist() == [[0], [0]]

    @every_precision
    def test_far_out(self, dtype: Any) -> None:
        softmax, top = Softmax(), np.finfo(dtype).max / 4
        far = np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4], [1e4, 1e4, -1e4], [top, -top, top]])
        third, half = 1 / 3, 1 / 2
        wanted = [[1, 0, 0], [third, third, third], [half, half, 0], [half, 0, half]]
        assert_same(softmax.forward(far.astype(dtype)), np.array(wanted, dtype), tolerance=1e-7)
        dvalues = np.arange(12.0).reshape(4, 3)
        mean = (dvalues * wanted).sum(axis=1, keepdims=True)
        assert_same(
            softmax.backward(dvalues), (wanted * (dvalues - mean)).astype(dtype), tolerance=1e-6
        )

    @given(layer_cases("Softmax"))
    def test_rows_are_probabilities(self, case: LayerCase) -> None:
        outputs = case.layer.forward(case.inputs)
        assert (outputs > 0).all()
        assert_same(outputs.sum(axis=1), np.ones(len(outputs)), tolerance=1e-15)
        # Adding the same number to all logits of a row changes nothing.
        assert_same(case.layer.forward(case.inputs + 3), outputs, tolerance=1e-14)

    @given(layer_cases("Softmax"))
    def test_backward_is_the_product_with_the_jacobian(self, case: LayerCase) -> None:
        outputs = case.layer.forward(case.inputs)
        jacobians = [case.layer.jacobian(sample) for sample in range(len(outputs))]
        products = [row @ each for row, each in zip(case.dvalues, jacobians, strict=True)]
        assert_same(case.layer.backward(case.dvalues), np.array(products), tolerance=1e-14)

    @given(layer_cases("Softmax"))
    def test_a_row_of_the_jacobian_is_backward_from_one_output(self, case: LayerCase) -> None:
        outputs = case.layer.forward(case.inputs)
        for i in range(outputs.shape[1]):
            unit = np.zeros_like(outputs)
            unit[:, i] = 1
            rows = [case.layer.jacobian(sample)[i] for sample in range(len(outputs))]
            assert_same(case.layer.backward(unit), np.array(rows), tolerance=1e-14)

    def test_a_jacobian_handed_out_reaches_nothing(self) -> None:
        softmax = Softmax()
        softmax.forward(SUMS)
        before = softmax.jacobian(2)
        softmax.jacobian(2)[:] = 77
        assert_same(softmax.jacobian(2), before, tolerance=0)

    def test_sample_may_come_from_numpy(self) -> None:
        softmax = Softmax()
        softmax.forward(SUMS)
        assert_same(softmax.jacobian(np.int64(1)), softmax.jacobian(1), tolerance=0)  # type: ignore[arg-type]

    @every_precision
    def test_jacobian_keeps_the_precision(self, dtype: Any) -> None:
        softmax = Softmax()
        softmax.forward(SUMS.astype(dtype))
        assert softmax.jacobian(0).dtype == dtype


@pytest.mark.parametrize("kind", [Linear, ReLU, Sigmoid, Tanh, Softmax])
def test_repr(kind: type) -> None:
    assert repr(kind()) == f"{kind.__name__}()"


@pytest.mark.parametrize("kind", [Linear, ReLU, Sigmoid, Tanh, Softmax])
def test_largest_numbers_go_through(kind: Any) -> None:
    layer = kind()
    outputs = layer.forward([[sys.float_info.max, 1.0]])
    assert np.isfinite(outputs).all()
    assert np.isfinite(layer.backward([[1.0, 2.0]])).all()
    layer.forward([[-20.0, 1.0]])
    assert np.isfinite(layer.backward([[sys.float_info.max, 1.0]])).all()
