"""A chapter is of one sitting: so many cells, something to predict, and answers that are folded."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook_rules import read, sizes

CHAPTERS = sorted(Path(__file__).resolve().parents[2].glob("book/*.ipynb"))
CELLS = range(25, 51)
PREDICTIONS = 5

# Chapters that are still too long, by their number. A line may only shrink, or go.
LONGER = {"04": 58, "06": 81, "07": 88, "08": 75, "11": 83}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem[:2])
def test_a_chapter_is_of_one_sitting(path: Path) -> None:
    counted = sizes(read(path))
    most = LONGER.get(path.name[:2], CELLS[-1])
    assert CELLS[0] <= counted["cells"] <= most
    assert counted["predictions"] >= PREDICTIONS
    assert counted["answers"] >= 1
    assert counted["hints"] >= 3
    assert counted["solutions"] >= 3


def test_the_table_of_longer_chapters_lists_no_other() -> None:
    longer = {path.name[:2] for path in CHAPTERS if sizes(read(path))["cells"] > CELLS[-1]}
    assert longer == set(LONGER)
