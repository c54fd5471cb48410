"""The built pages leave places for the reader's progress, with the exercises of each chapter."""

from __future__ import annotations

import json
import re
from html import unescape

from backprop.exercises.bank import exercises
from built_site import SITE, every_figure

CARD = re.compile(
    r'href="([\w-]+)\.html"(?:(?!</li>).)*<span class="card-progress" data-exercises="([^"]*)"',
    re.DOTALL,
)
LINE = re.compile(r'<p class="chapter-progress" data-exercises="([^"]*)" data-practice="([^"]*)"')
STATE = re.compile(r'data-widget="Practice" data-state=\'([^\']*)\'')


def text_of(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


def asked() -> dict[str, set[str]]:
    """The exercises that each page asks."""
    found: dict[str, set[str]] = {}
    for figure in every_figure():
        if figure.widget == "Question":
            found.setdefault(figure.page, set()).add(figure.state["exercise"]["id"])
    return found


def by_page() -> dict[str, list[str]]:
    """The bank's exercises by the page of their chapter."""
    return {
        page: [each.id for each in exercises()[re.sub(r"^book/\d+-|\.html$", "", page)]]
        for page in asked()
    }


def test_a_chapter_asks_all_exercises_of_its_module() -> None:
    assert asked() == {page: set(ids) for page, ids in by_page().items()}
    assert len(asked()) == len(exercises())


def test_a_chapter_with_questions_has_one_line_for_them() -> None:
    for page, ids in by_page().items():
        ((listed, practice),) = LINE.findall(text_of(page))
        assert listed.split() == ids
        assert (SITE / "book" / practice).is_file()


def test_a_card_has_a_place_for_its_chapter() -> None:
    found = {
        f"book/{page}.html": ids.split() for page, ids in CARD.findall(text_of("book/index.html"))
    }
    assert found == by_page()


def test_the_drills_have_the_chapters_in_the_book_s_order_with_a_link_for_each_question() -> None:
    text = text_of("book/practice.html")
    (state,) = STATE.findall(text)
    chapters = json.loads(unescape(state))["chapters"]
    assert [f"book/{chapter['page']}" for chapter in chapters] == sorted(asked())
    listed = re.findall(r'<li><a href="([\w-]+\.html)#', text)
    assert listed == [page.removeprefix("book/") for page, ids in by_page().items() for _ in ids]
