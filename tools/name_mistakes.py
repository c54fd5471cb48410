"""Answer every exercise with each of its mistakes, over many seeds; count how often it is named.

``make mistakes`` writes tests/package/named_mistakes.csv: a row for each question and each answer
that the bank knows: the right one, 0, with an empty name, and the wrong ones from 1 on.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from backprop.exercises import Exercise, draw, judge
from backprop.exercises.bank import exercises

SEEDS = 200
TABLE = Path(__file__).resolve().parents[1] / "tests" / "package" / "named_mistakes.csv"
HEADER = ("exercise", "question", "answer", "mistake", "named", "seeds")

Key = tuple[str, int, int, str]


def as_typed(step: dict[str, Any], value: Any) -> Any:
    """Give an answer of this value as a reader would."""
    if step["answer"]["kind"] in ("number", "array"):
        flat = [repr(float(number)) for number in np.ravel(value)]
        return flat if step["answer"]["kind"] == "array" else flat[0]
    return [int(place) for place in np.ravel(value)]


def keys() -> Iterator[Key]:
    """List what is to be named: the exercise, the question from 1, the answer, the mistake."""
    for each in (each for chapter in exercises().values() for each in chapter):
        for place, step in enumerate(each.to_json()["steps"], start=1):
            for answer, name in enumerate(_names(step)):
                yield each.id, place, answer, name


def _names(step: dict[str, Any]) -> list[str]:
    return ["", *(wrong["name"] for wrong in step["mistakes"])]


def named(each: Exercise) -> Counter[Key]:
    """Count for an exercise's answers how many of the seeds name them, and nothing else."""
    data = each.to_json()
    found: Counter[Key] = Counter()
    for seed in range(SEEDS):
        variant = draw(data, seed)
        for place, step in enumerate(data["steps"]):
            answers = zip(_names(step), variant.answers[place], strict=True)
            for answer, (name, value) in enumerate(answers):
                typed: list[Any] = [None] * len(data["steps"])
                typed[place] = as_typed(step, value)
                verdict = judge(variant, place, typed)
                wanted = ("mistake", name) if name else ("right", "")
                is_named = (verdict.kind, verdict.mistake) == wanted
                found[each.id, place + 1, answer, name] += is_named
    return found


def main() -> None:
    """Write the table."""
    counts: Counter[Key] = Counter()
    for chapter, group in exercises().items():
        print(f"{chapter} ...", flush=True)
        for each in group:
            counts.update(named(each))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        rows.writerows((*key, counts[key], SEEDS) for key in keys())


if __name__ == "__main__":
    main()
