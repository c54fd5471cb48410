"""The gradient check is itself checked: it finds each wrong gradient, and lets right ones pass."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from arrays import Array, dense, generators, loss_cases, numbers
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
    gradcheck,
)
from backprop.gradcheck.report import GradientReport
from backprop.layers import Layer

Function = Callable[[Array], Array]
GRADIENTS = ("dinputs", "dweights", "dbiases")

# Each example is a whole check, and each wrong gradient has a test of its own.
few = settings(max_examples=settings.default.max_examples // 8)


class Elementwise:
    """A reader's own layer, without our base class: a function and its slope."""

    def __init__(self, function: Function, slope: Function) -> None:
        self.function, self.slope = function, slope

    def forward(self, inputs: Array) -> Array:
        self.inputs = inputs
        return self.function(inputs)

    def backward(self, dvalues: Array) -> Array:
        return dvalues * self.slope(self.inputs)


class Spoiled(Dense):
    """A Dense layer, one of whose gradients comes out wrong."""

    def __init__(self, right: Dense, which: str, spoil: Function) -> None:
        super().__init__(right.n_inputs, right.n_neurons, dtype=right.dtype)
        self.weights, self.biases = right.weights, right.biases
        self.which, self.spoil = which, spoil

    def backward(self, dvalues: Any) -> Array:
        gradients = {"dinputs": super().backward(dvalues)}
        gradients |= {"dweights": self.dweights, "dbiases": self.dbiases}
        gradients[self.which] = self.spoil(gradients[self.which])
        self.dweights, self.dbiases = gradients["dweights"], gradients["dbiases"]
        return gradients["dinputs"]


def bad_arrays(report: GradientReport) -> list[str]:
    assert bool(report) is (not report.changed and all(report.arrays))
    return [array.name for array in report.arrays if not array]


def times(factor: float, where: Any = ...) -> Function:
    def spoil(gradient: Array) -> Array:
        spoiled = gradient.copy()
        spoiled[where] *= factor
        return spoiled

    return spoil


