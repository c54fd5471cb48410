"""A question that stands several times in a chapter, fading, has other numbers each time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from backprop.exercises import draw
from built_site import figures

DRAWN: dict[tuple[str, str], list[Any]] = defaultdict(list)
for figure in figures("Question"):
    exercise, seed = figure.state["exercise"], figure.state["seed"]
    if exercise["given"]:
        names = draw(exercise, seed).names
        DRAWN[figure.page, exercise["id"]].append(
            {each["name"]: str(names[each["name"]]) for each in exercise["given"]}
        )


def test_some_questions_fade() -> None:
    assert sum(len(drawn) > 2 for drawn in DRAWN.values()) >= 15


def test_no_question_is_asked_twice_with_the_same_numbers() -> None:
    repeated = [
        key for key, drawn in DRAWN.items() if any(drawn.count(numbers) > 1 for numbers in drawn)
    ]
    assert repeated == []
