"""The page of questions: each answered shortly, with the way to the place that shows it."""

from __future__ import annotations

import re

import pytest

from built_site import ROOT

PAGE = ROOT / "book" / "questions.md"
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
ENTRIES = re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def parts(entry: str) -> tuple[str, str]:
    question, answer = entry.split("\n", 1)
    return question, answer.split("\n## ")[0]


def test_there_are_two_dozen_questions() -> None:
    assert len(ENTRIES) >= 25
    assert len({parts(entry)[0] for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split("\n")[0])
def test_an_answer_is_short_and_shows_the_place(entry: str) -> None:
    question, answer = parts(entry)
    assert question.endswith("?")
    assert len(LINK.sub("", answer).split()) <= 75
    assert any(target.endswith(".ipynb") for target in LINK.findall(answer))


def test_every_chapter_answers_a_question() -> None:
    linked = set(LINK.findall(PAGE.read_text(encoding="utf-8")))
    chapters = {path.name for path in (ROOT / "book").glob("[0-9][0-9]-*.ipynb")}
    assert chapters - linked == set()
