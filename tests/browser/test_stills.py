"""Still pictures in the page: its colours in both themes, its paper, forced colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from built_site import SITE, pages
from visits import Visit
from widget import OVER_HTTP

MARK = 'class="backprop-picture"'
CHAPTERS = [page for page in pages() if MARK in (SITE / page).read_text(encoding="utf-8")]
COLOURS = """picture => {
    const probe = document.createElement("i");
    picture.parentElement.append(probe);
    const seen = [...picture.querySelectorAll("[fill^=var], [stroke^=var]")].flatMap((mark) =>
        ["fill", "stroke"].map((kind) => {
            const [, name] = /^var\\((--book-\\w+)/.exec(mark.getAttribute(kind)) ?? [];
            if (!name || mark.tagName === "rect") return null;
            probe.style.color = `var(${name})`;
            return [name, getComputedStyle(mark)[kind], getComputedStyle(probe).color];
        }).filter(Boolean)
    );
    probe.remove();
    return seen;
}"""


def pictures(page: Page) -> list[Locator]:
    return page.locator("svg.backprop-picture").all()


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_takes_the_pages_colours(visit: Visit, scheme: str) -> None:
    page = visit(CHAPTERS[0], color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    for picture in pictures(page):
        seen = picture.evaluate(COLOURS)
        assert {name for name, _, _ in seen} >= {"--book-ink", "--book-value", "--book-line"}
        assert [colours for colours in seen if colours[1] != colours[2]] == []
        expect(picture.locator("rect")).to_have_css("fill", "none")


@OVER_HTTP
def test_the_theme_changes_a_pictures_colours_and_paper_keeps_the_light_ones(visit: Visit) -> None:
    page = visit(CHAPTERS[0], color_scheme="light")
    letter = pictures(page)[0].locator("text").first
    fill = "letter => getComputedStyle(letter).fill"
    light = letter.evaluate(fill)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert letter.evaluate(fill) != light
    page.emulate_media(media="print")
    assert letter.evaluate(fill) == light


@OVER_HTTP
def test_forced_colours_leave_the_readers_own(visit: Visit) -> None:
    page = visit(CHAPTERS[0], forced_colors="active")
    for picture in pictures(page):
        painted = {mark: colour for mark, colour, _ in picture.evaluate(COLOURS)}
        assert painted["--book-ink"] == painted["--book-value"] == painted["--book-gradient"]
