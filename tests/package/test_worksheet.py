"""Worksheets: which exercises are chosen, and that the same number gives the same sheet."""

from __future__ import annotations

from typing import Any

import pytest

from backprop.exercises.worksheet import SEEDS, Item, level_of, worksheet


def listed(name: str, skills: str = "a", questions: int = 1, *, drawn: bool = True) -> Any:
    return {"id": name, "skills": skills.split(), "questions": questions, "drawn": drawn}


ONE = {"id": "one", "exercises": [listed("p", "a b", 1), listed("q", "a", 3), listed("r", "b", 5)]}
TWO = {"id": "two", "exercises": [listed("s", "b", 2), listed("t", "c", 4, drawn=False)]}
BOTH = [ONE, TWO]


def names(items: list[Item]) -> list[str]:
    return [item.id for item in items]


@pytest.mark.parametrize(("questions", "level"), [(1, 1), (2, 1), (3, 2), (4, 3), (9, 3)])
def test_a_level_counts_questions(questions: int, level: int) -> None:
    assert level_of(questions) == level


def test_none_comes_twice_while_there_are_others() -> None:
    for seed in range(50):
        for count in range(1, 6):
            found = names(worksheet(BOTH, count=count, seed=seed))
            assert len(found) == len(set(found)) == count


def test_the_order_is_the_book_s() -> None:
    assert names(worksheet(BOTH, count=5)) == ["p", "q", "r", "s", "t"]
    assert [item.chapter for item in worksheet(BOTH, count=5)] == ["one"] * 3 + ["two"] * 2


def test_then_those_with_other_numbers_come_again() -> None:
    found = worksheet(BOTH, count=11, seed=7)
    assert len(found) == 11
    assert names(found).count("t") == 1
    assert all(names(found).count(each) >= 2 for each in "pqrs")
    assert len({(item.id, item.seed) for item in found}) == 11


def test_where_no_numbers_are_drawn_the_sheet_is_shorter() -> None:
    assert names(worksheet([TWO], skill="c", count=10)) == ["t"]
    assert worksheet(BOTH, skill="nothing") == []


def test_a_skill_and_a_level_choose() -> None:
    assert set(names(worksheet(BOTH, skill="b", count=3))) == {"p", "r", "s"}
    assert set(names(worksheet(BOTH, level=3, count=2))) == {"r", "t"}
    assert set(names(worksheet(BOTH, skill="b", level=1, count=2))) == {"p", "s"}


def test_the_number_decides_the_sheet() -> None:
    assert worksheet(BOTH, count=3, seed=4) == worksheet(BOTH, count=3, seed=4)
    assert len({tuple(names(worksheet(BOTH, count=2, seed=seed))) for seed in range(60)}) == 10
    assert all(0 <= item.seed < SEEDS for seed in range(20) for item in worksheet(BOTH, seed=seed))
