"""The programs of the page *The package* run, and do what the text beside them says."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import numpy as np
import pytest

from backprop.datasets import Dataset
from built_site import ROOT

PAGE = (ROOT / "book" / "api.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What all programs define, run one after the other as the page says."""
    found: dict[str, Any] = {}
    with contextlib.chdir(tmp_path_factory.mktemp("recipes")):
        for program in PROGRAMS:
            exec(program, found)
    return found


def on_held_out(names: dict[str, Any], network: str) -> Any:
    held_out: Dataset = names["held_out"]
    return names[network].evaluate(held_out.inputs, held_out.targets)


def test_each_network_learns(names: dict[str, Any]) -> None:
    for network in ("network", "decayed", "stopped", "scheduled", "resumed", "dropping"):
        assert on_held_out(names, network).accuracy > 0.85, network


def test_decay_makes_weights_smaller(names: dict[str, Any]) -> None:
    assert names["size"](names["decayed"]) < 0.9 * names["size"](names["network"])


def test_the_best_parameters_are_kept(names: dict[str, Any]) -> None:
    assert names["waited"] == 10
    assert len(names["losses"]) < 300
    assert on_held_out(names, "stopped").loss == min(names["losses"]) == names["best"]


def test_the_rate_falls(names: dict[str, Any]) -> None:
    assert names["schedule"].learning_rate == pytest.approx(0.03 / 8)


def test_what_was_saved_goes_on_to_the_last_bit(names: dict[str, Any]) -> None:
    resumed, whole = (names[name].named_parameters() for name in ("resumed", "whole"))
    for name, values in whole.items():
        assert np.array_equal(resumed[name], values)


def test_workers_come_to_the_same_network(names: dict[str, Any]) -> None:
    ours, wanted = (names[name].named_parameters() for name in ("split_up", "alone"))
    for name, values in wanted.items():
        assert np.allclose(ours[name], values, rtol=1e-9, atol=1e-9)


def test_dropout_drops_in_training_only(names: dict[str, Any]) -> None:
    held_out = names["held_out"].inputs
    predict = names["dropping"].predict
    assert np.array_equal(predict(held_out), predict(held_out))
    names["dropout"].train(True)
    names["dropping"].forward(held_out, names["held_out"].targets)
    assert (names["dropout"].kept == 0).any()
