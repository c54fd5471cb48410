"""A worksheet: exercises chosen from a seed, each with numbers of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop.exercises.random_numbers import RandomNumbers

__all__ = ["LEVELS", "MOST", "Item", "level_of", "worksheet"]

MOST = 40
LEVELS = (1, 2, 3)
SEEDS = 2**20


@dataclass(frozen=True)
class Item:
    """One exercise of a worksheet: its chapter, its id, and the seed of its numbers."""

    chapter: str
    id: str
    seed: int


def level_of(questions: int) -> int:
    """Say how hard an exercise is by its questions: up to two are 1, three are 2, more are 3."""
    return min(max(questions - 1, 1), 3)


def worksheet(
    chapters: Sequence[Mapping[str, Any]],
    *,
    skill: str = "",
    level: int = 0,
    count: int = 10,
    seed: int = 1,
) -> list[Item]:
    """Choose exercises, none twice while there are others, and put them in the book's order.

    Parameters
    ----------
    chapters
        What to choose from: each has an ``id`` and ``exercises``, of which each has an ``id``, its
        ``skills``, how many ``questions`` it asks, and whether its numbers are ``drawn``.
    skill
        Only exercises of this skill; ``""`` for all.
    level
        Only exercises of this level, 1 to 3; 0 for all.
    count
        How many are wanted. There are fewer if too few fit and their numbers are not drawn: only
        exercises whose numbers are drawn come more than once.
    seed
        A whole number from 0 to 2³² − 1. The same seed gives the same sheet.
    """
    fitting = [
        (chapter["id"], exercise)
        for chapter in chapters
        for exercise in chapter["exercises"]
        if (not skill or skill in exercise["skills"])
        and (not level or level_of(exercise["questions"]) == level)
    ]
    drawn = [place for place, (_, exercise) in enumerate(fitting) if exercise["drawn"]]
    random = RandomNumbers(seed)
    places: list[int] = []
    group = list(range(len(fitting)))
    while group and len(places) < count:
        places += [group[at] for at in random.shuffled(len(group))][: count - len(places)]
        group = drawn
    return [
        Item(fitting[place][0], fitting[place][1]["id"], random.below(SEEDS))
        for place in sorted(places)
    ]
