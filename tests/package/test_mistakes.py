"""Each catalogued mistake is found by its numbers, on shapes of other making; nothing else is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from numpy.typing import ArrayLike

from arrays import Array
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Network,
    Sigmoid,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
)
from backprop.gradcheck.report import GradientReport
from backprop.layers import Layer
from backprop.losses import Loss
from backprop.mistakes import CATALOGUE, Mistake

BOOK = Path(__file__).resolve().parents[2] / "book"
# Samples, inputs, neurons: a mistake that fits square arrays only shows there.
SHAPES = [(5, 3, 4), (2, 6, 3), (7, 2, 5), (4, 4, 4), (3, 5, 3), (6, 6, 2)]
SQUARE_ONLY = {"transpose missing": lambda n, i, o: i == o}
ENTRY = pytest.mark.parametrize(
    "entry", CATALOGUE, ids=lambda entry: f"{entry.right.__name__}-{entry.variant.__name__}"
)


def checked(kind: type[Layer] | type[Loss], shape: tuple[int, int, int], seed: int) -> Any:
    """Check an object of a class on random numbers of a shape."""
    rng = np.random.default_rng(seed)
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
    if issubclass(kind, CategoricalCrossEntropy):
        x = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    return check_gradients(kind(), x, rng.integers(n_inputs, size=n))


@ENTRY
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_catalogued_mistake_is_named(entry: Mistake, shape: tuple[int, int, int]) -> None:
    if not SQUARE_ONLY.get(entry.name, lambda *_: True)(*shape):
        return
    report = checked(entry.variant, shape, seed=sum(shape))
    assert not report
    assert any(f"({entry.name}; {entry.see})" in text for text in report.explanations)


@ENTRY
def test_a_mistake_has_another_name_only_where_the_numbers_are_the_same(entry: Mistake) -> None:
    """Two mistakes that give the same numbers are both named, and no third."""
    report = checked(entry.variant, (5, 3, 4), seed=1)
    named = {
        other.name
        for other in CATALOGUE
        if any(f"({other.name};" in t for t in report.explanations)
    }
    twins = {"no activation derivative", "mask from the output by >="}
    assert named <= ({entry.name, *twins} if entry.name in twins else {entry.name})


@ENTRY
def test_the_right_class_of_a_mistake_is_right(entry: Mistake) -> None:
    report = checked(entry.right, (5, 3, 4), seed=2)
    assert report
    assert report.explanations == ()


@cache
def anchors(page: str) -> set[str]:
    """The headings of a chapter, as addresses have them."""
    notebook = nbformat.read(BOOK / f"{page}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^##+ (.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


@ENTRY
def test_the_book_explains_a_mistake_where_it_says(entry: Mistake) -> None:
    page, _, anchor = entry.see.partition("#")
    assert anchor in anchors(page)
    for text in (entry.name, entry.done, entry.tempting, entry.shows):
        assert text == text.strip(" .")


class Noise(Dense):
    """A dense layer with gradients that nothing explains."""

    def backward(self, dvalues: ArrayLike) -> Array:
        dinputs = super().backward(dvalues)
        rng = np.random.default_rng(abs(int(1e6 * dinputs.sum())))
        self.dweights = self.dweights + rng.normal(size=self.dweights.shape)
        self.dbiases = self.dbiases * rng.uniform(1.1, 3, self.dbiases.shape)
        return dinputs + rng.normal(size=dinputs.shape)


class Skewed(Sigmoid):
    """A sigmoid with slopes that nobody would write."""

    def backward(self, dvalues: ArrayLike) -> Array:
        rng = np.random.default_rng(len(np.asarray(dvalues)))
        return super().backward(dvalues) * rng.uniform(0.3, 3, np.shape(dvalues))


@pytest.mark.parametrize("seed", range(100))
def test_nothing_is_named_where_nothing_fits(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = tuple(int(size) for size in rng.integers(2, 6, 3))
    for kind in (Noise, Skewed):
        report = checked(kind, shape, seed)
        assert not report
        assert report.explanations == ()


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
        (lambda g: -g, "other sign"),
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


def test_two_mistakes_in_one_layer_are_both_named() -> None:
    class Twice(Dense):
        def backward(self, dvalues: ArrayLike) -> Array:
            dinputs = super().backward(dvalues)
            self.dweights, self.dbiases = self.dweights.T.copy(), np.array(dvalues, float)
            return dinputs

    report = checked(Twice, (5, 3, 4), seed=0)
    assert len(report.explanations) == 2
    assert "factors in the wrong order" in report.explanations[0]
    assert "batch not summed" in report.explanations[1]


def test_a_network_names_the_layer_at_fault() -> None:
    entry = next(e for e in CATALOGUE if e.name == "part of the slope" and e.right is Sigmoid)
    layers = [Dense(3, 4, rng=0), entry.variant(), Dense(4, 3, rng=1)]
    rng = np.random.default_rng(0)
    network = Network(layers, SoftmaxCrossEntropy())  # type: ignore[arg-type]
    report = check_gradients(network, rng.normal(size=(5, 3)), rng.integers(3, size=5))
    assert not report
    assert [text.split(",")[0].split(":")[0] for text in report.explanations] == ["layers[1]"] * 2
    assert entry.name in report.explanations[1]
    assert entry.name in " ".join(repr(report).split())


def test_a_network_names_the_loss_at_fault() -> None:
    entry = next(e for e in CATALOGUE if e.name == "target left out")
    rng = np.random.default_rng(0)
    network = Network([Dense(3, 3, rng=0)], entry.variant())  # type: ignore[arg-type]
    report = check_gradients(network, rng.normal(size=(5, 3)), rng.integers(3, size=5))
    assert any(text.startswith("loss:") and entry.name in text for text in report.explanations)
