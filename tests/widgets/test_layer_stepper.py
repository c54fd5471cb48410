"""The layer widget in Python: its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import Dense
from backprop.widgets import LayerStepper

INPUTS = [[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]]
WEIGHTS = [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1.0, -0.5, 0.87]]
BIASES = [[2.0, 3.0, 0.5]]
DVALUES = [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [3.0, 3.0, 3.0]]
GIVEN = {"inputs": INPUTS, "weights": WEIGHTS, "biases": BIASES, "dvalues": DVALUES}
RESULTS = ("outputs", "dweights", "dbiases", "dinputs")
SMALL: dict[str, Any] = {
    "inputs": [[1.0, -2.0]],
    "weights": [[3.0], [4.0]],
    "biases": [[0.5]],
    "dvalues": [[2.0]],
}


def stepper(**arguments: Any) -> LayerStepper:
    return LayerStepper(INPUTS, WEIGHTS, BIASES, DVALUES, **arguments)


def everything(widget: LayerStepper) -> dict[str, Any]:
    return {**widget.state(), **{name: getattr(widget, name) for name in RESULTS}}


def test_the_worked_example_of_one_sample() -> None:
    widget = LayerStepper(INPUTS[:1], WEIGHTS, BIASES, [[1, 1, 1]], compute="dinputs")
    np.testing.assert_allclose(widget.dinputs, [[0.44, -0.38, -0.07, 1.37]], rtol=1e-12)
    assert repr(widget) == ("LayerStepper(dinputs of shape (1, 4) = [[0.44, −0.38, −0.07, 1.37]])")


def test_it_computes_with_the_package() -> None:
    widget = stepper()
    layer = Dense(4, 3)
    layer.weights, layer.biases = np.array(WEIGHTS), np.array(BIASES)
    assert widget.outputs == layer.forward(INPUTS).tolist()
    assert widget.dinputs == layer.backward(DVALUES).tolist()
    assert widget.dweights == layer.dweights.tolist()
    assert widget.dbiases == layer.dbiases.tolist() == [[6, 6, 6]]
    assert repr(stepper(compute="dweights")).endswith(
        "= [[0.5, 0.5, 0.5], [20.1, 20.1, 20.1], [10.9, 10.9, 10.9], [4.1, 4.1, 4.1]])"
    )


def test_the_results_follow_the_traits_and_can_be_observed() -> None:
    widget = stepper()
    seen: list[str] = []
    widget.observe(lambda change: seen.append(change["name"]), list(RESULTS))
    widget.biases = [[0.0, 0.0, 0.0]]
    assert seen == ["outputs"]
    seen.clear()
    widget.dvalues = [[-x for x in row] for row in DVALUES]
    assert sorted(seen) == ["dbiases", "dinputs", "dweights"]
    assert widget.dbiases == [[-6, -6, -6]]
    seen.clear()
    widget.weights = [[0.0] * 3] * 4
    assert sorted(seen) == ["dinputs", "outputs"]
    widget.inputs = [[0.0] * 4] * 3
    assert widget.dweights == [[0, 0, 0]] * 4


@pytest.mark.parametrize(
    ("compute", "terms"), [("outputs", 5), ("dweights", 3), ("dbiases", 3), ("dinputs", 3)]
)
def test_at_first_nothing_is_added(compute: str, terms: int) -> None:
    widget = stepper(compute=compute)
    assert widget.step == 0
    widget.step = terms
    with pytest.raises(traitlets.TraitError, match=f"from 0 to {terms}, the terms of a cell"):
        widget.step = terms + 1
    assert widget.step == terms


def test_cell_and_step_stay_within_the_result() -> None:
    widget = stepper(compute="dweights", cell=(3, 2))
    widget.step = 3
    widget.compute = "dbiases"
    assert (widget.cell, widget.step) == ([0, 2], 3)
    widget.set_state({"compute": "outputs", "cell": [2, 1], "step": 5})
    assert (widget.cell, widget.step) == ([2, 1], 5)
    widget.compute = "dinputs"
    assert widget.step == 3
    widget.set_state(SMALL)
    assert (widget.cell, widget.step) == ([0, 1], 1)


def test_a_shape_changes_as_a_whole() -> None:
    widget = stepper()
    with widget.hold_trait_notifications():
        for name, matrix in SMALL.items():
            setattr(widget, name, matrix)
    assert widget.outputs == [[-4.5]]
    assert widget.dweights == [[2], [-4]]
    widget.set_state({**GIVEN, "compute": "dweights", "cell": [3, 2], "step": 2})
    assert np.shape(widget.dweights) == (4, 3)
    assert (widget.cell, widget.step) == ([3, 2], 2)


def test_the_lists_of_the_caller_are_left_alone() -> None:
    given = {name: np.array(matrix) for name, matrix in GIVEN.items()}
    widget = LayerStepper(**given)
    for matrix in given.values():
        matrix[0, 0] = 99
    assert {name: getattr(widget, name) for name in GIVEN} == GIVEN
    weights = [row[:] for row in WEIGHTS]
    widget.weights = weights
    weights[0][0] = 99
    assert widget.weights == widget.initial["weights"] == WEIGHTS


HUGE = [[1e308, 0.0, 0.0], [1e308, 0.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"inputs": [[1.0]]}, r"inputs of shape \(n_samples, 4\), got \(1, 1\)"),
        ({"weights": [[1.0]]}, r"inputs of shape \(n_samples, 1\), got \(3, 4\)"),
        ({"biases": [[1.0]]}, r"biases of shape \(1, 3\), got \(1, 1\)"),
        ({"biases": [[1.0] * 3] * 2}, r"biases of shape \(1, 3\), got \(2, 3\)"),
        ({"dvalues": [[1.0] * 3]}, r"dvalues of shape \(3, 3\), got \(1, 3\)"),
        ({**SMALL, "dvalues": [[1.0, 2.0]]}, r"dvalues of shape \(1, 1\), got \(1, 2\)"),
        ({"inputs": [[1.0] * 4] * 7, "dvalues": [[1.0] * 3] * 7}, "at most 6 samples"),
        ({"inputs": [[1.0], [1.0, 2.0]]}, "rows of equal length"),
        ({"weights": [["1"] * 3] * 4}, "real numbers"),
        ({"dvalues": [[float("nan")] * 3] * 3}, "finite"),
        ({"inputs": 3}, "expected a list"),
        ({"weights": [[1e308] * 3] * 4}, r"outputs\[0, 0\] add up to more than"),
        ({"dvalues": HUGE}, r"dweights\[0, 0\] add up to more than"),
        ({"compute": "loss"}, "loss"),
        ({"cell": [3, 0]}, r"column of outputs, which has shape \(3, 3\); got \[3, 0\]"),
        ({"cell": [0, -1]}, "row and a column"),
        ({"cell": [0, 1.0]}, "row and a column"),
        ({"cell": [0, True]}, "row and a column"),
        ({"cell": [0]}, "row and a column"),
        ({"compute": "dbiases", "cell": [1, 0]}, "column of dbiases"),
        ({"compute": "dbiases", "cell": [0, 0], "step": 5}, "from 0 to 3"),
        ({"step": -1}, "got -1"),
        ({"step": 1.5}, "expected an int"),
        ({"view": "colour"}, "colour"),
        ({"predict": "yes"}, "boolean"),
        ({"trial": ["inputs"]}, "trial expects two of inputs, inputs.T"),
        ({"trial": ["inputs", "loss"]}, "trial expects two of"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    state: dict[str, object], message: str
) -> None:
    widget = stepper(cell=(2, 1))
    widget.step = 4
    before = everything(widget)
    with pytest.raises(traitlets.TraitError, match=message):
        widget.set_state(state)
    if len(state) == 1:
        ((name, value),) = state.items()
        with pytest.raises(traitlets.TraitError, match=message):
            setattr(widget, name, value)
    assert everything(widget) == before
    widget.compute = "dinputs"
    widget.step = 2
    assert widget.step == 2


@pytest.mark.parametrize("name", ["initial", *RESULTS])
def test_the_rest_is_read_only(name: str) -> None:
    with pytest.raises(traitlets.TraitError, match="read-only"):
        setattr(stepper(), name, None)


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"inputs": [1, 2, 3, 4]}, ValueError, "One sample is written"),
        ({"weights": WEIGHTS[:3]}, ValueError, r"of shape \(n_samples, 3\), got \(3, 4\)"),
        ({"biases": [["a"]]}, TypeError, "real numbers"),
        ({"dvalues": [[np.inf] * 3] * 3}, ValueError, "finite"),
        ({"inputs": np.full((3, 4), 1e300), "dvalues": np.full((3, 3), 1e300)}, ValueError, "add"),
        ({"compute": "loss"}, traitlets.TraitError, "loss"),
        ({"cell": (4, 0)}, traitlets.TraitError, "cell expects"),
        ({"anchor": "1x"}, traitlets.TraitError, "anchor expects"),
    ],
)
def test_wrong_arguments_are_refused(
    changed: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        LayerStepper(**{**GIVEN, **changed})


@pytest.mark.filterwarnings("error")
def test_terms_that_cancel_are_refused_only_where_they_cannot_be_added() -> None:
    LayerStepper([[1.0, 1.0]], [[8e307], [-8e307]], [[0.0]], [[1.0]])
    with pytest.raises(ValueError, match=r"outputs\[0, 0\] add up"):
        LayerStepper([[1.0, 1.0]], [[1e308], [-1e308]], [[0.0]], [[1.0]])


def test_the_figure_holds_the_state() -> None:
    widget = stepper(anchor="batch", compute="dweights", cell=(1, 2))
    figure = widget.html()
    assert 'id="batch" data-widget="LayerStepper"' in figure
    attribute = re.search(r'data-state="([^"]*)"', figure)
    assert attribute
    assert json.loads(html.unescape(attribute[1])) == widget.state()
    assert widget.state() == {
        "anchor": "batch",
        **GIVEN,
        "compute": "dweights",
        "cell": [1, 2],
        "step": 0,
        "view": "sum",
        "predict": False,
        "seed": 0,
        "trial": [],
        "initial": {**GIVEN, "compute": "dweights", "cell": [1, 2]},
    }


def test_the_figure_can_be_read_without_scripts() -> None:
    tables = stepper().tables()
    assert [table.caption for table in tables] == [
        "inputs, shape (3, 4)",
        "weights, shape (4, 3)",
        "biases, shape (1, 3)",
        "dvalues, shape (3, 3)",
        "outputs = inputs @ weights + biases, shape (3, 3)",
        "dweights = inputs.T @ dvalues, shape (4, 3)",
        "dbiases = sum of dvalues over the samples, shape (1, 3)",
        "dinputs = dvalues @ weights.T, shape (3, 4)",
    ]
    assert list(tables[1].header) == ["input", "neuron 0", "neuron 1", "neuron 2"]
    assert list(tables[1].rows)[2] == ["input 2", "−0.5", "0.26", "0.17"]
    assert list(tables[4].rows)[1] == ["sample 1", "8.9", "−1.81", "0.2"]
    assert list(tables[7].rows)[2] == ["sample 2", "1.32", "−1.14", "−0.21", "4.11"]


def test_what_only_rounding_leaves_is_written_as_zero() -> None:
    widget = LayerStepper([[3.0, 1.0]], [[0.1], [-0.3]], [[0.0]], [[1e-300]])
    assert widget.outputs != [[0.0]]
    assert repr(widget) == "LayerStepper(outputs of shape (1, 1) = [[0]])"
    widget.compute = "dbiases"
    assert repr(widget).endswith("= [[1×10⁻³⁰⁰]])")


def test_the_text_does_not_depend_on_the_order_of_the_sum() -> None:
    x, w = np.array([[1e6, 1.0, -1e6]]), np.array([[1e6], [0.1], [1e6]])
    steppers = [
        LayerStepper(x[:, order], w[order], [[0.0]], [[1.0]])
        for order in ([0, 1, 2], [0, 2, 1], [1, 2, 0])
    ]
    assert {repr(stepper) for stepper in steppers} == {
        "LayerStepper(outputs of shape (1, 1) = [[0.1]])"
    }


def test_it_says_what_it_is() -> None:
    assert stepper().caption() == (
        "A layer forwards and backwards, sum by sum: outputs, dweights, dbiases, dinputs"
    )
