"""The LiveNeuron as a Python object."""

from __future__ import annotations

import pytest
import traitlets

from backprop.widgets import LiveNeuron


def loss(x: float, w: float, b: float, t: float) -> float:
    return (w * x + b - t) ** 2 / 2


def test_every_gradient_is_that_of_central_differences() -> None:
    numbers = {"x": 1.5, "w": -0.4, "b": 0.3, "t": 2.0}
    gradients = LiveNeuron(**numbers).shown.passed.gradients
    for name, value in numbers.items():
        there = loss(**{**numbers, name: value + 1e-6})
        back = loss(**{**numbers, name: value - 1e-6})
        assert gradients[name] == pytest.approx((there - back) / 2e-6, rel=1e-7)


def test_the_front_page_opens_with_products_of_factors_that_are_not_one() -> None:
    graph = LiveNeuron().shown.passed
    for factor in (graph.gradients["y"], graph.values["x"], graph.values["w"]):
        assert abs(factor) != 1


def test_setting_some_inputs_keeps_the_others() -> None:
    neuron = LiveNeuron()
    neuron.inputs = {"w": 2}
    assert neuron.inputs == {"x": 3, "w": 2, "b": 1, "t": -7}
    assert neuron.shown.passed.values["y"] == 7


def test_what_does_not_fit_is_refused_and_changes_nothing() -> None:
    neuron = LiveNeuron()
    for wrong in ({"w": float("nan")}, {"v": 1.0}, {"w": 1e200}):
        with pytest.raises(traitlets.TraitError):
            neuron.inputs = wrong
        assert neuron.inputs["w"] == -2


def test_the_table_shows_value_and_gradient() -> None:
    assert '<th scope="row">weight w</th><td>−2</td><td>6</td>' in LiveNeuron().html()
