"""An exercise's right answers, to be compared with what the package computes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.testing import assert_allclose
from numpy.typing import ArrayLike

from backprop.exercises import draw
from backprop.exercises.bank import exercise
from backprop.exercises.expression import evaluate

__all__ = ["SEEDS", "answered", "drawn"]

SEEDS = (1, 2, 3, 20)


def drawn(name: str, seed: int = 1) -> tuple[dict[str, Any], list[Any]]:
    """Return an exercise's numbers by name, and the right answer of each step."""
    variant = draw(exercise(name), seed)
    answers = [
        evaluate(step["answer"]["value"], variant.names) for step in variant.exercise["steps"]
    ]
    return dict(variant.names), answers


def answered(answers: Sequence[Any], *expected: ArrayLike | None) -> None:
    """Compare the answers with these, step by step; None for one that is chosen."""
    assert len(answers) == len(expected)
    for answer, wanted in zip(answers, expected, strict=True):
        if wanted is not None:
            assert np.shape(answer) == np.shape(wanted)
            assert_allclose(answer, wanted, rtol=1e-9, atol=1e-12)
