"""The numpy program that the front end writes for a network computes what the package does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from front_end import running
from network_programs import (
    ACTIVATIONS,
    COUNT,
    EXACT,
    LOSSES,
    Case,
    assert_agrees,
    one_weight,
    written,
)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return written()


@pytest.mark.parametrize("seed", range(COUNT))
def test_the_program_runs_and_agrees(cases: list[Case], seed: int) -> None:
    assert_agrees(cases[seed].numpy, cases[seed].given, 1e-12, np.asarray)


def test_every_kind_is_among_them(cases: list[Case]) -> None:
    kinds = {layer["kind"] for case in cases for layer in case.given["layers"]}
    assert kinds == {"Dense", *ACTIVATIONS}
    assert {case.given["loss_kind"] for case in cases} == {*LOSSES}
    assert {len(case.given["inputs"]) for case in cases} == {1, 2, 3, 4}


def test_numbers_are_written_to_the_last_digit() -> None:
    with running("run_network_programs.js") as ask:
        assert_agrees(ask(**EXACT)["numpy"], EXACT, 1e-12, np.asarray)


def test_at_the_ends_nothing_overflows() -> None:
    dense = one_weight()["layers"]
    far = one_weight(layers=[*dense, {"kind": "Sigmoid"}], inputs=[[1e3]])
    wide = [{"kind": "Dense", "weights": [[1.0, -1.0]], "biases": [[0.0, 0.0]]}]
    classes = one_weight(
        layers=wide, loss_kind="SoftmaxCrossEntropy", inputs=[[1e6], [-1e3]], targets=[1, 1]
    )
    below = {**far, "inputs": [[-1e6]]}
    sure = one_weight(
        loss_kind="SigmoidCrossEntropy", inputs=[[1e6], [-1e6], [50.0]], targets=[[0], [0], [1]]
    )
    one_class = one_weight(loss_kind="SoftmaxCrossEntropy", targets=[0])
    with running("run_network_programs.js") as ask, np.errstate(over="raise", invalid="raise"):
        for given in (far, below, classes, sure, one_class):
            assert_agrees(ask(**given)["numpy"], given, 1e-12, np.asarray)


@pytest.mark.parametrize(
    "changed",
    [
        {"layers": []},
        {"inputs": [[1.0, 2.0]]},
        {"targets": [[1.0], [2.0]]},
        {"loss_kind": "); import os #"},
        {"layers": [{"kind": "Dense", "weights": [["1); import os #"]], "biases": [[0.0]]}]},
        {"loss_kind": "SoftmaxCrossEntropy", "targets": ["0]); import os #"]},
        {"learning_rate": 0.0},
        {"learning_rate": "1; import os"},
    ],
)
def test_no_program_is_written_for_what_is_no_network(changed: dict[str, Any]) -> None:
    with running("run_network_programs.js") as ask:
        assert ask(**one_weight()).keys() == {"numpy", "pytorch"}
        assert ask(**{**one_weight(), **changed}).keys() == {"refusal"}
