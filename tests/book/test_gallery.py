"""The page of all figures shows each of them, and is light."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from docutils import nodes
from gallery import THEMES, cards, first_words, in_gallery, picture_name
from PIL import Image

from built_site import ROOT, SITE, every_figure, figures_on
from draw_gallery import looks_like

PICTURES = ROOT / "book" / "_static" / "gallery"
PAGE = SITE / "book" / "figures.html"
CARD = re.compile(
    r'<li><a href="([^"]*)"><span class="gallery-picture">(.*?)</span>'
    r'<span class="gallery-heading">(.*?)</span>'
    r'<span class="gallery-caption">(.*?)</span></a></li>',
    re.DOTALL,
)


def moving() -> list[tuple[str, str]]:
    """The figures that move: page and anchor."""
    shown = [*every_figure(), *figures_on("book/playground.html")]
    return [(each.page, each.anchor) for each in shown if in_gallery(each.widget)]


def test_each_figure_that_moves_has_its_pictures() -> None:
    wanted = {picture_name(page, anchor, theme) for page, anchor in moving() for theme in THEMES}
    assert {file.name for file in PICTURES.iterdir()} == wanted, "run `make gallery`"
    sizes = [file.stat().st_size for file in PICTURES.iterdir()]
    assert max(sizes) < 40_000
    assert sum(sizes) < 1_200_000


def test_the_page_has_every_figure_and_nothing_alive() -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = CARD.findall(page)
    stills = sum(
        path.read_text(encoding="utf-8").count('"image/svg+xml"')
        for path in ROOT.glob("book/[0-9]*.ipynb")
    )
    assert len(found) == len(moving()) + stills
    links = [link for link, *_ in found]
    assert {f"{page.removeprefix('book/')}#{anchor}" for page, anchor in moving()} <= set(links)
    assert all(heading and caption for *_, heading, caption in found)
    assert "data-widget" not in page
    assert "chain_rule_stepper.js" not in page
    assert all("<img" in picture or 'aria-hidden="true"' in picture for _, picture, *_ in found)


@pytest.mark.parametrize(
    ("levels", "side", "alike"), [(0, 0, True), (30, 20, True), (30, 60, False), (90, 4, False)]
)
def test_a_picture_that_nobody_tells_from_the_one_before_is_left(
    tmp_path: Path, levels: int, side: int, alike: bool
) -> None:
    before = Image.new("RGB", (200, 200), (100, 100, 100))
    now = before.copy()
    now.paste((100, 100 + levels, 100), (0, 0, side, side))
    before.save(tmp_path / "before.png")
    now.save(taken := io.BytesIO(), "png")
    assert looks_like(taken, tmp_path / "before.png") is alike
    assert not looks_like(taken, tmp_path / "new.png")


def test_a_picture_says_what_it_shows_first() -> None:
    svg = '<svg role="img" aria-label="Loss over steps. rate 0.1: 2 at the start."></svg>'
    assert first_words(svg) == "Loss over steps"
    assert first_words("<svg></svg>") == ""


def test_a_figure_without_pictures_is_still_linked(tmp_path: Path) -> None:
    html = (
        '<figure class="backprop-widget" id="one" data-widget="{}" data-state="{{}}">'
        "<figcaption>A &amp; B</figcaption></figure>"
    )
    raws = [nodes.raw("", html.format(name), format="html") for name in ("Stepper", "Question")]
    page = nodes.document(None, None)
    page += nodes.section("", nodes.title("", "Here"), *raws, ids=["here"])
    (card,) = cards("book/01-x", page, tmp_path)
    assert card.picture == ""
    assert 'href="01-x.html#one"' in card.html()
    assert unescape(card.caption) == "A & B"
    assert card.heading == "Here"
