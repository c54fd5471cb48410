"""Gradient descent by the package, by hand, and by the front end."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.descent import Descent, descend
from backprop.expressions import Node
from backprop.graph import Graph, inputs, log, relu, square, sum_of, tanh
from backprop.graph_json import to_dict
from front_end import Answer, running
from graphs import graphs, numbers

PARAMETERS = ["w0", "w1", "w2", "b"]
# IEEE 754 fixes every bit of these; of exp, log, pow, tanh and σ it does not fix the last.
EXACT = {"add", "sub", "mul", "div", "neg", "relu", "square", "sum"}


def neuron(activation: Callable[[Node], Node] = relu, **changed: float) -> Graph:
    """Worked example 1 with the loss (y − t)²."""
    start = {"x0": 1, "x1": -2, "x2": 3, "w0": -3, "w1": -1, "w2": 2, "b": 1, "t": 0}
    x0, x1, x2, w0, w1, w2, b, t = inputs(**start | changed)
    z = sum_of(x0 * w0, x1 * w1, x2 * w2, b).named("z")
    return Graph(square((activation(z).named("y") - t).named("error")).named("loss"))


def linear(z: Node) -> Node:
    return sum_of(z)


def test_the_worked_example() -> None:
    descent = descend(neuron(), PARAMETERS, learning_rate=0.001, steps=200)
    assert descent.outcome == "finished"
    assert len(descent.losses) == len(descent.parameters) == 201
    assert descent.losses[0] == 36
    assert descent.losses[1] == pytest.approx(33.8724, rel=1e-14)
    assert descent.parameters[0] == {"w0": -3, "w1": -1, "w2": 2, "b": 1}
    assert descent.parameters[1] == pytest.approx(
        {"w0": -3.012, "w1": -0.976, "w2": 1.964, "b": 0.988}
    )
    # Each step multiplies the error by the same factor: x·x + 1 = 15, twice.
    expected = [(6 * (1 - 30 * 0.001) ** k) ** 2 for k in range(201)]
    assert descent.losses == pytest.approx(expected, rel=1e-11)


def test_against_numpy() -> None:
    x, w, b = np.array([1.0, -2.0, 3.0]), np.array([-3.0, -1.0, 2.0]), 1.0
    descent = descend(neuron(t=2.5), PARAMETERS, learning_rate=0.004, steps=50)
    for loss, parameters in zip(descent.losses, descent.parameters, strict=True):
        z = w @ x + b
        error = max(z, 0) - 2.5
        assert loss == pytest.approx(error**2, rel=1e-12)
        assert list(parameters.values()) == pytest.approx([*w, b], rel=1e-12)
        dz = 2 * error * (z > 0)
        w, b = w - 0.004 * dz * x, b - 0.004 * dz


def test_the_leap_lands_at_the_minimum() -> None:
    descent = descend(neuron(), PARAMETERS, learning_rate=1 / 30, steps=200)
    assert descent.losses[1] < 1e-30
    assert descent.outcome == "stuck"
    assert descent.losses[-1] == 0


def test_the_dead_zone_is_lasting() -> None:
    descent = descend(neuron(t=4), PARAMETERS, learning_rate=0.12, steps=200)
    assert descent.outcome == "stuck"
    assert descent.losses == [4, 16]
    assert descent.reason == (
        "Stuck after 1 step: every gradient is 0, because z = −1.2 < 0 shuts the ReLU. "
        "The loss stays 16."
    )


def test_the_dead_zone_is_harmless_by_luck() -> None:
    descent = descend(neuron(), PARAMETERS, learning_rate=0.04, steps=200)
    assert descent.losses == [36, 0]
    assert descent.reason == (
        "At rest after 1 step: every gradient is 0, the loss has no slope here, and "
        "z = −1.2 < 0 shuts the ReLU. The loss stays 0."
    )


def test_a_step_that_overshoots_grows_until_the_neuron_dies() -> None:
    descent = descend(neuron(t=4), PARAMETERS, learning_rate=0.07, steps=200)
    grown = [4 * 1.1 ** (2 * k) for k in range(9)]
    assert descent.losses == pytest.approx([*grown, 16])
    assert descent.outcome == "stuck"


def test_without_relu_the_loss_overflows() -> None:
    descent = descend(neuron(linear, t=4), PARAMETERS, learning_rate=0.1, steps=600)
    assert descent.outcome == "diverged"
    assert len(descent.losses) == len(descent.parameters) == 511
    assert all(map(math.isfinite, descent.losses))
    assert descent.reason == (
        "Diverged: at step 511 the loss is no longer a finite number. "
        "The last loss was 4.49423×10³⁰⁷."
    )


def test_the_end_is_said_as_it_is() -> None:
    def reason(graph: Graph, learning_rate: float, steps: int = 1) -> str:
        return descend(graph, PARAMETERS, learning_rate=learning_rate, steps=steps).reason

    assert reason(neuron(), 0.001) == "After 1 step the loss has fallen from 36 to 33.8724."
    assert reason(neuron(t=4), 0.07) == "After 1 step the loss has risen from 4 to 4.84."
    assert reason(neuron(), 1e-12, 3) == "After 3 steps the loss is still 36, to six digits."
    assert reason(neuron(b=-5, t=1), 1).startswith(
        "Stuck at the start: every gradient is 0, because z = 0 ≤ 0 shuts the ReLU."
    )
    assert "at step 1 w0 is no longer a finite number" in reason(neuron(linear, t=-1e9), 1e300)
    a, b = inputs(a=-1, b=-2)
    dead = Graph(square(relu(a) + relu(b) - 1).named("y"))
    assert descend(dead, ["a", "b"], learning_rate=1, steps=1).reason == (
        "Stuck at the start: every gradient is 0, because b = −2 < 0 and a = −1 < 0 each shut a "
        "ReLU. y stays 1."
    )
    assert descend(dead, ["a"], learning_rate=1, steps=1).reason.count("shut") == 1


def test_a_gradient_that_is_not_finite_ends_the_descent_where_it_is_needed() -> None:
    (w,) = inputs(w=1)
    root = Graph((w**0.5).named("loss"))
    descent = descend(root, ["w"], learning_rate=2, steps=3)
    assert (descent.outcome, descent.losses) == ("diverged", [1, 0])
    assert "at step 2 a gradient is no longer" in descent.reason
    assert descend(root, ["w"], learning_rate=2, steps=1).outcome == "finished"


def test_the_callers_graph_is_left_alone() -> None:
    graph = neuron()
    graph.forward(b=2)
    values = dict(graph.values)
    descent = descend(graph, PARAMETERS, learning_rate=0.001, steps=3)
    assert descent.losses[0] == 49
    assert graph.inputs["b"] == 2
    assert graph.values == values
    assert graph.gradients == {}


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"graph": "loss"}, TypeError, "expects a backprop.graph.Graph, got 'loss'"),
        ({"parameters": []}, ValueError, "at least one name, got none"),
        ({"parameters": "w0"}, TypeError, "a list of names, got the text 'w0'"),
        ({"parameters": ["z"]}, ValueError, "names among the inputs .*; got 'z'"),
        ({"parameters": ["b", "b"]}, ValueError, "'b' stands twice"),
        ({"learning_rate": 0}, ValueError, "learning_rate expects a positive number, got 0"),
        ({"learning_rate": -0.1}, ValueError, "a positive number, got -0.1"),
        ({"learning_rate": math.inf}, ValueError, "finite number, got inf"),
        ({"learning_rate": math.nan}, ValueError, "finite number, got nan"),
        ({"learning_rate": "0.1"}, TypeError, "learning_rate expects a number, got '0.1'"),
        ({"steps": 0}, ValueError, "at least 1; got 0"),
        ({"steps": 2.0}, TypeError, "steps expects a whole number, got 2.0"),
        ({"steps": True}, TypeError, "steps expects a whole number, got True"),
    ],
)
def test_wrong_arguments_are_refused(
    changed: dict[str, Any], error: type[Exception], message: str
) -> None:
    arguments: dict[str, Any] = {"learning_rate": 0.1, "steps": 1, **changed}
    graph = arguments.pop("graph", neuron())
    with pytest.raises(error, match=message):
        descend(graph, arguments.pop("parameters", PARAMETERS), **arguments)


def test_a_start_without_a_loss_is_refused() -> None:
    (w,) = inputs(w=-1)
    with pytest.raises(ValueError, match="no finite value at w = −1"):
        descend(Graph(log(w)), ["w"], learning_rate=0.1, steps=1)
    with pytest.raises(ValueError, match=r"derivative .* is not finite"):
        descend(Graph((w + 1) ** 0.5), ["w"], learning_rate=0.1, steps=1)


def test_numpy_integers_count() -> None:
    assert len(descend(neuron(), ["b"], learning_rate=0.1, steps=np.int64(2)).losses) == 3


# The front end


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
