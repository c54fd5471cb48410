"""A chapter is of one sitting: so many cells, something to predict, and answers that are folded."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook_rules import read, sizes

CHAPTERS = sorted(Path(__file__).resolve().parents[2].glob("book/*.ipynb"))
CELLS = range(25, 51)
PREDICTIONS = 5


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem[:2])
def test_a_chapter_is_of_one_sitting(path: Path) -> None:
    counted = sizes(read(path))
    assert counted["cells"] in CELLS
    assert counted["predictions"] >= PREDICTIONS
    assert counted["answers"] >= 1
    assert counted["hints"] >= 3
    assert counted["solutions"] >= 3
