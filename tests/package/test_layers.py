"""The Dense layer by its worked examples, and what every layer promises."""

from __future__ import annotations

import doctest
import math
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrays import LAYERS, PRECISIONS, Array, LayerCase, assert_same, layer_case, layer_cases
from backprop import Dense, ReLU, activations, check_gradients, layers, scales

WEIGHTS = np.array([[0.2, 0.8, -0.5, 1], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]]).T
INPUTS = np.array([[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]])
ROWS = np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 3]])

every_layer = pytest.mark.parametrize("kind", LAYERS)
every_precision = pytest.mark.parametrize("dtype", PRECISIONS)


def example() -> Dense:
    layer = Dense(4, 3)
    layer.weights = WEIGHTS
    layer.biases = [[2, 3, 0.5]]
    return layer


class TestWorkedExamples:
    def test_one_sample(self) -> None:
        layer = example()
        layer.forward(INPUTS[:1])
        assert_same(layer.backward([[1, 1, 1]]), np.array([[0.44, -0.38, -0.07, 1.37]]))

    def test_forward(self) -> None:
        outputs = [[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]]
        assert_same(example().forward(INPUTS), np.array(outputs))

    def test_a_batch(self) -> None:
        layer = example()
        layer.forward(INPUTS)
        dinputs = np.array([[1.0], [2], [3]]) * [[0.44, -0.38, -0.07, 1.37]]
        assert_same(layer.backward(ROWS), dinputs)
        assert_same(layer.dweights, np.array([[0.5] * 3, [20.1] * 3, [10.9] * 3, [4.1] * 3]))
        assert_same(layer.dbiases, np.array([[6.0, 6, 6]]))

    @pytest.mark.parametrize(
        ("gradient", "first_row", "biases"),
        [
            ("ones", [0.1985, 0.5005, -0.2615], [1.997, 2.998, 0.497]),
            ("outputs", [0.179515, 0.5003665, -0.262746], [1.98489, 2.997739, 0.497389]),
        ],
    )
    def test_one_update(self, gradient: str, first_row: list[float], biases: list[float]) -> None:
        layer, relu = example(), ReLU()
        outputs = relu.forward(layer.forward(INPUTS))
        layer.backward(relu.backward(outputs if gradient == "outputs" else np.ones((3, 3))))
        layer.weights -= 0.001 * layer.dweights
        layer.biases -= 0.001 * layer.dbiases
        assert_same(layer.weights[0], np.array(first_row))
        assert_same(layer.biases, np.array([biases]))

    def test_three_neurons_learn_to_be_silent(self) -> None:
        layer, relu = Dense(4, 3), ReLU()
        layer.weights = np.arange(1, 13).reshape(3, 4).T / 10
        layer.biases = [[0.1, 0.2, 0.3]]
        losses = []
        for _ in range(200):
            outputs = relu.forward(layer.forward([[1, 2, 3, 4]]))
            losses.append(outputs.sum() ** 2)
            layer.backward(relu.backward(np.full((1, 3), 2 * outputs.sum())))
            layer.weights -= 0.001 * layer.dweights
            layer.biases -= 0.001 * layer.dbiases
        assert losses[0] == pytest.approx(466.56, rel=1e-14)
        assert losses[20] == pytest.approx(5.32959636083938, rel=1e-13)
        assert losses[-1] < 1e-9


