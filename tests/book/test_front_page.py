"""The front page's cards say what the chapters say, and lead to all of them."""

from __future__ import annotations

import re

import nbformat
import yaml

from built_site import ROOT, SITE

CARD = re.compile(
    r"^(?P<number>\d+)\. \[!\[\]\((?P<picture>[^)]*)\)(?P<title>[^\]]*)\]\((?P<chapter>[^)]*)\)\n\n"
    r" {3,4}(?P<sentence>.*)\n\n"
    r" {3,4}(?P<minutes>\d+) minutes, exercises (?P<exercises>\d+)$",
    re.MULTILINE,
)
TIME = re.compile(r"\*\*Time\*\* about (\d+) minutes, and (\d+) more for the exercises\.")
CARDS = list(CARD.finditer((ROOT / "book/index.md").read_text(encoding="utf-8")))


def chapters() -> list[str]:
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [entry["file"] for entry in contents["parts"][0]["chapters"]]
    return [f"{file.removeprefix('book/')}.ipynb" for file in files]


def test_there_is_a_card_for_each_chapter_in_order() -> None:
    assert [card["chapter"] for card in CARDS] == chapters()
    assert [f"{int(card['number']):02}" for card in CARDS] == [name[:2] for name in chapters()]


def test_the_page_counts_each_card_with_its_chapters_number() -> None:
    html = (SITE / "book/index.html").read_text(encoding="utf-8")
    page = html[html.index('class="chapter-cards"') : html.index('id="what-you-need"')]
    lists = re.findall(r'<ol class="arabic[^"]*"(?: start="(\d+)")?>(.*?)</ol>', page, re.DOTALL)
    counted = [
        int(start or 1) + place
        for start, cards in lists
        for place in range(len(re.findall(r"<li>", cards)))
    ]
    assert counted == [int(name[:2]) for name in chapters()]
    style = (ROOT / "book/_static/front.css").read_text(encoding="utf-8")
    for start in filter(None, (start for start, _ in lists)):
        assert f'ol[start="{start}"] {{\n  counter-reset: chapter {int(start) - 1};' in style


def test_a_card_has_the_chapters_title_and_minutes() -> None:
    for card in CARDS:
        notebook = nbformat.read(ROOT / "book" / card["chapter"], as_version=4)
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert text.startswith(f"# {card['title']}\n")
        assert TIME.findall(text) == [(card["minutes"], card["exercises"])], card["title"]


def test_every_card_has_a_picture_of_its_own() -> None:
    pictures = [card["picture"] for card in CARDS]
    assert len(set(pictures)) == len(pictures)
    assert all((ROOT / "book" / picture).is_file() for picture in pictures)
