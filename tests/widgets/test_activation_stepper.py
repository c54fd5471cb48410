"""The activation widget in Python: its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import math
import re
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import Linear, ReLU, Sigmoid, check_gradients
from backprop.numbers import format_computed
from backprop.widgets.activation_stepper import ACTIVATIONS, ActivationStepper
from backprop.widgets.leaky_relu import LeakyReLU

Z = [[1.0, 2.0, -3.0, -4.0], [2.0, -7.0, -1.0, 3.0], [-1.0, 2.0, 5.0, -1.0]]
DVALUES = [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]
MASK = [[1, 1, 0, 0], [1, 0, 0, 1], [0, 1, 1, 0]]
RESULTS = ("outputs", "derivatives", "dinputs", "values", "slopes", "left")


def stepper(**arguments: Any) -> ActivationStepper:
    return ActivationStepper(Z, DVALUES, **arguments)


def test_the_worked_example() -> None:
    widget = stepper()
    assert widget.outputs == [[1, 2, 0, 0], [2, 0, 0, 3], [0, 2, 5, 0]]
    assert widget.derivatives == MASK
    assert widget.dinputs == [[1, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]]


@pytest.mark.parametrize(
    ("name", "layer"), [("linear", Linear()), ("relu", ReLU()), ("sigmoid", Sigmoid())]
)
def test_it_computes_with_the_package(name: str, layer: Any) -> None:
    widget = stepper(activation=name)
    assert widget.outputs == layer.forward(np.array(Z)).tolist()
    assert widget.derivatives == layer.backward(np.ones((3, 4))).tolist()
    assert widget.dinputs == layer.backward(np.array(DVALUES)).tolist()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_are_those_that_nudges_measure(name: str) -> None:
    widget = stepper(activation=name)
    report = check_gradients(ACTIVATIONS[name](), np.array(Z))
    assert report, report
    nudged = [[_nudged(name, z) for z in row] for row in Z]
    assert np.allclose(widget.derivatives, nudged, atol=1e-7)
    assert np.allclose(widget.dinputs, np.multiply(DVALUES, widget.derivatives), rtol=1e-14)


def _nudged(name: str, z: float, nudge: float = 1e-5) -> float:
    layer = ACTIVATIONS[name]()
    low, high = layer.forward([[z - nudge, z + nudge]])[0]
    return float((high - low) / (2 * nudge))


def test_the_leaky_relu_leaks_a_hundredth() -> None:
    leaky = LeakyReLU()
    assert leaky.forward([[2, -3, 0, -0.0]]).tolist() == [[2, -0.03, 0, 0]]
    assert leaky.backward([[5, 5, 5, 5]]).tolist() == [[5, 0.05, 0.05, 0.05]]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_ten_layers_are_ten_layers(name: str) -> None:
    widget = stepper(activation=name)
    layers, gradient = [ACTIVATIONS[name]() for _ in range(10)], np.ones((3, 4))
    values = np.array(Z)
    for k, layer in enumerate(layers):
        values = layer.forward(values)
        assert np.array_equal(widget.values[k + 1], values)
    for k, layer in enumerate(reversed(layers)):
        assert np.array_equal(widget.slopes[9 - k], layer.backward(np.ones((3, 4))))
        gradient = layer.backward(gradient)
        assert np.array_equal(widget.left[k + 1], gradient)
    assert widget.values[0] == Z
    assert widget.left[0] == np.ones((3, 4)).tolist()


def test_what_is_left_of_a_gradient() -> None:
    def left(activation: str, z: float) -> float:
        widget = ActivationStepper([[z]], [[1]], activation=activation, view="layers")
        return float(widget.left[10][0][0])

    assert left("relu", 3) == left("linear", -3) == 1
    assert left("relu", -3) == 0
    assert left("leaky_relu", -3) == pytest.approx(1e-20)
    assert left("sigmoid", 0.5) == pytest.approx(3.483e-7, rel=1e-3)
    assert left("sigmoid", 0.5) < 0.25**10 < left("tanh", 0.5)


def test_steps_count_cells_or_layers() -> None:
    widget = stepper(view="layers", cell=(2, 1))
    assert widget.cell == [2, 1]
    widget.step = 10
    with pytest.raises(traitlets.TraitError, match="from 0 to 10, the layers; got 11"):
        widget.step = 11
    assert widget.cell == [2, 1]
    widget.view = "cells"
    widget.step = 12
    assert widget.cell == []  # the cell of the step
    widget.cell = [0, 2]
    assert widget.step == 12
    widget.view = "layers"
    assert (widget.step, widget.cell) == (10, [0, 2])
    with widget.hold_trait_notifications():
        widget.inputs, widget.dvalues = [[1, -1]], [[3, 4]]
    assert (widget.step, widget.cell) == (10, [])


def test_the_results_follow_the_traits_and_can_be_observed() -> None:
    widget = stepper()
    seen: list[str] = []
    widget.observe(lambda change: seen.append(change["name"]), list(RESULTS))
    widget.activation = "linear"
    assert widget.dinputs == DVALUES
    assert seen == list(RESULTS)
    seen.clear()
    widget.dvalues = [[-value for value in row] for row in DVALUES]
    assert seen == ["dinputs"]
    assert widget.dinputs[2] == [-9, -10, -11, -12]
    widget.inputs = Z[::-1]
    assert widget.outputs == Z[::-1]


def test_both_matrices_take_another_shape_together() -> None:
    widget = stepper()
    widget.step = 12
    with widget.hold_trait_notifications():
        widget.inputs = [[1, -1]]
        widget.dvalues = [[3, 4]]
    assert widget.dinputs == [[3, 0]]
    assert widget.step == 2  # there are no more cells
    widget.set_state({"dvalues": DVALUES, "inputs": Z, "step": 7, "activation": "sigmoid"})
    assert (widget.step, widget.activation) == (7, "sigmoid")
    assert np.shape(widget.dinputs) == (3, 4)


def test_the_lists_of_the_caller_are_left_alone() -> None:
    inputs = [[1.0, -1.0]]
    widget = ActivationStepper(inputs, np.array([[3, 4]]))
    inputs[0][0] = -1
    assert widget.inputs == widget.initial["inputs"] == [[1, -1]]
    widget.inputs = inputs
    inputs[0][1] = 5
    assert widget.inputs == [[-1, -1]]
    assert widget.initial["inputs"] == [[1, -1]]


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"inputs": [[1.0]]}, r"dvalues of shape \(1, 1\), got \(3, 4\)"),
        ({"dvalues": [[1.0]]}, r"dvalues of shape \(3, 4\), got \(1, 1\)"),
        ({"inputs": [[1.0]], "dvalues": [[1.0, 2.0]]}, r"of shape \(1, 1\), got \(1, 2\)"),
        ({"inputs": [[1.0] * 7], "dvalues": [[1.0] * 7]}, "at most 6 rows and 6 columns"),
        ({"inputs": [], "dvalues": []}, "inputs of shape"),
        ({"inputs": [[1.0], [1.0, 2.0]]}, "rows of equal length"),
        ({"inputs": [["1"] * 4] * 3}, "real numbers"),
        ({"dvalues": [[float("nan")] * 4] * 3}, "finite"),
        ({"inputs": 3}, "expected a list"),
        ({"activation": "softmax"}, "softmax"),
        ({"view": "all"}, "all"),
        ({"cell": [3, 0]}, r"shape \(3, 4\), or nothing; got \[3, 0\]"),
        ({"cell": [0, 1.5]}, "a row and a column"),
        ({"cell": [0]}, "a row and a column"),
        ({"step": 11, "view": "layers"}, "from 0 to 10, the layers"),
        ({"step": 13}, "from 0 to 12, the cells of the batch; got 13"),
        ({"step": -1}, "got -1"),
        ({"step": 1.5}, "expected an int"),
        ({"predict": "yes"}, "boolean"),
        ({"inputs": [[1.0]], "dvalues": [[2.0]], "step": 2}, "from 0 to 1"),
        ({"inputs": [[1.0]], "step": 1, "activation": "linear"}, "of shape"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    state: dict[str, object], message: str
) -> None:
    widget = stepper(activation="sigmoid")
    widget.step = 5
    before = {**widget.state(), **{name: getattr(widget, name) for name in RESULTS}}
    with pytest.raises(traitlets.TraitError, match=message):
        widget.set_state(state)
    if len(state) == 1:
        ((name, value),) = state.items()
        with pytest.raises(traitlets.TraitError, match=message):
            setattr(widget, name, value)
    assert {**widget.state(), **{name: getattr(widget, name) for name in RESULTS}} == before
    widget.step = 6
    widget.activation = "relu"
    assert widget.derivatives == MASK


@pytest.mark.parametrize("name", ["initial", *RESULTS])
def test_the_rest_is_read_only(name: str) -> None:
    with pytest.raises(traitlets.TraitError, match="read-only"):
        setattr(stepper(), name, None)


@pytest.mark.parametrize(
    ("inputs", "dvalues", "error", "message"),
    [
        ([1, 2], [1, 2], ValueError, "One sample is written"),
        ([[1, 2]], [[1], [2]], ValueError, r"of shape \(1, 2\), got \(2, 1\)"),
        ([["a"]], [[1]], TypeError, "real numbers"),
        ([[np.inf]], [[1]], ValueError, "finite"),
        (np.ones((7, 2)), np.ones((7, 2)), ValueError, r"at most 6 rows .* got .*\(7, 2\)"),
    ],
)
def test_wrong_arguments_are_refused(
    inputs: Any, dvalues: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ActivationStepper(inputs, dvalues)


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(traitlets.TraitError, match="softmax"):
        stepper(activation="softmax")
    with pytest.raises(traitlets.TraitError, match="anchor expects"):
        stepper(anchor="1x")


@pytest.mark.filterwarnings("error")
def test_extreme_inputs_are_safe() -> None:
    widget = ActivationStepper([[1e4, -1e4, 0, -0.0]], [[3, 3, 3, 3]], activation="sigmoid")
    assert widget.outputs == [[1, 0, 0.5, 0.5]]
    assert widget.dinputs == [[0, 0, 0.75, 0.75]]
    widget.activation = "relu"
    assert widget.dinputs == [[3, 0, 0, 0]]


def test_the_figure_holds_the_state() -> None:
    widget = stepper(anchor="pass-back", activation="sigmoid")
    figure = widget.html()
    assert 'id="pass-back" data-widget="ActivationStepper"' in figure
    attribute = re.search(r'data-state="([^"]*)"', figure)
    assert attribute
    assert json.loads(html.unescape(attribute[1])) == widget.state()
    assert widget.state() == {
        "anchor": "pass-back",
        "inputs": Z,
        "dvalues": DVALUES,
        "activation": "sigmoid",
        "view": "cells",
        "step": 0,
        "cell": [],
        "predict": False,
        "seed": 0,
        "initial": {
            "inputs": Z,
            "dvalues": DVALUES,
            "activation": "sigmoid",
            "view": "cells",
            "cell": [],
        },
    }


def test_the_figure_can_be_read_without_scripts() -> None:
    widget = stepper()
    table, through = widget.tables()
    rows = [list(row) for row in table.rows]
    assert len(rows) == 12
    assert rows[2] == ["[0, 2]", "−3", "0", "0", "3", "0"]
    assert rows[10] == ["[2, 2]", "5", "5", "1", "11", "11"]
    assert list(table.header)[2] == "ReLU(z)"
    assert [list(row)[-1] for row in through.rows][:4] == ["1", "1", "0", "0"]
    widget.activation = "sigmoid"
    table, through = widget.tables()
    z, slopes = 1.0, []
    for _ in range(10):
        z = 1 / (1 + math.exp(-z))
        slopes.insert(0, z * (1 - z))
    products = [format_computed(math.prod(slopes[:k])) for k in (1, 2, 3, 5, 10)]
    assert next(iter(through.rows)) == ["[0, 0]", "1", *products]
    row = list(table.rows)[2]
    assert row == ["[0, 2]", "−3", "0.04742587318", "0.04517665973", "3", "0.1355299792"]
    assert list(table.header)[2] == "Sigmoid(z)"


def test_it_says_what_it_is() -> None:
    assert repr(ActivationStepper([[1, -2], [0, 0.5]], [[0.1, 2], [3, -4]])) == (
        "ActivationStepper(ReLU: dinputs = [[0.1, 0], [0, −4]])"
    )
    assert stepper().caption() == (
        "An activation and its slopes: dinputs = dvalues · slope, and ten layers in a row"
    )
