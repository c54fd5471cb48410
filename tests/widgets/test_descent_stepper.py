"""The descent widget in Python: its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import traitlets

from backprop.descent import Descent, descend
from backprop.graph import Graph
from backprop.graph.expressions import inputs, log
from backprop.widgets import DescentStepper
from worked_example import PARAMETERS, neuron

PRESETS = (
    ("Leap", {"learning_rate": 1 / 30}),
    ("Dead zone", {"learning_rate": 0.12, "inputs": {"t": 4}}),
)


def stepper(**arguments: Any) -> DescentStepper:
    return DescentStepper(neuron(), PARAMETERS, **arguments)


def test_it_records_the_descent() -> None:
    widget = stepper()
    expected = descend(neuron(), PARAMETERS, learning_rate=0.001, steps=200)
    assert widget.descent == expected
    assert (widget.losses, widget.parameters) == (expected.losses, expected.parameters)
    assert (widget.outcome, widget.reason) == ("finished", expected.reason)


def test_setting_traits_descends_anew() -> None:
    widget = stepper()
    seen: list[Descent] = []
    widget.observe(lambda change: seen.append(change["new"]), "descent")
    widget.learning_rate = 0.12
    widget.inputs = {"t": 4}
    assert widget.inputs == {**neuron().inputs, "t": 4}
    assert widget.outcome == "stuck"
    assert widget.losses == [4, 16]
    widget.steps = 1
    assert widget.outcome == "finished"
    assert [descent.outcome for descent in seen] == ["stuck", "stuck", "finished"]


def test_the_step_stays_within_the_record() -> None:
    widget = stepper()
    widget.step = 150
    assert widget.step == 150
    widget.step = 1000
    assert widget.step == 200
    widget.step = -3
    assert widget.step == 0
    widget.step = 150
    widget.learning_rate = 0.12
    assert widget.step == 1


def test_the_front_end_sets_several_at_once() -> None:
    widget = stepper()
    widget.set_state(
        {
            "inputs": {**widget.inputs, "t": 4},
            "learning_rate": 0.07,
            "steps": 20,
            "log_scale": True,
            "step": 9,
        }
    )
    assert (widget.learning_rate, widget.steps, widget.step) == (0.07, 20, 9)
    assert widget.inputs["t"] == 4
    assert widget.losses[-1] == 16
    widget.set_state({"step": 3})
    assert widget.step == 3


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"learning_rate": 0}, "learning_rate expects a positive number"),
        ({"learning_rate": -1.0}, "learning_rate expects a positive number"),
        ({"learning_rate": float("nan")}, "finite number"),
        ({"learning_rate": "0.1"}, "expected a float"),
        ({"steps": 0}, "at least 1"),
        ({"steps": 2001}, "from 1 to 2000, got 2001"),
        ({"steps": 2.5}, "expected an int"),
        ({"inputs": {"q": 1}}, "inputs expects some of .*; got 'q'"),
        ({"inputs": {"w0": float("inf")}}, "finite number, got inf"),
        ({"inputs": {"w0": "1"}}, "expects a number, got '1'"),
        ({"inputs": {"t": 4}, "learning_rate": -1, "step": 2}, "positive number"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    state: dict[str, object], message: str
) -> None:
    widget = stepper()
    before, descent = widget.state(), widget.descent
    with pytest.raises(traitlets.TraitError, match=message):
        widget.set_state(state)
    assert widget.state() == before
    assert widget.descent is descent
    widget.step = 5
    assert widget.losses[5] == descent.losses[5]


@pytest.mark.parametrize(("name", "value"), [("learning_rate", -1), ("steps", 0), ("inputs", 3)])
def test_a_trait_on_its_own_is_refused_too(name: str, value: object) -> None:
    widget = stepper()
    before = widget.state()
    with pytest.raises(traitlets.TraitError):
        setattr(widget, name, value)
    assert widget.state() == before


def test_a_start_without_a_loss_is_refused() -> None:
    (w,) = inputs(w=1)
    widget = DescentStepper(Graph(log(w)), ["w"])
    with pytest.raises(traitlets.TraitError, match="no finite value at w = −1"):
        widget.inputs = {"w": -1}
    assert widget.inputs == {"w": 1}


@pytest.mark.parametrize("name", ["graph", "parameter_names", "initial", "presets", "descent"])
def test_the_rest_is_read_only(name: str) -> None:
    with pytest.raises(traitlets.TraitError, match="read-only"):
        setattr(stepper(), name, None)


def test_the_callers_graph_is_left_alone() -> None:
    graph = neuron()
    widget = DescentStepper(graph, PARAMETERS)
    widget.inputs = {"t": 4}
    assert graph.inputs["t"] == 0


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"learning_rate": 0}, ValueError, "positive number"),
        ({"steps": 2001}, ValueError, "from 1 to 2000"),
        ({"anchor": "1x"}, traitlets.TraitError, "anchor expects"),
        ({"presets": ["Leap"]}, TypeError, "pairs of a label and a dict, got 'Leap'"),
        ({"presets": [("Leap", 1)]}, TypeError, "pairs of a label and a dict"),
        ({"presets": [("", {})]}, ValueError, "expects a label"),
        ({"presets": [("A", {}), ("A", {})]}, ValueError, "different labels"),
        ({"presets": [("A", {"rate": 1})]}, ValueError, "'A' expects some of .*; got 'rate'"),
        ({"presets": [("A", {"steps": 0})]}, ValueError, "at least 1"),
        ({"presets": [("A", {"learning_rate": -1})]}, ValueError, "positive number"),
        ({"presets": [("A", {"inputs": {"q": 1}})]}, ValueError, "some of .*; got 'q'"),
        ({"presets": [("A", {"inputs": {"t": "4"}})]}, TypeError, "expects a number, got '4'"),
    ],
)
def test_wrong_arguments_are_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        stepper(**arguments)


def test_wrong_graphs_and_parameters_are_refused() -> None:
    with pytest.raises(TypeError, match=r"expects a backprop.graph.Graph, got 'loss'"):
        DescentStepper("loss", PARAMETERS)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="got 'z'"):
        DescentStepper(neuron(), ["z"])


def test_the_figure_holds_the_state() -> None:
    widget = stepper(anchor="descend", presets=PRESETS)
    figure = widget.html()
    assert 'data-widget="DescentStepper"' in figure
    attribute = re.search(r'data-state="([^"]*)"', figure)
    assert attribute
    state = json.loads(html.unescape(attribute[1]))
    assert state == json.loads(json.dumps(widget.state()))
    assert state["inputs"] == neuron().inputs
    assert state["initial"] == {"learning_rate": 0.001, "steps": 200, "log_scale": False}
    assert state["presets"][1] == {
        "label": "Dead zone",
        "learning_rate": 0.12,
        "inputs": {"t": 4.0},
    }
    assert state["parameter_names"] == PARAMETERS


def test_the_figure_can_be_read_without_scripts() -> None:
    widget = stepper(presets=PRESETS)
    start, record, presets = widget.tables()
    assert ["w0", "parameter", "−3"] in list(start.rows)
    assert ["t", "data", "0"] in list(start.rows)
    assert ["learning rate", "setting", "0.001"] in list(start.rows)
    rows = list(record.rows)
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "4", "5", "…", "198", "199", "200"]
    assert rows[0] == ["0", "36", "−3", "−1", "2", "1"]
    assert rows[1] == ["1", "33.8724", "−3.012", "−0.976", "1.964", "0.988"]
    assert widget.reason in record.caption
    assert [row[0] for row in presets.rows] == ["Leap", "Dead zone"]
    assert "shuts the ReLU. The loss stays 16." in list(presets.rows)[1][2]


def test_short_records_stand_whole() -> None:
    record = stepper(steps=8).tables()[1]
    assert [row[0] for row in record.rows] == [str(k) for k in range(9)]
    assert len(stepper().tables()) == 2


def test_it_says_what_it_is() -> None:
    widget = stepper()
    assert repr(widget) == (
        "DescentStepper(learning rate 0.001: After 200 steps the loss has fallen from 36 to "
        "0.000184076.)"
    )
    assert widget.caption() == "Gradient descent on loss: it changes w0, w1, w2, b"