class TestDense:
    @pytest.mark.parametrize(
        ("scale", "deviation"),
        [
            ({}, math.sqrt(2 / 8)),
            ({"scale": "he"}, math.sqrt(2 / 8)),
            ({"scale": "kaiming"}, math.sqrt(2 / 8)),
            ({"scale": "glorot"}, math.sqrt(2 / (8 + 3))),
            ({"scale": "xavier"}, math.sqrt(2 / (8 + 3))),
            ({"scale": 0.01}, 0.01),
            ({"scale": 0}, 0),
            ({"scale": np.float32(0.5)}, 0.5),
        ],
    )
    def test_first_parameters(self, scale: dict[str, Any], deviation: float) -> None:
        layer = Dense(8, 3, rng=np.random.default_rng(7), **scale)
        drawn = deviation * np.random.default_rng(7).standard_normal((8, 3))
        assert_same(layer.weights, drawn, tolerance=0)
        assert_same(layer.biases, np.zeros((1, 3)), tolerance=0)

    @pytest.mark.parametrize("shape", [(2, 3), (50, 400), (400, 50)])
    def test_he_keeps_the_size_through_a_relu_and_glorot_through_tanh(
        self, shape: tuple[int, int]
    ) -> None:
        rng = np.random.default_rng(0)
        x, slopes = rng.standard_normal((500, shape[0])), rng.standard_normal((500, shape[1]))
        forwards, backwards = [], []
        for _ in range(300 if shape == (2, 3) else 3):
            he, glorot = (Dense(*shape, rng=rng, scale=scale) for scale in ("he", "glorot"))
            forwards.append((np.maximum(he.forward(x), 0) ** 2).mean())
            glorot.forward(x)
            backwards.append((glorot.backward(slopes) ** 2).mean())
        # A ReLU drops half. Backwards glorot is a mean of fan-in and fan-out.
        assert np.mean(forwards) == pytest.approx(1, rel=0.1)
        assert np.mean(backwards) == pytest.approx(2 * shape[1] / sum(shape), rel=0.1)

    def test_a_deep_network_with_the_default_passes_something_on(self) -> None:
        rng, numbers = np.random.default_rng(0), np.ones((1, 50))
        for _ in range(30):
            numbers = np.maximum(Dense(50, 50, rng=rng).forward(numbers), 0)
        assert 1e-3 < numbers.mean() < 1e3  # a scale of 0.01 leaves 3e-40

    def test_first_weights_of_older_programs(self) -> None:
        layer = Dense(2, 3, rng=np.random.RandomState(0), scale=1)
        assert_same(layer.weights, np.random.RandomState(0).randn(2, 3), tolerance=0)

    def test_first_weights_differ_from_layer_to_layer(self) -> None:
        assert not np.array_equal(Dense(2, 3).weights, Dense(2, 3).weights)

    def test_sizes_may_come_from_numpy(self) -> None:
        assert Dense(np.int64(2), np.uint8(3)).weights.shape == (2, 3)

    def test_gradients_are_added_in_double(self) -> None:
        """In single precision the 1 would be lost beside 2²⁴."""
        layer = Dense(1, 1, dtype=np.float32)
        layer.forward([[1], [1], [1]])
        layer.backward([[2**24], [1], [-(2**24)]])
        assert layer.dbiases.tolist() == layer.dweights.tolist() == [[1]]

    def test_repr(self) -> None:
        assert repr(Dense(2, 3)) == "Dense(2, 3)"

    def test_assigned_parameters_are_copies(self) -> None:
        layer = Dense(4, 3)
        weights, biases = WEIGHTS.copy(), np.ones((1, 3))
        layer.weights, layer.biases = weights, biases
        weights[:], biases[:] = 0, 0
        assert np.array_equal(layer.weights, WEIGHTS)
        assert np.array_equal(layer.biases, np.ones((1, 3)))

    @every_precision
    def test_parameters_keep_the_precision_of_the_layer(self, dtype: Any) -> None:
        layer = Dense(4, 3, dtype=dtype)
        layer.weights, layer.biases = WEIGHTS.tolist(), [[1, 2, 3]]
        layer.forward(INPUTS)
        layer.backward(ROWS)
        of_layer = (layer.weights, layer.biases, layer.dweights, layer.dbiases, layer.inputs)
        assert [array.dtype for array in of_layer] == [dtype] * 5


def results(case: LayerCase) -> list[Array]:
    """Run a case forwards and backwards; collect all that the layer hands out."""
    outputs = case.layer.forward(case.inputs)
    dinputs = case.layer.backward(case.dvalues)
    gradients = [getattr(case.layer, f"d{name}") for name in case.layer.parameter_names]
    return [outputs, dinputs, *gradients]


