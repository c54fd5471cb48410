"""The lecturers' page: its links lead somewhere, its hours add up, its answers are the bank's."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest

from backprop.exercises import draw
from backprop.exercises.bank import exercise
from backprop.exercises.text import fill
from backprop.widgets import Practice, Worksheet
from headings import BOOK, anchors

TEXT = (BOOK / "teach.md").read_text(encoding="utf-8")
LINKS = [link for link in re.findall(r"\]\(([^)\s]+)\)", TEXT) if "://" not in link]
SESSIONS = re.split(r"^## Session ", TEXT, flags=re.MULTILINE)[1:]
ASKED = re.split(r"^\*\*Ask:\*\* ", TEXT, flags=re.MULTILINE)[1:]
FIGURE = re.compile(r'<figure class="backprop-widget" id="([^"]+)"[^>]* data-state="([^"]*)"')
ROW = re.compile(r"^\| ([−0-9][−0-9., ]*) \| (.+) \|$", re.MULTILINE)


@cache
def figures(file: str) -> dict[str, dict[str, Any]]:
    """Return the states of a page's figures by their ids."""
    if file == "worksheets.md":
        return {"sheet": Worksheet().state()}
    if file == "practice.md":
        return {"drills": Practice().state()}
    if not file.endswith(".ipynb"):
        return {}
    cells = nbformat.read(BOOK / file, as_version=4).cells
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    html = "\n".join(output.get("data", {}).get("text/html", "") for output in shown)
    return {anchor: json.loads(unescape(state)) for anchor, state in FIGURE.findall(html)}


@pytest.mark.parametrize("link", dict.fromkeys(LINKS))
def test_a_link_leads_to_a_heading_or_a_figure(link: str) -> None:
    file, _, fragment = link.partition("#")
    assert not file or (BOOK / file).is_file()
    place, _, query = fragment.partition("?")
    shown = figures(file)
    assert not place or place in anchors((file or "teach.md").rsplit(".", 1)[0]) | set(shown)
    for pair in filter(None, unquote(query).split("&")):
        key, value = pair.split("=")
        own, asked = shown[place][key], json.loads(value)
        assert isinstance(asked, (int, float) if isinstance(own, float) else type(own))
        assert not isinstance(own, dict) or set(asked) == set(own)


def test_a_sheet_has_as_many_exercises_as_the_page_says() -> None:
    sheets = [link for link in LINKS if link.startswith("worksheets.md#sheet?")]
    assert len(sheets) == len(SESSIONS)
    for link in sheets:
        pairs = [pair.split("=") for pair in unquote(link.partition("?")[2]).split("&")]
        settings = {key: json.loads(value) for key, value in pairs}
        assert len(Worksheet(**settings).variants()) == settings["count"] == 6


def test_there_are_four_sessions_of_ninety_minutes() -> None:
    assert len(SESSIONS) == 4
    for session in SESSIONS:
        spans = re.findall(r"^\| (\d+)–(\d+) \|", session, re.MULTILINE)
        starts, ends = [int(start) for start, _ in spans], [int(end) for _, end in spans]
        assert starts == [0, *ends[:-1]]
        assert ends[-1] == 90
        assert all(start < end for start, end in zip(starts, ends, strict=True))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[:30])
def test_a_wrong_answer_means_what_the_card_says(asked: str) -> None:
    asked = asked.split("\n## ")[0]
    found = re.search(r"\[card\]\(([\w.-]+)#(q-[\w-]+)\)", asked)
    assert found
    card = figures(found[1])[found[2]]
    variant = draw(exercise(card["exercise"]["id"]), card["seed"])
    step = 1 if "second question" in asked else 0
    right, *wrong = variant.answers[step]
    mistakes = variant.exercise["steps"][step]["mistakes"]
    (first, _), *rows = ROW.findall(asked)
    assert np.allclose(numbers(first), np.ravel(right))
    assert len(rows) >= 2
    for answer, meaning in rows:
        said = [
            fill(mistake["says"], variant.names)
            for mistake, value in zip(mistakes, wrong, strict=True)
            if np.allclose(numbers(answer), np.ravel(value))
        ]
        assert said == [meaning]


def numbers(text: str) -> list[float]:
    return [float(part.replace("−", "-")) for part in text.split(", ")]
