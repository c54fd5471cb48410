"""A graph as JSON: out, in again, and what is refused."""

from __future__ import annotations

import json
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.graph import Graph, inputs, relu
from backprop.graph.expressions import Node
from backprop.graph.json_form import dumps, from_dict, loads, to_dict
from graphs import REFUSED_SPECS, X, Y, graphs, spec


def test_format() -> None:
    x, w = inputs(x=3, w=-2)
    graph = Graph(relu((x * w).named("p") + 1).named("y"))
    assert to_dict(graph) == {
        "version": 1,
        "nodes": [
            {"name": "x", "op": "input", "value": 3.0},
            {"name": "w", "op": "input", "value": -2.0},
            {"name": "c1", "op": "constant", "value": 1.0},
            {"name": "p", "op": "mul", "inputs": ["x", "w"]},
            {"name": "v1", "op": "add", "inputs": ["p", "c1"]},
            {"name": "y", "op": "relu", "inputs": ["v1"]},
        ],
        "output": "y",
    }


@given(graphs(tame=False))
def test_what_is_read_is_what_was_written(graph: Graph) -> None:
    assert json.loads(dumps(graph)) == to_dict(graph)
    assert to_dict(loads(dumps(graph))) == to_dict(graph)


@given(graphs(tame=True))
def test_the_graph_that_is_read_takes_the_same_steps(graph: Graph) -> None:
    again = loads(dumps(graph))
    assert again.forward() == graph.forward()
    assert again.backward() == graph.backward()
    assert (again.values, again.gradients) == (graph.values, graph.gradients)
    assert [again.formula(step.node) for step in again.backward()] == [
        graph.formula(step.node) for step in graph.backward()
    ]


@given(graphs(tame=True), st.randoms(use_true_random=False))
def test_nodes_may_come_in_any_order(graph: Graph, shuffler: random.Random) -> None:
    data = to_dict(graph)
    shuffler.shuffle(data["nodes"])
    again = from_dict(data)
    assert again.forward() == graph.forward()
    again.backward()
    graph.backward()
    assert again.gradients == graph.gradients


def test_inputs_are_written_at_their_current_values() -> None:
    graph = from_dict(spec())
    assert graph.forward(x=5) == 25.0
    assert to_dict(graph) == spec({**X, "value": 5.0}, Y)


def test_5000_nodes_in_a_chain() -> None:
    (x,) = inputs(x=1)
    deep: Node = x
    for _ in range(5_000):
        deep = -deep
    again = loads(dumps(Graph(deep)))
    assert again.forward() == 1.0
    assert len(again.backward()) == 5_000


@pytest.mark.parametrize(("data", "message"), REFUSED_SPECS.values(), ids=REFUSED_SPECS)
def test_a_wrong_specification_is_refused(data: object, message: str) -> None:
    error = TypeError if "expects a number" in message else ValueError
    with pytest.raises(error, match=message):
        from_dict(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"expects JSON text; this is none: Expecting property name"),
        ("", "expects JSON text; this is none: Expecting value"),
        (json.dumps(spec({**X, "value": math.nan}, Y)), "'x' expects a finite number, got nan"),
        ("[]", r"expects an object .* got \[\]"),
    ],
)
def test_text_that_is_no_graph_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        loads(text)


def test_a_number_that_json_has_not_is_never_written() -> None:
    graph = from_dict(spec())
    graph.inputs["x"] = math.nan
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(graph)