class TestWrong:
    @pytest.mark.parametrize("which", GRADIENTS)
    @pytest.mark.parametrize("factor", [1.001, 0.999, -1.0, 0.0, 2.0])
    @few
    @given(rng=generators, n_inputs=st.integers(1, 4), n_neurons=st.integers(1, 4))
    def test_all_entries(
        self, which: str, factor: float, rng: Any, n_inputs: int, n_neurons: int
    ) -> None:
        layer = Spoiled(dense(rng, n_inputs, n_neurons), which, times(factor))
        report = check_gradients(layer, numbers(rng, (3, n_inputs)))
        assert bad_arrays(report) == [which]
        bad = report.arrays[GRADIENTS.index(which)]
        assert len(bad.wrong) == np.prod(bad.shape)

    @pytest.mark.parametrize("which", GRADIENTS)
    @pytest.mark.parametrize("factor", [1.001, -1.0, np.nan, np.inf])
    @few
    @given(rng=generators)
    def test_one_entry(self, which: str, factor: float, rng: Any) -> None:
        shape = {"dinputs": (3, 2), "dweights": (2, 4), "dbiases": (1, 4)}[which]
        where = tuple(int(rng.integers(size)) for size in shape)
        right = dense(rng, 2, 4)
        report = check_gradients(Spoiled(right, which, times(factor, where)), numbers(rng, (3, 2)))
        assert bad_arrays(report) == [which]
        (entry,) = report.arrays[GRADIENTS.index(which)].wrong
        assert entry.index == where
        if np.isfinite(factor):
            assert entry.given == pytest.approx(factor * entry.measured, rel=1e-4)

    @pytest.mark.parametrize(
        ("which", "spoil", "shape"),
        [
            ("dbiases", lambda gradient: gradient[0], (2,)),
            ("dbiases", lambda gradient: np.repeat(gradient, 3, axis=0), (3, 2)),
            ("dinputs", lambda gradient: gradient[None], (1, 3, 2)),
            ("dinputs", lambda gradient: gradient[:1], (1, 2)),
            ("dinputs", lambda gradient: gradient.T, (2, 3)),
            ("dweights", lambda gradient: np.float64(gradient[0, 0]), ()),
        ],
        ids=["flat", "by sample", "wrapped", "one row", "transposed", "a number"],
    )
    def test_shape_only(self, which: str, spoil: Function, shape: tuple[int, ...]) -> None:
        layer = dense(np.random.default_rng(1), 2, 2)
        layer.weights, layer.biases = np.ones((2, 2)), np.ones((1, 2))  # the values broadcast
        report = check_gradients(Spoiled(layer, which, spoil), np.ones((3, 2)))
        assert bad_arrays(report) == [which]
        bad = report.arrays[GRADIENTS.index(which)]
        assert f"{shape}  wrong shape: expected {bad.expected_shape}" in repr(report)

    def test_transposed_where_the_shape_does_not_tell(self) -> None:
        right = dense(np.random.default_rng(2), 3, 3)
        inputs = numbers(np.random.default_rng(3), (3, 3))
        for which in ("dinputs", "dweights"):
            assert bad_arrays(check_gradients(Spoiled(right, which, np.transpose), inputs)) == [
                which
            ]

    def test_weights_instead_of_their_transpose(self) -> None:
        class NoTranspose(Dense):
            def backward(self, dvalues: Any) -> Array:
                super().backward(dvalues)
                return np.asarray(dvalues) @ self.weights

        layer = NoTranspose(3, 3, rng=np.random.default_rng(4))
        inputs = numbers(np.random.default_rng(5), (2, 3))
        assert bad_arrays(check_gradients(layer, inputs)) == ["dinputs"]

    def test_overwritten_where_a_weight_is_used_twice(self) -> None:
        class Twice:
            """``outputs = (inputs @ weights) @ weights``: both uses count."""

            def __init__(self, accumulates: bool) -> None:
                self.weights = numbers(np.random.default_rng(6), (3, 3))
                self.accumulates = accumulates

            def forward(self, inputs: Array) -> Array:
                self.inputs, self.middle = inputs, inputs @ self.weights
                return self.middle @ self.weights

            def backward(self, dvalues: Array) -> Array:
                dmiddle = dvalues @ self.weights.T
                self.dweights = self.middle.T @ dvalues
                first = self.inputs.T @ dmiddle
                self.dweights = self.dweights + first if self.accumulates else first
                return dmiddle @ self.weights.T

        inputs = numbers(np.random.default_rng(7), (2, 3))
        assert check_gradients(Twice(accumulates=True), inputs)
        assert bad_arrays(check_gradients(Twice(accumulates=False), inputs)) == ["dweights"]

    @pytest.mark.parametrize("kept", [0, -1])
    def test_overwritten_sample_by_sample(self, kept: int) -> None:
        class OneSample(Dense):
            def backward(self, dvalues: Any) -> Array:
                dinputs = super().backward(dvalues)
                assert self.inputs is not None
                self.dweights = np.outer(self.inputs[kept], dvalues[kept])
                self.dbiases = dvalues[kept][None]
                return dinputs

        layer = OneSample(2, 3, rng=np.random.default_rng(8))
        inputs = numbers(np.random.default_rng(9), (3, 2))
        assert bad_arrays(check_gradients(layer, inputs)) == ["dweights", "dbiases"]

    @pytest.mark.parametrize(
        "kind", ["SquaredError", "CategoricalCrossEntropy", "SoftmaxCrossEntropy"]
    )
    @pytest.mark.parametrize("wrong", ["missing 1/n", "0.1%", "sign", "one entry", "shape"])
    @few
    @given(data=st.data())
    def test_losses(self, kind: str, wrong: str, data: Any) -> None:
        case = data.draw(loss_cases(kind))
        if kind == "SoftmaxCrossEntropy" and case.predictions.shape[1] == 1:
            return  # with one class there is nothing to learn: the gradient is 0
        case.loss.forward(case.predictions, case.targets)
        right = case.loss.backward()
        largest = np.unravel_index(np.abs(right).argmax(), right.shape)
        spoil = {
            "missing 1/n": times(len(right)),
            "0.1%": times(1.001),
            "sign": times(-1),
            "one entry": times(1.001, largest),
            "shape": lambda gradient: gradient[None],
        }[wrong]

        class Wrong(type(case.loss)):  # type: ignore[misc]
            def backward(self) -> Array:
                return spoil(super().backward())

        report = check_gradients(Wrong(), case.predictions, case.targets)
        assert bad_arrays(report) == ["dinputs"]
        if wrong == "one entry":
            assert [entry.index for entry in report.arrays[0].wrong] == [largest]

    def test_incoming_gradient_changed_in_place(self) -> None:
        class InPlace(ReLU):
            def backward(self, dvalues: Any) -> Array:
                dinputs = super().backward(dvalues)
                dvalues[:] = dinputs
                return dvalues

        report = check_gradients(InPlace(), [[1, -2], [-3, 4]])
        assert not report
        assert report.changed == ("dvalues",)
        assert repr(report).splitlines()[0] == "InPlace: dvalues changed in place."

    @pytest.mark.parametrize("what", ["inputs", "weights"])
    def test_other_things_changed_in_place(self, what: str) -> None:
        class InPlace:
            def __init__(self) -> None:
                self.weights = np.full((1, 2), 3.0)

            def forward(self, inputs: Array) -> Array:
                self.inputs = inputs.copy()
                outputs = inputs * self.weights
                if what == "inputs":
                    inputs[:] = 0
                return outputs

            def backward(self, dvalues: Array) -> Array:
                self.dweights = (self.inputs * dvalues).sum(axis=0, keepdims=True)
                dinputs = dvalues * self.weights
                if what == "weights":
                    self.weights -= 0.1 * self.dweights
                return dinputs

        layer = InPlace()
        assert check_gradients(layer, [[1, 2], [3, 4]]).changed == (what,)
        assert layer.weights.tolist() == [[3, 3]]

    def test_targets_changed_in_place(self) -> None:
        class InPlace(SquaredError):
            def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
                value = super().forward(predictions, targets)
                assert isinstance(targets, np.ndarray)
                targets[:] = 0
                return value

        targets = np.array([[0, 0.5]])
        assert check_gradients(InPlace(), [[1, 2]], targets).changed == ("targets",)
        assert targets.tolist() == [[0, 0.5]]

    def test_a_gradient_that_backward_does_not_set(self) -> None:
        class Forgetful(Dense):
            def backward(self, dvalues: ArrayLike) -> Array:
                dinputs = super().backward(dvalues)
                del self.dbiases
                return dinputs

        expected = r"expects Forgetful.backward to set dbiases, the gradient of biases; it did not"
        with pytest.raises(ValueError, match=expected):
            check_gradients(Forgetful(2, 1), [[1, 2]])

    def test_predictions_changed_in_place(self) -> None:
        class InPlace(SquaredError):
            def forward(self, predictions: Any, targets: Any) -> float:
                loss = super().forward(predictions, targets)
                predictions -= np.asarray(targets)
                return loss

        assert check_gradients(InPlace(), [[1, 2]], [[0, 0.5]]).changed == ("inputs",)


