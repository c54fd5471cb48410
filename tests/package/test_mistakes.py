"""Each catalogued mistake is found by its numbers, on shapes of other making; nothing else is."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from arrays import Array
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
)
from backprop.gradcheck.report import GradientReport
from backprop.layers import Layer
from backprop.losses import Loss
from backprop.mistakes import CATALOGUE, Mistake, named
from backprop.mistakes.sentences import SENTENCES
from headings import anchors

# A product that fits by chance needs as many inputs as neurons, or samples too.
SQUARE = {"transpose missing"}
CUBIC = {"transpose on the wrong side", "elementwise product"}
ELSEWHERE = {"inputs not stored", "log of a clipped value without its derivative"}
PARTS = [entry for entry in CATALOGUE if issubclass(entry.right, Layer | Loss)]
LOOPS = [entry for entry in CATALOGUE if entry.right is Network]


def by_class(entries: Sequence[Mistake]) -> pytest.MarkDecorator:
    """Run a test once for each right class."""
    kinds = dict.fromkeys(entry.right for entry in entries)
    return pytest.mark.parametrize("right", kinds, ids=lambda kind: kind.__name__)


def of_class(right: type) -> list[Mistake]:
    return [each for each in CATALOGUE if each.right is right and each.name not in ELSEWHERE]


def shape_for(entry: Mistake, rng: np.random.Generator) -> tuple[int, int, int]:
    """Draw samples, inputs and neurons, all different where the mistake lets them."""
    n, i, o = (int(size) for size in rng.permutation(np.arange(2, 8))[:3])
    if entry.name in SQUARE:
        return n, i, i
    return (n, n, n) if entry.name in CUBIC else (n, i, o)


def checked(kind: type, shape: tuple[int, int, int], rng: np.random.Generator) -> GradientReport:
    """Check an object of a class on random numbers of a shape."""
    n, n_inputs, n_neurons = shape
    x = rng.normal(size=(n, n_inputs))
    if issubclass(kind, Dense):
        layer = kind(n_inputs, n_neurons, rng=rng)
        layer.biases = rng.normal(size=(1, n_neurons))
        return check_gradients(layer, x)
    if issubclass(kind, Layer):
        return check_gradients(kind(), x)
    if issubclass(kind, SquaredError):
        return check_gradients(kind(), x, rng.normal(size=x.shape))
    if issubclass(kind, SigmoidCrossEntropy):
        return check_gradients(kind(), x[:, :1], mixed(2, n, rng))
    if issubclass(kind, CategoricalCrossEntropy):
        x = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    return check_gradients(kind(), x, mixed(n_inputs, n, rng))


def mixed(n_classes: int, n: int, rng: np.random.Generator) -> Array:
    """Draw classes, not all of them the same: the order of equal ones could not be wrong."""
    return rng.permutation(np.arange(n) % n_classes)


def names_in(report: GradientReport) -> set[str]:
    """Return which mistakes a report names, each with its place in the book."""
    said = " ".join(report.explanations)
    return {each.name for each in CATALOGUE if f"({each.name}; {each.see})" in said}


@by_class(PARTS)
def test_each_mistake_in_a_part_is_named_and_no_other(right: type) -> None:
    # Two that give the same numbers are both named.
    alike = {"no activation derivative", "mask from the output by >="} if right is ReLU else set()
    for entry in of_class(right):
        for seed in range(3):
            rng = np.random.default_rng(seed)
            report = checked(entry.variant, shape_for(entry, rng), rng)
            named = names_in(report)
            assert not report, entry
            assert entry.name in named, (entry, seed, report)
            assert named <= ({entry.name} | (alike if entry.name in alike else set())), entry


@by_class(PARTS)
def test_the_right_class_of_a_mistake_is_right(right: type) -> None:
    report = checked(right, (5, 3, 4), np.random.default_rng(2))
    assert report
    assert report.explanations == ()


def test_inputs_that_are_not_stored_stop_the_backward_pass() -> None:
    entry = named("inputs not stored", Dense)
    with pytest.raises(RuntimeError, match="forward"):
        checked(entry.variant, (5, 3, 4), np.random.default_rng(0))


class ClippedInOnePass:
    """A reader's cross-entropy: nothing is refused, so that it can be nudged below 0."""

    def forward(self, predictions: Array, targets: ArrayLike) -> float:
        self.p, self.y = predictions, np.eye(predictions.shape[1])[targets]
        return float(-np.log(np.clip(self.p, 1e-7, 1))[self.y > 0].mean())

    def backward(self) -> Array:
        return np.array(-self.y / self.p / len(self.y))


def test_a_probability_that_is_clipped_in_one_pass_is_named() -> None:
    report = check_gradients(ClippedInOnePass(), [[1 - 1e-8, 1e-8], [0.4, 0.6]], [1, 0])
    assert not report
    assert names_in(report) == {"log of a clipped value without its derivative"}


