"""Judge what was typed against an answer and the wrong answers that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from backprop.exercises.expression import Value
from backprop.exercises.reading import Reading, ReadingError, read_number
from backprop.exercises.verdict import Verdict

__all__ = [
    "NoAnswer",
    "Typed",
    "Unreadable",
    "WrongAnswer",
    "judge_value",
    "matches",
    "read_answer",
]

Typed: TypeAlias = "str | int | Sequence[Any] | None"
"""An answer as it was given: a text for a number, nested lists of texts for an array, a place for
a choice or a line, places for an order, ``[row, column]`` for a cell; None for no answer."""

RELATIVE = 0.02
ROUNDING = 1e-9
NOISE = 1e-12


@dataclass(frozen=True)
class WrongAnswer:
    """An answer whose mistake is known, with what to say and where the book explains it."""

    name: str
    value: Value
    says: str
    see: str = ""


def judge_value(
    typed: Typed, expected: Value, known: Sequence[WrongAnswer], *, kind: str = "number"
) -> Verdict:
    """Judge what was typed. Where several mistakes give it, all are named: none is guessed.

    Parameters
    ----------
    typed
        The answer as it was given.
    expected
        The right one.
    known
        Wrong answers; one that is right all the same is never looked at.
    kind
        What is asked for: a ``number``, an ``array``, a ``choice``, an ``order``, a ``cell``, a
        ``line``.
    """
    try:
        readings = read_answer(kind, typed, expected)
    except NoAnswer as problem:
        return Verdict("empty", str(problem))
    except Unreadable as problem:
        return Verdict("unreadable", str(problem), entry=problem.entry, place=problem.place)
    if matches(readings, expected):
        return Verdict("right", "Right.")
    made = [wrong for wrong in known if matches(readings, wrong.value)]
    if not made:
        return Verdict("unknown", _not_yet(kind, readings, expected, typed))
    places = {wrong.see for wrong in made}
    return Verdict(
        "mistake",
        " Or: ".join(dict.fromkeys(wrong.says for wrong in made)),
        mistake=" or ".join(dict.fromkeys(wrong.name for wrong in made)),
        see=made[0].see if len(places) == 1 else "",
    )


class NoAnswer(Exception):
    """Nothing was given."""


class Unreadable(Exception):
    """A number that cannot be read, and which entry it is of an array."""

    def __init__(self, problem: ReadingError, entry: int | None) -> None:
        super().__init__(str(problem))
        self.entry, self.place = entry, problem.place


CHOOSE = {
    "choice": "Choose an answer first.",
    "line": "Choose a line first.",
    "cell": "Choose a cell first.",
    "order": "Put the lines in order first.",
}


PLACED = {0: "another one comes first", 1: "only the first is in its place"}


def read_answer(kind: str, typed: Typed, expected: Value) -> list[Reading]:
    """Read what was given, in the form that is asked for.

    Raises ``NoAnswer`` or ``Unreadable``.
    """
    if kind in CHOOSE:
        if typed is None:
            raise NoAnswer(CHOOSE[kind])
        return [Reading(float(place), 0.0) for place in np.ravel(np.asarray(typed, float))]
    texts = ["" if text is None else str(text) for text in _flat(typed)]
    if len(texts) != expected.size:
        raise NoAnswer("Write a number in each field.")
    empty = sum(not text.strip() for text in texts)
    if empty == len(texts) == 1:
        raise NoAnswer("Write a number first.")
    if empty:
        fields = "a field is" if empty == 1 else f"{empty} fields are"
        raise NoAnswer(f"Write a number in each field: {fields} empty.")
    readings = []
    for place, text in enumerate(texts):
        try:
            readings.append(read_number(text))
        except ReadingError as problem:
            raise Unreadable(problem, place if len(texts) > 1 else None) from None
    return readings


def _flat(typed: Typed) -> list[Any]:
    if isinstance(typed, Sequence) and not isinstance(typed, str):
        return [item for part in typed for item in _flat(part)]
    return [typed]


def matches(readings: Sequence[Reading], expected: Value) -> bool:
    """Say whether all entries are right to the digits that were typed, and within 2 %."""
    values = expected.ravel().tolist()
    return len(values) == len(readings) and all(map(_is_right, readings, values))


def _is_right(reading: Reading, expected: float) -> bool:
    if reading.value == 0:
        return abs(expected) < NOISE
    error, size = abs(reading.value - expected), abs(expected)
    return error <= reading.rounding + ROUNDING * size and error <= RELATIVE * size


def _not_yet(kind: str, readings: Sequence[Reading], expected: Value, typed: Typed) -> str:
    if kind == "number":
        return f"Not yet: it is not {str(typed).strip()}."
    right = list(map(_is_right, readings, expected.ravel().tolist()))
    if kind == "array":
        verb = "is" if sum(right) == 1 else "are"
        return f"Not yet: {sum(right)} of the {len(right)} numbers {verb} right."
    if kind == "order":
        placed = right.index(False)
        return f"Not yet: {PLACED.get(placed, f'the first {placed} are in their places')}."
    return f"Not yet: it is another {'one' if kind == 'choice' else kind}."