class TestRight:
    @pytest.mark.parametrize("size", [1e-12, 1e-8, 1e-3, 1e6, 1e9])
    @few
    @given(rng=generators)
    def test_any_size(self, size: float, rng: Any) -> None:
        wave = Elementwise(lambda x: size * np.sin(x), lambda x: size * np.cos(x))
        report = check_gradients(wave, numbers(rng, (3, 2)))
        assert report, report
        wrong = Elementwise(wave.function, lambda x: 1.001 * size * np.cos(x))
        assert not check_gradients(wrong, numbers(rng, (3, 2)))

    @pytest.mark.parametrize("margin", [5, 15, 20, 25, 30, 36, 40, 100, 1e4])
    @few
    @given(rng=generators)
    def test_a_loss_that_is_nearly_certain(self, margin: float, rng: Any) -> None:
        logits = numbers(rng, (3, 4))
        logits[:, 1] += margin
        report = check_gradients(SoftmaxCrossEntropy(), logits, [1, 1, 1])
        assert report, report

    @pytest.mark.parametrize("scale", [1, 10, 40, 1e3])
    @pytest.mark.parametrize("kind", [Sigmoid, Softmax])
    @few
    @given(rng=generators)
    def test_saturated(self, kind: Any, scale: float, rng: Any) -> None:
        report = check_gradients(kind(), scale * numbers(rng, (2, 3)))
        assert report, report

    @pytest.mark.parametrize("logit", [-707, -709, -730, -742, -744.0])
    def test_a_gradient_below_the_smallest_normal_number(self, logit: float) -> None:
        assert check_gradients(Sigmoid(), [[logit]], rng=np.random.default_rng(0))

    @few
    @given(generators, st.floats(-6, 6), st.floats(-6, 6), st.floats(-6, 6))
    def test_a_layer_of_any_scale(
        self, rng: Any, inputs: float, weights: float, bias: float
    ) -> None:
        layer = dense(rng, 3, 2)
        layer.weights, layer.biases = layer.weights * 10**weights, layer.biases * 10**bias
        report = check_gradients(layer, 10**inputs * numbers(rng, (2, 3)))
        assert report, report

    @few
    @given(generators, st.floats(-2, 2))
    def test_single_precision(self, rng: Any, scale: float) -> None:
        layer = dense(rng, 3, 2, np.float32)
        inputs = numbers(rng, (4, 3)) * 10**scale
        report = check_gradients(layer, inputs)
        assert report, report
        assert not check_gradients(Spoiled(layer, "dweights", times(-1)), inputs)

    @pytest.mark.parametrize("power", [2, 3, 4, 5])
    def test_flat_spots(self, power: int) -> None:
        curve = Elementwise(lambda x: x**power, lambda x: power * x ** (power - 1))
        report = check_gradients(curve, [[0.0, 1e-9, -1e-7, 1e-4]])
        assert report, report

    @few
    @given(generators)
    def test_probabilities_at_the_ends_of_their_range(self, rng: Any) -> None:
        small = rng.choice([0, 1e-12, 1e-8, 1e-6, 1e-4])
        right = 1 - 2 * small
        predictions = [[small, right, small], [0.25, 0.25, 0.5]]
        report = check_gradients(CategoricalCrossEntropy(), predictions, [1, 2])
        assert report, report

    def test_what_cannot_be_nudged_is_named(self) -> None:
        report = check_gradients(CategoricalCrossEntropy(), [[0, 1.0], [0.5, 0.5]], [1, 0])
        assert report
        assert report.arrays[0].unmeasured == ((0, 0),)
        assert "3 of 4 agree; cannot be nudged: [0, 0]" in repr(report)

    def test_what_cannot_be_nudged_anywhere_is_not_right(self) -> None:
        class OnlyOnce:
            def forward(self, inputs: Array) -> Array:
                if not np.array_equal(inputs, [[1.0, 2.0]]):
                    raise ValueError("only these")
                return inputs.copy()

            def backward(self, dvalues: Array) -> Array:
                return dvalues.copy()

        assert bad_arrays(check_gradients(OnlyOnce(), [[1, 2]])) == ["dinputs"]


