"""The front end computes a layer, forward and backward, as the package does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from backprop.widgets import LayerStepper
from front_end import Answer, running

Matrix = list[list[float]]
Layer = dict[str, Matrix]
Run = Callable[..., Answer]

NAMES = ("inputs", "weights", "biases", "dvalues")
# Products of two of these may be too small for a computer's number, or too large.
EDGES = [0.0, -0.0, 5e-324, -1e-300, 1e-160, -1e-12, 1e12, 1e150, -1e154, 1e160, 1e307, -1e308]
NUMBERS = st.one_of(st.floats(-6, 6), st.floats(-1e4, 1e4), st.integers(-9, 9)).map(float)
ANY_NUMBERS = st.one_of(NUMBERS, st.sampled_from(EDGES))
TINY = float(np.finfo(float).tiny)


def matrices(rows: int, columns: int, numbers: st.SearchStrategy[float]) -> Any:
    row = st.lists(numbers, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@st.composite
def layers(draw: st.DrawFn, numbers: st.SearchStrategy[float] = NUMBERS) -> Layer:
    samples, inputs, neurons = (draw(st.integers(1, 6)) for _ in range(3))
    shapes = [(samples, inputs), (inputs, neurons), (1, neurons), (samples, neurons)]
    return {
        name: draw(matrices(*shape, numbers)) for name, shape in zip(NAMES, shapes, strict=True)
    }


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_layers.js") as ask:
        yield ask


def assert_agrees(run: Run, widget: LayerStepper) -> None:
    """All four results are numpy's to 1e-12 of the sizes of the terms that are added."""
    x, w, b, d = (np.array(getattr(widget, name)) for name in NAMES)
    theirs = run(**{name: getattr(widget, name) for name in NAMES})
    assert theirs.keys() == {"outputs", "dweights", "dbiases", "dinputs"}
    ones = np.ones((1, len(x)))
    expected = {
        "outputs": (x @ w + b, abs(x) @ abs(w) + abs(b)),
        "dweights": (x.T @ d, abs(x.T) @ abs(d)),
        "dbiases": (ones @ d, ones @ abs(d)),
        "dinputs": (d @ w.T, abs(d) @ abs(w.T)),
    }
    for name, (result, sizes) in expected.items():
        allowed = 1e-12 * sizes + TINY  # below that a product has fewer digits
        for given_by in (getattr(widget, name), theirs[name]):
            assert np.shape(given_by) == result.shape
            assert (np.abs(np.array(given_by) - result) <= allowed).all(), (name, given_by, result)


def test_random_layers_agree(run: Run) -> None:
    @given(layers())
    def agree(layer: Layer) -> None:
        assert_agrees(run, LayerStepper(**layer))

    agree()


def test_random_edits_agree(run: Run) -> None:
    @given(layers(), st.data())
    def agree(layer: Layer, data: st.DataObject) -> None:
        widget = LayerStepper(**layer)
        for name in (*NAMES, "weights"):
            matrix = [row[:] for row in getattr(widget, name)]
            row = data.draw(st.sampled_from(matrix))
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(ANY_NUMBERS)
            try:
                setattr(widget, name, matrix)
            except traitlets.TraitError:
                others = {other: getattr(widget, other) for other in NAMES}
                assert run(**{**others, name: matrix}).keys() == {"refusal"}
            assert_agrees(run, widget)

    agree()


def test_both_refuse_the_same_numbers(run: Run) -> None:
    outcomes: set[bool] = set()

    @given(layers(ANY_NUMBERS))
    def agree(layer: Layer) -> None:
        try:
            widget = LayerStepper(**layer)
        except ValueError as error:
            answer = run(**layer)
            assert answer.keys() == {"refusal"}
            cell = str(error).split("those of ")[1].split(" add")[0]
            assert f"the terms of {cell} add up to more than" in answer["refusal"]
            outcomes.add(False)
        else:
            assert_agrees(run, widget)
            outcomes.add(True)

    agree()
    assert outcomes == {True, False}


def test_gradients_follow_from_small_changes(run: Run) -> None:
    """The front end alone, against differences of its own outputs: no numpy on either side."""

    @given(layers(st.floats(-3, 3)))
    def agree(layer: Layer) -> None:
        result = run(**layer)
        loss = weighted_outputs(result["outputs"], layer["dvalues"])
        for name in ("inputs", "weights", "biases"):
            moved = [row[:] for row in layer[name]]
            moved[0][-1] += 1.0
            outputs = run(**{**layer, name: moved})["outputs"]
            slope = weighted_outputs(outputs, layer["dvalues"]) - loss
            # The loss is linear in each number, so a step of 1 gives the slope itself.
            assert math.isclose(slope, result[f"d{name}"][0][-1], rel_tol=1e-9, abs_tol=1e-9)

    agree()


def weighted_outputs(outputs: Matrix, dvalues: Matrix) -> float:
    return float((np.array(outputs) * np.array(dvalues)).sum())


ONE: Layer = {"inputs": [[1.0]], "weights": [[1.0]], "biases": [[1.0]], "dvalues": [[1.0]]}


@pytest.mark.parametrize(
    "changed",
    [
        {"inputs": []},
        {"inputs": [[]]},
        {"weights": [[]]},
        {"weights": [[1.0], [1.0, 2.0]]},
        {"weights": [[1.0], [2.0]]},
        {"weights": [[1.0, 2.0]]},
        {"biases": [[1.0, 2.0]]},
        {"biases": [[1.0], [2.0]]},
        {"biases": [1.0]},
        {"dvalues": [[1.0], [2.0]]},
        {"dvalues": [[math.inf]]},
        {"inputs": [["1"]]},
        {"inputs": [[None]]},
        {"inputs": 1.0},
        {"inputs": [[0.0]] * 7, "dvalues": [[0.0]] * 7},
        {"inputs": [[0.0] * 7], "weights": [[0.0]] * 7},
        {"weights": [[0.0] * 7], "biases": [[0.0] * 7], "dvalues": [[0.0] * 7]},
        {"inputs": [[1e308]], "weights": [[1e308]]},
        {"inputs": [[1e308]], "biases": [[1e308]]},
        {"inputs": [[1e200]], "dvalues": [[1e200]]},
        {"inputs": [[0.0], [0.0]], "dvalues": [[1e308], [1e308]]},
        {"inputs": [[0.0], [0.0]], "dvalues": [[1e308], [-1e308]]},
    ],
)
def test_both_refuse_the_same_layers(run: Run, changed: Any) -> None:
    layer = {**ONE, **changed}
    with pytest.raises((TypeError, ValueError)):
        LayerStepper(**layer)
    answer = run(**layer)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")
