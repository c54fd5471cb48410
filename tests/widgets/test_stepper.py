"""What every stepper promises: an edit is checked and computed once, a step not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import Dense, Network, ReLU, SquaredError
from backprop.graph import Graph, inputs
from backprop.widgets import (
    ActivationStepper,
    ChainRuleStepper,
    DescentStepper,
    DifferenceStepper,
    LayerStepper,
    NetworkStepper,
    ShardStepper,
    SoftmaxStepper,
)
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Stepper

X = [[1.0, -2.0], [3.0, 4.0], [0.5, 0.25]]
WEIGHTS = [[1.0, 2.0, 3.0], [-1.0, 0.0, 1.0]]
D = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]


def chain() -> ChainRuleStepper:
    x, w = inputs(x=3, w=2)
    return ChainRuleStepper(Graph((x * w).named("y")))


def descent() -> DescentStepper:
    x, w = inputs(x=3, w=2)
    return DescentStepper(Graph((x * w * w).named("loss")), ["w"], learning_rate=0.01, steps=5)


def network() -> NetworkStepper:
    layers = [Dense(2, 2, rng=np.random.default_rng(0), scale=1), ReLU()]
    return NetworkStepper(Network(layers, SquaredError()), X, np.ones((3, 2)))


def layer() -> LayerStepper:
    return LayerStepper(X, WEIGHTS, [[0.0, 1.0, 2.0]], D)


# For each: how to make it, an edit of one trait, an edit of several, and a choice that is no edit.
CASES: dict[str, tuple[Callable[[], Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "activation": (
        lambda: ActivationStepper(X, X),
        {"inputs": [[1, 2], [3, 4], [5, 6]]},
        {"inputs": [[1, 2, 3]], "dvalues": [[4, 5, 6]], "activation": "sigmoid"},
        {"predict": True},
    ),
    "chain rule": (
        chain,
        {"inputs": {"w": 7}},
        {"inputs": {"w": 5, "x": 1}, "dvalue": -2},
        {"predict": True},
    ),
    "descent": (
        descent,
        {"inputs": {"w": 7}},
        {"inputs": {"w": 5}, "learning_rate": 0.001, "steps": 4},
        {"log_scale": True},
    ),
    "difference": (
        lambda: DifferenceStepper("cube", 2),
        {"x": 3},
        {"function": "sqrt", "x": 5, "precision": "float32"},
        {"ahead": True},
    ),
    "layer": (
        layer,
        {"weights": [[1, 2, 3], [4, 5, 6]]},
        {"inputs": [[1, 2]], "dvalues": [[4, 5, 6]]},
        {"compute": "dinputs", "cell": [1, 1], "view": "product"},
    ),
    "network": (
        network,
        {"inputs": [[1, 2], [3, 4], [5, 6]]},
        {"inputs": [[1, 2]], "targets": [[4, 5]]},
        {"weight": "layers[0].biases[0, 1]", "sample": 2, "view": "matrices", "learning_rate": 0.5},
    ),
    "shards": (
        lambda: ShardStepper([1, 2, 3], [4, 5, 6], weight=2, shards=[[0, 1], [2]]),
        {"shards": [[0], [1, 2], []]},
        {"inputs": [1], "targets": [2], "shards": [[], [0]], "weight": 3, "learning_rate": 0.5},
        {"worker": 1, "predict": True},
    ),
    "softmax": (
        lambda: SoftmaxStepper(X, [0, 1, 1]),
        {"logits": [[1, 2], [3, 4], [5, 6]]},
        {"logits": [[1, 2, 3]], "targets": [2]},
        {"sample": 2, "predict": True},
    ),
}
steppers = pytest.mark.parametrize(
    ("make", "one", "several", "choices"), CASES.values(), ids=CASES.keys()
)


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What each pass was made from, from now on."""
    made: list[Any] = []
    for kind in [*Stepper.__subclasses__(), *PredictingStepper.__subclasses__()]:
        if not kind.given:
            continue
        pass_from = kind.pass_from

        def counted(self: Any, given: Any, pass_from: Any = pass_from) -> Any:
            made.append(given)
            return pass_from(self, given)

        monkeypatch.setattr(kind, "pass_from", counted)
    return made


def set_all(widget: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(widget, name, value)


def set_together(widget: Any, values: dict[str, Any]) -> None:
    with widget.hold_trait_notifications():
        set_all(widget, values)


def own_traits(widget: Any) -> dict[str, str]:
    traits = widget.traits().items()
    ours = [name for name, trait in traits if trait.this_class.__module__.startswith("backprop.")]
    return {name: repr(getattr(widget, name)) for name in ours}


@steppers
def test_each_edit_makes_one_pass(
    make: Callable[[], Any],
    one: dict[str, Any],
    several: dict[str, Any],
    choices: dict[str, Any],
    passes: list[Any],
) -> None:
    widget = make()
    assert len(passes) == 1
    for step in range(widget.last_step(widget.shown) + 1):
        widget.step = step
    for name, value in choices.items():
        setattr(widget, name, value)
        assert getattr(widget, name) == value
    assert len(passes) == 1
    set_all(widget, one)
    assert len(passes) == 2
    set_together(widget, several)
    assert len(passes) == 3


@steppers
def test_what_is_refused_together_changes_nothing(
    make: Callable[[], Any],
    one: dict[str, Any],
    several: dict[str, Any],
    choices: dict[str, Any],  # noqa: ARG001
) -> None:
    widget = make()
    before, shown = own_traits(widget), widget.shown
    # The step of a descent goes to the nearest end.
    wrong = {"steps": -1} if isinstance(widget, DescentStepper) else {"step": 1000}
    with pytest.raises(traitlets.TraitError):
        set_together(widget, several | wrong)
    assert own_traits(widget) == before
    assert widget.shown is shown
    fresh = make()
    for each in (widget, fresh):
        set_all(each, one)
    assert own_traits(widget) == own_traits(fresh)


def test_a_choice_may_come_with_the_shapes_that_it_needs() -> None:
    widget = layer()
    widget.compute, widget.cell = "dweights", [1, 2]
    with widget.hold_trait_notifications():
        widget.compute = "outputs"
        widget.inputs, widget.weights, widget.biases, widget.dvalues = [[2]], [[3]], [[4]], [[5]]
    assert (widget.outputs, widget.cell) == ([[10]], [0, 0])


def test_a_list_that_was_changed_and_is_assigned_again_is_noticed() -> None:
    widget, mine = layer(), [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    widget.inputs = mine
    mine[0][0] = 100.0
    widget.inputs = mine
    assert widget.outputs[0][0] == 100 - 2
    with pytest.raises(traitlets.TraitError, match="finite"):
        widget.inputs = [[float("nan"), 2.0], *mine[1:]]


def test_a_truth_value_is_no_class_number() -> None:
    widget = SoftmaxStepper(X, [0, 1, 1])
    with pytest.raises(traitlets.TraitError, match="whole class numbers"):
        widget.targets = [False, True, True]


@steppers
def test_a_seed_changes_no_number_and_is_a_whole_one(
    make: Callable[[], Any],
    one: dict[str, Any],  # noqa: ARG001
    several: dict[str, Any],  # noqa: ARG001
    choices: dict[str, Any],  # noqa: ARG001
) -> None:
    widget = make()
    before = own_traits(widget)
    widget.seed = 2**32 - 1
    assert own_traits(widget) == {**before, "seed": repr(2**32 - 1)}
    for refused in (-1, 2**32, 1.5):
        with pytest.raises(traitlets.TraitError):
            widget.seed = refused
    assert widget.seed == 2**32 - 1