AT_A_KINK = (0.0, 1e-12, 1.1e-8, 1e-7, -1e-7, 3e-6, -3e-6)
KINKED = {
    "ReLU": (lambda x: np.maximum(x, 0), lambda x: 1.0 * (x > 0)),
    "another choice at 0": (lambda x: np.maximum(x, 0), lambda x: 1.0 * (x >= 0)),
    "its edge": (lambda x: np.maximum(x, 0), lambda x: np.heaviside(x, 0.75)),
    "abs": (np.abs, lambda x: np.copysign(1, x)),
    "leaky": (lambda x: np.where(x > 0, x, x / 8), lambda x: np.where(x > 0, 1, 1 / 8)),
}


class TestKinks:
    @pytest.mark.parametrize("x", AT_A_KINK)
    @pytest.mark.parametrize("kind", KINKED)
    def test_named_and_not_counted(self, kind: str, x: float) -> None:
        report = check_gradients(Elementwise(*KINKED[kind]), [[1.0, x], [-1.0, 2.0]])
        assert report, report
        assert [entry.index for entry in report.arrays[0].kinks] == [(0, 1)]
        assert "3 of 4 agree; at a kink, not counted: [0, 1]" in repr(report)

    def test_the_mean_of_both_slopes_agrees(self) -> None:
        report = check_gradients(Elementwise(np.abs, np.sign), [[0.0, 2.0]])
        assert "2 of 2 agree" in repr(report)

    @pytest.mark.parametrize("x", [1e-4, -1e-5, 1e-2])
    def test_not_where_the_step_is_clear_of_it(self, x: float) -> None:
        report = check_gradients(ReLU(), [[x]])
        assert report
        assert report.arrays[0].kinks == ()

    @pytest.mark.parametrize("x", AT_A_KINK)
    @pytest.mark.parametrize(
        "wrong", [lambda x: 1.01 + 0 * x, lambda x: -0.01 + 0 * x, lambda x: -x]
    )
    def test_a_wrong_gradient_beside_one_still_fails(self, wrong: Function, x: float) -> None:
        def slope(inputs: Array) -> Array:
            return np.where(inputs == x, wrong(np.sign(inputs) + 5), inputs > 0)

        report = check_gradients(Elementwise(KINKED["ReLU"][0], slope), [[1.0, x]])
        assert [entry.index for entry in report.arrays[0].wrong] == [(0, 1)]

    @pytest.mark.parametrize("x", [1e-7, 3e-6])
    def test_the_slope_of_the_other_side_still_fails(self, x: float) -> None:
        layer = Elementwise(KINKED["ReLU"][0], lambda inputs: 1.0 * (inputs < 0))
        assert not check_gradients(layer, [[x]])
        assert not check_gradients(layer, [[-x]])

    def test_a_wrong_entry_elsewhere_still_fails(self) -> None:
        layer = Elementwise(KINKED["ReLU"][0], lambda inputs: 1.001 * (inputs > 0))
        report = check_gradients(layer, [[0.0, 1.0]])
        assert [entry.index for entry in report.arrays[0].wrong] == [(0, 1)]
        assert [entry.index for entry in report.arrays[0].kinks] == [(0, 0)]

    def test_in_the_parameters_of_a_layer(self) -> None:
        class Bent(Dense):
            """Dense and ReLU in one."""

            def forward(self, inputs: Any) -> Array:
                self.sums = super().forward(inputs)
                return np.maximum(self.sums, 0)

            def backward(self, dvalues: Any) -> Array:
                return super().backward(dvalues * (self.sums > 0))

        layer = Bent(2, 2)
        layer.weights, layer.biases = [[1, 2], [1, -3]], [[0, 0.5]]
        report = check_gradients(layer, [[1, -1], [2, 1]])  # the first sum is 0
        assert report, report
        assert [len(array.kinks) for array in report.arrays] == [2, 2, 1]


