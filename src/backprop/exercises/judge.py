"""Judge an answer: right, this mistake, right from an earlier number, unreadable, or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from backprop.exercises.expression import Value, evaluate
from backprop.exercises.reading import Reading, ReadingError, read_number
from backprop.exercises.text import fill
from backprop.exercises.variant import Variant, answers_of
from backprop.exercises.verdict import Verdict

__all__ = ["Typed", "judge", "judge_scaffold"]

Typed: TypeAlias = "str | int | Sequence[Any] | None"
"""An answer as it was given: a text for a number, nested lists of texts for an array, a place for
a choice or a line, places for an order, ``[row, column]`` for a cell; None for no answer."""

RELATIVE = 0.02
ROUNDING = 1e-9
NOISE = 1e-12
Step: TypeAlias = Mapping[str, Any]


def judge(variant: Variant, step: int, typed: Sequence[Typed]) -> Verdict:
    """Judge the answer of one step, given the answers of all.

    A number is right if it is right to the digits that were typed, and within 2 %.

    Parameters
    ----------
    variant
        The exercise with its numbers.
    step
        Which step, from 0.
    typed
        An answer for each step.
    """
    steps = variant.exercise["steps"]
    found = _judge(steps[step], variant.names, variant.answers[step], typed[step])
    if found.kind not in ("unknown", "mistake"):
        return found
    try:
        names, wrong = _carried(variant, step, typed)
        carried = _judge(steps[step], names, answers_of(steps[step], names), typed[step])
    except (ValueError, IndexError):  # a formula that has no value for the reader's own numbers
        return found
    if not wrong:
        return found
    if carried.right:
        listed = " and ".join(str(place + 1) for place in wrong)
        which = f"answer to question {listed}: correct that one"
        if len(wrong) > 1:
            which = f"answers to questions {listed}: correct those"
        return Verdict("carried", f"Right, given your {which}, then this one.")
    return carried if found.kind == "unknown" else found


def judge_scaffold(variant: Variant, step: int, typed: Typed) -> Verdict:
    """Judge the answer to the easier question that leads to a step."""
    scaffold = variant.exercise["steps"][step]["scaffold"]
    return _judge(scaffold, variant.names, answers_of(scaffold, variant.names), typed)


def _judge(
    step: Step, names: Mapping[str, Value], answers: Sequence[Value], typed: Typed
) -> Verdict:
    answer = step["answer"]
    expected, *mistaken = answers
    try:
        readings = _read(answer["kind"], typed, expected)
    except _NoAnswer as problem:
        return Verdict("empty", str(problem))
    except _Unreadable as problem:
        return Verdict("unreadable", str(problem), entry=problem.entry, place=problem.place)
    if _matches(readings, expected):
        return Verdict("right", f"Right. {fill(step['right'], names)}".strip())
    for wrong, value in zip(step["mistakes"], mistaken, strict=True):
        if _matches(readings, value):
            says = fill(wrong["says"], names)
            return Verdict("mistake", says, mistake=wrong["name"], see=wrong["see"])
    return Verdict("unknown", _not_yet(answer["kind"], readings, expected, typed))


def _carried(
    variant: Variant, step: int, typed: Sequence[Typed]
) -> tuple[dict[str, Value], list[int]]:
    """Return the names' values with the reader's own wrong numbers, and the steps they are of."""
    names, wrong = dict(variant.names), []
    for place, earlier in enumerate(variant.exercise["steps"][:step]):
        if not earlier["name"]:
            continue
        names[earlier["name"]] = expected = evaluate(earlier["answer"]["value"], names)
        try:
            readings = _read(earlier["answer"]["kind"], typed[place], expected)
        except (_NoAnswer, _Unreadable):
            continue
        if not _matches(readings, expected):
            wrong.append(place)
            values = np.array([reading.value for reading in readings])
            names[earlier["name"]] = values.reshape(expected.shape)
    return names, wrong


class _NoAnswer(Exception):
    pass


class _Unreadable(Exception):
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


def _read(kind: str, typed: Typed, expected: Value) -> list[Reading]:
    if kind in CHOOSE:
        if typed is None:
            raise _NoAnswer(CHOOSE[kind])
        return [Reading(float(place), 0.0) for place in np.ravel(np.asarray(typed, float))]
    texts = ["" if text is None else str(text) for text in _flat(typed)]
    if len(texts) != expected.size:
        raise _NoAnswer("Write a number in each field.")
    empty = sum(not text.strip() for text in texts)
    if empty == len(texts) == 1:
        raise _NoAnswer("Write a number first.")
    if empty:
        fields = "a field is" if empty == 1 else f"{empty} fields are"
        raise _NoAnswer(f"Write a number in each field: {fields} empty.")
    readings = []
    for place, text in enumerate(texts):
        try:
            readings.append(read_number(text))
        except ReadingError as problem:
            raise _Unreadable(problem, place if len(texts) > 1 else None) from None
    return readings


def _flat(typed: Typed) -> list[Any]:
    if isinstance(typed, Sequence) and not isinstance(typed, str):
        return [item for part in typed for item in _flat(part)]
    return [typed]


def _matches(readings: Sequence[Reading], expected: Value) -> bool:
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