def a_network(
    kind: type, rng: np.random.Generator, *, equal: bool, entries: int | None = None
) -> GradientReport:
    """Check a network of random sizes, two hidden layers of one width; or all of one width."""
    n, i, h, o = (int(size) for size in rng.permutation(np.arange(3, 8))[:4])
    i, o = (h, h) if equal else (i, o)
    layers = [Dense(i, h, rng=rng), ReLU(), Dense(h, h, rng=rng), ReLU(), Dense(h, o, rng=rng)]
    network = kind(layers, SoftmaxCrossEntropy())
    return check_gradients(network, rng.normal(size=(n, i)), mixed(o, n, rng), entries=entries)


def test_each_mistake_between_layers_is_named_and_no_other() -> None:
    for entry in LOOPS:
        for seed in range(2):
            rng = np.random.default_rng(seed)
            report = a_network(entry.variant, rng, equal=entry.name == "layers in forward order")
            assert not report, entry
            assert names_in(report) == {entry.name}, (seed, report)


def test_the_book_explains_each_mistake_where_it_says() -> None:
    for entry in CATALOGUE:
        page, _, anchor = entry.see.partition("#")
        assert anchor in anchors(page), entry
        for text in (entry.name, entry.done, entry.tempting, entry.shows):
            assert text == text.strip(" ."), entry


def test_a_name_has_one_sentence_for_whoever_made_the_mistake() -> None:
    assert {entry.name for entry in CATALOGUE} == set(SENTENCES)
    for name, says in SENTENCES.items():
        assert named(name).says == says
        assert says.startswith("You "), name
        assert says.count(".") - says.count("inputs.T") - says.count("weights.T") == 1, name
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_a_wrong_class_is_entered_beside_the_one_that_it_derives_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = importlib.import_module("backprop.mistakes.mistake")
    monkeypatch.setattr(module, "CATALOGUE", entered := [])

    class Between(ReLU):
        pass

    @module.mistake("missing 1/n", done="d", tempting="t", shows="s", see="page#heading")
    class Wrong(Between):
        pass

    says = SENTENCES["missing 1/n"]
    assert entered == [Mistake("missing 1/n", says, "d", "t", "s", "page#heading", ReLU, Wrong)]


def test_a_name_that_is_nearly_right_is_helped() -> None:
    with pytest.raises(ValueError, match="is it 'missing 1/n'"):
        named("missing 1/N")
    with pytest.raises(ValueError, match=r"^named expects the name of a mistake, got 'none'\.$"):
        named("none")
    assert named("doubled 1/n", Dense).right is Dense
    with pytest.raises(ValueError, match="of Softmax"):
        named("doubled 1/n", Softmax)


class NoisyDense(Dense):
    """A dense layer with gradients that nothing explains."""

    def backward(self, dvalues: ArrayLike) -> Array:
        dinputs = super().backward(dvalues)
        rng = np.random.default_rng(abs(int(1e6 * dinputs.sum())))
        self.dweights = self.dweights + rng.normal(size=self.dweights.shape)
        self.dbiases = self.dbiases * rng.uniform(1.1, 3, self.dbiases.shape)
        return dinputs + rng.normal(size=dinputs.shape)


class SkewedSigmoid(Sigmoid):
    """A sigmoid with slopes that nobody would write."""

    def backward(self, dvalues: ArrayLike) -> Array:
        rng = np.random.default_rng(len(np.asarray(dvalues)))
        return super().backward(dvalues) * rng.uniform(0.3, 3, np.shape(dvalues))


class NoisyLoss(SoftmaxCrossEntropy):
    """A loss with a gradient that nothing explains."""

    def backward(self) -> Array:
        dpredictions = super().backward()
        return dpredictions + np.random.default_rng(1).normal(size=dpredictions.shape)


class NoisyNetwork(Network):
    """A network of right layers, with noise in what the loss sends back."""

    def backward(self, **_: Any) -> None:
        dvalues = self.loss.backward()
        dvalues = dvalues + np.random.default_rng(1).normal(size=dvalues.shape)
        for layer in reversed(self.layers):
            dvalues = layer.backward(dvalues)


@pytest.mark.parametrize("kind", [NoisyDense, SkewedSigmoid, NoisyLoss, NoisyNetwork])
def test_nothing_is_named_where_nothing_fits(kind: type) -> None:
    for seed in range(50):
        rng = np.random.default_rng(seed)
        if issubclass(kind, Network):
            report = a_network(kind, rng, equal=seed % 2 == 0, entries=2)
        else:
            shape = tuple(int(size) for size in rng.integers(2, 6, 3))
            report = checked(kind, shape, rng)  # type: ignore[arg-type]
        assert not report, seed
        assert report.explanations == (), seed


class Cube:
    """A layer of another kind, with a factor that it should not have."""

    def __init__(self, spoil: Any) -> None:
        self.spoil = spoil

    def forward(self, inputs: Array) -> Array:
        self.inputs = inputs
        return inputs**3

    def backward(self, dvalues: Array) -> Array:
        return np.array(self.spoil(dvalues * 3 * self.inputs**2))