class TestReport:
    def test_right(self) -> None:
        layer = dense(np.random.default_rng(1), 4, 3)
        assert repr(check_gradients(layer, np.ones((2, 4)))) == (
            "Dense: all gradients agree with central differences.\n"
            "  dinputs   (2, 4)  8 of 8 agree\n"
            "  dweights  (4, 3)  12 of 12 agree\n"
            "  dbiases   (1, 3)  3 of 3 agree"
        )

    def test_the_worst_entry_is_named_with_both_numbers(self) -> None:
        class Wrong(SquaredError):
            def backward(self) -> Array:
                gradient = super().backward()
                gradient[1, 0] += 1
                gradient[0, 1] += 0.01
                return gradient

        report = check_gradients(Wrong(), [[1, 2], [3, 4]], [[0, 0], [0, 0]])
        assert repr(report) == (
            "Wrong: dinputs disagree with central differences.\n"
            "  dinputs  (2, 2)  2 of 4 agree; worst [1, 0]: given 2.5, measured 1.5"
        )
        assert [entry.index for entry in report.arrays[0].wrong] == [(1, 0), (0, 1)]
        worst = report.arrays[0].worst
        assert worst is not None
        assert worst.index == (1, 0)
        assert worst.error == pytest.approx(1, rel=1e-6)

    def test_many_kinks_are_not_all_listed(self) -> None:
        text = repr(check_gradients(ReLU(), np.zeros((2, 3))))
        assert text.endswith("[0, 0], [0, 1], [0, 2], [1, 0] and 2 more")

    def test_the_same_each_time(self) -> None:
        layer = dense(np.random.default_rng(2), 3, 2)
        inputs = numbers(np.random.default_rng(3), (2, 3))
        assert check_gradients(layer, inputs) == check_gradients(layer, inputs)

    def test_other_incoming_gradients_on_request(self) -> None:
        layer = dense(np.random.default_rng(2), 3, 2)
        inputs = numbers(np.random.default_rng(3), (2, 3))
        other = check_gradients(layer, inputs, rng=np.random.default_rng(9))
        assert other
        assert other != check_gradients(layer, inputs)


