"""The table of named mistakes is about today's bank, and each is named whatever the numbers are.

`make mistakes` writes it; `test_exercise_engine.py` draws the same seeds again.
"""

from __future__ import annotations

import csv

from name_mistakes import HEADER, SEEDS, TABLE, keys


def test_each_mistake_of_the_bank_is_named_at_every_seed() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == HEADER
    listed = [(name, int(place), int(answer), wrong) for name, place, answer, wrong, *_ in rows]
    assert listed == list(keys()), "run `make mistakes`"
    assert {(int(named), int(seeds)) for *_, named, seeds in rows} == {(SEEDS, SEEDS)}
