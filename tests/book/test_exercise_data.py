"""The exercises that a page loads by chapter are in the site, where the page looks for them."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urlsplit

from exercise_data import exercise_script

from backprop.exercises.bank import exercises
from built_site import FIGURE, SITE

PAGE = SITE / "book" / "practice.html"
SCRIPT = re.compile(r'\(globalThis\.backpropExercises \?\?= \{\}\)\["([\w-]+)"\] = (.*);\n')


def test_a_script_holds_the_exercises_of_its_chapter() -> None:
    for chapter, bank in exercises().items():
        found = SCRIPT.fullmatch(exercise_script(chapter))
        assert found
        assert found[1] == chapter
        assert json.loads(found[2]) == [exercise.to_json() for exercise in bank]


def test_the_page_of_drills_finds_the_script_of_each_chapter() -> None:
    ((_, widget, state),) = FIGURE.findall(PAGE.read_text(encoding="utf-8"))
    assert widget == "Practice"
    chapters = json.loads(unescape(state))["chapters"]
    assert [chapter["id"] for chapter in chapters] == list(exercises())  # both in the book's order
    for chapter in chapters:
        script = PAGE.parent / urlsplit(chapter["script"]).path
        assert script.read_text(encoding="utf-8") == exercise_script(chapter["id"])