class TestNothingIsLeftBehind:
    def test_parameters_and_inputs(self) -> None:
        for dtype in (np.float32, np.float64):
            layer = dense(np.random.default_rng(1), 3, 2, dtype)
            weights, biases = layer.weights.copy(), layer.biases.copy()
            inputs = numbers(np.random.default_rng(2), (2, 3))
            given_inputs = inputs.copy()
            check_gradients(layer, inputs)
            assert layer.weights.tobytes() == weights.tobytes()
            assert layer.biases.tobytes() == biases.tobytes()
            assert layer.weights.dtype == dtype
            assert np.array_equal(inputs, given_inputs)
            # The layer stands as after an ordinary pass over these inputs.
            assert np.array_equal(layer.inputs, inputs.astype(dtype))

    @pytest.mark.parametrize("calls", range(2, 12))
    def test_parameters_after_an_error_in_the_middle(self, calls: int) -> None:
        class Breaks(Dense):
            left = calls

            def forward(self, inputs: Any) -> Array:
                self.left -= 1
                if self.left == 0:
                    raise ZeroDivisionError("in the middle")
                return super().forward(inputs)

        layer = Breaks(1, 2, rng=np.random.default_rng(1))
        weights, biases = layer.weights.copy(), layer.biases.copy()
        with pytest.raises(ZeroDivisionError, match="in the middle"):
            check_gradients(layer, [[2.0]])
        assert layer.weights.tobytes() == weights.tobytes()
        assert layer.biases.tobytes() == biases.tobytes()

    def test_a_loss_stands_as_after_an_ordinary_pass(self) -> None:
        loss = SquaredError()
        check_gradients(loss, [[1, 2]], [[0, 0]])
        assert loss.backward().tolist() == [[1, 2]]


class TestReadersOwnLayers:
    def test_parameters_by_other_names(self) -> None:
        class Scale:
            parameter_names = ("factor",)

            def __init__(self, wrong: float) -> None:
                self.factor, self.wrong = np.array([[2.0, 3.0]]), wrong

            def forward(self, inputs: Array) -> Array:
                self.inputs = inputs
                return inputs * self.factor

            def backward(self, dvalues: Array) -> Array:
                self.dfactor = self.wrong * (dvalues * self.inputs).sum(axis=0, keepdims=True)
                return dvalues * self.factor

        assert check_gradients(Scale(1), [[1, 2], [3, 5]])
        assert bad_arrays(check_gradients(Scale(1.001), [[1, 2], [3, 5]])) == ["dfactor"]

    def test_outputs_and_gradients_as_lists(self) -> None:
        class Double:
            def forward(self, inputs: Array) -> Any:
                return (2 * inputs).tolist()

            def backward(self, dvalues: Array) -> Any:
                return (2 * dvalues).tolist()

        assert check_gradients(Double(), [[1, 2], [3, 5]])

    def test_weights_in_one_dimension(self) -> None:
        class Neuron:
            def __init__(self) -> None:
                self.weights = np.array([2.0, -1.0])

            def forward(self, inputs: Array) -> Array:
                self.inputs = inputs
                return (inputs @ self.weights)[:, None]

            def backward(self, dvalues: Array) -> Array:
                self.dweights = self.inputs.T @ dvalues[:, 0]
                return np.outer(dvalues, self.weights)

        assert check_gradients(Neuron(), [[1, 2], [3, 5], [-1, 4]])

    def test_a_loss(self) -> None:
        class Absolute:
            def forward(self, predictions: Array, targets: Any) -> float:
                self.signs = np.copysign(1, predictions - targets)
                return float(np.abs(predictions - targets).sum(axis=1).mean())

            def backward(self) -> Array:
                return self.signs / len(self.signs)

        report = check_gradients(Absolute(), [[1, 2], [3, 4]], [[0, 2], [5, 0]])
        assert report
        assert [entry.index for entry in report.arrays[0].kinks] == [(0, 1)]


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(gradcheck)
    assert result.attempted > 0
    assert result.failed == 0


class WholeNumbers:
    """A reader's own dense layer whose parameters are whole numbers; its gradients may be off."""

    def __init__(self, factor: float = 1.0) -> None:
        self.weights = np.array([[1, -2, 4], [3, 1, -1]])
        self.biases = np.array([[1, 2, 3]])
        self.factor = factor

    def forward(self, inputs: Array) -> Array:
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, dvalues: Array) -> Array:
        self.dweights = self.factor * self.inputs.T @ dvalues
        self.dbiases = self.factor * dvalues.sum(axis=0, keepdims=True)
        return dvalues @ self.weights.T


@pytest.mark.parametrize(("factor", "right"), [(1.0, True), (0.0, False), (2.0, False)])
def test_parameters_that_are_whole_numbers(factor: float, right: bool) -> None:
    layer = WholeNumbers(factor)
    assert bool(check_gradients(layer, [[0.5, -1.5], [2.0, 0.25]])) is right
    assert layer.weights.dtype.kind == "i"


