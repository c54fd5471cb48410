"""The batch on several workers in Python: against the package's network, and what it refuses."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import SGD, Dense, Network, SquaredError
from backprop.parallel.parts import in_pairs
from backprop.widgets import ShardStepper

X, Y = [2, 1, 3, 1, -1, 2], [8, 6, 8, 5, -3, -1]
SPLIT = [[0, 1, 2], [3, 4], [5]]


def stepper(**changed: Any) -> ShardStepper:
    arguments = {"inputs": X, "targets": Y, "weight": 2, "shards": SPLIT, **changed}
    return ShardStepper(arguments.pop("inputs"), arguments.pop("targets"), **arguments)


def one_machine(weight: float, x: list[float], y: list[float]) -> Network:
    layer = Dense(1, 1, rng=0)
    layer.weights, layer.biases = np.array([[weight]]), np.zeros((1, 1))
    network = Network([layer], SquaredError())
    network.forward(np.reshape(x, (-1, 1)), np.reshape(y, (-1, 1)))
    network.backward()
    return network


def test_the_example_by_hand() -> None:
    widget = stepper()
    assert widget.gradients == [-8, -4, -6, -3, -1, 10]
    assert widget.means == [-6, -2, 10]
    assert widget.parts == pytest.approx([-3, -2 / 3, 10 / 6])
    assert widget.total == pytest.approx(-2)
    assert widget.plain == pytest.approx(2 / 3)
    assert widget.after == pytest.approx(2.2)


def test_any_split_gives_the_gradient_of_the_package() -> None:
    """Whoever holds which sample, and if a worker holds none: the network's gradient and step."""
    x, y = [0.5, -1.5, 2.25, 3.0], [1.0, 0.5, -2.0, 4.0]
    network = one_machine(0.75, x, y)
    ((_, gradient), _) = network.parameters()
    expected = gradient.item()
    SGD(0.1).step(network.parameters())
    after = network.layers[0].weights.item()
    for holders in itertools.product(range(3), repeat=4):
        shards = [[k for k in range(4) if holders[k] == worker] for worker in range(3)]
        widget = stepper(inputs=x, targets=y, weight=0.75, shards=shards)
        assert widget.total == pytest.approx(expected, rel=1e-14)
        assert widget.one_machine == pytest.approx(expected, rel=1e-14)
        assert widget.after == pytest.approx(after, rel=1e-14)
        assert widget.parts.count(None) == shards.count([])
        own = [np.mean([widget.gradients[k] for k in shard]) for shard in shards if shard]
        plain = np.mean(own) if len(own) == 3 else None
        assert widget.plain == (plain if plain is None else pytest.approx(plain, rel=1e-14))


def test_the_parts_are_added_as_by_backprop_parallel() -> None:
    """Numbers whose sum has other last bits in any other order."""
    y = [0.3, 0.9, 0.9, 0.5, 0.7, -0.5, -0.7, 0.3]
    shards = [[0, 1], [2, 3], [4, 5], [6, 7]]
    widget = stepper(inputs=[1.0] * 8, targets=y, weight=0, shards=shards)
    a, b, c, d = widget.parts
    assert widget.total == in_pairs(widget.parts, lambda one, other: one + other)
    assert widget.total not in {a + b + c + d, a + (b + (c + d)), (a + c) + (b + d)}


def test_terms_that_cancel_leave_no_noise() -> None:
    widget = stepper(inputs=[3.0, 1.0], targets=[0.3, 0.1], weight=0.1, shards=[[0], [1]])
    assert widget.gradients == [0, 0]
    widget = stepper(inputs=[1.0] * 3, targets=[-0.1, -0.2, 0.3], weight=0, shards=[[0, 1], [2]])
    assert widget.total == widget.one_machine == 0


def test_the_tables_show_the_numbers() -> None:
    html = stepper(shards=[[0, 1, 2, 3, 4], [], [5]]).html()
    assert '<th scope="row">5</th><td>2</td><td>−1</td><td>10</td><td>2</td>' in html
    assert '<th scope="row">1</th><td>none</td><td>none</td><td>0/6</td><td>nothing</td>' in html
    assert '<th scope="row">one machine: mean of all</th><td>−2</td>' in html
    assert "<td>none: a worker has no samples</td>" in html


def test_samples_move_and_workers_come_and_go() -> None:
    widget = stepper(worker=2)
    widget.shards = [[0, 1, 2, 5], [3, 4]]
    assert widget.worker == 1
    assert widget.total == pytest.approx(-2)
    assert widget.plain == -2  # both shards' means are −2
    with widget.hold_trait_notifications():
        widget.inputs, widget.targets, widget.shards = [1.0], [0.0], [[], [0]]
    assert (widget.total, widget.plain) == (2, None)


def test_whoever_predicts_goes_back_to_predicting() -> None:
    assert stepper(predict=True).initial["predict"] is True
    assert stepper().initial["predict"] is False


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("shards", [[0, 1, 2], [3, 4]], "sample 5 stands with no worker"),
        ("shards", [[0, 1, 2], [3, 4, 5, 0]], "sample 0 stands 2 times"),
        ("shards", [[0, 1, 2], [3, 4, 6]], "from 0 to 5, got sample 6"),
        ("shards", [[0, 1, 2], [3, 4, 5.0]], "whole number, got 5.0"),
        ("shards", [[0, 1, 2, 3, 4, 5], [], [], [], []], "got 5 lists"),
        ("inputs", [1, 2, 3], "a target for each of 3 inputs, got 6"),
        ("weight", 1e308, "a computer's numbers can hold"),
        ("learning_rate", -1, "positive number"),
        ("worker", 3, "whole number from 0 to 2"),
        ("step", 7, "whole number from 0 to 6"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(name: str, value: Any, says: str) -> None:
    widget = stepper()
    before = widget.state()
    with pytest.raises(traitlets.TraitError, match=says):
        setattr(widget, name, value)
    assert widget.state() == before
