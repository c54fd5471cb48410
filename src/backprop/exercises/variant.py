"""An exercise with numbers: drawn from a seed so that the answer tells which mistake was made."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, starmap
from typing import Any

import numpy as np

from backprop.exercises.expression import Value, evaluate
from backprop.exercises.random_numbers import RandomNumbers
from backprop.exercises.text import fill

__all__ = ["Variant", "answers_of", "differ", "draw"]

MOST_DRAWS = 2000
APART = 0.0507  # of the larger number: no drawn numbers differ by just so much


@dataclass(frozen=True)
class Variant:
    """An exercise whose numbers are drawn.

    Attributes
    ----------
    exercise
        The exercise as JSON.
    seed
        What it was drawn from.
    names
        Each name's value: what is given, what is computed from it, and the named answers.
    answers
        For each step the right answer, and behind it those of its mistakes.
    orders
        For each step, the order in which its items are shown.
    """

    exercise: Mapping[str, Any]
    seed: int
    names: Mapping[str, Value]
    answers: list[list[Value]]
    orders: list[list[int]]


def draw(exercise: Mapping[str, Any], seed: int) -> Variant:
    """Draw an exercise's numbers again and again until they fit, and are telling.

    They fit when each formula of ``where`` is other than 0. They are telling when the right answer
    and all wrong ones of each step differ from each other by more than 5.07 %, and the items to
    choose from in their texts.

    Parameters
    ----------
    exercise
        An exercise as JSON, ``Exercise.to_json()``.
    seed
        A whole number from 0 to 2³² − 1.

    Raises
    ------
    ValueError
        If a formula has no value, a wrong answer has not the form of the right one, or none of
        2000 draws fits.
    """
    random, steps = RandomNumbers(seed), exercise["steps"]
    for _ in range(MOST_DRAWS):
        names = _drawn(exercise, random)
        answers = None if names is None else _telling(steps, names)
        if names is not None and answers is not None:
            break
    else:
        raise ValueError(f"{exercise['id']}: none of {MOST_DRAWS} draws has telling numbers.")
    orders = [random.shuffled(len(step["answer"]["items"])) for step in steps]
    return Variant(exercise, seed, names, answers, orders)


def answers_of(step: Mapping[str, Any], names: Mapping[str, Value]) -> list[Value]:
    """Compute the right answer of a step, and behind it those of its mistakes."""
    right = evaluate(step["answer"]["value"], names)
    return [right, *(evaluate(wrong["value"], names) for wrong in step["mistakes"])]


def differ(first: Value, second: Value) -> bool:
    """Say whether two answers are far enough apart that no typed number fits both."""
    pairs = zip(first.ravel().tolist(), second.ravel().tolist(), strict=True)
    return any(abs(a - b) > max(APART * abs(a), APART * abs(b), 1e-9) for a, b in pairs)


def _drawn(exercise: Mapping[str, Any], random: RandomNumbers) -> dict[str, Value] | None:
    names: dict[str, Value] = {}
    for given in exercise["given"]:
        values, shape = given["values"], given["shape"]
        count = math.prod(shape)
        if given.get("distinct"):
            places = random.shuffled(len(values))[:count]
        else:
            places = [random.below(len(values)) for _ in range(count)]
        names[given["name"]] = np.array([values[place] for place in places], float).reshape(shape)
    for formula in exercise["let"]:
        names[formula["name"]] = evaluate(formula["value"], names)
    if not all(evaluate(condition, names).all() for condition in exercise["where"]):
        return None
    for step in exercise["steps"]:
        if step["name"]:
            names[step["name"]] = evaluate(step["answer"]["value"], names)
    return names


def _telling(
    steps: Sequence[Mapping[str, Any]], names: Mapping[str, Value]
) -> list[list[Value]] | None:
    """Return the steps' answers if they are telling."""
    found = []
    for step in steps:
        answers = answers_of(step, names)
        for wrong, value in zip(step["mistakes"], answers[1:], strict=True):
            if value.shape != answers[0].shape:
                raise ValueError(
                    f"{wrong['name']} leads to the shape {value.shape}, "
                    f"the right answer to {answers[0].shape}."
                )
        texts = [fill(item, names) for item in step["answer"]["items"]]
        mixed = step["answer"]["kind"] == "choice"
        if (
            not all(starmap(differ, combinations(answers, 2)))
            or (mixed and len(set(texts)) < len(texts))
            or (step["scaffold"] and not _telling([step["scaffold"]], names))
        ):
            return None
        found.append(answers)
    return found
