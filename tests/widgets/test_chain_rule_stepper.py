"""ChainRuleStepper in Python: traits that follow the graph, refusals, the figure."""

import json
import re
from html import unescape
from typing import Any

import pytest
import traitlets

from backprop.graph import Graph, Node, inputs, log, relu, sum_of
from backprop.widgets import ChainRuleStepper


def neuron() -> Graph:
    x = inputs(x0=1, x1=-2, x2=3)
    w = inputs(w0=-3, w1=-1, w2=2)
    (b,) = inputs(b=1)
    products = [(xi * wi).named(f"p{i}") for i, (xi, wi) in enumerate(zip(x, w, strict=True))]
    return Graph(relu(sum_of(*products, b).named("z")).named("y"))


@pytest.fixture
def stepper() -> ChainRuleStepper:
    return ChainRuleStepper(neuron(), anchor="one-neuron")


def test_gradients_are_those_of_the_graph(stepper: ChainRuleStepper) -> None:
    assert stepper.gradients == {
        "x0": -3, "x1": -1, "x2": 2, "w0": 1, "w1": -2, "w2": 3, "b": 1,
        "p0": 1, "p1": 1, "p2": 1, "z": 1, "y": 1,
    }  # fmt: skip


def test_setting_some_inputs_keeps_the_others_and_recomputes(stepper: ChainRuleStepper) -> None:
    seen: list[Any] = []
    stepper.observe(lambda change: seen.append(change["new"]["w0"]), "gradients")
    stepper.inputs = {"x0": 2}
    assert stepper.inputs == {"x0": 2, "x1": -2, "x2": 3, "w0": -3, "w1": -1, "w2": 2, "b": 1}
    assert stepper.gradients["w0"] == 2
    assert seen == [2]


def test_the_incoming_gradient_scales_every_gradient(stepper: ChainRuleStepper) -> None:
    stepper.dvalue = -2
    assert stepper.gradients["w2"] == -6
    stepper.gradients = {"y": 0.5}
    assert stepper.dvalue == 0.5
    assert stepper.gradients["w2"] == 1.5


def test_the_callers_graph_is_left_alone() -> None:
    graph = neuron()
    stepper = ChainRuleStepper(graph)
    stepper.inputs = {"x0": 100}
    assert graph.inputs["x0"] == 1
    graph.forward(x0=5)
    assert stepper.inputs["x0"] == 100


@pytest.mark.parametrize(
    ("trait", "value", "expected", "given"),
    [
        ("inputs", {"q": 1}, "inputs named x0", "'q'"),
        ("inputs", {"x0": float("nan")}, "finite number", "nan"),
        ("inputs", {"x0": "2"}, "a number", "'2'"),
        ("inputs", {"x0": 1e300, "w0": 1e300}, "finite", "1×10³⁰⁰"),
        ("dvalue", float("inf"), "finite number", "inf"),
        ("gradients", {"w0": 7}, "set that of the output, 'y'", "'w0'"),
        ("gradients", {"q": 7}, "some of", "'q'"),
        ("gradients", {"y": float("nan")}, "finite number", "nan"),
        ("anchor", "two words", "letters, digits and hyphens", "two words"),
        ("graph", {}, "read-only", "graph"),
        ("step", -1, "from 0 to 11", "-1"),
        ("step", 12, "from 0 to 11", "12"),
    ],
)
def test_a_refused_value_changes_nothing(
    stepper: ChainRuleStepper, trait: str, value: Any, expected: str, given: str
) -> None:
    before = stepper.state(), stepper.gradients, stepper.html()
    with pytest.raises(traitlets.TraitError) as refusal:
        setattr(stepper, trait, value)
    assert expected in str(refusal.value)
    assert given in str(refusal.value)
    assert (stepper.state(), stepper.gradients, stepper.html()) == before


@pytest.mark.parametrize(
    "message",
    [
        {"inputs": {"x0": 5.0}, "step": 99},
        {"dvalue": 1e308, "inputs": {"x2": 1e10}},
        {"dvalue": float("inf")},
    ],
)
def test_a_refused_message_of_the_page_changes_nothing(
    stepper: ChainRuleStepper, message: dict[str, Any]
) -> None:
    before = stepper.state(), stepper.gradients, stepper.html()
    with pytest.raises(traitlets.TraitError):
        stepper.set_state(message)
    assert (stepper.state(), stepper.gradients, stepper.html()) == before
    stepper.inputs = {"x1": 4}
    assert stepper.inputs == {"x0": 1, "x1": 4, "x2": 3, "w0": -3, "w1": -1, "w2": 2, "b": 1}
    assert stepper.gradients["w1"] == 0  # z = -3 - 4 + 6 + 1 = 0: the gate is shut


def test_inputs_and_dvalue_that_only_fit_together_are_taken_together(
    stepper: ChainRuleStepper,
) -> None:
    stepper.dvalue = 1e10
    large = {"x2": 1e300, "w2": 1.0}
    with pytest.raises(traitlets.TraitError, match="not finite"):
        stepper.inputs = large
    stepper.set_state({"inputs": large, "dvalue": 1e-300})
    assert stepper.gradients["w2"] == pytest.approx(1)


def test_a_value_on_the_way_that_is_not_finite_is_refused() -> None:
    (x,) = inputs(x=1)
    stepper = ChainRuleStepper(Graph(log(x).named("y")))
    with pytest.raises(traitlets.TraitError, match=r"y = log\(x\) has no finite value at x = −1"):
        stepper.inputs = {"x": -1}
    assert stepper.inputs == {"x": 1}
    assert stepper.gradients == {"x": 1, "y": 1}


def test_only_a_graph_can_be_stepped() -> None:
    with pytest.raises(TypeError, match=r"expects a backprop\.graph\.Graph, got Node"):
        ChainRuleStepper(Node("input", name="x", value=1.0))  # type: ignore[arg-type]


def test_the_figure_holds_the_state_exactly(stepper: ChainRuleStepper) -> None:
    stepper.inputs = {"w1": 0.1 + 0.2}
    html = stepper.html()
    state = json.loads(unescape(re.search(r'data-state="([^"]*)"', html)[1]))  # type: ignore[index]
    assert state == stepper.state()
    assert state["inputs"]["w1"] == 0.1 + 0.2
    assert 'id="one-neuron"' in html
    assert 'data-widget="ChainRuleStepper"' in html


def test_the_figure_shows_every_number_without_a_script(stepper: ChainRuleStepper) -> None:
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        for row in re.findall(r"<tr>.*?</tr>", unescape(stepper.html()))
    ]
    assert ["w1", "input", "−1", "−2"] in rows
    assert ["z", "p0 + p1 + p2 + b", "6", "1"] in rows
    assert ["9. p1 → w1", "1", "x1 = −2", "−2", "−2"] in rows


def test_the_figure_is_the_same_each_time_and_in_each_session(stepper: ChainRuleStepper) -> None:
    other = ChainRuleStepper(neuron(), anchor="one-neuron")
    assert other.html() == stepper.html()
    assert repr(other) == repr(stepper)
    assert "0x" not in repr(stepper)


def test_a_notebook_gets_the_widget_and_its_figure(stepper: ChainRuleStepper) -> None:
    bundle, _ = stepper._repr_mimebundle_()
    assert bundle["text/html"] == stepper.html()
    assert bundle["text/plain"] == repr(stepper)
    assert "application/vnd.jupyter.widget-view+json" in bundle
