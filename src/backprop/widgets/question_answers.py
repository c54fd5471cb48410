"""Answers as a reader or a cell gives them, brought into the form that is stored and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from backprop.exercises import Variant
from backprop.exercises.expression import evaluate
from backprop.exercises.judge import Typed

__all__ = ["checked_answers"]


def checked_answers(variant: Variant, answers: Sequence[Any]) -> list[Typed]:
    """Return an answer for each step: texts for numbers, places for what is chosen.

    Parameters
    ----------
    variant
        The exercise with its numbers.
    answers
        One entry for each step, None for none: a number or a text; nested lists of them; the place
        of an item in the exercise, or all places in an order; ``[row, column]`` of a cell.

    Raises
    ------
    ValueError
        If an entry has another form than its step asks for.
    """
    steps = variant.exercise["steps"]
    if not isinstance(answers, Sequence) or isinstance(answers, str) or len(answers) != len(steps):
        raise ValueError(
            f"answers expects a list with an entry for each of the {len(steps)} steps, "
            f"None for no answer; got {answers!r}."
        )
    return [
        _checked(step["answer"], variant, answer, f"answers[{place}]")
        for place, (step, answer) in enumerate(zip(steps, answers, strict=True))
    ]


def _checked(asked: Mapping[str, Any], variant: Variant, answer: Any, name: str) -> Typed:
    given = answer.tolist() if isinstance(answer, np.ndarray) else answer
    if given is None:
        return None
    count = len(asked["items"])
    typed: Typed
    match asked["kind"]:
        case "number" | "array":
            shape = evaluate(asked["value"], variant.names).shape
            form = f"lists of numbers in the shape {shape}" if shape else "a number or its text"
            typed = _texts(given, shape)
        case "choice" | "line":
            form = f"a whole number from 0 to {count - 1}"
            typed = _place(given, count)
        case "order":
            form = f"the numbers 0 to {count - 1} in an order"
            places = _places(given, [count] * count)
            typed = places if places and len(set(places)) == count else None
        case _:
            shape = evaluate(asked["of"], variant.names).shape
            form = f"[row, column] in an array of the shape {shape}"
            typed = _places(given, shape)
    if typed is None:
        raise ValueError(f"{name} expects {form}; got {answer!r}.")
    return typed


def _texts(given: Any, shape: Sequence[int]) -> Typed:
    """Return numbers as texts in nested lists of this shape; None where they are not in it."""
    if not shape:
        is_number = isinstance(given, (str, int, float, np.number)) and not isinstance(given, bool)
        return str(given) if is_number else None
    if not isinstance(given, (list, tuple)) or len(given) != shape[0]:
        return None
    texts = [_texts(part, shape[1:]) for part in given]
    return None if None in texts else texts


def _place(given: Any, count: int) -> int | None:
    is_whole = isinstance(given, (int, np.integer)) and not isinstance(given, bool)
    return int(given) if is_whole and 0 <= given < count else None


def _places(given: Any, counts: Sequence[int]) -> list[int] | None:
    if not isinstance(given, (list, tuple)) or len(given) != len(counts):
        return None
    places = [_place(place, count) for place, count in zip(given, counts, strict=True)]
    found = [place for place in places if place is not None]
    return found if len(found) == len(counts) else None
