"""The front end evaluates a graph as Python does: every number, every formula."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.graph import OPERATIONS, Graph, Operation, inputs, sum_of
from backprop.graph.expressions import LEAVES, Node
from backprop.graph.json_form import to_dict
from front_end import Answer, running
from graphs import EDGES, NAMES, REFUSED_SPECS, X, Y, graphs, numbers, spec

Evaluate = Callable[..., Answer]


@pytest.fixture(scope="module")
def front_end() -> Iterator[Evaluate]:
    with running("evaluate_graphs.js") as ask:

        def evaluate(spec: object, inputs: object = {}, dvalue: object = 1.0) -> Answer:
            return ask(spec=spec, inputs=inputs, dvalue=dvalue)

        yield evaluate


def test_both_tables_of_operations_write_the_same_formulas() -> None:
    """As they stand: a random graph would have to hold each operation to show it."""
    with running("list_operations.js") as ask:
        theirs = ask()
    ours = {
        name: [operation.arity, operation.formula, list(operation.local_formulas)]
        for name, operation in OPERATIONS.items()
    }
    assert theirs == ours


def by_python(graph: Graph, inputs: dict[str, float], dvalue: float) -> Answer:
    """Answer as the front end does."""
    try:
        graph.forward(**inputs)
        steps = [asdict(step) for step in graph.backward(dvalue)]
    except ValueError as refusal:
        return {"refusal": str(refusal)}
    for step in steps:
        step["localFormula"] = step.pop("local_formula")
    formulas = {n: graph.formula(n) for n, node in graph.nodes.items() if node.op not in LEAVES}
    return {
        "values": graph.values,
        "gradients": graph.gradients,
        "steps": steps,
        "formulas": formulas,
    }


def difference(ours: Any, theirs: Any) -> float:
    """Return the largest relative difference of numbers; infinity where anything else differs."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return max((difference(ours[key], theirs[key]) for key in ours), default=0.0)
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return max(map(difference, ours, theirs), default=0.0)
    if ours == theirs:
        return 0.0
    both = (ours, theirs)
    if all(isinstance(number, float | int) for number in both):
        return float(abs(ours - theirs) / max(map(abs, both)))
    return math.inf


# IEEE 754 fixes every bit of + − × ÷, but not the last one of exp, log, pow, tanh; a cancellation
# may amplify that. Graphs where an ulp in these moves any number by 1e-13 prove nothing: they go.
EXACT = {"add", "sub", "mul", "div", "neg", "relu", "square", "sum"}
ROUNDINGS = [(1,), (-1,), (1, -1), (-1, 1, 1), (1, 1, -1, -1, 1)]


def rounded_otherwise(operation: Operation, signs: Iterator[int]) -> Operation:
    def nudged(value: float) -> float:
        return math.nextafter(value, next(signs) * math.inf) if value else value

    return replace(
        operation,
        forward=lambda *args: nudged(operation.forward(*args)),
        local=lambda *args: [nudged(local) for local in operation.local(*args)],
    )


def sensitivity(graph: Graph, inputs: dict[str, float], dvalue: float, answer: Answer) -> float:
    """Say how far an ulp in what IEEE 754 leaves open moves an answer."""

    open_operations = {node.op for node in graph.nodes.values()} - EXACT - {*LEAVES}

    def moved(pattern: tuple[int, ...]) -> float:
        signs = itertools.cycle(pattern)
        others = {op: rounded_otherwise(OPERATIONS[op], signs) for op in open_operations}
        with patch.dict(OPERATIONS, others):
            again = by_python(graph, inputs, dvalue)
        return 0.0 if "refusal" in again and "refusal" in answer else difference(answer, again)

    return max(map(moved, ROUNDINGS)) if open_operations else 0.0


def compare(front_end: Evaluate, graph: Graph, inputs: dict[str, float], dvalue: float) -> str:
    """Evaluate a graph on both sides, and say what that showed."""
    specification = to_dict(graph)
    ours = by_python(graph, inputs, dvalue)
    if sensitivity(graph, inputs, dvalue, ours) > 1e-13:
        return "ill-conditioned"
    theirs = front_end(specification, inputs, dvalue)
    if "refusal" in ours:
        assert_is_refusal(theirs)
        return "refused"
    assert difference(ours, theirs) <= 1e-12, (ours, theirs)
    return "compared"


def test_random_graphs_agree(front_end: Evaluate) -> None:
    seen: Counter[str] = Counter()

    @given(graphs(tame=True) | graphs(tame=False), st.data())
    def agree(graph: Graph, data: st.DataObject) -> None:
        edited = data.draw(st.lists(st.sampled_from(sorted(graph.inputs)), unique=True))
        inputs = {name: data.draw(numbers(tame=False)) for name in edited}
        seen[compare(front_end, graph, inputs, data.draw(numbers(tame=False)))] += 1

    agree()
    assert seen["compared"] > seen.total() / 2, seen


@pytest.mark.parametrize("op", OPERATIONS)
def test_each_operation_agrees_at_the_edges(front_end: Evaluate, op: str) -> None:
    count = OPERATIONS[op].arity or 2
    seen: Counter[str] = Counter()
    for values in itertools.product(EDGES, repeat=count):
        for leaves in itertools.product(LEAVES, repeat=count):
            if "input" in leaves:
                arguments = map(Node, leaves, [()] * count, NAMES[-count:], values)
                seen[compare(front_end, Graph(Node(op, tuple(arguments))), {}, 1.0)] += 1
    assert seen["compared"] > seen.total() / 3, seen


def test_inputs_that_are_not_given_keep_their_value(front_end: Evaluate) -> None:
    named_as_in_javascript = spec({**X, "name": "constructor"}, {**Y, "inputs": ["constructor"]})
    assert front_end(named_as_in_javascript)["values"] == {"constructor": 2.0, "y": 4.0}


def assert_is_refusal(answer: Answer) -> None:
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")


@pytest.mark.parametrize("data", [data for data, _ in REFUSED_SPECS.values()], ids=REFUSED_SPECS)
def test_what_python_refuses_is_refused(front_end: Evaluate, data: object) -> None:
    assert_is_refusal(front_end(data))


@pytest.mark.parametrize(
    ("inputs", "dvalue"),
    [({"q": 1}, 1), ({"y": 1}, 1), ({"constructor": 1}, 1)]
    + [({"x": value}, 1) for value in ("2", True, None, math.inf, [1])]
    + [({}, dvalue) for dvalue in ("2", True, None, math.inf)],
)
def test_wrong_inputs_are_refused(front_end: Evaluate, inputs: object, dvalue: object) -> None:
    assert_is_refusal(front_end(spec(X, Y), inputs, dvalue))


def test_large_graphs_agree(front_end: Evaluate) -> None:
    (x,) = inputs(x=0.1)
    deep: Node = x
    for _ in range(1_000):
        deep = -(deep + x)
    graph = Graph(sum_of(deep, *[x] * 1_000))
    assert difference(by_python(graph, {}, 1.0), front_end(to_dict(graph))) == 0.0


def test_numbers_in_formulas_are_written_alike(front_end: Evaluate) -> None:
    constants = (
        0.0,
        -0.0,
        1e-4,
        9.9999995e-5,
        0.1234567,
        999999.5,
        -1e6,
        1e21,
        1e-7,
        123456.7,
        5e-324,
        1000.125,  # halfway between two texts
        -100000.5,
    )
    (x,) = inputs(x=1)
    graph = Graph(sum_of(x, *constants))
    theirs = front_end(to_dict(graph))["formulas"]
    assert theirs == {graph.output: graph.formula(graph.output)}
