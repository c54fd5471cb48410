"""The playground's worked solution has the numbers of the package, for any small network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from backprop.widgets import NetworkPlayground
from backprop.widgets.network_playground import EXAMPLES
from front_end import READS_JSX, Answer, running
from network_programs import COUNT, drawn, one_weight, solution

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with running("run_network_playgrounds.js", *READS_JSX) as asked:
        yield asked


def assert_same(answer: Answer, given: dict[str, Any]) -> None:
    ours = {
        name: value
        for name, value in answer["solved"].items()
        if not name.startswith(("probabilities", "losses"))
    }
    theirs = solution(given)
    assert ours.keys() == theirs.keys()
    assert answer["count"] == len(answer["solved"])
    for name, value in theirs.items():
        np.testing.assert_allclose(ours[name], value, rtol=1e-12, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("seed", range(COUNT))
def test_every_number_is_the_package_s(ask: Ask, seed: int) -> None:
    given = drawn(seed)
    answer = ask(**given)
    assert_same(answer, given)
    samples = [value for name, value in answer["solved"].items() if name.startswith("losses")]
    assert len(samples) == len(given["inputs"])
    np.testing.assert_allclose(np.mean(samples), answer["solved"]["loss"], rtol=1e-12)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_the_examples_too(ask: Ask, example: dict[str, Any]) -> None:
    answer = ask(**example["given"])
    assert_same(answer, example["given"])
    assert answer["after"] < answer["solved"]["loss"]


def test_the_figure_opens_with_the_first_example(ask: Ask) -> None:
    widget, given = NetworkPlayground(), EXAMPLES[0]["given"]
    assert {name: getattr(widget, name) for name in given} == given
    assert widget.loss_after == pytest.approx(ask(**given)["after"], rel=1e-14)


@pytest.mark.parametrize(
    "changed",
    [
        {"loss_kind": "SigmoidCrossEntropy", "targets": [[2.0]]},
        {"layers": [{"kind": "Dense", "weights": [[0.5] * 5], "biases": [[0.0] * 5]}]},
        {"learning_rate": 0.0},
        {"weight": "layers[9].weights[0, 0]"},
        {"sample": 1},
        {"step": 6},
    ],
)
def test_what_cannot_be_shown_is_refused(ask: Ask, changed: dict[str, Any]) -> None:
    assert "solved" in ask(**one_weight())
    assert ask(**one_weight(**changed)).keys() == {"refusal"}