def explained(spoil: Any, shape: tuple[int, int] = (4, 3)) -> GradientReport:
    x = np.random.default_rng(0).uniform(0.5, 2, shape)
    return check_gradients(Cube(spoil), x)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda g: -g, "opposite sign"),
        (lambda g: 4 * g, "times 4, the number of samples"),
        (lambda g: g / 4, "divided by 4, the number of samples"),
        (lambda g: 3 * g, "times 3, the number of values"),
        (lambda g: 0.37 * g, "times 0.37"),
        (lambda g: g[::-1], "reverse order of rows"),
        (lambda g: np.where(g > np.median(g), g, 0), "0 in 6 places"),
    ],
)
def test_a_relation_to_the_right_numbers_is_found_in_any_layer(spoil: Any, words: str) -> None:
    (text,) = explained(spoil).explanations
    assert words in text


def test_a_transpose_is_found_in_any_layer() -> None:
    (text,) = explained(np.transpose, (3, 3)).explanations
    assert "transposed" in text


def test_two_meanings_of_a_factor_are_both_said() -> None:
    (text,) = explained(lambda g: 3 * g, (3, 3)).explanations
    assert "number of samples" in text
    assert "number of values" in text


def test_a_saturated_sigmoid_is_not_taken_for_a_tanh() -> None:
    class Generous(Sigmoid):
        def backward(self, dvalues: ArrayLike) -> Array:
            return 1.01 * super().backward(dvalues)

    (text,) = check_gradients(Generous(), [[15, 16]]).explanations
    assert "times 1.01" in text


def test_far_out_where_two_functions_are_one_a_mistake_in_either_is_named() -> None:
    part: Any = named("part of the slope", Sigmoid)
    (text,) = check_gradients(part.variant(), [[40, 50]]).explanations
    both = (named("no activation derivative", Sigmoid), part)
    said = "; or ".join(f"{each.done} ({each.name}; {each.see})" for each in both)
    assert text == f"dinputs are {said}."


def test_what_is_nearly_right_does_not_hide_what_is_wrong_behind_it() -> None:
    class Skewed(Dense):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dweights *= 0.37
            return dinputs * (1 + 3e-5)  # more than rounding, and too little to tell its relation

    report = checked(Skewed, (5, 3, 4), np.random.default_rng(0))
    assert [array.name for array in report.arrays if array.wrong] == ["dinputs", "dweights"]
    (text,) = report.explanations
    assert text.startswith("dweights are ")
    assert "times 0.37" in text


def test_a_layer_whose_biases_are_fixed_is_not_taken_for_dense() -> None:
    class Fixed(Dense):
        parameter_names = ("weights",)

        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dweights = -self.dweights
            return dinputs

    report = checked(Fixed, (5, 3, 4), np.random.default_rng(0))
    assert names_in(report) == set()
    assert "opposite sign" in report.explanations[0]


def test_a_step_along_a_gradient_of_another_shape_is_told_by_the_shape() -> None:
    class Steps(Dense):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dbiases = self.dbiases[0]
            self.biases -= 0.1 * self.dbiases
            return dinputs

    report = checked(Steps, (5, 3, 4), np.random.default_rng(0))
    assert report.changed == ("biases",)
    assert names_in(report) == {"keepdims left out"}


def test_biases_may_be_a_vector() -> None:
    class Mean:
        def __init__(self) -> None:
            self.weights, self.biases = np.eye(2), np.ones(2)

        def forward(self, inputs: Array) -> Array:
            self.inputs = inputs
            return inputs @ self.weights + self.biases

        def backward(self, dvalues: Array) -> Array:
            self.dweights, self.dbiases = self.inputs.T @ dvalues, dvalues.mean(axis=0)
            return dvalues @ self.weights.T

    assert not check_gradients(Mean(), np.random.default_rng(0).normal(size=(3, 2)))


def test_two_mistakes_in_one_layer_are_both_named() -> None:
    class Twice(Dense):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dweights, self.dbiases = self.dweights.T.copy(), np.array(dvalues, float)
            return dinputs

    report = checked(Twice, (5, 3, 4), np.random.default_rng(0))
    assert len(report.explanations) == 2
    assert "factors in the wrong order" in report.explanations[0]
    assert "batch not summed" in report.explanations[1]


def test_a_network_names_the_layer_at_fault() -> None:
    entry: Any = named("part of the slope", Sigmoid)
    layers = [Dense(3, 4, rng=0), entry.variant(), Dense(4, 3, rng=1)]
    rng = np.random.default_rng(0)
    network = Network(layers, SoftmaxCrossEntropy())
    report = check_gradients(network, rng.normal(size=(5, 3)), rng.integers(3, size=5))
    assert not report
    assert [text.split(",")[0].split(":")[0] for text in report.explanations] == ["layers[1]"] * 2
    assert entry.name in report.explanations[1]
    assert entry.name in " ".join(repr(report).split())


def test_a_network_names_the_loss_at_fault() -> None:
    entry: Any = named("target left out", SoftmaxCrossEntropy)
    rng = np.random.default_rng(0)
    network = Network([Dense(3, 3, rng=0)], entry.variant())
    report = check_gradients(network, rng.normal(size=(5, 3)), rng.integers(3, size=5))
    assert any(text.startswith("loss:") and entry.name in text for text in report.explanations)
