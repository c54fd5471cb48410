"""The PyTorch program that the front end writes for a network: PyTorch finds the same gradients."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from arrays import Array
from front_end import running
from network_programs import COUNT, EXACT, Case, assert_agrees, written


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return written()


def read(tensor: Any) -> Array:
    assert tensor.dtype == torch.float64
    return tensor.detach().numpy()


@pytest.mark.parametrize("seed", range(COUNT))
def test_the_program_runs_and_agrees(cases: list[Case], seed: int) -> None:
    assert_agrees(cases[seed].pytorch, cases[seed].given, 1e-10, read)


def test_numbers_are_written_to_the_last_digit() -> None:
    with running("run_network_programs.js") as ask:
        assert_agrees(ask(**EXACT)["pytorch"], EXACT, 1e-10, read)
