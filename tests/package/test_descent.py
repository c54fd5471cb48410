"""Gradient descent by the package and by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from backprop.descent import descend
from backprop.graph import Graph, inputs, log, relu, square
from worked_example import PARAMETERS, linear, neuron


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
    for target in (0, 4):
        descent = descend(neuron(t=target), PARAMETERS, learning_rate=1 / 30, steps=200)
        assert len(descent.losses) == 2
        assert descent.losses[1] < 1e-30
        assert descent.outcome == "stuck"
        assert descent.reason.startswith("At rest after 1 step")


def test_steps_too_small_for_the_parameters_are_no_rest() -> None:
    descent = descend(neuron(), PARAMETERS, learning_rate=1e-20, steps=5)
    assert (descent.outcome, descent.losses) == ("finished", [36] * 6)


def test_a_slow_descent_comes_to_rest_at_a_loss_above_zero() -> None:
    (w,) = inputs(w=3)
    valley = Graph((square(w - 1) + 5).named("loss"))
    descent = descend(valley, ["w"], learning_rate=0.25, steps=200)
    assert descent.outcome == "stuck"
    assert descent.losses[-1] == 5
    assert 40 < len(descent.losses) < 60


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
