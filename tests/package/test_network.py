"""Networks: by the worked example, against the layers one by one, and what they refuse."""

from __future__ import annotations

import copy
import doctest
import json
import re
from collections.abc import Callable
from typing import Any

import autograd.numpy as anp  # type: ignore[import-untyped]
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

from arrays import PRECISIONS, Array, assert_same, dense, numbers
from backprop import (
    SGD,
    Adam,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
    network,
)
from backprop.datasets import spiral
from backprop.network.kinds import described
from backprop.network.layer_passes import layer_passes
from backprop.network.loss_passes import loss_passes
from networks import BETWEEN, LOSSES, NetworkCase, OwnLoss, OwnReLU, network_case, network_cases

some = settings(max_examples=settings.default.max_examples // 10)
every_network = pytest.mark.parametrize(
    ("between", "loss"),
    [(between, "SoftmaxCrossEntropy") for between in BETWEEN] + [("ReLU", loss) for loss in LOSSES],
)


def gradients(of: Network) -> list[Array]:
    return [gradient for _, gradient in of.parameters()]


def by_hand(case: NetworkCase) -> tuple[float, Array, list[Array]]:
    """The same through the public methods of each layer, on copies of them."""
    layers, loss = copy.deepcopy(case.network.layers), copy.deepcopy(case.network.loss)
    values = case.inputs
    for layer in layers:
        values = layer.forward(values)
    value = loss.forward(values, case.targets)
    dvalues = loss.backward()
    for layer in reversed(layers):
        dvalues = layer.backward(dvalues)
    return (
        value,
        dvalues,
        [
            getattr(layer, f"d{name}")
            for layer in layers
            for name in getattr(layer, "parameter_names", ())
        ],
    )


class TestWorkedExample:
    """The spiral of note A: 2-3-3, legacy seed 0."""

    def example(self) -> NetworkCase:
        rng = np.random.RandomState(0)
        data = spiral(rng=rng)
        layers = [Dense(2, 3, rng=rng, scale=0.01), ReLU(), Dense(3, 3, rng=rng, scale=0.01)]
        return NetworkCase(Network(layers, SoftmaxCrossEntropy()), data.inputs, data.targets)

    def test_first_loss_and_accuracy(self) -> None:
        case = self.example()
        loss = case.network.forward(case.inputs, case.targets)
        assert loss == pytest.approx(1.0986104615465142, rel=1e-15)
        evaluation = case.network.evaluate(case.inputs, case.targets)
        assert evaluation.loss == pytest.approx(loss, rel=1e-15)
        assert evaluation.accuracy == 0.34

    def test_gradients_by_autograd(self) -> None:
        case = self.example()
        one_hot = np.eye(3)[case.targets]

        def loss(w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
            sums = anp.dot(case.inputs, w1) + b1
            logits = anp.dot(sums * (sums > 0), w2) + b2
            log_sums = anp.log(anp.sum(anp.exp(logits), axis=1))
            return anp.mean(log_sums - anp.sum(logits * one_hot, axis=1))

        case.network.forward(case.inputs, case.targets)
        case.network.backward()
        at = [parameter for parameter, _ in case.network.parameters()]
        for argument, ours in enumerate(gradients(case.network)):
            assert abs(ours).max() > 1e-6
            assert_same(ours, grad(loss, argument)(*at), tolerance=1e-13)

    def test_gradients_by_central_differences(self) -> None:
        case = self.example()
        report = check_gradients(case.network, case.inputs, case.targets)
        assert report, report


@every_network
class TestEveryNetwork:
    @some
    @given(data=st.data())
    def test_agrees_with_its_layers_one_by_one(self, between: str, loss: str, data: Any) -> None:
        case = data.draw(network_cases(between, loss))
        value, dinputs, expected = by_hand(case)
        assert case.network.forward(case.inputs, case.targets) == pytest.approx(value, rel=1e-13)
        ours = case.network.backward(needs_dinputs=True)
        assert ours is not None
        assert_same(ours, dinputs, tolerance=1e-13)
        for gradient, wanted in zip(gradients(case.network), expected, strict=True):
            assert_same(gradient, wanted, tolerance=1e-13)

    @some
    @given(data=st.data())
    def test_a_step_is_forward_backward_and_update(
        self, between: str, loss: str, data: Any
    ) -> None:
        case = data.draw(network_cases(between, loss))
        twin = copy.deepcopy(case.network)
        value = twin.forward(case.inputs, case.targets)
        twin.backward()
        SGD(0.1).step(twin.parameters())
        assert case.network.step(case.inputs, case.targets, SGD(0.1)) == value
        for ours, wanted in zip(gradients(case.network), gradients(twin), strict=True):
            assert_same(ours, wanted, tolerance=0)
        for name, parameter in twin.named_parameters().items():
            assert_same(case.network.named_parameters()[name], parameter, tolerance=0)

    @pytest.mark.parametrize("dtype", PRECISIONS)
    @some
    @given(data=st.data())
    def test_precision_stays(self, between: str, loss: str, dtype: Any, data: Any) -> None:
        case = data.draw(network_cases(between, loss, dtype))
        assert type(case.network.forward(case.inputs.astype(float), case.targets)) is float
        dinputs = case.network.backward(needs_dinputs=True)
        arrays = [dinputs, case.network.predict(case.inputs), *gradients(case.network)]
        case.network.step(case.inputs, case.targets, Adam(0.01))
        arrays += [*gradients(case.network), *case.network.named_parameters().values()]
        arrays += [case.network.loss.misses] if loss == "own loss" else []
        assert {each.dtype for each in arrays} == {np.dtype(dtype)}

    def test_the_layers_stand_as_after_their_own_pass(self, between: str, loss: str) -> None:
        case = network_case(between, loss, np.random.default_rng(1))
        _, dinputs, expected = by_hand(case)
        case.network.forward(case.inputs, case.targets)
        values = case.inputs
        for layer, twin in zip(
            case.network.layers, copy.deepcopy(case.network.layers), strict=True
        ):
            values = twin.forward(values)
            for name in ("inputs", "outputs"):
                if hasattr(twin, name):
                    assert_same(getattr(layer, name), getattr(twin, name), tolerance=1e-13)
        dvalues = case.network.loss.backward()
        for layer in reversed(case.network.layers):
            dvalues = layer.backward(dvalues)
        assert_same(dvalues, dinputs, tolerance=1e-13)
        for gradient, wanted in zip(gradients(case.network), expected, strict=True):
            assert_same(gradient, wanted, tolerance=1e-13)

    def test_what_was_handed_out_stays(self, between: str, loss: str) -> None:
        case = network_case(between, loss, np.random.default_rng(2))
        net, rng = case.network, np.random.default_rng(3)
        net.forward(case.inputs, case.targets)
        handed = [net.backward(needs_dinputs=True), net.predict(case.inputs), *gradients(net)]
        handed += [
            value
            for part in (*net.layers, net.loss)
            for name, value in vars(part).items()
            if isinstance(value, np.ndarray) and name not in ("_weights", "_biases")
        ]
        before = [array.copy() for array in handed]
        other = numbers(rng, case.inputs.shape)
        net.predict(other)
        net.evaluate(other, case.targets)
        net.forward(other, case.targets)
        net.backward()
        net.step(other, case.targets, SGD(0.1))
        net.fit(other, case.targets, SGD(0.1), 2, 1, rng=rng)
        for array, wanted in zip(handed, before, strict=True):
            assert np.array_equal(array, wanted)

    def test_what_was_handed_in_stays_and_is_not_kept(self, between: str, loss: str) -> None:
        case = network_case(between, loss, np.random.default_rng(4))
        net, twin = case.network, copy.deepcopy(case.network)
        inputs, targets = case.inputs.copy(), case.targets.copy()
        net.step(inputs, targets, SGD(0.1))
        net.fit(inputs, targets, SGD(0.1), 1)
        net.predict(inputs)
        assert np.array_equal(inputs, case.inputs)
        assert np.array_equal(targets, case.targets)
        twin.forward(inputs, targets)
        inputs[:], targets[:] = 7, 0
        twin.backward()
        ours = [gradient.copy() for gradient in gradients(twin)]
        twin.forward(case.inputs, case.targets)
        twin.backward()
        for gradient, wanted in zip(ours, gradients(twin), strict=True):
            assert np.array_equal(gradient, wanted)

    def test_predict_and_evaluate_leave_the_pass_alone(self, between: str, loss: str) -> None:
        case = network_case(between, loss, np.random.default_rng(5))
        case.network.forward(case.inputs, case.targets)
        case.network.backward()
        expected = gradients(case.network)
        case.network.forward(case.inputs, case.targets)
        case.network.predict(-2 * case.inputs[:1])
        case.network.evaluate(-case.inputs, case.targets)
        case.network.backward()
        for gradient, wanted in zip(gradients(case.network), expected, strict=True):
            assert np.array_equal(gradient, wanted)

    def test_backward_twice_gives_the_same_twice(self, between: str, loss: str) -> None:
        case = network_case(between, loss, np.random.default_rng(6))
        case.network.forward(case.inputs, case.targets)
        case.network.backward()
        expected = gradients(case.network)
        case.network.backward()
        for gradient, wanted in zip(gradients(case.network), expected, strict=True):
            assert np.array_equal(gradient, wanted)

    def test_a_wrong_layer_of_ones_own_is_used_and_found(self, between: str, loss: str) -> None:
        class Wrong(Dense):
            def backward(self, dvalues: Any) -> Array:
                dinputs = super().backward(dvalues)
                self.dweights = 2 * self.dweights
                return dinputs

        case = network_case(between, loss, np.random.default_rng(7))
        first, *others = case.network.layers
        wrong = Wrong(first.n_inputs, first.n_neurons)
        wrong.weights, wrong.biases = first.weights, first.biases
        next(
            each for each in others if isinstance(each, Dense)
        ).weights *= 0.1  # no probability is clipped
        net = Network([wrong, *others], case.network.loss)
        report = check_gradients(net, case.inputs, case.targets)
        assert [each.name for each in report.arrays if not each] == ["layers[0].dweights"]


def test_an_activation_in_front_returns_no_gradient_unasked() -> None:
    net = Network([ReLU(), Dense(2, 3)], SoftmaxCrossEntropy())
    net.forward(X, Y)
    assert net.backward() is None


def test_an_activation_in_front_leaves_the_inputs_alone() -> None:
    x = np.array([[1.0, -2.0], [-3.0, 4.0]])
    net = Network([ReLU(), dense(np.random.default_rng(1), 2, 3)], SoftmaxCrossEntropy())
    net.step(x, Y, SGD(0.1))
    net.fit(x, Y, SGD(0.1), 2)
    assert x.tolist() == [[1, -2], [-3, 4]]


def test_the_gradient_of_its_own_inputs_is_computed_on_request_only() -> None:
    case = network_case("ReLU", "SoftmaxCrossEntropy", np.random.default_rng(1))
    case.network.forward(case.inputs, case.targets)
    assert case.network.backward() is None
    dinputs = case.network.backward(needs_dinputs=True)
    assert dinputs is not None
    assert dinputs.shape == case.inputs.shape


class TestParameters:
    def test_they_are_the_layers_own_and_named(self) -> None:
        net = network_case("ReLU", "SquaredError", np.random.default_rng(1)).network
        names = net.named_parameters()
        assert list(names) == [
            f"layers[{i}].{name}" for i in (0, 2) for name in ("weights", "biases")
        ]
        assert names["layers[2].biases"] is net.layers[2].biases

    def test_without_a_backward_pass(self) -> None:
        net = network_case("ReLU", "SquaredError", np.random.default_rng(1)).network
        with pytest.raises(RuntimeError, match=r"Network\.parameters expects a backward pass"):
            net.parameters()

    def test_readers_own(self) -> None:
        class Scale:
            parameter_names = ("factor",)

            def __init__(self) -> None:
                self.factor = np.array([[2.0, 3.0]])

            def forward(self, inputs: Array) -> Array:
                self.inputs = inputs
                return inputs * self.factor

            def backward(self, dvalues: Array) -> Array:
                self.dfactor = (dvalues * self.inputs).sum(axis=0, keepdims=True)
                return dvalues * self.factor

        net = Network([Scale()], SquaredError())
        x, y = [[1, 2], [3, 5]], [[5, 5], [15, 12.5]]
        assert check_gradients(net, x, y)
        net.fit(x, y, SGD(0.1), 200)
        assert_same(net.layers[0].factor, np.array([[5, 2.5]]), tolerance=1e-6)


def test_repr() -> None:
    net = Network([Dense(2, 3), ReLU(), Dense(3, 1)], SquaredError())
    assert repr(net) == "Network([Dense(2, 3), ReLU(), Dense(3, 1)], SquaredError())"


def layers_of(*sizes: int) -> list[Any]:
    return [Dense(*pair) for pair in zip(sizes[::2], sizes[1::2], strict=True)]


TWICE = ReLU()
NO_NETWORKS: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "no layers": (lambda: Network([], SquaredError()), ValueError, "at least one layer, got none"),
    "sizes": (
        lambda: Network(layers_of(2, 64, 32, 3), SquaredError()),
        ValueError,
        "layers whose sizes fit, got layers[0], Dense(2, 64), which gives 64 values, before "
        "layers[1], Dense(32, 3), which takes 32",
    ),
    "sizes with activations between": (
        lambda: Network([Dense(2, 3), Sigmoid(), ReLU(), Dense(4, 3)], SquaredError()),
        ValueError,
        "layers whose sizes fit, got layers[0], Dense(2, 3), which gives 3 values, before "
        "layers[3], Dense(4, 3), which takes 4",
    ),
    "precisions": (
        lambda: Network([Dense(2, 3), Dense(3, 3, dtype=np.float32)], SquaredError()),
        ValueError,
        "layers of one precision, got float64 in layers[0], Dense(2, 3), and float32 in layers[1]",
    ),
    "the softmax twice": (
        lambda: Network([Dense(2, 2), Softmax()], SoftmaxCrossEntropy()),
        ValueError,
        "logits before SoftmaxCrossEntropy(), which takes the softmax itself, got Softmax() as the "
        "last layer: the softmax would be taken twice",
    ),
    "the softmax twice, with a layer between that does nothing": (
        lambda: Network([Dense(2, 2), Softmax(), Linear()], SoftmaxCrossEntropy()),
        ValueError,
        "logits before SoftmaxCrossEntropy()",
    ),
    "the sigmoid twice": (
        lambda: Network([Dense(2, 1), Sigmoid()], SigmoidCrossEntropy()),
        ValueError,
        "logits before SigmoidCrossEntropy(), which takes the sigmoid itself, got Sigmoid()",
    ),
    "one twice": (
        lambda: Network([TWICE, Dense(2, 2), TWICE], SquaredError()),
        ValueError,
        "each layer once, since it remembers one batch, got the same ReLU() at 0 and 2",
    ),
    "a class": (
        lambda: Network([Dense(2, 2), ReLU], SquaredError()),  # type: ignore[list-item]
        TypeError,
        "layers with forward and backward, got <class",
    ),
    "a number": (
        lambda: Network([3], SquaredError()),
        TypeError,
        "layers with forward and backward, got 3",
    ),
    "no loss": (lambda: Network([ReLU()], None), TypeError, "a loss with forward and backward"),
    "a class of loss": (lambda: Network([ReLU()], SquaredError), TypeError, "a loss with forward"),
}


@pytest.mark.parametrize("case", NO_NETWORKS)
def test_no_network_from(case: str) -> None:
    make, error, says = NO_NETWORKS[case]
    with pytest.raises(error, match=re.escape(f"Network expects {says}")):
        make()


class TestAttributes:
    """What can be set works; what cannot be set says so."""

    def test_another_loss_is_learnt_and_measured(self) -> None:
        x, y = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
        rng = np.random.default_rng(1)
        changed = Network([dense(rng, 2, 2)], SquaredError())
        twin = Network(copy.deepcopy(changed.layers), SoftmaxCrossEntropy())
        changed.forward(x, y)
        changed.loss = twin.loss
        with pytest.raises(RuntimeError, match=r"call Network\.forward first"):
            changed.backward()
        assert changed.evaluate(x, y) == twin.evaluate(x, y)
        ours = changed.fit(x, y, SGD(0.1), 3).loss
        assert ours == twin.fit(x, y, SGD(0.1), 3).loss
        assert_same(changed.layers[0].weights, twin.layers[0].weights, tolerance=0)

    def test_other_layers_too(self) -> None:
        net = Network([Dense(2, 3), ReLU(), Dense(3, 2)], SoftmaxCrossEntropy())
        net.layers = [*net.layers[:-1], Dense(3, 5)]
        assert net.n_outputs == 5
        assert net.predict([[1, 2]]).shape == (1, 5)

    def test_what_does_not_fit_changes_nothing(self) -> None:
        net = Network([Dense(2, 3), Softmax()], SquaredError())
        layers, loss = net.layers, net.loss
        for name, value in [("loss", SoftmaxCrossEntropy()), ("loss", 3), ("layers", [])]:
            with pytest.raises((TypeError, ValueError), match="Network expects"):
                setattr(net, name, value)
        assert net.layers is layers
        assert net.loss is loss
        assert net.forward([[1, 2]], [[1, 0, 0]]) > 0

    @pytest.mark.parametrize("name", ["n_inputs", "n_outputs", "dtype"])
    def test_sizes_of_a_network(self, name: str) -> None:
        net = Network([Dense(2, 3)], SquaredError())
        before = getattr(net, name)
        with pytest.raises(AttributeError, match=name):
            setattr(net, name, 7)
        assert getattr(net, name) == before

    @pytest.mark.parametrize("name", ["n_inputs", "n_neurons", "dtype"])
    def test_sizes_of_a_layer(self, name: str) -> None:
        layer = Dense(2, 3)
        before = getattr(layer, name)
        with pytest.raises(AttributeError, match=rf"Dense\.{name} stays .* got 7\. Build another"):
            setattr(layer, name, 7)
        assert getattr(layer, name) == before
        assert getattr(copy.deepcopy(layer), name) == before


CALLS: dict[str, Callable[[Network, Any, Any], object]] = {
    "forward": lambda net, x, y: net.forward(x, y),
    "evaluate": lambda net, x, y: net.evaluate(x, y),
    "step": lambda net, x, y: net.step(x, y, SGD(0.1)),
    "fit": lambda net, x, y: net.fit(x, y, SGD(0.1), 1),
}
X, Y = [[1.0, 2.0], [3.0, -4.0]], [0, 2]


def classifier() -> Network:
    rng = np.random.default_rng(1)
    return Network([dense(rng, 2, 4), ReLU(), dense(rng, 4, 3)], SoftmaxCrossEntropy())


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize(
    ("x", "y", "error", "says"),
    [
        ([1, 2], Y, ValueError, r"inputs of shape \(n_samples, 2\), got \(2,\)"),
        ([[1, 2, 3]], [0], ValueError, r"inputs of shape \(n_samples, 2\), got \(1, 3\)"),
        (np.ones((0, 2)), [], ValueError, r"with something in it, got \(0, 2\)"),
        ([[1, np.nan], [1, 2]], Y, ValueError, r"finite float64 numbers, got nan at \[0, 1\]"),
        ([["a", "b"]], Y, TypeError, "inputs of real numbers, got dtype <U1"),
        (X, [0, 3], ValueError, r"targets as class numbers from 0 to 2, got 3 at \[1\]"),
        (X, [0, 1, 2], ValueError, r"targets as class numbers of shape \(2,\)"),
        (X, [[1, 0, 0], [1, 1, 0]], ValueError, "a single 1 among zeros"),
        (X, [0.0, 1.0], TypeError, "targets as whole class numbers"),
    ],
)
def test_bad_batches_are_refused_and_nothing_is_lost(
    method: str, x: Any, y: Any, error: type[Exception], says: str
) -> None:
    net = classifier()
    net.forward(X, Y)
    net.backward()
    expected = gradients(net)
    before = {name: values.copy() for name, values in net.named_parameters().items()}
    with pytest.raises(error, match=rf"^Network\.{method} expects .*{says}"):
        CALLS[method](net, x, y)
    net.backward()
    for ours, wanted in zip(gradients(net), expected, strict=True):
        assert np.array_equal(ours, wanted)
    for name, values in net.named_parameters().items():
        assert np.array_equal(values, before[name])


@pytest.mark.parametrize(
    ("targets", "says"),
    [
        ([1.0, 2.0], r"targets of shape \(2, 1\), got \(2,\)"),
        ([[1.0], [np.inf]], "targets of finite float64 numbers, got inf"),
    ],
)
def test_bad_values_as_targets(targets: Any, says: str) -> None:
    with pytest.raises(ValueError, match=rf"^Network\.forward expects {says}"):
        Network([Dense(2, 1)], SquaredError()).forward(X, targets)


def test_bad_inputs_to_predict_from() -> None:
    with pytest.raises(ValueError, match=r"^Network\.predict expects inputs of shape .*\(1, 3\)"):
        classifier().predict([[1, 2, 3]])


class TestBackwardNeedsForward:
    def test_at_first(self) -> None:
        with pytest.raises(RuntimeError, match=r"call Network\.forward first"):
            classifier().backward()

    @pytest.mark.parametrize("method", ["step", "fit"])
    def test_after_training(self, method: str) -> None:
        net = classifier()
        net.forward(X, Y)
        CALLS[method](net, X, Y)
        with pytest.raises(RuntimeError, match=r"call Network\.forward first"):
            net.backward()

    def test_after_a_forward_pass_that_failed(self) -> None:
        net = classifier()
        net.forward(X, Y)
        net.layers[0].weights[...] = 1e308
        with pytest.raises(FloatingPointError):
            net.forward(X, Y)
        with pytest.raises(RuntimeError, match=r"call Network\.forward first"):
            net.backward()


def test_a_gradient_that_is_not_finite_is_named() -> None:
    net = Network([OwnReLU(), Dense(1, 1)], SquaredError())
    net.layers[1].weights = [[1e200]]
    net.forward([[1e-300]], [[-1e150]])
    with pytest.raises(FloatingPointError, match=r"^Network\.backward: .*dinputs of layers\[1"):
        net.backward()


@pytest.mark.parametrize("method", ["forward", "evaluate", "step"])
def test_a_loss_that_is_not_finite_is_no_loss(method: str) -> None:
    net = Network([Dense(2, 1, scale=1e200), Dense(1, 1, scale=1e200)], SquaredError())
    before = {name: values.copy() for name, values in net.named_parameters().items()}
    with pytest.raises(FloatingPointError, match=rf"Network\.{method}: .* too large"):
        CALLS[method](net, X, [[0.0], [0.0]])
    for name, values in net.named_parameters().items():
        assert np.array_equal(values, before[name])
    says = r"^Network\.predict: Not all of the outputs are finite numbers\. .* too large"
    with pytest.raises(FloatingPointError, match=says):
        net.predict(X)


def test_after_a_step_the_layers_hold_no_batch() -> None:
    net = Network([Dense(2, 3), ReLU(), Dense(3, 3)], SoftmaxCrossEntropy())
    net.forward(X, Y)
    assert all(layer.inputs is not None for layer in net.layers)
    net.step(X, Y, SGD(0.1))
    assert [layer.inputs for layer in net.layers] == [None, None, None]


def test_a_layer_described_is_json() -> None:
    layer = Dense(1, 2, dtype=np.float32)
    layer.weights = [[0.5, -2]]
    said = json.loads(json.dumps(described(layer, "weights", "n_inputs", "dtype")))
    assert said == {"kind": "Dense", "weights": [[0.5, -2]], "n_inputs": 1, "dtype": "float32"}
    assert described(ReLU(), "weights") == {"kind": "ReLU"}


class TestReadersOwnLayers:
    def test_sizes_that_show_late(self) -> None:
        class Pairs:
            def forward(self, inputs: Array) -> Array:
                return np.hstack([inputs, inputs])

            def backward(self, dvalues: Array) -> Array:
                half = dvalues.shape[1] // 2
                return dvalues[:, :half] + dvalues[:, half:]

        rng = np.random.default_rng(1)
        net = Network([dense(rng, 2, 2), Pairs(), dense(rng, 4, 1)], SquaredError())
        assert check_gradients(net, X, [[1.0], [2.0]])
        wrong = Network([dense(rng, 2, 2), Pairs(), dense(rng, 3, 1)], SquaredError())
        with pytest.raises(ValueError, match=r"shape \(n_samples, 3\), got \(2, 4\)"):
            wrong.forward(X, [[1.0], [2.0]])

    def test_a_gradient_of_the_wrong_shape_is_refused(self) -> None:
        class Sums(OwnReLU):
            def backward(self, dvalues: Array) -> Array:
                return super().backward(dvalues).sum(axis=1, keepdims=True)

        net = Network([Dense(2, 3), Sums(), Dense(3, 1)], SquaredError())
        net.forward(X, [[1.0], [2.0]])
        with pytest.raises(ValueError, match=r"return dinputs of shape \(2, 3\), got \(2, 1\)"):
            net.backward()

    def test_one_that_remembers_what_it_gave_remembers_it_unchanged(self) -> None:
        class Negative(OwnReLU):
            def forward(self, inputs: Array) -> Array:
                self.inputs = inputs
                self.outputs = -np.abs(inputs)
                return self.outputs

        own = Negative()
        net = Network([dense(np.random.default_rng(1), 2, 3), own, ReLU()], SquaredError())
        net.step(X, np.ones((2, 3)), SGD(0.1))
        assert (own.outputs < 0).all()

    def test_one_that_spoils_what_it_takes_spoils_nothing_else(self) -> None:
        class Spoils(OwnReLU):
            def forward(self, inputs: Array) -> Array:
                outputs = super().forward(inputs)
                inputs[:] = 77
                return outputs

        x = np.array(X)
        net = Network([Spoils(), dense(np.random.default_rng(1), 2, 1)], SquaredError())
        net.step(x, [[1.0], [2.0]], SGD(0.1))
        assert x.tolist() == X


@pytest.mark.parametrize("loss", [SquaredError, SigmoidCrossEntropy, OwnLoss])
def test_targets_that_are_numbers_get_the_precision_of_the_network(loss: Any) -> None:
    given = np.array([[0.1], [1.0]])
    shape, dtype = given.shape, np.dtype(np.float32)
    taken = loss_passes(loss()).checked_targets(given, shape, dtype, "Network.forward")
    assert taken.dtype == dtype
    assert_same(taken, given.astype(dtype), tolerance=0)


def test_a_readers_loss_gets_targets_of_its_own_shape_one_entry_a_sample() -> None:
    class OfRows(OwnLoss):
        def forward(self, predictions: Array, targets: Array) -> float:
            return super().forward(predictions, targets[:, None])

    network = Network([Dense(2, 1)], OfRows())
    assert network.forward(X, [1.0, 2.0]) > 0
    for targets, shape in [([1.0, 2.0, 3.0], r"\(3,\)"), (1.0, r"\(\)")]:
        with pytest.raises(ValueError, match=rf"targets for 2 samples, got shape {shape}"):
            network.forward(X, targets)


def test_the_gradient_of_a_readers_loss_has_the_precision_of_its_predictions() -> None:
    class InDouble(OwnLoss):
        def backward(self) -> Array:
            return super().backward().astype(float)

    passes = loss_passes(InDouble())
    passes.forward(np.ones((2, 1), np.float32), np.zeros((2, 1), np.float32))
    assert passes.backward().dtype == np.float32


def test_what_a_readers_layer_returns_gets_the_precision_of_what_it_took() -> None:
    class InDouble(OwnReLU):
        def forward(self, inputs: Array) -> Array:
            return super().forward(inputs).astype(float)

        def backward(self, dvalues: Array) -> Array:
            return super().backward(dvalues).astype(float)

    passes, ones = layer_passes(InDouble(), 0, None), np.ones((2, 3), np.float32)
    assert passes.forward(ones, keep=True).dtype == np.float32
    dinputs = passes.backward(ones, needs_dinputs=True)
    assert dinputs is not None
    assert dinputs.dtype == np.float32


def test_many_samples_are_measured_some_at_a_time() -> None:
    rng = np.random.default_rng(1)
    network, x = classifier(), numbers(rng, (1500, 2))
    y = rng.integers(3, size=1500)
    assert network.evaluate(x, y).loss == pytest.approx(network.forward(x, y), rel=1e-12)


def test_a_small_loss_beside_a_large_one_is_not_lost() -> None:
    """In single precision both would add up to the larger alone."""
    network = Network([Dense(2, 2, dtype=np.float32)], SoftmaxCrossEntropy())
    network.layers[0].weights = np.eye(2)
    assert network.forward([[0, 2**30], [0, 30]], [0, 0]) == 2**29 + 15


def test_outputs_that_are_not_finite_are_named() -> None:
    network = Network([Dense(1, 1, scale=1e200), Dense(1, 1, scale=1e200)], SquaredError())
    with pytest.raises(FloatingPointError, match=r"^Network\.forward: .*all of the outputs are"):
        network.forward([[1.0]], [[0.0]])


def test_a_network_of_activations_takes_any_width() -> None:
    net = Network([Linear(), Sigmoid()], SquaredError())
    for width in (1, 4):
        assert net.predict(np.zeros((2, width))).tolist() == [[0.5] * width] * 2
    assert check_gradients(net, X, [[0.0, 1.0], [1.0, 0.0]])


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(network)
    assert result.attempted > 0
    assert result.failed == 0
