"""A chapter is of one sitting: so many cells, something to predict and to answer, and solutions."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from notebook_rules import Notebook, asks, read, sizes

CHAPTERS = sorted(Path(__file__).resolve().parents[2].glob("book/*.ipynb"))
CELLS = range(25, 51)
PREDICTIONS = 5
QUESTIONS = 8


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem[:2])
def test_a_chapter_is_of_one_sitting(path: Path) -> None:
    counted = sizes(read(path))
    assert counted["cells"] in CELLS
    assert counted["questions"] >= QUESTIONS
    assert counted["predictions"] >= PREDICTIONS
    assert counted["answers"] >= 1
    assert counted["hints"] >= 3
    assert counted["solutions"] >= 3


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ('Question("a", seed=2, worked=1)', True),
        ('from backprop.widgets import Question\n\nQuestion("a")', True),
        ('question = Question("a")', False),
        ('Question("a")\nprint(1)', False),
        ("# Question", False),
    ],
)
def test_a_cell_with_a_question_alone_is_counted_as_one(source: str, counts: bool) -> None:
    assert asks(source) is counts


def test_a_text_that_questions_divide_is_one_cell() -> None:
    made = {"m": new_markdown_cell, "c": new_code_cell}
    cells = [
        made[kind]("a") if kind in made else new_code_cell('Question("a")') for kind in "m??mc?m"
    ]
    counted = sizes(Notebook("", nbformat.writes(new_notebook(cells=cells))))
    assert (counted["cells"], counted["questions"]) == (3, 3)