class Pointwise(Layer):
    """A function of each number, and seven times the incoming gradient for its own."""

    def __init__(self, function: Callable[[Array], Array]) -> None:
        self.function = function

    def forward(self, inputs: Any) -> Array:
        with np.errstate(all="ignore"):
            return self.function(np.asarray(inputs, float))

    def backward(self, dvalues: Any) -> Array:
        return 7 * np.asarray(dvalues)


def test_results_that_are_not_finite_are_no_witness() -> None:
    with pytest.raises(ValueError, match=r"finite results, got nan at \[0, 1\]"):
        check_gradients(Pointwise(np.log), [[1.0, -2.0]])
    with pytest.raises(ValueError, match=r"finite results, got inf at \[1, 0\]"):
        check_gradients(Pointwise(np.exp), [[1.0], [710.0]])


def test_a_nudge_into_what_is_not_finite_measures_nothing() -> None:
    report = check_gradients(Pointwise(lambda x: np.where(x == 1.0, x, np.nan)), [[1.0]])
    assert not report
    assert repr(report) == (
        "Pointwise: nothing of dinputs could be compared.\n"
        "  dinputs  (1, 1)  0 of 1 agree; cannot be nudged: [0, 0]"
    )


def test_kinks_alone_are_no_agreement() -> None:
    report = check_gradients(ReLU(), np.zeros((1, 2)))
    assert not report
    assert repr(report).startswith("ReLU: nothing of dinputs could be compared.")


@pytest.mark.parametrize("rng", [3, "seed"])
def test_another_rng_is_refused(rng: Any) -> None:
    with pytest.raises(TypeError, match="check_gradients expects a numpy Generator"):
        check_gradients(ReLU(), [[1.0]], rng=rng)


def test_a_legacy_generator_will_do() -> None:
    assert check_gradients(ReLU(), [[1.0, -2.0]], rng=np.random.RandomState(0))


def test_many_samples_do_not_hide_a_wrong_one() -> None:
    rng = np.random.default_rng(3)

    class Off(Dense):
        def backward(self, dvalues: Any) -> Array:
            return np.float32(1.1) * super().backward(dvalues)

    layer = Off(5, 10, rng=rng, dtype=np.float32, scale=1)
    layer.biases = rng.standard_normal((1, 10))
    inputs = rng.standard_normal((200, 5))
    report = check_gradients(layer, inputs)
    assert len(report.arrays[0].wrong) > 900
    assert all(report.arrays[1:])

    class OffLoss(SquaredError):
        def backward(self) -> Array:
            return 1.002 * super().backward()

    prices = 68_000 + rng.standard_normal((200, 1))
    assert not check_gradients(OffLoss(), 0.01 * prices / 68_000, prices)
    assert check_gradients(SquaredError(), 0.01 * prices / 68_000, prices)


class FirstBatchOnly(ReLU):
    """Keeps the first batch that it ever saw."""

    def forward(self, inputs: Any) -> Array:
        kept = self.inputs
        outputs = super().forward(inputs)
        self.inputs = self.inputs if kept is None else kept
        return outputs


class PreviousBatch(SquaredError):
    """Goes back through the batch before."""

    last: Any = None

    def forward(self, predictions: Any, targets: Any) -> float:
        before = self.last
        loss = super().forward(predictions, targets)
        self.last = self._misses
        self._misses = self._misses if before is None else before
        return loss


class UsesUp(SoftmaxCrossEntropy):
    """Subtracts the target from the probabilities that it remembers."""

    def backward(self) -> Array:
        gradient = super().backward()
        assert self.probabilities is not None
        self.probabilities -= 0.5
        return gradient


def test_a_stale_batch_is_found() -> None:
    assert not check_gradients(FirstBatchOnly(), [[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]])
    assert not check_gradients(PreviousBatch(), [[1.0, 2.0], [4.0, 8.0]], [[0.0, 0.0], [0.0, 0.0]])


def test_a_second_backward_gives_the_same() -> None:
    report = check_gradients(UsesUp(), [[1.0, 2.0], [0.0, -1.0]], [0, 1])
    assert not report
    assert "what forward left for backward changed in place" in repr(report)


def test_a_readers_parameters_are_the_same_objects_afterwards() -> None:
    layer = WholeNumbers()
    weights, biases = layer.weights, layer.biases
    check_gradients(layer, [[0.5, -1.5]])
    assert layer.weights is weights
    assert layer.biases is biases
