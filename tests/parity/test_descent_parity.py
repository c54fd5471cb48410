"""Gradient descent by the package and by the front end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.descent import Descent, descend
from backprop.graph import Graph, Node, relu, tanh
from backprop.graph.json_form import to_dict
from front_end import Answer, running
from graphs import graphs, numbers
from worked_example import PARAMETERS, linear, neuron

# IEEE 754 fixes every bit of these; of exp, log, pow, tanh and σ it does not fix the last.
EXACT = {"add", "sub", "mul", "div", "neg", "relu", "square", "sum"}


@pytest.fixture(scope="module")
def front_end() -> Iterator[Callable[..., Answer]]:
    with running("run_descents.js") as ask:
        yield ask


def by_python(
    graph: Graph, parameters: list[str], learning_rate: float, steps: int
) -> Descent | str:
    try:
        return descend(graph, parameters, learning_rate=learning_rate, steps=steps)
    except ValueError as error:
        return str(error)


def plain(reason: str) -> str:
    """The front end writes names with signs: w₀ for w0."""
    return reason.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))


RATES = st.sampled_from([1e-300, 1e-6, 1e-3, 0.01, 1 / 30, 0.07, 0.1, 0.5, 1, 30, 1e9, 1e308])


def test_random_edits_of_the_neuron_agree_to_the_last_bit(
    front_end: Callable[..., dict[str, Any]],
) -> None:
    seen: Counter[str] = Counter()
    names = ["x0", "x1", "x2", *PARAMETERS, "t"]

    @given(
        st.sampled_from([relu, linear]),
        st.dictionaries(st.sampled_from(names), numbers(tame=False) | st.integers(-5, 5)),
        st.lists(st.sampled_from(names), unique=True, min_size=1),
        RATES | st.floats(1e-5, 0.2),
        st.integers(1, 60) | st.just(600),
    )
    def agree(
        activation: Callable[[Node], Node],
        edits: dict[str, float],
        parameters: list[str],
        rate: float,
        steps: int,
    ) -> None:
        ours = by_python(neuron(activation, **edits), parameters, rate, steps)
        theirs = front_end(
            spec=to_dict(neuron(activation)),
            parameters=parameters,
            inputs=edits,
            learningRate=rate,
            steps=steps,
        )
        if isinstance(ours, str):
            seen["refused"] += 1
            assert theirs.keys() == {"refusal"}
            return
        seen[ours.outcome] += 1
        assert theirs["losses"] == ours.losses
        assert theirs["parameters"] == ours.parameters
        assert theirs["outcome"] == ours.outcome
        assert plain(theirs["reason"]) == plain(ours.reason)

    agree()
    print(seen)
    assert min(seen["finished"], seen["diverged"], seen["stuck"]) > 5


def test_random_graphs_agree(front_end: Callable[..., dict[str, Any]]) -> None:
    seen: Counter[str] = Counter()

    @given(graphs(tame=True) | graphs(tame=False), st.data())
    def agree(graph: Graph, data: st.DataObject) -> None:
        exact = all(node.op in EXACT for node in graph.nodes.values() if node.parents)
        known = sorted(graph.inputs)
        parameters = data.draw(st.lists(st.sampled_from(known), unique=True, min_size=1))
        # A descent multiplies the last bit of exp and its like from step to step.
        rate = data.draw(RATES if exact else st.sampled_from([1e-6, 1e-4]))
        steps = data.draw(st.integers(1, 40) if exact else st.integers(1, 3))
        ours = by_python(graph, parameters, rate, steps)
        theirs = front_end(
            spec=to_dict(graph), parameters=parameters, inputs={}, learningRate=rate, steps=steps
        )
        if isinstance(ours, str):
            seen["refused"] += 1
            assert theirs.keys() == {"refusal"}
            return
        if exact:
            seen["exact"] += 1
            assert theirs["losses"] == ours.losses
            assert theirs["parameters"] == ours.parameters
            assert theirs["outcome"] == ours.outcome
            return
        seen["close"] += 1
        if not np.isfinite(ours.losses).all() or max(map(abs, ours.losses)) > 1e6:
            return
        assert len(theirs["losses"]) == len(ours.losses)
        assert theirs["outcome"] == ours.outcome
        assert theirs["losses"] == pytest.approx(ours.losses, rel=1e-12, abs=1e-12)
        for mine, other in zip(ours.parameters, theirs["parameters"], strict=True):
            assert other == pytest.approx(mine, rel=1e-12, abs=1e-12)

    agree()
    print(seen)
    assert seen["exact"] > 5
    assert seen["close"] > 20


def test_a_smooth_descent_agrees(front_end: Callable[..., dict[str, Any]]) -> None:
    graph = neuron(tanh, t=0.5)
    ours = descend(graph, PARAMETERS, learning_rate=0.01, steps=300)
    theirs = front_end(
        spec=to_dict(graph), parameters=PARAMETERS, inputs={}, learningRate=0.01, steps=300
    )
    assert theirs["losses"] == pytest.approx(ours.losses, rel=1e-12)
    assert plain(theirs["reason"]) == ours.reason


def test_what_python_refuses_is_refused(front_end: Callable[..., dict[str, Any]]) -> None:
    good = {
        "spec": to_dict(neuron()),
        "parameters": PARAMETERS,
        "inputs": {},
        "learningRate": 0.1,
        "steps": 1,
    }
    assert front_end(**good)["outcome"] == "finished"
    for bad in (
        {"parameters": []},
        {"parameters": "w0"},
        {"parameters": ["z"]},
        {"parameters": ["b", "b"]},
        {"learningRate": 0},
        {"learningRate": -1},
        {"learningRate": "0.1"},
        {"steps": 0},
        {"steps": 1.5},
        {"inputs": {"z": 1}},
    ):
        assert front_end(**good | bad).keys() == {"refusal"}, bad
