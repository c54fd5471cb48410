"""The front end passes a batch through an activation, and back, as the package does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.widgets import ActivationStepper
from front_end import Answer, running

Matrix = list[list[float]]
Run = Callable[..., Answer]

EDGES = [0.0, -0.0, 5e-324, -5e-324, 1e-300, -1e-12, 36.8, -36.8, 745.5, -745.5, 1e4, -1e4, 1e308]
NUMBERS = st.one_of(
    st.floats(-6, 6), st.floats(-1e4, 1e4), st.sampled_from(EDGES), st.integers(-9, 9)
).map(float)
NAMES = ["linear", "relu", "leaky_relu", "sigmoid", "tanh"]
ACTIVATIONS = st.sampled_from(NAMES)


@st.composite
def batches(draw: st.DrawFn) -> tuple[Matrix, Matrix]:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    matrices = st.lists(
        st.lists(NUMBERS, min_size=columns, max_size=columns), min_size=rows, max_size=rows
    )
    return draw(matrices), draw(matrices)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_activations.js") as ask:
        yield ask


def assert_agrees(run: Run, widget: ActivationStepper) -> None:
    """All results to 1e-12 of their size; gradients to 1e-12 of what came in."""
    theirs = run(activation=widget.activation, inputs=widget.inputs, dvalues=widget.dvalues)
    dvalues = np.abs(widget.dvalues)
    for name, size in (("outputs", 0.0), ("derivatives", 1.0), ("dinputs", dvalues)):
        ours, other = np.array(getattr(widget, name)), np.array(theirs[name])
        assert other.shape == ours.shape
        allowed = 1e-12 * np.maximum(np.abs(ours), size)
        assert (np.abs(other - ours) <= allowed).all(), (name, ours, other)
    assert_layers_agree(widget, theirs)


def assert_layers_agree(widget: ActivationStepper, theirs: Answer) -> None:
    """Ten layers: values and slopes to 1e-12, and what is left to 1e-12 of itself, however small.

    But for the last factor: far out, where the first layer may be, a slope is only known to 1e-15.
    """
    for name in ("values", "slopes", "left"):
        ours, other = np.array(getattr(widget, name)), np.array(theirs[name])
        assert other.shape == ours.shape
        size = np.abs(ours) if name != "slopes" else np.ones_like(ours)
        if name == "left":
            size[-1] = ours[-2]
        assert (np.abs(other - ours) <= 1e-12 * size).all(), (name, ours, other)


def test_random_batches_agree(run: Run) -> None:
    @given(batches(), ACTIVATIONS)
    def agree(batch: tuple[Matrix, Matrix], activation: str) -> None:
        assert_agrees(run, ActivationStepper(*batch, activation=activation))

    agree()


def test_random_edits_agree(run: Run) -> None:
    @given(batches(), ACTIVATIONS, st.data())
    def agree(batch: tuple[Matrix, Matrix], activation: str, data: st.DataObject) -> None:
        widget = ActivationStepper(*batch)
        for name in ("inputs", "dvalues", "inputs"):
            matrix = [row[:] for row in getattr(widget, name)]
            row = data.draw(st.sampled_from(matrix))
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(NUMBERS)
            setattr(widget, name, matrix)
            assert_agrees(run, widget)
        widget.activation = activation
        assert_agrees(run, widget)

    agree()


@pytest.mark.parametrize("activation", NAMES)
def test_the_edges_agree(run: Run, activation: str) -> None:
    for z in EDGES:
        for dvalue in EDGES:
            assert_agrees(run, ActivationStepper([[z]], [[dvalue]], activation=activation))


@pytest.mark.parametrize(("activation", "slope"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_at_a_corner_both_take_the_slope_from_below(
    run: Run, activation: str, slope: float
) -> None:
    for z in (0.0, -0.0):
        widget = ActivationStepper([[z]], [[7.0]], activation=activation)
        theirs = run(activation=activation, inputs=[[z]], dvalues=[[7.0]])
        assert widget.derivatives == theirs["derivatives"] == [[slope]]
        assert widget.dinputs == theirs["dinputs"] == [[7.0 * slope]]


@pytest.mark.parametrize(
    ("inputs", "dvalues"),
    [
        ([], []),
        ([[]], [[]]),
        ([[1.0], [1.0, 2.0]], [[1.0], [1.0]]),
        ([[1.0]], [[1.0, 2.0]]),
        ([[1.0, 2.0]], [[1.0], [2.0]]),
        ([["1"]], [[1.0]]),
        ([[None]], [[1.0]]),
        ([[1.0]], [[math.inf]]),
        ([1.0], [1.0]),
        (1.0, 1.0),
        ([[0.0] * 7], [[0.0] * 7]),
    ],
)
def test_both_refuse_the_same_batches(run: Run, inputs: Any, dvalues: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        ActivationStepper(inputs, dvalues)
    answer = run(activation="relu", inputs=inputs, dvalues=dvalues)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")


@pytest.mark.parametrize("activation", ["softmax", "constructor", "", None, 3])
def test_both_refuse_the_same_activations(run: Run, activation: Any) -> None:
    with pytest.raises(Exception, match="activation"):
        ActivationStepper([[1.0]], [[1.0]], activation=activation)
    answer = run(activation=activation, inputs=[[1.0]], dvalues=[[1.0]])
    assert answer["refusal"].startswith("Error: The activation is one of linear, relu, ")
