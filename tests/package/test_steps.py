"""An optimizer's steps beside the right ones: each catalogued mistake is named, nothing else."""

from __future__ import annotations

import doctest
from typing import Any, ClassVar

import numpy as np
import pytest

from arrays import Array
from backprop import SGD, Adam, Momentum, check_optimizer
from backprop.gradcheck import steps
from backprop.mistakes import CATALOGUE, Mistake, named
from backprop.optimizers import Optimizer

RIGHT: dict[type, list[Optimizer]] = {
    SGD: [SGD(0.1), SGD(0.3, decay=0.2)],
    Momentum: [Momentum(0.1), Momentum(0.05, momentum=0.6, nesterov=True)],
    Adam: [Adam(0.01), Adam(0.1, beta1=0.7, beta2=0.9)],
}
STEPS = [entry for entry in CATALOGUE if issubclass(entry.right, Optimizer)]
# Where nothing decays or looks ahead, leaving that out is no mistake.
HARMLESS = {("rate does not decay", 0), ("no look ahead", 0)}


def variant(entry: Mistake, right: Optimizer) -> Any:
    kind: Any = entry.variant
    return kind(**{name: getattr(right, name) for name in right.settings})


@pytest.mark.parametrize("entry", STEPS, ids=lambda entry: entry.variant.__name__)
def test_each_mistake_in_a_step_is_named_and_no_other(entry: Mistake) -> None:
    for place, right in enumerate(RIGHT[entry.right]):
        report = check_optimizer(variant(entry, right), right)
        if (entry.name, place) in HARMLESS:
            assert report
            continue
        assert not report
        (said,) = report.explanations
        names = {each.name for each in CATALOGUE if f"({each.name};" in said}
        assert names == {entry.name}


@pytest.mark.parametrize("right", [each for two in RIGHT.values() for each in two], ids=repr)
def test_a_right_optimizer_is_right(right: Optimizer) -> None:
    report = check_optimizer(right, right)
    assert report
    assert report.first_wrong is None
    assert report.explanations == ()


class Own:
    """Momentum as somebody else would write it, with one velocity for each parameter."""

    def __init__(self, *, shared: bool = False) -> None:
        self.velocities: list[Array] = []
        self.shared = shared

    def step(self, parameters: Any) -> None:
        if not self.velocities:
            self.velocities = [np.zeros_like(parameter) for parameter, _ in parameters]
        for place, (parameter, gradient) in enumerate(parameters):
            velocity = self.velocities[place]
            velocity[...] = 0.9 * velocity - 0.1 * gradient
            if self.shared:
                velocity += self.velocities[0].sum()
            parameter += velocity


def test_the_same_steps_written_otherwise_are_right() -> None:
    assert check_optimizer(Own(), Momentum(0.1))


def test_nothing_is_named_where_nothing_fits() -> None:
    report = check_optimizer(Own(shared=True), Momentum(0.1))
    assert report.first_wrong == 1
    assert report.explanations == ()


def test_a_mistake_that_shows_late_is_dated() -> None:
    report = check_optimizer(SGD(0.1), Momentum(0.1))
    assert report.first_wrong == 2
    assert "velocity not kept" in " ".join(repr(report).split())


def test_neither_optimizer_is_changed() -> None:
    yours, right = Own(), Momentum(0.1)
    pairs = [(np.ones(shape), np.ones(shape)) for shape in steps.SHAPES]
    for optimizer in (yours, right):
        optimizer.step(pairs)
    before = [velocity.copy() for velocity in yours.velocities]
    check_optimizer(yours, right)
    for velocity, was in zip(yours.velocities, before, strict=True):
        assert np.array_equal(velocity, was)
    assert len(right.memories) == 2


@pytest.mark.parametrize("n", [2, 5, 32])
def test_a_step_divided_by_n_is_found_whatever_n_is(n: int) -> None:
    (said,) = check_optimizer(SGD(0.4 / n), SGD(0.4)).explanations
    assert "doubled 1/n" in said


def test_two_mistakes_that_give_the_same_steps_are_both_named() -> None:
    both = [named(name, SGD) for name in ("learning rate left out", "doubled 1/n")]
    one, other = (f"{each.done} ({each.name}; {each.see})" for each in both)
    assert check_optimizer(SGD(1), SGD(2)).explanations == (f"The step is {one}; or {other}.",)


def test_six_steps_are_compared_or_as_many_as_asked_for() -> None:
    class Late(SGD):
        left = 7

        def step(self, parameters: Any) -> None:
            super().step(parameters)
            self.left -= 1
            if not self.left:
                super().step(parameters)

    assert check_optimizer(Late(0.1), SGD(0.1))
    assert check_optimizer(Late(0.1), SGD(0.1), steps=7).first_wrong == 7


class Watching(SGD):
    """Keeps what it is given, in a list that copies share."""

    seen: ClassVar[list[Array]] = []

    def step(self, parameters: Any) -> None:
        self.seen.extend(gradient for _, gradient in parameters)
        super().step(parameters)


def test_the_gradients_are_the_same_each_time_others_on_request() -> None:
    def seen(**given: Any) -> bytes:
        Watching.seen.clear()
        check_optimizer(Watching(), SGD(), **given)
        return b"".join(gradient.tobytes() for gradient in Watching.seen)

    assert seen() == seen() == seen(rng=0)
    assert seen() != seen(rng=5)


@pytest.mark.parametrize(
    ("given", "wanted"), [({"steps": 0}, "steps of at least 1"), ({"rng": -1}, "a numpy Generator")]
)
def test_numbers_out_of_range_are_refused(given: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ValueError, match=f"^check_optimizer expects {wanted}"):
        check_optimizer(SGD(), SGD(), **given)


def test_what_is_no_optimizer_is_refused() -> None:
    with pytest.raises(TypeError, match="step"):
        check_optimizer(object(), SGD(0.1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="compare with"):
        check_optimizer(SGD(0.1), Own())  # type: ignore[arg-type]


def test_the_docstring_shows_what_happens() -> None:
    result = doctest.testmod(steps)
    assert result.attempted > 0
    assert result.failed == 0
