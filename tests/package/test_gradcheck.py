"""The gradient check is itself checked: it finds each wrong gradient, and lets right ones pass."""

from __future__ import annotations

import doctest
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from arrays import Array, dense, generators, loss_cases, numbers
from backprop import (
    Adam,
    CategoricalCrossEntropy,
    Dense,
    Network,
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

        expected = r"Forgetful.backward must set dbiases, the gradient of biases; it did not"
        with pytest.raises(ValueError, match=expected):
            check_gradients(Forgetful(2, 1), [[1, 2]])

    def test_predictions_changed_in_place(self) -> None:
        class InPlace(SquaredError):
            def forward(self, predictions: Any, targets: Any) -> float:
                loss = super().forward(predictions, targets)
                predictions -= np.asarray(targets)
                return loss

        assert check_gradients(InPlace(), [[1, 2]], [[0, 0.5]]).changed == ("inputs",)

    def test_what_a_network_changes_in_place(self) -> None:
        class InPlace(Dense):
            def backward(self, dvalues: Any) -> Array:
                dinputs = super().backward(dvalues)
                self.weights -= 0.1 * self.dweights
                return dinputs

        class Own(Network):
            def forward(self, inputs: Any, targets: Any) -> float:
                loss = super().forward(inputs.copy(), targets)
                inputs[:] = 0
                return loss

        rng = np.random.default_rng(1)
        layers = [InPlace(2, 3, rng=rng), ReLU(), InPlace(3, 1, rng=rng)]
        x, y = [[1, 2], [3, 4]], [[1], [2]]
        moved = ("layers[0].weights", "layers[2].weights")
        assert check_gradients(Network(layers, SquaredError()), x, y).changed == moved
        assert check_gradients(Own(layers, SquaredError()), x, y).changed == ("inputs", *moved)


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

    @pytest.mark.parametrize("margin", [5, 15, 20, 25, 30])
    def test_a_network_that_is_nearly_certain(self, margin: float) -> None:
        layer = dense(np.random.default_rng(1), 2, 3)
        layer.biases[:, 1] += margin
        network = Network([layer], SoftmaxCrossEntropy())
        report = check_gradients(network, [[0.5, -0.5], [0.25, 0.75]], [1, 1])
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

    @pytest.mark.parametrize(("kinks", "more"), [(4, ""), (5, " and 1 more"), (6, " and 2 more")])
    def test_more_kinks_than_four_are_not_listed(self, kinks: int, more: str) -> None:
        text = repr(check_gradients(ReLU(), np.zeros((1, kinks))))
        assert text.endswith(f": [0, 0], [0, 1], [0, 2], [0, 3]{more}")

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
            assert layer.inputs is None

    @pytest.mark.parametrize("calls", range(2, 12))
    def test_parameters_after_an_error_in_the_middle(self, calls: int) -> None:
        class Breaks(Dense):
            left = calls

            def forward(self, inputs: Any) -> Array:
                self.left -= 1
                if self.left == 0:
                    raise RuntimeError("in the middle")
                return super().forward(inputs)

        layer = Breaks(1, 2, rng=np.random.default_rng(1))
        weights, biases = layer.weights.copy(), layer.biases.copy()
        with pytest.raises(RuntimeError, match="in the middle"):
            check_gradients(layer, [[2.0]])
        assert layer.weights.tobytes() == weights.tobytes()
        assert layer.biases.tobytes() == biases.tobytes()

    def test_a_loss_stands_as_before(self) -> None:
        loss = SquaredError()
        loss.forward([[5, 6]], [[0, 0]])
        check_gradients(loss, [[1, 2]], [[0, 0]])
        assert loss.backward().tolist() == [[5, 6]]


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


def test_a_layer_of_whole_numbers_is_known_as_dense() -> None:
    """As a Dense it is told its right gradients, though only one number of each is measured."""
    report = check_gradients(WholeNumbers(0.37), [[0.5, -1.5], [2.0, 0.25]], entries=1)
    assert report.explanations == (
        "dweights are the right ones times 0.37.",
        "dbiases are the right ones times 0.37.",
    )


class Doubled(WholeNumbers):
    """A layer that is none of the package's, not even in its forward pass."""

    def __init__(self, factor: float) -> None:
        super().__init__(factor)
        self.weights, self.biases = self.weights / 1, self.biases / 1

    def forward(self, inputs: Array) -> Array:
        return 2 * super().forward(inputs)

    def backward(self, dvalues: Array) -> Array:
        return super().backward(2 * dvalues)


class FourthPower:
    """A loss that is none of the package's either, with a part of its gradient."""

    def forward(self, predictions: Array, targets: Array) -> float:
        self.misses = predictions - targets
        return float((self.misses**4).sum())

    def backward(self) -> Array:
        return self.misses**3


class TestPartsOfAWrongNetwork:
    X, Y = np.array([[0.5, -1.5], [2.0, 0.25]]), np.ones((2, 1))

    def explained(self, factor: float, loss: Any, entries: int | None) -> tuple[str, ...]:
        last = dense(np.random.default_rng(1), 3, 1)
        network = Network([Doubled(factor), last], loss())
        return check_gradients(network, self.X, self.Y, entries=entries).explanations

    def test_they_are_checked_alone(self) -> None:
        assert self.explained(0.37, SquaredError, None) == (
            "layers[0], checked alone: Doubled has wrong dweights and dbiases.",
            "layers[0]: dweights are the right ones times 0.37.",
            "layers[0]: dbiases are the right ones times 0.37.",
        )

    def test_at_no_more_entries_than_asked_for(self) -> None:
        """Where not all numbers are compared, what they have in common is not known."""
        assert self.explained(0.37, SquaredError, 1) == (
            "layers[0], checked alone: Doubled has wrong dweights and dbiases.",
        )
        (alone,) = self.explained(0, SquaredError, 1)
        assert alone == "layers[0], checked alone: Doubled has wrong dweights and dbiases."
        (alone,) = self.explained(1, FourthPower, 1)
        assert alone == "loss, checked alone: FourthPower has wrong dinputs."

    def test_a_loop_of_ones_own_is_compared_with_the_right_one(self) -> None:
        class Own(Network):
            def backward(self) -> None:
                super().backward()
                for layer in self.layers:
                    assert isinstance(layer, Dense)
                    layer.dweights = 0.37 * layer.dweights

        layers = [dense(np.random.default_rng(seed), 2, 2) for seed in (1, 2)]
        network = Own(layers, SquaredError())
        report = check_gradients(network, self.X, np.ones((2, 2)), entries=1)
        assert report.explanations == (
            "layers[0].dweights are the right ones times 0.37.",
            "layers[1].dweights are the right ones times 0.37.",
        )

    def test_without_a_loss_that_stands_apart(self) -> None:
        class Whole:
            def __init__(self) -> None:
                self.layers = [dense(np.random.default_rng(1), 2, 1)]

            def forward(self, inputs: Array, targets: Array) -> float:
                self.misses = self.layers[0].forward(inputs) - targets
                return float((self.misses**2).mean()) / 2

            def backward(self) -> None:
                self.layers[0].backward(self.misses)

        assert bad_arrays(check_gradients(Whole(), self.X, self.Y)) == [
            "layers[0].dweights",
            "layers[0].dbiases",
        ]


def test_what_is_wrong_beside_what_cannot_be_nudged_is_not_summed_up() -> None:
    class UpToThree:
        def forward(self, inputs: Array) -> Array:
            if inputs.max() > 3:
                raise ValueError("3 at most")
            return inputs**2

        def backward(self, dvalues: Array) -> Array:
            return 0 * dvalues

    report = check_gradients(UpToThree(), [[1.0, 2.0, 3.0]])
    assert report.arrays[0].unmeasured
    assert report.explanations == ()
    assert check_gradients(UpToThree(), [[1.0, 2.0]]).explanations == (
        "dinputs are 0 in 2 places where the slope is not.",
    )


def test_a_layer_in_single_precision_is_known_by_what_it_computes_in_it() -> None:
    class Small(Dense):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dbiases = 0.37 * self.dbiases
            return dinputs

    layer = Small(1000, 2, rng=np.random.default_rng(1), dtype=np.float32)
    layer.weights -= layer.weights.mean(axis=0)  # the outputs are little but rounding
    report = check_gradients(layer, np.ones((3, 1000)), entries=1)
    assert report.explanations == ("dbiases are the right ones times 0.37.",)


def test_a_layer_in_single_precision_is_asked_in_it() -> None:
    class Strict(WholeNumbers):
        def __init__(self) -> None:
            super().__init__()
            self.weights, self.biases = (
                each.astype(np.float32) for each in (self.weights, self.biases)
            )

        def forward(self, inputs: Array) -> Array:
            assert {self.weights.dtype, self.biases.dtype} == {np.dtype(np.float32)}
            return super().forward(inputs.astype(np.float32))

        def backward(self, dvalues: Array) -> Array:
            assert dvalues.dtype == np.float32
            return super().backward(dvalues)

    assert check_gradients(Strict(), [[0.5, -1.5], [2.0, 0.25]])


def test_a_parameter_without_a_number_that_nobody_touches_is_not_changed() -> None:
    class Spare(Elementwise):
        parameter_names = ("spare",)

        def __init__(self) -> None:
            super().__init__(lambda x: 2 * x, lambda x: np.full_like(x, 2.0))
            self.spare = np.array([np.nan])
            self.dspare = np.zeros(1)

    assert check_gradients(Spare(), [[1.0, 2.0]]).changed == ()


def test_a_nudge_out_of_a_functions_domain_is_no_warning() -> None:
    report = check_gradients(Elementwise(np.log, lambda x: 1 / x), [[1e-7, 1.0]])
    assert report.arrays[0].unmeasured == ()
    assert report


class Late(Dense):
    """It takes a step of its own in ``backward``, and only then sends its gradient on."""

    def backward(self, dvalues: ArrayLike) -> Array:
        super().backward(dvalues)
        self.weights -= 0.37 * self.dweights
        self.biases -= 0.37 * self.dbiases
        return np.asarray(dvalues) @ self.weights.T


class Means(Dense):
    def backward(self, dvalues: ArrayLike) -> Array:
        dinputs = super().backward(dvalues)
        self.dweights, self.dbiases = (
            each / len(dinputs) for each in (self.dweights, self.dbiases)
        )
        return dinputs


@pytest.mark.parametrize(
    ("kind", "begins", "mistake"),
    [
        (Late, "dinputs are", "updated weight used"),
        (Means, "dweights and dbiases are the right ones divided by the number", "doubled 1/n"),
    ],
)
def test_a_mistake_is_named_with_all_that_it_spoils(
    kind: type[Dense], begins: str, mistake: str
) -> None:
    rng = np.random.default_rng(1)
    report = check_gradients(kind(3, 2, rng=rng), rng.normal(size=(5, 3)))
    (said,) = report.explanations
    assert said.startswith(begins)
    assert mistake in said


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
    with pytest.raises(ValueError, match=r"finite results .*, got nan at \[0, 1\]"):
        check_gradients(Pointwise(np.log), [[1.0, -2.0]])
    with pytest.raises(ValueError, match=r"finite results .*, got inf at \[1, 0\]"):
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


@pytest.mark.parametrize("rng", [3.0, "seed"])
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
    class Halves(Sigmoid):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            assert self.outputs is not None
            self.outputs /= 2
            return dinputs

    for report in (
        check_gradients(UsesUp(), [[1.0, 2.0], [0.0, -1.0]], [0, 1]),
        check_gradients(Halves(), [[1.0, 2.0], [0.0, -1.0]]),
    ):
        assert not report
        assert "what forward left for backward changed in place" in repr(report)


def test_a_readers_parameters_are_the_same_objects_afterwards() -> None:
    layer = WholeNumbers()
    weights, biases = layer.weights, layer.biases
    check_gradients(layer, [[0.5, -1.5]])
    assert layer.weights is weights
    assert layer.biases is biases


class AddsUp(Dense):
    """A Dense layer that adds its gradients to those of the pass before."""

    which: tuple[str, ...] = ("dweights", "dbiases")

    def backward(self, dvalues: Any) -> Array:
        before = {name: getattr(self, name, 0) for name in self.which}
        dinputs = super().backward(dvalues)
        for name in self.which:
            setattr(self, name, before[name] + getattr(self, name))
        return dinputs


class AddingReLU(ReLU):
    """What it returns is added to, in place, by the next backward pass."""

    dinputs: Array

    def forward(self, inputs: Any) -> Array:
        outputs = super().forward(inputs)
        if not hasattr(self, "dinputs"):
            self.dinputs = np.zeros_like(outputs)
        return outputs

    def backward(self, dvalues: Any) -> Array:
        self.dinputs += super().backward(dvalues)
        return self.dinputs


class AddingLoss(SquaredError):
    total = np.zeros((1, 1))

    def backward(self) -> Array:
        self.total = self.total + super().backward()
        return self.total


class TestAddedTo:
    @pytest.mark.parametrize("which", [("dweights",), ("dbiases",), ("dweights", "dbiases")])
    def test_by_a_layer(self, which: tuple[str, ...]) -> None:
        layer = AddsUp(2, 3, rng=np.random.default_rng(1))
        layer.which = which
        report = check_gradients(layer, [[1.0, -2.0], [3.0, 0.5]])
        assert not report
        assert report.added_to == which
        assert all(name in repr(report).splitlines()[0] for name in which)

    def test_by_a_layer_in_a_network(self) -> None:
        rng = np.random.default_rng(1)
        network = Network([Dense(2, 3, rng=rng), ReLU(), AddsUp(3, 2, rng=rng)], SquaredError())
        report = check_gradients(network, [[1.0, -2.0], [3.0, 0.5]], [[0.0, 1.0], [1.0, 1.0]])
        assert not report
        assert report.added_to == ("layers[2].dweights", "layers[2].dbiases")

    def test_by_a_layer_that_has_learnt_before(self) -> None:
        layer = AddsUp(2, 3, rng=np.random.default_rng(1))
        layer.forward([[1.0, 2.0]])
        layer.backward([[1.0, 1.0, 1.0]])
        report = check_gradients(layer, [[1.0, -2.0], [3.0, 0.5]])
        assert report.added_to == ("dweights", "dbiases")

    def test_to_dinputs(self) -> None:
        report = check_gradients(AddingReLU(), [[1.0, -2.0], [3.0, 0.5]])
        assert report.added_to == ("dinputs",)
        assert report.changed == ()

    def test_by_a_loss(self) -> None:
        report = check_gradients(AddingLoss(), [[1.0, -2.0], [3.0, 0.5]], [[0.0, 1.0], [1.0, 1.0]])
        assert report.added_to == ("dinputs",)

    @pytest.mark.parametrize(
        ("activation", "loss", "place", "name"),
        [
            (AddingReLU, SquaredError, "layers[1]", "AddingReLU"),
            (ReLU, AddingLoss, "loss", "AddingLoss"),
        ],
    )
    def test_to_what_the_layers_before_get(
        self, activation: Any, loss: Any, place: str, name: str
    ) -> None:
        rng = np.random.default_rng(1)
        network = Network([Dense(2, 3, rng=rng), activation(), Dense(3, 2, rng=rng)], loss())
        report = check_gradients(network, [[1.0, -2.0], [3.0, 0.5]], [[0.0, 1.0], [1.0, 1.0]])
        assert "layers[0].dweights" in report.added_to
        (said,) = report.explanations
        assert said.startswith(f"{place}, checked alone: {name} adds to the old dinputs")

    def test_a_layer_that_starts_over_in_forward_is_right(self) -> None:
        class StartsOver(AddsUp):
            def forward(self, inputs: Any) -> Array:
                self.dweights, self.dbiases = (
                    np.zeros_like(self.weights),
                    np.zeros_like(self.biases),
                )
                return super().forward(inputs)

        assert check_gradients(StartsOver(2, 3), [[1.0, -2.0], [3.0, 0.5]])


class Dropout:
    """A reader's own layer that answers differently each time."""

    def __init__(self, seed: int | None = None) -> None:
        self.seed, self.rng = seed, np.random.default_rng(0)

    def forward(self, inputs: Array) -> Array:
        rng = self.rng if self.seed is None else np.random.default_rng(self.seed)
        self.kept = 2 * (rng.random(inputs.shape) < 0.5)
        return inputs * self.kept

    def backward(self, dvalues: Array) -> Array:
        return dvalues * self.kept

    def __repr__(self) -> str:
        return "Dropout()"


class TestRandom:
    X = np.linspace(1, 2, 12).reshape(4, 3)

    def test_a_layer(self) -> None:
        with pytest.raises(ValueError, match=r"two forward passes of Dropout\(\) differ"):
            check_gradients(Dropout(), self.X)  # type: ignore[arg-type]

    def test_a_layer_in_a_network(self) -> None:
        network = Network([Dense(3, 8), Dropout(), Dense(8, 2)], SquaredError())
        with pytest.raises(ValueError, match=r"two forward passes of Dropout\(\) differ"):
            check_gradients(network, self.X, np.ones((4, 2)))

    def test_a_loss(self) -> None:
        class Noisy(SquaredError):
            rng = np.random.default_rng(0)

            def forward(self, predictions: Any, targets: Any) -> float:
                return super().forward(predictions, targets) + float(self.rng.normal())

        with pytest.raises(ValueError, match=r"two forward passes of Noisy\(\) differ"):
            check_gradients(Noisy(), self.X, self.X + 1)
        network = Network([Dense(3, 3, rng=np.random.default_rng(1))], Noisy())
        with pytest.raises(ValueError, match=r"two forward passes of Network\(.*\) differ"):
            check_gradients(network, self.X, self.X + 1)

    def test_the_same_random_numbers_each_time_will_do(self) -> None:
        assert check_gradients(Dropout(seed=3), self.X)
        network = Network([Dense(3, 8), Dropout(seed=3), Dense(8, 2)], SquaredError())
        assert check_gradients(network, self.X, np.ones((4, 2)))


class TestNotFinite:
    @pytest.mark.parametrize("number", [np.nan, np.inf])
    @pytest.mark.parametrize("which", GRADIENTS)
    def test_is_named_before_anything_else(self, which: str, number: float) -> None:
        def spoil(gradient: Array) -> Array:
            return np.where(np.arange(gradient.size).reshape(gradient.shape) == 1, number, 2.0)

        layer = Spoiled(dense(np.random.default_rng(1), 2, 4), which, spoil)
        report = check_gradients(layer, numbers(np.random.default_rng(2), (3, 2)))
        first, *lines = repr(report).splitlines()
        assert first.startswith(f"Spoiled: {which} not finite")
        assert not report.changed
        assert not report.added_to
        (line,) = (line for line in lines if line.strip().startswith(which))
        assert line.endswith("NaN or infinite: [0, 1]")

    def test_is_found_where_it_is_not_drawn(self) -> None:
        class Hidden(Dense):
            def backward(self, dvalues: Any) -> Array:
                dinputs = super().backward(dvalues)
                self.dweights[7, 7] = np.nan
                return dinputs

        report = check_gradients(Hidden(30, 30), np.ones((2, 30)), entries=1)
        assert not report
        assert report.arrays[1].not_finite == ((7, 7),)

    def test_of_a_loss(self) -> None:
        class Bad(SquaredError):
            def backward(self) -> Array:
                return super().backward() * np.nan

        report = check_gradients(Bad(), [[1.0, 2.0]], [[0.0, 0.0]])
        assert repr(report).startswith("Bad: dinputs not finite")


class TestDrawn:
    def big(self, factor: float = 1.0) -> tuple[Network, Array, Array]:
        rng = np.random.default_rng(0)
        layer = Spoiled(dense(rng, 40, 50), "dweights", times(factor))
        network = Network([layer, ReLU(), dense(rng, 50, 3)], SoftmaxCrossEntropy())
        return network, numbers(rng, (5, 40)), rng.integers(3, size=5)

    def test_so_many_of_each_gradient_are_compared_and_counted(self) -> None:
        report = check_gradients(*self.big(), entries=10)
        assert report, report
        assert [array.drawn for array in report.arrays] == [10, 10, 10, None]
        first, *lines = repr(report).splitlines()
        assert "all gradients" not in first
        assert "of 2000 numbers 10 drawn: 10 agree" in lines[0]
        assert "3 of 3 agree" in lines[3]

    def test_a_wrong_gradient_is_found_among_them(self) -> None:
        report = check_gradients(*self.big(1.01), entries=10)
        assert bad_arrays(report) == ["layers[0].dweights"]
        assert len({entry.index for entry in report.arrays[0].wrong}) > 5

    def test_the_same_are_drawn_each_time_others_on_request(self) -> None:
        def drawn(**given: Any) -> list[Any]:
            return [
                e.index for e in check_gradients(*self.big(-1), entries=10, **given).arrays[0].wrong
            ]

        assert drawn() == drawn()
        assert drawn() != drawn(rng=np.random.default_rng(5))

    def test_no_more_than_there_are(self) -> None:
        layer = dense(np.random.default_rng(1), 4, 3)
        assert check_gradients(layer, np.ones((2, 4)), entries=1000) == check_gradients(
            layer, np.ones((2, 4))
        )

    @pytest.mark.parametrize("entries", [0, -1, 2.5, True, "10"])
    def test_another_number_is_refused(self, entries: Any) -> None:
        with pytest.raises((TypeError, ValueError), match="check_gradients expects entries"):
            check_gradients(ReLU(), [[1.0]], entries=entries)


@pytest.mark.parametrize("error", [ValueError, IndexError, KeyError, ZeroDivisionError])
def test_a_layer_may_refuse_a_nudge_in_its_own_way(error: type[Exception]) -> None:
    class FirstOfItsKind:
        """Takes what is at most 1."""

        def forward(self, inputs: Array) -> Array:
            if inputs.max() > 1:
                raise error("too far")
            return 2 * inputs

        def backward(self, dvalues: Array) -> Array:
            return 2 * dvalues

    report = check_gradients(FirstOfItsKind(), [[1.0, 0.5]])
    assert report
    assert report.arrays[0].unmeasured == ((0, 0),)


class TestContract:
    X = np.array([[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]])

    @pytest.mark.parametrize("alpha", [0.25, np.float64(0.25), np.array(0.25), [0.25], None, "x"])
    def test_a_parameter_that_is_no_array(self, alpha: Any) -> None:
        layer = PReLU(alpha)
        with pytest.raises(TypeError, match=r"PReLU\.alpha must be an array of at least one dim"):
            check_gradients(layer, self.X)
        with pytest.raises(TypeError, match=r"PReLU\.alpha must be an array of at least one dim"):
            Network([Dense(3, 3), layer], SquaredError())

    def test_a_parameter_that_is_an_array(self) -> None:
        assert check_gradients(PReLU(np.array([0.25])), self.X)
        network = Network([Dense(3, 3), PReLU(np.array([0.25]))], SquaredError())
        assert check_gradients(network, self.X, self.X)

    def test_a_parameter_that_is_not_there(self) -> None:
        class Gain(Dense):
            parameter_names = ("weights", "biases", "gain")

        with pytest.raises(TypeError, match=r"Gain\.gain must be an array .*not there"):
            check_gradients(Gain(3, 2), self.X)

    @pytest.mark.parametrize("answer", [None, "text", 3.0, [[None]]])
    def test_what_forward_and_backward_return(self, answer: Any) -> None:
        class Forth(ReLU):
            def forward(self, _: Any) -> Any:
                return answer

        class Back(ReLU):
            def backward(self, _: Any) -> Any:
                return answer

        for layer, method in ((Forth(), "Forth.forward"), (Back(), "Back.backward")):
            with pytest.raises(TypeError, match=rf"{method} must return an array of numbers"):
                check_gradients(layer, self.X)

    @pytest.mark.parametrize(
        ("answer", "got"),
        [(None, "None"), (np.ones(2), r"shape \(2,\)"), (np.ones((1, 1)), r"shape \(1, 1\)")],
        ids=str,
    )
    def test_a_loss_that_does_not_return_one_number(self, answer: Any, got: str) -> None:
        class Rows(SquaredError):
            def forward(self, predictions: Any, targets: Any) -> Any:
                super().forward(predictions, targets)
                return answer

        with pytest.raises(TypeError, match=rf"Rows\.forward must return one number.* got .*{got}"):
            check_gradients(Rows(), self.X, self.X)


class PReLU:
    """A reader's own layer that learns its slope below 0."""

    parameter_names = ("alpha",)

    def __init__(self, alpha: Any) -> None:
        self.alpha = alpha

    def forward(self, inputs: Array) -> Array:
        self.inputs = inputs
        return np.where(inputs > 0, inputs, self.alpha * inputs)

    def backward(self, dvalues: Array) -> Array:
        self.dalpha = np.array([(dvalues * np.minimum(self.inputs, 0)).sum()])
        return dvalues * np.where(self.inputs > 0, 1, self.alpha)


class TestInMidTraining:
    def test_a_training_goes_on_as_if_nothing_had_been(self) -> None:
        def trained(looks: bool) -> dict[str, Array]:
            rng = np.random.default_rng(0)
            network = Network(
                [Dense(2, 4, rng=rng), PReLU(np.array([0.25])), Dense(4, 2, rng=rng)],
                SoftmaxCrossEntropy(),
            )
            x, y, optimizer = numbers(rng, (8, 2)), rng.integers(2, size=8), Adam(0.1)
            for _ in range(5):
                network.forward(x, y)
                network.backward()
                if looks:
                    before = network.named_parameters()
                    assert check_gradients(network, x[:3], y[:3])
                    after = network.named_parameters()
                    assert all(after[name] is before[name] for name in before)
                optimizer.step(network.parameters())
            return network.named_parameters()

        quiet, watched = trained(looks=False), trained(looks=True)
        for name, values in quiet.items():
            assert np.array_equal(values, watched[name]), name

    def test_what_cannot_be_copied_says_so(self) -> None:
        layer = ReLU()
        layer.lock = threading.Lock()  # type: ignore[attr-defined]
        with pytest.raises(TypeError, match=r"works on a copy, and ReLU\(\) cannot be copied"):
            check_gradients(layer, [[1.0]])
