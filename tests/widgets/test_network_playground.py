"""The NetworkPlayground as a Python object."""

from __future__ import annotations

import json
import re
from html import unescape

import numpy as np
import pytest
import traitlets

from backprop import (
    SGD,
    Dense,
    Network,
    SigmoidCrossEntropy,
    SquaredError,
    Tanh,
    check_gradients,
)
from backprop.widgets import NetworkPlayground
from backprop.widgets.leaky_relu import LeakyReLU
from backprop.widgets.network.spec import network_of
from backprop.widgets.network_playground import EXAMPLES


def two_classes() -> Network:
    rng = np.random.default_rng(3)
    return Network(
        [Dense(4, 4, rng=rng), LeakyReLU(), Dense(4, 2, rng=rng), Tanh(), Dense(2, 1, rng=rng)],
        SigmoidCrossEntropy(),
    )


INPUTS = np.random.default_rng(4).normal(size=(4, 4))


def test_it_opens_with_an_example_in_which_a_gate_is_shut_for_one_sample() -> None:
    widget = NetworkPlayground()
    assert widget.shown.passed.slopes[1].tolist() == [[1, 1], [0, 1]]
    assert widget.loss == 1.25
    assert widget.loss_after is not None
    assert widget.loss_after < widget.loss


def test_a_published_example_has_its_published_numbers() -> None:
    """Matt Mazur's: the loss, and the weight from the first hidden neuron to the first output."""
    given = next(each["given"] for each in EXAMPLES if each["name"] == "sigmoid")
    network = network_of(given)
    loss = network.step(given["inputs"], given["targets"], SGD(given["learning_rate"]))
    assert loss == pytest.approx(0.298371109, abs=5e-10)
    moved = network.named_parameters()["layers[2].weights"]
    assert moved[0, 0] == pytest.approx(0.35891648, abs=5e-9)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_each_example_learns_in_a_few_clicks(example: dict[str, object]) -> None:
    given: dict[str, object] = dict(example["given"])  # type: ignore[call-overload]
    network = network_of(given)
    batch = given["inputs"], given["targets"]
    before = network.forward(*batch)  # type: ignore[arg-type]
    for _ in range(1000):
        network.step(*batch, SGD(given["learning_rate"]))  # type: ignore[arg-type]
    assert network.forward(*batch) < before / 10  # type: ignore[arg-type]


def test_any_network_that_fits_computes_what_the_network_computes() -> None:
    network, targets = two_classes(), [1, 0, 1, 1]
    widget = NetworkPlayground(network, INPUTS, targets, learning_rate=0.5)
    assert widget.targets == [[1.0], [0.0], [1.0], [1.0]]
    assert widget.loss == pytest.approx(network.forward(INPUTS, targets), rel=1e-14)
    assert check_gradients(network_of(widget.shown.kept), INPUTS, targets)
    network.step(INPUTS, targets, SGD(0.5))
    assert widget.loss_after == pytest.approx(network.forward(INPUTS, targets), rel=1e-13)


def test_another_shape_is_set_at_once() -> None:
    widget = NetworkPlayground()
    with widget.hold_trait_notifications():
        widget.layers = [{"kind": "Dense", "weights": [[2.0]], "biases": [[1.0]]}]
        widget.inputs = [[3.0]]
        widget.targets = [[5.0]]
    assert (widget.loss, widget.gradient) == (2.0, 6.0)
    before = widget.state()
    for name, value in [
        ("layers", [{"kind": "Dense", "weights": [[1.0] * 5], "biases": [[0.0] * 5]}]),
        ("loss_kind", "SigmoidCrossEntropy"),  # a target of 5 is no share
        ("learning_rate", -1.0),
        ("examples", []),
    ]:
        with pytest.raises(traitlets.TraitError):
            setattr(widget, name, value)
        assert widget.state() == before


def test_networks_without_room_are_refused() -> None:
    for network, words in [
        (Network([Dense(2, 5)], SquaredError()), "at most 4"),
        (Network([Dense(2, 2), *(Dense(2, 2) for _ in range(3))], SquaredError()), "got 4"),
    ]:
        with pytest.raises(ValueError, match=words):
            NetworkPlayground(network, [[1, 2]], [[1] * 5])
    two_outputs = NetworkPlayground(Network([Dense(2, 2)], SquaredError()), [[1, 2]], [[0, 1]])
    with pytest.raises(traitlets.TraitError, match="one output"):
        two_outputs.loss_kind = "SigmoidCrossEntropy"


def test_the_page_has_the_state_and_every_number() -> None:
    widget = NetworkPlayground()
    html = widget.html()
    found = re.search(r'data-state="([^"]*)"', html)
    assert found
    state = json.loads(unescape(found[1]))
    assert state["layers"] == EXAMPLES[0]["given"]["layers"]
    assert [each["name"] for each in state["examples"]] == [each["name"] for each in EXAMPLES]
    captions = re.findall("<caption>(.*?)</caption>", html)
    assert sum(caption.startswith("Update") for caption in captions) == 4
    updated = html[html.index("Update, layers[2]: biases") :]
    network = network_of(widget.shown.kept)
    network.step(widget.inputs, widget.targets, SGD(0.1))
    assert f"<td>{network.named_parameters()['layers[2].biases'][0, 0]:g}</td>" in updated
