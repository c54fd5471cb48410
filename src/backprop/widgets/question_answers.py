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
    given = np.asarray(answer, dtype=object).tolist() if isinstance(answer, np.ndarray) else answer
    if given is None:
        return None
    kind, count = asked["kind"], len(asked["items"])
    if kind in ("number", "array"):
        shape = evaluate(asked["value"], variant.names).shape
        if kind == "number" and _is_number(given):
            return str(given)
        if kind == "array" and _has_shape(given, shape):
            return _texts(given)
        form = f"numbers of the shape {shape}, in nested lists" if shape else "a number or a text"
        raise ValueError(f"{name} expects {form}; got {answer!r}.")
    if kind in ("choice", "line"):
        if _is_place(given, count):
            return int(given)
        raise ValueError(f"{name} expects a whole number from 0 to {count - 1}; got {answer!r}.")
    places = list(given) if isinstance(given, Sequence) else []
    if kind == "order":
        if all(_is_place(place, count) for place in places) and sorted(places) == list(
            range(count)
        ):
            return places
        raise ValueError(f"{name} expects the numbers 0 to {count - 1} in an order; got {answer!r}.")
    shape = evaluate(asked["of"], variant.names).shape
    if len(places) == len(shape) and all(map(_is_place, places, shape)):
        return places
    raise ValueError(f"{name} expects [row, column] in a matrix of the shape {shape}; got {answer!r}.")


def _is_number(given: Any) -> bool:
    return isinstance(given, (str, int, float, np.integer, np.floating)) and not isinstance(
        given, bool
    )


def _is_place(given: Any, count: int) -> bool:
    return isinstance(given, (int, np.integer)) and not isinstance(given, bool) and 0 <= given < count


def _has_shape(given: Any, shape: tuple[int, ...]) -> bool:
    if not shape:
        return _is_number(given)
    return (
        isinstance(given, (list, tuple))
        and len(given) == shape[0]
        and all(_has_shape(part, shape[1:]) for part in given)
    )


def _texts(given: Any) -> Any:
    return [_texts(part) for part in given] if isinstance(given, (list, tuple)) else str(given)
