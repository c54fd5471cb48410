"""The answers of "NAME", computed a second time."""

from __future__ import annotations

from typing import Any

import pytest

from exercise_answers import SEEDS, answered, drawn


def second_time(given: dict[str, Any]) -> list[Any]:
    """Return the right answer of each step, by the package or by nudges: not the bank's formula."""
    raise NotImplementedError(f"Compute the answers from {given}; None for what is chosen.")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answers(seed: int) -> None:
    given, answers = drawn("NAME", seed)
    answered(answers, *second_time(given))
