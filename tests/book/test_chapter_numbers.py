"""A chapter has its number wherever its title stands, and has it once."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from built_site import ROOT, SITE

CHAPTERS = sorted(path.stem for path in ROOT.glob("book/[0-9]*.ipynb"))
NUMBERS = [str(int(page[:2])) for page in CHAPTERS]  # as the files are named, with gaps
TAG = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>")


def texts(page: str, pattern: str) -> list[str]:
    html = Path(SITE, "book", f"{page}.html").read_text(encoding="utf-8")
    found = re.findall(pattern, html, re.DOTALL)
    return [" ".join(unescape(TAG.sub("", text)).split()) for text in found]


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_is_numbered_once(page: str) -> None:
    number = str(int(page[:2]))
    numbered = [
        texts(page, r"<title>(.*?)</title>"),
        texts(page, r"<h1>(<span class=\"section-number\".*?)</h1>"),
        texts(page, r"<li class=\"toctree-l1 current active\">(.*?)</li>"),
    ]
    for (text,) in numbered:
        assert re.match(rf"{number} \D", text), text
    others = texts(page, r"<p class=\"prev-next-title\">(.*?)</p>")
    place = NUMBERS.index(number)
    neighbours = NUMBERS[max(0, place - 1) : place] + NUMBERS[place + 1 : place + 2]
    assert [text.split()[0] for text in others if text[0].isdigit()] == neighbours
    assert not any(re.match(r"\d+ \d", text) for text in others)


def test_the_contents_number_the_chapters_and_nothing_else() -> None:
    lines = texts("index", r"<li class=\"toctree-l1\">(.*?)</li>")
    numbers = [line.split()[0] for line in lines]
    assert numbers[: len(CHAPTERS)] == NUMBERS
    assert not any(number[0].isdigit() for number in numbers[len(CHAPTERS) :])
    assert numbers[len(CHAPTERS) :]
    for page in CHAPTERS:
        assert len(texts(page, r"(<span class=\"section-number\">)")) <= 3  # heading and two links
