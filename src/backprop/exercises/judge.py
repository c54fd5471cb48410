"""Judge an answer: right, this mistake, right from an earlier number, unreadable, or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from backprop.exercises.answers import (
    NoAnswer,
    Typed,
    Unreadable,
    WrongAnswer,
    judge_value,
    matches,
    read_answer,
)
from backprop.exercises.expression import Value, evaluate
from backprop.exercises.text import fill
from backprop.exercises.variant import Variant, answers_of
from backprop.exercises.verdict import Verdict

__all__ = ["Typed", "judge", "judge_scaffold"]

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
        if not wrong:
            return found
        carried = _judge(steps[step], names, answers_of(steps[step], names), typed[step])
    except (ValueError, IndexError):  # a formula that has no value for the reader's own numbers
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
    expected, *mistaken = answers
    known = [
        WrongAnswer(wrong["name"], value, fill(wrong["says"], names), wrong["see"])
        for wrong, value in zip(step["mistakes"], mistaken, strict=True)
    ]
    found = judge_value(typed, expected, known, kind=step["answer"]["kind"])
    if not found.right:
        return found
    return replace(found, message=f"Right. {fill(step['right'], names)}".strip())


def _carried(
    variant: Variant, step: int, typed: Sequence[Typed]
) -> tuple[dict[str, Value], list[int]]:
    """Return the names' values with the reader's own wrong numbers, and the steps they are of."""
    names = dict(variant.names)
    wrong: list[int] = []
    for place, earlier in enumerate(variant.exercise["steps"][:step]):
        if not earlier["name"]:
            continue
        if wrong:
            names[earlier["name"]] = evaluate(earlier["answer"]["value"], names)
        expected = names[earlier["name"]]
        try:
            readings = read_answer(earlier["answer"]["kind"], typed[place], expected)
        except (NoAnswer, Unreadable):
            continue
        if not matches(readings, expected):
            wrong.append(place)
            values = np.array([reading.value for reading in readings])
            names[earlier["name"]] = values.reshape(expected.shape)
    return names, wrong
