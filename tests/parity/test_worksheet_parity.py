"""The front end chooses the exercises of a worksheet as the package does."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product

from backprop.exercises.worksheet import worksheet
from backprop.widgets.bank_chapters import listed_chapters
from front_end import running


def test_the_same_sheets() -> None:
    known = listed_chapters(None, {})
    chapters = [
        {
            "id": chapter["id"],
            "exercises": [
                {name: each[name] for name in ("id", "skills", "questions", "drawn")}
                for each in chapter["exercises"]
            ],
        }
        for chapter in known
    ]
    count_all = sum(len(chapter["exercises"]) for chapter in chapters)
    cases = product(("", "chain rule"), (0, 1, 2, 3), (1, 10, 40), (0, 1, 99, 2**32 - 1))
    with running("run_exercises.js") as ask:
        for skill, level, count, seed in cases:
            wanted = {"skill": skill, "level": level, "count": count, "seed": seed}
            ours = worksheet(chapters, skill=skill, level=level, count=count, seed=seed)
            assert ask(chapters=chapters, wanted=wanted)["items"] == [asdict(item) for item in ours]
            assert 0 < len(ours) <= min(count, count_all)