@every_layer
class TestEveryLayer:
    @given(data=st.data())
    def test_gradients_agree_with_central_differences(self, kind: str, data: Any) -> None:
        case = data.draw(layer_cases(kind))
        report = check_gradients(case.layer, case.inputs)
        assert report, report

    @given(data=st.data())
    def test_a_batch_is_its_samples_one_at_a_time(self, kind: str, data: Any) -> None:
        case = data.draw(layer_cases(kind))
        outputs, dinputs, *gradients = results(case)
        rows = [
            results(LayerCase(case.layer, case.inputs[i : i + 1], case.dvalues[i : i + 1]))
            for i in range(len(case.inputs))
        ]
        assert_same(outputs, np.vstack([row[0] for row in rows]))
        assert_same(dinputs, np.vstack([row[1] for row in rows]))
        for i, gradient in enumerate(gradients, start=2):
            assert_same(gradient, np.sum([row[i] for row in rows], axis=0))

    @every_precision
    @given(data=st.data())
    def test_precision_stays(self, kind: str, dtype: Any, data: Any) -> None:
        case = data.draw(layer_cases(kind, dtype=dtype))
        # What comes in backwards is brought to the precision that went forwards.
        for dvalues in (case.dvalues, case.dvalues.astype(np.float64)):
            arrays = results(LayerCase(case.layer, case.inputs, dvalues))
            assert [each.dtype for each in arrays] == [dtype] * len(arrays)

    @pytest.mark.parametrize("given_type", [int, bool, np.float16, np.uint8])
    def test_other_numbers_become_double(self, kind: str, given_type: Any) -> None:
        case = layer_case(kind, np.random.default_rng(1), 2, 3, float)
        outputs = case.layer.forward(case.inputs.astype(given_type))
        assert outputs.dtype == np.float64
        assert case.layer.backward(case.dvalues.astype(given_type)).dtype == np.float64

    def test_nothing_handed_in_is_changed_or_kept(self, kind: str) -> None:
        case = layer_case(kind, np.random.default_rng(2), 3, 4, float)
        inputs, dvalues = case.inputs.copy(), case.dvalues.copy()
        expected = [each.copy() for each in results(LayerCase(case.layer, inputs, dvalues))]
        assert np.array_equal(inputs, case.inputs)
        assert np.array_equal(dvalues, case.dvalues)

        case.layer.forward(inputs)
        inputs[:] = 77
        first = case.layer.backward(dvalues)
        dvalues[:] = 77
        assert np.array_equal(first, expected[1])
        gradients = [getattr(case.layer, f"d{name}") for name in case.layer.parameter_names]
        for ours, wanted in zip(gradients, expected[2:], strict=True):
            assert np.array_equal(ours, wanted)

    def test_nothing_handed_out_reaches_back(self, kind: str) -> None:
        case = layer_case(kind, np.random.default_rng(3), 3, 4, float)
        expected = [each.copy() for each in results(case)]
        case.layer.forward(case.inputs)[:] = 77
        case.layer.backward(case.dvalues)[:] = 77
        for ours, wanted in zip(results(case), expected, strict=True):
            assert np.array_equal(ours, wanted)
        case.layer.forward(case.inputs)[:] = 77
        assert np.array_equal(case.layer.backward(case.dvalues), expected[1])

    def test_backward_twice_gives_the_same_twice(self, kind: str) -> None:
        case = layer_case(kind, np.random.default_rng(4), 3, 4, float)
        once = [each.copy() for each in results(case)[1:]]
        case.layer.backward(case.dvalues)
        for ours, wanted in zip(results(case)[1:], once, strict=True):
            assert np.array_equal(ours, wanted)


@pytest.mark.parametrize("module", [layers, activations, scales])
def test_docstrings_show_what_happens(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


class TestParameterNames:
    def test_as_a_layer_names_them(self) -> None:
        assert layers.parameter_names(Dense(1, 1)) == ("weights", "biases")
        assert layers.parameter_names(ReLU()) == ()
        assert layers.parameter_names(SimpleNamespace(parameter_names=["gain"], weights=1)) == (
            "gain",
        )

    def test_by_the_usual_names(self) -> None:
        assert layers.parameter_names(SimpleNamespace(biases=0, weights=1)) == ("weights", "biases")
        assert layers.parameter_names(SimpleNamespace(gain=1)) == ()
